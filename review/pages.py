"""`pactwatch page`: the raw response that an article, or a verdict, rests on."""

import click

from pactwatch.errors import UnreadablePage, UnusableURL
from pactwatch.extraction import decode
from pactwatch.urls import canonical
from review.output import day_and_time, examples, on_terminal, say, write
from review.place import ID, Place
from storage.pages import Page


@click.command(epilog=examples("pactwatch page 3 > page.html", "pactwatch page 3 --headers"))
@click.argument("page_id", metavar="ID", type=ID)
@click.option("--headers", is_flag=True, help="The headers instead of the body.")
@click.pass_obj
def page(place: Place, page_id: int, headers: bool) -> None:
    """Give back a page as it came, byte for byte.

    ID is the number of the page that `pactwatch show` and `pactwatch explain` name.

    Into a file or a pipe go the very bytes. On a terminal they are shown as text, without what could drive it.
    """
    with place.archive() as archive:
        found = archive.page(page_id)
    if headers:
        _print_headers(found)
    elif on_terminal():
        _print_body(found)
    else:
        write(found.body)


def stored_page(place: Place, url: str) -> Page | None:
    """Return the page behind a URL as it was collected, if it was."""
    if not place.db.exists():
        return None
    try:
        identity = canonical(url)
    except UnusableURL:
        return None
    with place.archive() as archive:
        for entry in archive.explain(url, identity):
            page_id = entry.page_id
            if page_id is None and entry.article_id is not None:
                page_id = archive.article(entry.article_id).page_id
            if page_id is not None:
                return archive.page(page_id)
    return None


def _print_headers(found: Page) -> None:
    say(f"{found.url} on {day_and_time(found.at)} UTC")
    say(f"status {found.status}, {len(found.body):,} bytes")
    for name, value in found.headers:
        say(f"{name}: {value}")


def _print_body(found: Page) -> None:
    try:
        text = decode(found.body, found.content_type)
    except UnreadablePage as error:
        say(f"{error} Write it to a file to look at it: pactwatch page ... > page.bin")
        return
    for line in text.splitlines():
        say(line)
