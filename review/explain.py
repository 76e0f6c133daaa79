"""`pactwatch explain`: what became of a URL, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import click

from pactwatch.errors import UnusableURL
from pactwatch.urls import canonical
from review.output import counted, day_and_time, examples, print_json, say, say_paragraph
from review.place import TEXT, Place, json_option
from storage.archive import Archive
from storage.ledger import Outcome
from storage.ledger_rows import Entry

STYLES = {
    Outcome.KEPT: "bold green",
    Outcome.OFF_TOPIC: "yellow",
    Outcome.SCREENED_OUT: "yellow",
    Outcome.FAILED: "red",
    Outcome.GIVEN_UP: "red",
    Outcome.MISSING: "red",
    Outcome.BLOCKED: "red",
}


@click.command(epilog=examples("pactwatch explain https://www.outlet.example/news/1"))
@click.argument("url", type=TEXT)
@json_option
@click.pass_context
def explain(ctx: click.Context, url: str, as_json: bool) -> None:
    """Tell what became of a URL, and why.

    Seen where and when, judged how, by which words, related to what.

    The exit status is 1 when this URL was never seen.
    """
    place: Place = ctx.obj
    with place.archive() as archive:
        found = explained(archive, url)
        if as_json:
            print_json({"url": found.url, "canonical": found.canonical, "seen": found.seen, "ledger": found.rows})
        else:
            if not found.seen:
                _tell_unknown(found)
            elif not found.listed:
                say(f"{found.url} is an address that an article's page gave; no source listed it.")
                say()
            for row in found.rows:
                _tell_row(row)
            for article_id in found.articles:
                _tell_article(archive, article_id)
    ctx.exit(0 if found.seen else 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """What is known of a URL that a person asks for."""

    url: str
    """As it was asked for, with the scheme it lacked."""
    canonical: str
    rows: Sequence[Entry]
    """The ledger's rows of the URL, and of other addresses of its page."""
    articles: Sequence[int]
    seen: bool
    """Whether a source listed this URL, or the page of an article named it."""
    listed: bool
    host: str
    of_host: int
    """How many URLs of its host were ever seen."""
    sources: Sequence[str]
    """The sources that lie on its host."""


def explained(archive: Archive, url: str) -> Explained:
    """Look a URL up in the ledger; one without a scheme is taken for https."""
    asked = url if "://" in url or not _host(f"https://{url}") else f"https://{url}"
    identity, host = _identity(asked), _host(asked)
    rows = archive.explain(asked, identity)
    articles = list(dict.fromkeys(row.article_id for row in rows if row.article_id is not None))
    listed = any(row.url == asked for row in rows)
    of_host, sources = archive.of_host(host) if host else (0, [])
    return Explained(
        url=asked, canonical=identity, rows=rows, articles=articles, listed=listed, host=host, of_host=of_host,
        seen=listed or any(asked in archive.urls(article_id) for article_id in articles), sources=sources,
    )  # fmt: skip


def _identity(url: str) -> str:
    try:
        return canonical(url)
    except UnusableURL:
        return url


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:  # "[" that opens no IPv6 address
        return ""


def _tell_unknown(found: Explained) -> None:
    say(f"{found.url} was never seen.", "bold")
    if found.rows:
        say(f"Its page was, under {counted(len(found.rows), 'other address', 'other addresses')}:")
        say()
    else:
        _tell_host(found)


def _tell_host(found: Explained) -> None:
    if found.canonical != found.url:
        say(f"Nor was its canonical form: {found.canonical}")
    if found.of_host or found.sources:
        names = ", ".join(found.sources[:5])
        lie = f", and {counted(len(found.sources), 'source')} there: {names}" if found.sources else ""
        say(f"Its host is known: {counted(found.of_host, 'URL')} of {found.host}{lie}.")
    elif found.host:
        say(f"Nothing of {found.host} was ever seen, and no source lies there: `pactwatch sources add` adds one.")


def _tell_row(row: Entry) -> None:
    say(row.url, "bold")
    say(
        f"  {row.outcome.replace('_', ' ')} on {day_and_time(row.decided_at)}: {row.reason}",
        STYLES.get(row.outcome, ""),
    )
    if row.canonical != row.url:
        say(f"  its canonical form is {row.canonical}")
    if row.evidence:
        say_paragraph(f"by the words {', '.join(row.evidence)}", indent="  ")
    if row.rule:
        say(f"  by the rules {row.rule}", "dim")
    for source, title, first, last, times in row.sightings:
        again = f", {times} times, last {day_and_time(last)}" if times > 1 else ""
        say(f"  shown by {source} on {day_and_time(first)}{again}{f': {title}' if title else ''}")
    if not row.sightings:
        say(f"  shown by no source; first met on {day_and_time(row.first_seen)}")
    if row.retry_at is not None:
        say(f"  tried {counted(row.attempts, 'time')}, next after {day_and_time(row.retry_at)}")
    if row.page_id is not None:
        say(f"  the page as it came: pactwatch page {row.page_id}", "dim")
    say()


def _tell_article(archive: Archive, article_id: int) -> None:
    article = archive.article(article_id).article
    say(f"Article {article_id}: {article.outlet}: {article.title}", "bold")
    for link in archive.relations(article_id):
        if link.is_copy and link.article_id == article_id:
            of = f"seed {link.seed}" if link.seed else f"article {link.other_id}"
            say(f"  a copy of {of} ({link.relation.kind}): {link.relation.reason}")
        elif link.is_copy:
            say(f"  has a copy: article {link.article_id} ({link.relation.kind})")
    say(f"  more: pactwatch show {article_id}", "dim")
