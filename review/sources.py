"""`pactwatch sources`: where we look, and how that goes."""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from pactwatch.catalogue import Kind, Source, refused_in_opml, sources_in_opml
from pactwatch.errors import InvalidCatalogue, PactwatchError
from pactwatch.source import KINDS, NAME
from pactwatch.urls import usable
from review.health import health
from review.output import Column, counted, day_and_time, examples, print_json, print_table, say
from review.place import TEXT, Place, json_option, now
from review.source_check import check
from storage.archive import Archive
from storage.sources import Tracked

OUTCOME_STYLES = {"ok": "green", "unchanged": "green", "truncated": "yellow", "new": "dim", "disabled": "dim"}
COLUMNS = (
    Column(name="name", style="bold", whole=True),
    Column(name="kind", style="dim"),
    Column(name="lang", style="dim"),
    Column(name="state", style="red", styles=OUTCOME_STYLES, most=14),
    Column(name="last answer", right=True),
    Column(name="next", right=True),
)
LARGEST_OPML = 10 * 1024 * 1024


@click.group(epilog=examples("pactwatch sources list", "pactwatch sources check yonhap-en-all"))
def sources() -> None:
    """List, try, add, enable and disable sources."""


sources.add_command(check)
sources.add_command(health)


def _archive(place: Place) -> Archive:
    return place.archive() if place.db.exists() else place.prepared()


@sources.command("list", epilog=examples("pactwatch sources list", "pactwatch sources list --language ko --kind feed"))
@click.option("--language", "-l", type=TEXT, metavar="CODE", help="Only sources in this language.")
@click.option("--kind", type=click.Choice(KINDS), help="Only sources of this kind.")
@click.option("--disabled", is_flag=True, help="Only disabled sources, with the reason.")
@json_option
@click.pass_obj
def list_(place: Place, language: str | None, kind: str | None, disabled: bool, as_json: bool) -> None:
    """List the sources and how they are."""
    with _archive(place) as archive:
        found = [
            tracked
            for tracked in archive.sources()
            if language in (None, tracked.source.language)
            and kind in (None, tracked.source.kind)
            and not (disabled and tracked.source.enabled)
        ]
    if as_json:
        print_json(found)
        return
    if not found:
        say("There are no such sources.")
        return
    if disabled:
        columns = (COLUMNS[0], COLUMNS[1], COLUMNS[2], Column(name="why it is disabled", wide=True))
        rows = [(t.source.name, t.source.kind, t.source.language, t.source.why_disabled) for t in found]
        print_table(columns, rows)
    else:
        print_table(COLUMNS, [_cells(tracked) for tracked in found])
    on = sum(tracked.source.enabled for tracked in found)
    say()
    say(f"{counted(len(found), 'source')}, {on:,} of them enabled.", "dim")


def _cells(tracked: Tracked) -> tuple[object, ...]:
    source = tracked.source
    return (
        source.name, source.kind, source.language, state(tracked),
        distance(tracked.last_ok, now()) if tracked.last_ok else "", _next(tracked),
    )  # fmt: skip


def state(tracked: Tracked) -> str:
    """Return in a word or two how the source is."""
    if not tracked.source.enabled:
        return "disabled"
    return (tracked.last_outcome or "new").replace("_", " ")


def _next(tracked: Tracked) -> str:
    if not tracked.source.enabled:
        return ""
    time = now()
    return distance(tracked.next_poll, time) if tracked.next_poll and tracked.next_poll > time else "due"


def distance(moment: datetime, time: datetime) -> str:
    """Return how far a moment is from `time`: "5 min ago", "in 3 h", "12 days ago"."""
    minutes = abs(moment - time).total_seconds() / 60
    if minutes < 90:
        amount = f"{minutes:.0f} min"
    else:
        amount = f"{minutes / 60:.0f} h" if minutes < 48 * 60 else f"{minutes / 1440:.0f} days"
    return f"in {amount}" if moment > time else f"{amount} ago"


@sources.command("show", epilog=examples("pactwatch sources show yonhap-en-all"))
@click.argument("name", type=TEXT)
@json_option
@click.pass_obj
def show(place: Place, name: str, as_json: bool) -> None:
    """Show one source, its last answers and links."""
    with _archive(place) as archive:
        tracked, polls, links = archive.source(name), archive.polls(name), archive.shown_by(name)
    if as_json:
        print_json({"source": tracked, "polls": polls, "links": links})
        return
    for field in fields(Source):
        value = getattr(tracked.source, field.name)
        if field.name not in ("enabled", "why_disabled") and value not in (None, ()):
            say(f"{field.name:14} {', '.join(value) if isinstance(value, tuple) else value}")
    why = f": {tracked.source.why_disabled}" if tracked.source.why_disabled else f", next: {_next(tracked)}"
    say(f"{'state':14} {state(tracked)}{why}")
    if tracked.failures:
        say(f"{'failures':14} {tracked.failures:g} since the last success (a hard one counts 1, a soft one less)")
    if tracked.moved_to:
        adopted = "asked there" if tracked.address == tracked.moved_to else f"{tracked.moved_times} times in a row"
        say(f"{'moved to':14} {tracked.moved_to} ({adopted})")
    if polls:
        say()
        columns = [Column(name=name) for name in ("asked", "outcome", "status", "links", "new")]
        rows = [
            (day_and_time(str(p["at"])), p["outcome"], p["status"], p["links"], p["fresh"], p["detail"]) for p in polls
        ]
        print_table([*columns, Column(name="detail", wide=True)], rows)
    if links:
        say()
        for entry in links:
            say(f"{entry.outcome.replace('_', ' '):13} {entry.url}")


