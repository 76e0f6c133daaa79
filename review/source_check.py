"""`pactwatch sources check`: a source tried out through the real crawl, into a database that is thrown away."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

from review.output import counted, examples, print_json, say
from review.place import TEXT, Place, json_option
from storage.archive import Archive
from storage.ledger import Outcome
from storage.ledger_rows import Entry
from storage.polls import SUCCESSES
from storage.sources import Tracked


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """What a source answered when it was asked just now."""

    tracked: Tracked
    poll: dict[str, object]
    links: list[Entry]

    @property
    def works(self) -> bool:
        """Whether a collection could use it."""
        return self.poll["outcome"] in SUCCESSES and any(link.outcome is not Outcome.REFUSED for link in self.links)


@click.command(epilog=examples("pactwatch sources check yonhap-en-all"))
@click.argument("name", type=TEXT)
@click.option("--links", type=click.IntRange(1, 1000), default=5, show_default=True, help="Show so many of its links.")
@json_option
@click.pass_context
def check(ctx: click.Context, name: str, links: int, as_json: bool) -> None:
    """Ask one source now, without keeping anything.

    It goes the way of a real collection: robots.txt, the address guard, the parser of its kind. None of its articles
    is fetched. The exit status is 1 when a collection could not use it.
    """
    place: Place = ctx.obj
    with place.prepared() as archive:
        source = archive.source(name)
    found = _asked(source, links)
    if as_json:
        print_json({"works": found.works, "poll": found.poll, "source": found.tracked, "links": found.links})
    else:
        _tell(found)
    ctx.exit(0 if found.works else 1)


def _asked(tracked: Tracked, links: int) -> Check:
    # Here, since Scrapy takes half a second to import and the other commands of this group do without it.
    from review.crawling import crawl_quietly
    from spiders.crawl import Plan

    source = tracked.source
    with tempfile.TemporaryDirectory(prefix="pactwatch-check-") as folder:
        db = Path(folder) / "check.db"
        with Archive(db) as archive:
            archive.add_source(source)
        crawl_quietly(Plan(sources=[source.name], pages=False, settings={"PACTWATCH_DB": str(db)}))
        with Archive(db) as archive:
            poll = archive.polls(source.name, limit=1)[0]
            return Check(tracked=archive.source(source.name), poll=poll, links=archive.shown_by(source.name, links))


def _tell(found: Check) -> None:
    source, poll = found.tracked.source, found.poll
    say(f"{source.name}  {source.url}", "bold")
    status = f", status {poll['status']}" if poll["status"] is not None else ""
    style = "green" if found.works else "red"
    say(f"  {str(poll['outcome']).replace('_', ' ')}{status} in {poll['seconds']} s, {poll['bytes']:,} bytes", style)
    if poll["detail"]:
        say(f"  {poll['detail']}", "yellow")
    validators = [
        f"{name} {value}"
        for name, value in (("ETag", found.tracked.etag), ("Last-Modified", found.tracked.last_modified))
        if value
    ]
    say(f"  validators: {', '.join(validators) or 'none, so the whole is read every time'}")
    say(f"  {counted(int(str(poll['links'])), 'link')}" + (", the first of them:" if found.links else ""))
    for link in found.links:
        title = next((title for _, title, *_ in link.sightings if title), None)
        say(f"    {title or 'no title'}")
        say(f"      {link.url}", "blue")
        if link.outcome is Outcome.REFUSED:
            say(f"      would not be fetched: {link.reason}", "red")
