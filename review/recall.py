"""`pactwatch recall`: what the searches of the web list for the topic, beside what was kept."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import click

from pactwatch.errors import PactwatchError, UnusableURL
from pactwatch.urls import canonical
from review.output import Column, counted, examples, print_json, print_table, say
from review.place import TEXT, Place, json_option, now
from storage.archive import Archive
from storage.recall import Listed, fate, outlet_of

SHARES = ("kept", "rejected", "waiting", "missed", "never seen")
MOST_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """The pages of one outlet in one language."""

    language: str
    outlet: str
    listed: int
    kept: int
    rejected: int
    waiting: int
    missed: int
    never_seen: int


@click.command(
    epilog=examples("pactwatch recall", "pactwatch recall --days 7 --json", "pactwatch recall --urls known.txt")
)
@click.option(
    "--days", type=click.IntRange(1, 36_500), default=30, show_default=True, help="Listed since so many days."
)
@click.option(
    "--urls", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
    help="Compare with this list instead: a URL a line, or JSON lines with url, lang, outlet.",
)  # fmt: skip
@click.option("--language", "-l", type=TEXT, metavar="CODE", help="Only pages in this language.")
@json_option
@click.pass_obj
def recall(place: Place, days: int, urls: Path | None, language: str | None, as_json: bool) -> None:
    """Name what others list and we have not.

    Kept: it is here. Rejected: it was read, and is not about the topic or no article. Waiting: not fetched yet.
    Missed: it could not be had; the line says why. Never seen: no source has shown it.
    """
    with place.archive() as archive:
        found = list(_wanted(archive, urls)) if urls else archive.listed(now() - timedelta(days=days))
    found = [page for page in found if language in (None, page.language)]
    shares = _shares(found)
    absent = [page for page in found if page.fate != "kept"]
    if as_json:
        print_json({"listed": len(found), "kept": len(found) - len(absent), "shares": shares, "absent": absent})
        return
    if not found:
        where = "`pactwatch sources list --kind search` shows which are enabled"
        say(
            "The list names nothing." if urls else f"No search has listed anything for {counted(days, 'day')}: {where}."
        )
        return
    _print(shares, absent)
    say()
    say(f"{len(found) - len(absent):,} of {counted(len(found), 'page')} kept.", "bold")


def _print(shares: Sequence[Share], absent: Sequence[Listed]) -> None:
    numbers = [Column(name=name, right=True) for name in ("listed", *SHARES)]
    rows = [
        (share.language, share.outlet, share.listed, *(number or "" for number in _numbers(share))) for share in shares
    ]
    print_table([Column(name="language"), Column(name="outlet", wide=True), *numbers], rows)
    if absent:
        say()
        columns = (Column(name="what became of it", most=60), Column(name="page", wide=True))
        print_table(columns, [(page.line, page.url) for page in absent])


def _numbers(share: Share) -> tuple[int, ...]:
    return share.kept, share.rejected, share.waiting, share.missed, share.never_seen


def _shares(found: Sequence[Listed]) -> list[Share]:
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for page in found:
        groups[page.language, page.outlet][page.fate] += 1
    shares = [
        Share(
            language=language, outlet=outlet, listed=fates.total(), kept=fates["kept"], rejected=fates["rejected"],
            waiting=fates["waiting"], missed=fates["missed"], never_seen=fates["never seen"],
        )
        for (language, outlet), fates in groups.items()
    ]  # fmt: skip
    return sorted(shares, key=lambda share: (share.language, -share.listed, share.outlet))


def _wanted(archive: Archive, file: Path) -> Iterator[Listed]:
    """The pages of a list, each with its fate."""
    for url, language, outlet in _lines(file):
        try:
            what, line, article_id = fate(archive.explain(url, canonical(url)))
        except UnusableURL as error:
            what, line, article_id = "missed", str(error), None
        yield Listed(
            url=url, title=None, language=language, outlet=outlet or outlet_of(url, None), listed_by=file.name,
            fate=what, line=line, article_id=article_id,
        )  # fmt: skip


def _lines(file: Path) -> Iterator[tuple[str, str, str]]:
    """(url, language, outlet) of every line, the last two empty where the line has none."""
    if file.stat().st_size > MOST_BYTES:
        raise PactwatchError(f"{file} is larger than {MOST_BYTES:,} bytes: give a part of it.")
    for number, line in enumerate(file.read_text("utf8", "replace").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if not text.startswith("{"):
            yield text, "", ""
            continue
        try:
            fields = json.loads(text)
            yield str(fields["url"]), str(fields.get("lang") or ""), str(fields.get("outlet") or "")
        except (ValueError, KeyError) as error:
            raise PactwatchError(f"{file}, line {number}: no JSON object with a url.") from error
