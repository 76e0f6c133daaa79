"""`pactwatch extract` and `pactwatch recipe`: how a page is read, rule by rule, and the recipes it is read by."""

import json
import re
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

import click

from pactwatch.extraction.checking import Difference, as_data, differences, empty_expectations, written
from pactwatch.extraction.document import Document
from pactwatch.extraction.encoding import decode
from pactwatch.extraction.places import canonical_address
from pactwatch.extraction.publishers import recipes
from pactwatch.extraction.reading import Extraction, extract
from pactwatch.extraction.suggesting import recipe_draft, suggested_body
from review.output import Column, examples, print_json, print_table, say
from review.pages import stored_page
from review.place import Place, json_option
from storage.pages import Page

PAGES = Path("tests/pages")
PUBLISHERS = Path("pactwatch/extraction/publishers")


@click.command(
    "extract",
    epilog=examples(
        "pactwatch extract https://en.yna.co.kr/view/AEN20230828006400315",
        "pactwatch extract saved.html --url https://www.outlet.example/1 --json",
    ),
)
@click.argument("page", metavar="URL|FILE")
@click.option("--url", help="The address a saved file came from; else the one it names as its own.")
@json_option
@click.pass_obj
def extract_page(place: Place, page: str, url: str | None, as_json: bool) -> None:
    """Read a URL or a saved FILE and name the rule of each field.

    A URL that was collected before is read from the stored page; any other is fetched once, the way a crawl does it
    (guarded addresses, robots.txt, size limits), and nothing is stored.
    """
    extraction = read_page(place, page, url)
    if as_json:
        print_json(_as_json(extraction))
        return
    article = extraction.article
    rows = [(name, value, extraction.rules.get(name, "")) for name, value in field_values(extraction)]
    print_table((Column(name="field"), Column(name="value", wide=True), Column(name="rule", style="dim")), rows)
    say()
    for paragraph in article.paragraphs:
        say(paragraph)
    for line in extraction.boilerplate:
        say(f"[{line.name}] {line.text}", style="dim")


@click.group("recipe", epilog=examples("pactwatch recipe new evening_herald --host www.outlet.example"))
def recipe() -> None:
    """Write and check the recipes for outlets' pages."""


@recipe.command(
    "new", epilog=examples("pactwatch recipe new evening_herald --host www.outlet.example --page saved.html")
)
@click.argument("outlet")
@click.option("--host", required=True, help="The host of its pages, without www.")
@click.option("--page", type=click.Path(path_type=Path, dir_okay=False), help="A saved page to learn from.")
@click.option("--url", help="The address of the saved page.")
@click.option("--root", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="The checkout.")
def new(outlet: str, host: str, page: Path | None, url: str | None, root: Path) -> None:
    """Begin a recipe for OUTLET, with a fixture to fill in.

    OUTLET is a file name, as in korea_herald. From a saved page the element that holds the body is suggested. The page
    itself is not copied: a fixture is a page you write in the outlet's markup with sentences of your own.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", outlet):
        raise click.UsageError(
            f"{outlet!r} is no file name for a recipe: use letters, digits and _, as in korea_herald."
        )
    module, folder = root / PUBLISHERS / f"{outlet}.py", root / PAGES / outlet
    if page is not None and not page.is_file():
        raise click.UsageError(f"There is no file {page}.")
    if module.exists():
        raise click.UsageError(f"There is a recipe for {outlet} already: {module}.")
    document = Document(decode(page.read_bytes(), None), url or f"https://{host}/") if page else None
    body = suggested_body(document) if document else None
    folder.mkdir(parents=True, exist_ok=True)
    module.write_text(recipe_draft(outlet, host, body), "utf8")
    expected = {
        "url": f"https://{host}/",
        "title": "",
        "paragraphs": [],
        "authors": [],
        "published": "",
        "language": "",
    }
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=2) + "\n", "utf8")
    say(f"Wrote {module} and {folder / 'expected.json'}.")
    say(f"Body: {body}" if body else "Name the body's element in the recipe.")
    say(f"Now write {folder / 'page.html'}, fill in expected.json, and run: pactwatch recipe check {outlet}")


@recipe.command("check", epilog=examples("pactwatch recipe check korea_joongang_daily yonhap_en"))
@click.argument("outlets", nargs=-1)
@click.option(
    "--pages", type=click.Path(path_type=Path, file_okay=False), default=PAGES, help="Folder of the fixtures."
)
@json_option
def check(outlets: tuple[str, ...], pages: Path, as_json: bool) -> None:
    """Read the fixtures of OUTLETS and compare every field.

    Without OUTLETS all are checked. Exit status 1 where a field differs or an expectation is empty.
    """
    unknown = set(outlets) - recipes().keys()
    if unknown:
        raise click.UsageError(f"There is no recipe {sorted(unknown)[0]}: `pactwatch recipe new` writes one.")
    results = {
        f"{file.parent.relative_to(pages)}": _checked(file.parent)
        for name in outlets or sorted(recipes())
        for file in sorted((pages / name).rglob("expected.json"))
    }
    without = [name for name in outlets or sorted(recipes()) if not any(r.split("/")[0] == name for r in results)]
    if as_json:
        print_json({name: [row._asdict() for row in rows] for name, rows in results.items()})
    else:
        for name, rows in results.items():
            say(f"{name}: {'as expected' if not rows else ''}")
            for row in rows:
                say(f"  {row.field} ({row.rule})\n    expected {row.expected!r}\n    found    {row.found!r}")
        for name in without:
            say(f"{name}: no fixture below {pages}")
    if without or any(results.values()):
        raise SystemExit(1)


def _checked(folder: Path) -> list[Difference]:
    expected = json.loads((folder / "expected.json").read_text("utf8"))
    hollow = empty_expectations(expected)
    if hollow:
        return [Difference(name, "something to expect", expected.get(name), "expected.json") for name in hollow]
    return differences(expected, extract((folder / "page.html").read_bytes(), expected["url"], None))


def read_page(place: Place, page: str, url: str | None = None) -> Extraction:
    """Read a stored page, an address or a saved file. Raises click.UsageError, UnreadablePage."""
    file = Path(page)
    if not page.startswith(("http://", "https://")):
        if not file.is_file():
            raise click.UsageError(f"{page} is neither a file nor an address that begins with http.")
        body = file.read_bytes()
        return extract(body, url or canonical_address(Document(decode(body, None), file.resolve().as_uri())), None)
    stored = stored_page(place, page) or _fetched(page)
    return extract(stored.body, stored.url, stored.content_type)


def _fetched(url: str) -> Page:
    from spiders.one_page import fetch

    return fetch(url)


def field_values(extraction: Extraction) -> list[tuple[str, object]]:
    """Return every field of a page with its value as it is printed."""
    article = extraction.article
    values: list[tuple[str, object]] = []
    for field in fields(article):
        value = getattr(article, field.name)
        if field.name == "paragraphs":
            value = f"{len(value)} paragraphs, {len(article.text)} characters"
        elif field.name == "authors":
            value = ", ".join(value)
        elif field.name in {"published", "modified"}:
            value = f"{written(value)} (printed: {value.text})" if value else None
        values.append((field.name, value))
    return [*values, ("next_page", extraction.next_page), ("amp", extraction.amp)]


def _as_json(extraction: Extraction) -> dict[str, object]:
    article = extraction.article
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        **as_data(article),
        "next_page": extraction.next_page,
        "amp": extraction.amp,
        "rules": dict(extraction.rules),
        "boilerplate": [line._asdict() for line in extraction.boilerplate],
        "host": urlsplit(article.url).hostname,
    }