def _matching(pattern: str, what: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    def checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(pattern, value):
            raise click.BadParameter(f"{value!r} is not {what}.", ctx, param)
        return value

    return checked


_name = _matching(NAME.pattern, "a name of small letters, digits and hyphens, such as outlet-ko-politics")
_language = _matching("[a-z]{2,3}", "a language code such as en, ko, ja or zh")
_country = _matching("[A-Z]{2}", "a country code such as KR or JP")


@sources.command("add", epilog=examples("pactwatch sources add https://www.outlet.example/rss --language ko"))
@click.argument("url", type=TEXT)
@click.option("--name", type=TEXT, callback=_name, help="A short name; made from the address if not given.")
@click.option("--outlet", type=TEXT, help="Who publishes there; the host if not given.")
@click.option("--kind", type=click.Choice(KINDS), default="feed", show_default=True)
@click.option(
    "--language", "-l", type=TEXT, callback=_language, default="und", metavar="CODE", help="en, ko, ja, zh ..."
)
@click.option("--country", type=TEXT, callback=_country, default="ZZ", metavar="CODE", help="KR, JP ...")
@click.option("--selector", "selectors", type=TEXT, multiple=True, help="Where a section page has its links (CSS).")
@click.pass_obj
def add(place: Place, /, url: str, name: str | None, selectors: tuple[str, ...], **given: Any) -> None:
    """Add a source of your own; the next collection asks it."""
    source = _person_s(url, name, given["outlet"], given["kind"])
    source = replace(source, language=given["language"], country=given["country"], selectors=selectors)
    with place.prepared() as archive:
        if not archive.add_source(source):
            raise PactwatchError(
                f"A source named {source.name!r}, or one with this address, is there already: "
                "`pactwatch sources list` shows it; give another --name if it is only the name."
            )
    say(f"Added {source.name}. Try it with: pactwatch sources check {source.name}")


def _person_s(url: str, name: str | None, outlet: str | None, kind: Kind) -> Source:
    """Return a source of a person's, complete but for what nobody but the person can know. Raises UnusableURL."""
    address = usable(url)
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return Source(
        name=name or f"{host}-{kind}"[-80:].lstrip(".-"), outlet=outlet or host, url=address, kind=kind,
        language="und", country="ZZ", category="all", paywall="unknown", enabled=True, why_disabled=None,
        confidence="medium",
    )  # fmt: skip


@sources.command("disable", epilog=examples('pactwatch sources disable yonhap-en-all --why "moved behind a login"'))
@click.argument("name", type=TEXT)
@click.option("--why", type=TEXT, default="disabled by a person", show_default=True, help="Shown in the list.")
@click.pass_obj
def disable(place: Place, name: str, why: str) -> None:
    """Stop asking a source. What it brought stays."""
    with place.prepared() as archive:
        archive.disable_source(name, why)
    say(f"{name} is disabled: {why}")


@sources.command("enable", epilog=examples("pactwatch sources enable yonhap-en-all"))
@click.argument("name", type=TEXT)
@click.pass_obj
def enable(place: Place, name: str) -> None:
    """Ask a source again, from the next collection on."""
    with place.prepared() as archive:
        archive.enable_source(name)
    say(f"{name} is enabled and due.")


@sources.command("retry", epilog=examples("pactwatch sources retry yonhap-en-all"))
@click.argument("name", type=TEXT)
@click.pass_obj
def retry(place: Place, name: str) -> None:
    """Make a source due, whatever wait it or its host asked for."""
    with place.prepared() as archive:
        archive.retry_source(name)
    say(f"{name} is due.")


@sources.command("import", epilog=examples("pactwatch sources import feeds.opml"))
@click.argument("opml", type=click.Path(path_type=Path))
@click.pass_obj
def import_(place: Place, opml: Path) -> None:
    """Add the feeds of an OPML file, as feed readers export it."""
    try:
        with opml.open("rb") as file:
            body = file.read(LARGEST_OPML + 1)
    except OSError as error:
        raise PactwatchError(f"{opml} cannot be read ({error.strerror}): check the name.") from error
    if len(body) > LARGEST_OPML:
        raise InvalidCatalogue(f"{opml} is larger than 10 MiB: that is no list of feeds.")
    with place.prepared() as archive, archive.writing():
        found = sources_in_opml(body, taken=[tracked.source.name for tracked in archive.sources()])
        added = [source for source in found if archive.add_source(_enabled(source), origin="opml")]
    known = len(found) - len(added)
    say(f"Added {counted(len(added), 'source')}; {known:,} were there already.")
    for source in added:
        say(f"  {source.name}  {source.url}")
    for address, why in refused_in_opml(body):
        say(f"  left out: {address} ({why.rstrip('.')})", "yellow")


def _enabled(source: Source) -> Source:
    return replace(source, enabled=True, why_disabled=None)
