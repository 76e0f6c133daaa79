"""`pactwatch compare` and `pactwatch novelty`: two texts beside each other, and what one says that is new."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import click
from rich.cells import cell_len
from rich.text import Text

from pactwatch.article import Article
from pactwatch.duplicates import Fingerprint, Relation, fingerprint, relation
from pactwatch.errors import NotFound
from pactwatch.novelty import Said, new_share
from pactwatch.novelty import novelty as novelty_of
from pactwatch.seed import Seed
from pactwatch.sharing import Piece, Row, marked_against, side_by_side
from review.output import console, counted, examples, on_terminal, print_json, say, say_paragraph, shown
from review.place import ID, Place, json_option
from review.seeds import article_of
from storage.archive import Archive
from storage.articles import Stored

SHARED = "bold green"
OPEN, CLOSE = "⟦", "⟧"
"""What marks a shared passage where there is no colour."""
STATES = {"new": "new", "repeated": "repeated", "other_number": "other number"}
STYLES = {"new": "bold", "repeated": "dim", "other_number": "yellow"}
LEAST_COLUMN = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One of two that are compared; a seed has no text to show."""

    name: str
    title: str
    article: Article | None
    fingerprint: Fingerprint
    number: int | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text, as far as there is one."""
        return self.article.paragraphs if self.article else ()


@click.command(
    epilog=examples("pactwatch compare 12 7", "pactwatch compare 12 seed", "pactwatch compare 12 saved.html")
)
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@json_option
@click.pass_obj
def compare(place: Place, a: str, b: str, as_json: bool) -> None:
    """Print two texts side by side, what they share marked.

    A and B are numbers of articles, saved pages, text files, addresses, or `seed` (`seed:NAME` where there are more).
    Of a seed no text is kept: what an article shares with it is marked in the article alone.
    """
    one, two = _side(place, a), _side(place, b)
    related = _related(place, one, two)
    rows = _rows(one, two)
    if as_json:
        print_json({"a": _facts(one), "b": _facts(two), "relation": related, "rows": rows})
        return
    say(f"{one.name}  {one.title}", "bold")
    say(f"{two.name}  {two.title}", "bold")
    _print_relation(related)
    say()
    _print_rows(rows, both=bool(one.article and two.article))


@click.command(epilog=examples("pactwatch novelty 12", "pactwatch novelty 12 --json"))
@click.argument("article_id", metavar="ID", type=ID)
@json_option
@click.pass_obj
def novelty(place: Place, article_id: int, as_json: bool) -> None:
    """Tell an article's sentences apart: new or said before.

    Every sentence is looked up in the seeds and in the articles you accepted. It is new, repeated (from which of them),
    or repeated with another number.
    """
    with place.archive() as archive:
        stored, seeds = archive.article(article_id), archive.seeds()
        said = told_apart(archive, stored, seeds)
    article = stored.article
    beside = [(one, relation(article, one.fingerprint)) for one in seeds]
    if as_json:
        told = [{"seed": one.name, "relation": related} for one, related in beside]
        print_json({"id": article_id, "seeds": told, "new_share": round(new_share(said), 3), "sentences": said})
        return
    say(f"{article_id}  {article.title}", "bold")
    for one, related in beside:
        say(f"seed {one.name}: {related.kind.replace('_', ' ')}; {_shares(related)}", "dim")
    say()
    for sentence in said:
        _print_sentence(sentence)
    say()
    say(summary(said))


def told_apart(archive: Archive, stored: Stored, seeds: Sequence[Seed]) -> tuple[Said, ...]:
    """Return the sentences of an article beside the seeds and the articles that a person accepted."""
    approved = archive.approved_beside(stored.article, stored.id)
    return novelty_of(stored.article, seeds, [(one.id, one.article) for one in approved])


def _side(place: Place, what: str) -> Side:
    if what.isascii() and what.isdigit():
        number = int(what[:18])
        with place.archive() as archive:
            article = archive.article(number).article
        return Side(
            name=what, title=article.title, article=article, fingerprint=fingerprint(article), number=number
        )  # fmt: skip
    if what == "seed" or what.startswith("seed:"):
        with place.archive() as archive:
            seed = _seed(archive, what.partition(":")[2])
        return Side(name=f"seed {seed.name}", title=seed.title, article=None, fingerprint=seed.fingerprint)
    article = article_of(place, what)
    return Side(name=what, title=article.title, article=article, fingerprint=fingerprint(article))


def _related(place: Place, one: Side, two: Side) -> Relation:
    """The relation as it was found with all that the archive knows of the outlet; else by the two texts alone."""
    if one.number is not None and two.number is not None:
        with place.archive() as archive:
            links = archive.relations(one.number)
        for link in links:
            if (link.article_id, link.other_id) == (one.number, two.number):
                return link.relation
            if (link.article_id, link.other_id) == (two.number, one.number):
                shares = link.relation.share_of_other, link.relation.share_of_article
                return replace(link.relation, share_of_article=shares[0], share_of_other=shares[1])
    return relation(one.fingerprint, two.fingerprint)


def _seed(archive: Archive, name: str) -> Seed:
    seeds = [seed for seed in archive.seeds() if name in ("", seed.name)]
    if not seeds:
        raise NotFound(f"There is no seed {name!r} here: `pactwatch seed show` lists them.".replace(" ''", ""))
    if len(seeds) > 1:
        names = ", ".join(f"seed:{seed.name}" for seed in seeds)
        raise click.UsageError(f"There are {len(seeds)} seeds: name one of {names}.")
    return seeds[0]


def _rows(one: Side, two: Side) -> list[Row]:
    if one.article and two.article:
        return side_by_side(one.paragraphs, two.paragraphs)
    if one.article:
        return [Row(one=marked_against(text, two.fingerprint.shingles), two=()) for text in one.paragraphs]
    return [Row(one=(), two=marked_against(text, one.fingerprint.shingles)) for text in two.paragraphs]


def _print_relation(related: Relation) -> None:
    doubt = ", close to the limit: have a look" if related.borderline else ""
    say(f"{related.kind.replace('_', ' ')}: {related.reason}{doubt}", "magenta")
    run = counted(related.run or 0, "word or character", "words or characters")
    run = f"; longest shared passage: {run}" if related.run else ""
    say(f"{_shares(related)}{run}", "dim")


def _shares(related: Relation) -> str:
    first, second = f"{related.share_of_article:.0%}", f"{related.share_of_other:.0%}"
    return f"{first} of the first stands in the second, {second} of the second in the first"


def _print_rows(rows: Iterable[Row], *, both: bool) -> None:
    wide = on_terminal() and both
    for row in rows:
        if wide and console().width >= 2 * LEAST_COLUMN + 3:
            _print_beside(row)
            continue
        for mark, pieces in (("A", row.one), ("B", row.two)):
            if pieces:
                say_paragraph(Text.assemble((f"{mark} ", "dim")).append_text(_text(pieces)))
        say()


def _print_beside(row: Row) -> None:
    screen = console()
    width = (screen.width - 3) // 2
    left, right = list(_text(row.one).wrap(screen, width)), list(_text(row.two).wrap(screen, width))
    for one, two in zip_longest(left, right, fillvalue=Text("")):
        one.rstrip()
        line = one + Text(" " * max(0, width - cell_len(one.plain)) + " │ ", "dim") + two
        screen.print(line, soft_wrap=True)
    screen.print()


def _text(pieces: Iterable[Piece]) -> Text:
    text = Text()
    for piece, shared in pieces:
        said = shown(piece)
        if shared and not on_terminal():
            said = f"{OPEN}{said}{CLOSE}"
        text.append(said, SHARED if shared else "")
    return text


def _print_sentence(said: Said) -> None:
    where = said.where or ""
    where = f" ({where if where.startswith('seed') else f'article {where}'})" if where else ""
    say_paragraph(Text.assemble((f"{STATES[said.state]}{shown(where)}: ", STYLES[said.state]), shown(said.sentence)))
    if said.state == "other_number" and said.before:
        say_paragraph(Text.assemble(("before: ", "dim"), shown(said.before)), indent="    ")


def summary(said: Iterable[Said]) -> str:
    """Return how much of an article is new, in a line."""
    sentences = list(said)
    counts = Counter(str(one.state) for one in sentences)
    parts = ", ".join(f"{counts[state]} {name}" for state, name in STATES.items() if counts[state]) or "no text"
    return f"{counted(len(sentences), 'sentence')}: {parts}; {new_share(sentences):.0%} of the text is new"


def _facts(side: Side) -> dict[str, object]:
    print_ = side.fingerprint
    return {"name": side.name, "title": side.title, "outlet": print_.outlet, "length": print_.length}
