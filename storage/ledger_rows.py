"""The ledger as it is read: the rows of an address, of an article and of a source, with who showed them."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.ledger import Outcome
from storage.stamps import instant


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A row of the ledger, with who showed the URL to us and when."""

    url: str
    canonical: str
    outcome: Outcome
    reason: str
    evidence: tuple[str, ...]
    rule: str | None
    status: int | None
    attempts: int
    retry_at: datetime | None
    first_seen: datetime
    decided_at: datetime
    article_id: int | None
    page_id: int | None
    """The raw response the decision was made on; None for pages that did not pass the screen."""
    sightings: tuple[tuple[str, str | None, datetime, datetime, int], ...]
    """(source, title there, first, last, times)."""


def entries(db: Database, url: str, canonical: str) -> list[Entry]:
    """The row of `url`, then every other row of the same page."""
    rows = db.query(
        "SELECT * FROM ledger WHERE url = ? OR canonical = ? "
        "OR article_id IN (SELECT article_id FROM article_urls WHERE url IN (?, ?)) "
        "ORDER BY url <> ?, outcome = 'alias', id LIMIT 50",
        [url, canonical, url, canonical, url],
    )
    return [_entry(db, row) for row in rows]


def of_article(db: Database, article_id: int) -> list[Entry]:
    """Every row that led to an article, the first first."""
    rows = db.query("SELECT * FROM ledger WHERE article_id = ? ORDER BY id LIMIT 50", [article_id])
    return [_entry(db, row) for row in rows]


def shown_by(db: Database, source: str, limit: int) -> list[Entry]:
    """The links that a source showed last, in the order it showed them."""
    rows = db.query(
        "SELECT l.* FROM sightings s JOIN ledger l ON l.id = s.ledger_id WHERE s.source = ? "
        "ORDER BY s.last_at DESC, s.first_at DESC, l.id LIMIT ?",
        [source, limit],
    )
    return [_entry(db, row) for row in rows]


def _entry(db: Database, row: dict[str, object]) -> Entry:
    seen = db.query(
        "SELECT source, title, first_at, last_at, times FROM sightings WHERE ledger_id = ? ORDER BY first_at",
        [row["id"]],
    )
    fields = {
        name: row[name]
        for name in ("url", "canonical", "reason", "rule", "status", "attempts", "article_id", "page_id")
    }
    return Entry(
        **fields,  # type: ignore[arg-type]
        outcome=Outcome(str(row["outcome"])),
        evidence=tuple(json.loads(str(row["evidence"]))),
        retry_at=instant(str(row["retry_at"])) if row["retry_at"] else None,
        first_seen=instant(str(row["first_seen"])),
        decided_at=instant(str(row["decided_at"])),
        sightings=tuple(
            (s["source"], s["title"], instant(s["first_at"]), instant(s["last_at"]), s["times"]) for s in seen
        ),
    )
