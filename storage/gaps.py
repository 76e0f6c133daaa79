"""Languages that fall silent: one covers the story, another does not, and we ask ourselves whether it is us.

Policy. A gap is told when another language has had three core articles from two outlets or more, the third of them a
set number of hours ago, and this language has had none from that many hours before the first of them until now. It is
an outage when half of the language's own sources, or more, have not answered for that long, and else a silence: the
outlets write nothing, or we no longer find it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from storage.stamps import instant, stamp

ARTICLES, OUTLETS = 3, 2
"""What makes an event of it."""
HOURS = 24.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """A silent language beside one that reports."""

    language: str
    other: str
    """The language that reports."""
    articles: int
    outlets: int
    since: datetime
    """When the other began."""
    cause: Literal["silence", "outage"]
    sources: int
    """Enabled sources of the silent language, searches left out."""
    dead: int
    """Of them, those that have not answered."""

    @property
    def why(self) -> str:
        """The gap as a phrase."""
        told = f"{self.articles} articles of {self.outlets} outlets in {self.other!r} since {self.since:%Y-%m-%d %H:%M}"
        if self.cause == "outage":
            return f"{self.dead} of {self.sources} sources do not answer; meanwhile {told}"
        return f"nothing found although {self.sources - self.dead} of {self.sources} sources answer; meanwhile {told}"


def gaps(db: Database, now: datetime, hours: float = HOURS) -> list[Gap]:
    """Find the languages that are watched and silent while another reports."""
    wait = timedelta(hours=hours)
    published = _published(db, now, wait)
    watched = _sources(db, now - wait)
    found = []
    for language, (sources, dead) in sorted(watched.items()):
        for other, items in sorted(published.items()):
            event = _event(items, now - wait)
            if other == language or event is None:
                continue
            began, articles, outlets = event
            if any(at >= began - wait for at, _ in published.get(language, ())):
                continue
            cause: Literal["silence", "outage"] = "outage" if dead * 2 >= sources else "silence"
            found.append(
                Gap(
                    language=language, other=other, articles=articles, outlets=outlets, since=began,
                    cause=cause, sources=sources, dead=dead,
                )
            )  # fmt: skip
            break
    return found


def _event(items: list[tuple[datetime, str]], ripe: datetime) -> tuple[datetime, int, int] | None:
    """(beginning, articles, outlets) when there are enough of them and the last that it takes is old enough."""
    for place in range(len(items)):
        outlets = {outlet for _, outlet in items[: place + 1]}
        if place + 1 >= ARTICLES and len(outlets) >= OUTLETS:
            if items[place][0] > ripe:
                return None
            return items[0][0], len(items), len({outlet for _, outlet in items})
    return None


def _published(db: Database, now: datetime, wait: timedelta) -> dict[str, list[tuple[datetime, str]]]:
    """Core articles of the last three waits by language: (published, or first seen where there is no date; outlet)."""
    start = stamp(now - 3 * wait)
    found: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    rows = db.execute(
        "SELECT language, coalesce(published, first_seen) AS at, outlet FROM articles "
        "WHERE first_seen >= ? AND coalesce(published, first_seen) >= ? AND verdict = 'core' ORDER BY at",
        [start, start],
    )
    for language, at, outlet in rows:
        found[language].append((instant(at), outlet))
    return found


def _sources(db: Database, since: datetime) -> dict[str, tuple[int, int]]:
    rows = db.execute(
        "SELECT language, count(*), sum(last_ok IS NULL OR last_ok < ?) FROM sources "
        "WHERE enabled = 1 AND kind <> 'search' AND last_poll IS NOT NULL GROUP BY language",
        [stamp(since)],
    )
    return {language: (sources, dead) for language, sources, dead in rows}
