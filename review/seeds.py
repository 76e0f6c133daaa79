"""`pactwatch seed` and `pactwatch reindex`: what every article is measured against, and measuring them anew."""

from dataclasses import replace
from pathlib import Path

import click

from pactwatch.article import Article
from pactwatch.errors import InvalidSeed, NotFound
from pactwatch.seed import Seed, seed_of
from review.extracting import read_page
from review.output import Column, counted, examples, on_terminal, print_json, print_table, say
from review.place import TEXT, Place, json_option, now
from review.topics import chosen

COLUMNS = (
    Column(name="name", style="bold cyan"),
    Column(name="published"),
    Column(name="outlet"),
    Column(name="lang", style="dim"),
    Column(name="words", right=True),
    Column(name="title", wide=True),
)


@click.group(epilog=examples("pactwatch seed show", "pactwatch seed add article.html --name spring"))
def seed() -> None:
    """Show, add and remove the seeds of the archive.

    Every article is compared with every seed. Of a seed the archive keeps facts and hashes, never its sentences.
    """


@seed.command(epilog=examples("pactwatch seed show", "pactwatch seed show joongang-2022 --json"))
@click.argument("name", required=False, type=TEXT)
@json_option
@click.pass_obj
def show(place: Place, name: str | None, as_json: bool) -> None:
    """List the seeds, or tell what is known of one."""
    with place.archive() as archive:
        seeds = archive.seeds()
    found = [one for one in seeds if name in (None, one.name)]
    if name is not None and not found:
        raise NotFound(f"There is no seed named {name!r}: `pactwatch seed show` lists them.")
    if as_json:
        print_json([_facts(one) for one in found])
    elif not found:
        say("There is no seed: pactwatch seed add FILE makes one.")
    elif name is None:
        print_table(COLUMNS, [_cells(one) for one in found])
    else:
        for key, value in _facts(found[0]).items():
            told = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
            say(f"{key}: {told if told not in (None, '') else 'not said'}")


@seed.command(
    epilog=examples("pactwatch seed add article.html --name spring", "pactwatch seed add article.txt --name spring")
)
@click.argument("page", metavar="FILE|URL")
@click.option("--name", type=TEXT, required=True, help="What to call it; a seed of that name is replaced.")
@click.option("--outlet", type=TEXT, help="Who published it, where the page does not say.")
@click.pass_obj
def add(place: Place, page: str, name: str, outlet: str | None) -> None:
    """Make a seed of a saved page, a text file or an address.

    A text file has the headline on its first line. What is kept already is compared with it by `pactwatch reindex`.
    """
    article = article_of(place, page)
    made = seed_of(replace(article, outlet=outlet) if outlet else article, name)
    with place.prepared() as archive:
        archive.add_seed(made, now())
    say(f"Seed {name}: {made.title} ({counted(made.fingerprint.length, 'word or character', 'words or characters')})")
    say("Articles from now on are compared with it; `pactwatch reindex` compares those that are kept.", "dim")


@seed.command(epilog=examples("pactwatch seed remove spring"))
@click.argument("name", type=TEXT)
@click.pass_obj
def remove(place: Place, name: str) -> None:
    """Remove a seed; what was found in its light stays."""
    with place.archive() as archive:
        archive.remove_seed(name)
    say(f"Seed {name} is removed.")


@click.command(epilog=examples("pactwatch reindex"))
@click.pass_obj
def reindex(place: Place) -> None:
    """Find copies and stories anew after an upgrade or a seed.

    Fingerprints, relations and stories of every article are made again by the rules of now, and what a person said of a
    story stands. A collection may run meanwhile.
    """
    done, topic = 0, chosen(None)
    with place.archive() as archive:
        was_outdated = archive.index_is_outdated()
        for done in archive.reindex(now(), topic):
            if on_terminal():
                say(f"{done:,} articles", "dim")
    say(f"{counted(done, 'article')} indexed anew{'; the index was of another version' if was_outdated else ''}.")


def article_of(place: Place, page: str) -> Article:
    """Read an article from a saved page, a text file or an address. Raises InvalidSeed, click.UsageError."""
    file = Path(page)
    if not page.startswith(("http://", "https://")) and file.suffix.casefold() in (".txt", ".text", ".md"):
        return _from_text(file)
    return read_page(place, page).article


def _from_text(file: Path) -> Article:
    if not file.is_file():
        raise click.UsageError(f"There is no file {file}.")
    try:
        lines = [line.strip() for line in file.read_text("utf8").splitlines() if line.strip()]
    except UnicodeDecodeError as error:
        raise InvalidSeed(f"{file} is not UTF-8: save it as UTF-8, or give the page itself.") from error
    if len(lines) < 2:
        raise InvalidSeed(f"{file} holds no article: the headline on the first line, then the text.")
    return Article(
        url=file.name, canonical_url=file.name, outlet="", language="und", title=lines[0], paragraphs=tuple(lines[1:])
    )


def _cells(one: Seed) -> tuple[object, ...]:
    return one.name, (one.published or "")[:10], one.outlet, one.language, one.fingerprint.length, one.title


def _facts(one: Seed) -> dict[str, object]:
    print_ = one.fingerprint
    return {
        "name": one.name, "title": one.title, "url": one.url, "outlet": one.outlet, "language": one.language,
        "published": one.published, "authors": one.authors, "people": one.people, "events": one.events,
        "length": print_.length, "numbers": sorted(print_.numbers), "wire": print_.wire,
        "shingles": len(print_.shingles), "passages": len(print_.passages),
    }  # fmt: skip
