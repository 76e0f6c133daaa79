"""The ledger: one row for every URL ever seen, which says what became of it and why."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlite_utils import Database

from storage.database import stamp, transaction

ATTEMPTS = 8
"""A page that failed this often is given up, with its last reason: after more than a day, which no outage lasts."""
FIRST_RETRY = timedelta(minutes=15)
"""Doubled at each further failure, unless the server named a longer wait."""


class Outcome(StrEnum):
    """What became of a URL."""

    FOUND = "found"  # waiting to be fetched
    ALIAS = "alias"  # another address of a page that has its own row
    REFUSED = "refused"  # not an address we fetch
    ROBOTS = "robots"  # robots.txt forbids it
    BLOCKED = "blocked"  # 401, 403, a challenge
    MISSING = "missing"  # 404, 410
    FAILED = "failed"  # will be tried again
    GIVEN_UP = "given_up"  # failed too often
    SCREENED_OUT = "screened_out"  # the raw page holds no term of the glossary; never parsed
    NOT_ARTICLE = "not_article"  # a list, a login, an error page with status 200, or no text
    OFF_TOPIC = "off_topic"  # read and judged
    KEPT = "kept"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """A link as one source showed it. The texts are as the source printed them."""

    url: str
    canonical: str
    title: str | None = None
    stated: str | None = None
    modified: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Settlement:
    """What was decided about one URL."""

    outcome: Outcome
    reason: str
    at: datetime
    evidence: tuple[str, ...] = ()
    rule: str | None = None
    status: int | None = None
    article_id: int | None = None
    page_id: int | None = None
    retry_after: timedelta | None = None
    """The wait a server asked for; with FAILED, or with FOUND where that is all there is to say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What meeting a list of links came to."""

    fetch: tuple[str, ...]
    """Addresses to fetch now: new ones, and kept ones that the source says have changed."""
    fresh: int
    """Links that no source had shown before, under any address."""
    shared: int
    """Links that this source has shown before."""
    first: bool
    """This source has never shown a link before."""


def meet(db: Database, sightings: Iterable[Sighting], source: str, at: datetime) -> Tally:
    """Enter the links of one answer and say which of them are to be fetched, each at most once over all sources."""
    fetch: list[str] = []
    fresh = shared = 0
    with transaction(db):
        first = db.execute("SELECT 1 FROM sightings WHERE source = ? LIMIT 1", [source]).fetchone() is None
        for sighting in sightings:
            row = db.execute("SELECT id, outcome FROM ledger WHERE url = ?", [sighting.url]).fetchone()
            if row is None:
                ledger_id, outcome = _enter(db, sighting, source, at)
                fresh += outcome is Outcome.FOUND
                fetch += [sighting.url] if outcome is Outcome.FOUND else []
                _sight(db, ledger_id, sighting, source, at)
                continue
            before = _sight(db, row[0], sighting, source, at)
            shared += before is not None
            if before not in (None, (sighting.title, sighting.modified)):
                fetch += _kept_address(db, sighting)
    return Tally(fetch=tuple(dict.fromkeys(fetch)), fresh=fresh, shared=shared, first=first)


def _kept_address(db: Database, sighting: Sighting) -> list[str]:
    """The address under which the page of a link was kept, if it was: an edit is worth another visit."""
    row = db.execute(
        "SELECT url FROM ledger WHERE (url = ? OR canonical = ?) AND outcome = 'kept' ORDER BY url <> ?, id LIMIT 1",
        [sighting.url, sighting.canonical, sighting.url],
    ).fetchone()
    return [row[0]] if row else []


def _enter(db: Database, sighting: Sighting, source: str, at: datetime) -> tuple[int, Outcome]:
    # Not one that could not be read: of two addresses of a page the other may well work.
    twin = db.execute(
        "SELECT url FROM ledger WHERE canonical = ? "
        "AND outcome NOT IN ('refused', 'robots', 'blocked', 'missing', 'given_up') "
        "ORDER BY outcome = 'alias', id LIMIT 1",
        [sighting.canonical],
    ).fetchone()
    outcome, reason = (Outcome.ALIAS, f"the same page as {twin[0]}") if twin else (Outcome.FOUND, "waits to be fetched")
    cursor = db.execute(
        "INSERT INTO ledger (url, canonical, source, outcome, reason, first_seen, decided_at) VALUES (?,?,?,?,?,?,?)",
        [sighting.url, sighting.canonical, source, outcome, reason, stamp(at), stamp(at)],
    )
    return cursor.lastrowid or 0, outcome


def _sight(
    db: Database, ledger_id: int, sighting: Sighting, source: str, at: datetime
) -> tuple[str | None, str | None] | None:
    """Note that `source` shows the link; the title and date it showed the last time, None for the first time."""
    before = db.execute(
        "SELECT title, modified FROM sightings WHERE ledger_id = ? AND source = ?", [ledger_id, source]
    ).fetchone()
    db.execute(
        "INSERT INTO sightings (ledger_id, source, title, stated, modified, first_at, last_at) VALUES (?,?,?,?,?,?,?) "
        "ON CONFLICT (ledger_id, source) DO UPDATE SET title = excluded.title, stated = excluded.stated, "
        "modified = excluded.modified, last_at = excluded.last_at, times = times + 1",
        [ledger_id, source, sighting.title, sighting.stated, sighting.modified, stamp(at), stamp(at)],
    )
    return (before[0], before[1]) if before is not None else None


def settle(db: Database, url: str, canonical: str, decision: Settlement) -> None:
    """Write what became of `url`, which need not have been met before (an address that a redirect led to).

    What was kept stays kept: when a later visit finds no article there, that is its reason from then on.
    """
    with transaction(db):
        db.execute(
            "INSERT INTO ledger (url, canonical, outcome, reason, first_seen, decided_at) VALUES (?,?,?,?,?,?) "
            "ON CONFLICT (url) DO NOTHING",
            [url, canonical, Outcome.FOUND, "", stamp(decision.at), stamp(decision.at)],
        )
        attempts, article = db.execute("SELECT attempts, article_id FROM ledger WHERE url = ?", [url]).fetchone()
        if article is not None and decision.outcome is not Outcome.KEPT:
            day = decision.at.date().isoformat()
            decision = replace(
                decision, outcome=Outcome.KEPT, reason=f"kept; visited again on {day}: {decision.reason}"
            )
        failed = decision.outcome is Outcome.FAILED
        outcome = Outcome.GIVEN_UP if failed and attempts + 1 >= ATTEMPTS else decision.outcome
        db.execute(
            "UPDATE ledger SET canonical = ?, outcome = ?, reason = ?, evidence = ?, rule = ?, status = ?, "
            "attempts = ?, retry_at = ?, decided_at = ?, "
            "article_id = coalesce(?, article_id), page_id = coalesce(?, page_id) WHERE url = ?",
            [
                canonical, outcome, decision.reason, json.dumps(decision.evidence, ensure_ascii=False), decision.rule,
                decision.status, _attempts(decision, attempts), _retry_at(decision, attempts), stamp(decision.at),
                decision.article_id, decision.page_id, url,
            ],
        )  # fmt: skip


def _attempts(decision: Settlement, before: int) -> int:
    if decision.outcome is Outcome.FOUND:
        return before
    return before + 1 if decision.outcome is Outcome.FAILED else 0


def _retry_at(decision: Settlement, attempts: int) -> str | None:
    if decision.outcome is Outcome.FOUND and decision.retry_after:
        return stamp(decision.at + decision.retry_after)
    if decision.outcome is not Outcome.FAILED:
        return None
    wait = max(FIRST_RETRY * 2**attempts, decision.retry_after or timedelta())
    return stamp(decision.at + min(wait, timedelta(days=1)))


def waiting(db: Database, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(url, source) of pages that an earlier crawl found and did not finish, or that may be tried again."""
    rows = db.query(
        "SELECT url, coalesce(source, '') AS source FROM ledger "
        "WHERE outcome IN ('found', 'failed') AND (retry_at IS NULL OR retry_at <= ?) ORDER BY id LIMIT ?",
        [stamp(now), limit],
    )
    return [(row["url"], row["source"]) for row in rows]
