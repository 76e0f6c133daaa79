"""Two texts beside each other, what they share marked: `pactwatch compare` of two articles, or of one and a seed."""

from collections.abc import Sequence
from itertools import zip_longest

from pactwatch.errors import NotFound
from pactwatch.sharing import Row, marked_against, side_by_side
from review.dossier import related
from review.web.asked import Asked, Shown
from review.web.forms import as_number
from storage.archive import Archive
from storage.articles import Stored


def beside(asked: Asked) -> Shown:
    """An article beside another ("12"), or beside a seed ("seed:NAME"), whose text is not kept. Raises NotFound."""
    archive, other = asked.archive, asked.path["other"]
    one = archive.article(asked.number())
    if other.startswith("seed:"):
        return _beside_seed(archive, one, other.removeprefix("seed:"))
    number = as_number(other)
    if number is None:
        raise NotFound(f"Nothing has the number {other!r}.")
    two = archive.article(number)
    rows = _rows(one.article.paragraphs, two.article.paragraphs)
    links = [related(link, one.id, {two.id: two.article}) for link in archive.relations(one.id)]
    return Shown(
        template="beside.html",
        values={"one": one, "two": two, "rows": rows, "relations": [link for link in links if link.other_id == two.id]},
    )


def _rows(one: Sequence[str], two: Sequence[str]) -> list[Row]:
    """Return the paragraphs side by side; of texts that share nothing, in another language, in their order."""
    rows = side_by_side(one, two)
    if any(shared for row in rows for _, shared in (*row.one, *row.two)):
        return rows
    return [Row(one=((mine, False),), two=((theirs, False),)) for mine, theirs in zip_longest(one, two, fillvalue="")]


def _beside_seed(archive: Archive, one: Stored, name: str) -> Shown:
    seed = next((seed for seed in archive.seeds() if seed.name == name), None)
    if seed is None:
        raise NotFound(f"There is no seed {name!r} here: `pactwatch seed show` lists them.")
    rows = [Row(one=marked_against(text, seed.fingerprint.shingles), two=()) for text in one.article.paragraphs]
    links = [related(link, one.id, {}) for link in archive.relations(one.id)]
    return Shown(
        template="beside.html",
        values={"one": one, "two": None, "seed": seed, "rows": rows,
                "relations": [link for link in links if link.seed == name]},
    )  # fmt: skip
