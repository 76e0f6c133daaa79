"""What the searches of the web list for the topic, beside what became of it here: our own blind spots, by name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from sqlite_utils import Database

from storage.ledger import Outcome
from storage.ledger_rows import Entry
from storage.stamps import stamp

Fate = Literal["kept", "rejected", "waiting", "missed", "never seen"]

# What became of a URL -> what that means for completeness.
FATES: dict[Outcome, Fate] = {
    Outcome.KEPT: "kept",
    Outcome.OFF_TOPIC: "rejected",
    Outcome.SCREENED_OUT: "rejected",
    Outcome.NOT_ARTICLE: "rejected",
    Outcome.FOUND: "waiting",
    Outcome.FAILED: "waiting",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A page that is to be here, and whether it is."""

    url: str
    title: str | None
    language: str
    outlet: str
    listed_by: str
    """The search that showed it, or the list it stands in."""
    fate: Fate
    line: str
    """The ledger's outcome and reason; "never seen" where it has none."""
    article_id: int | None


# Of an address that stands for another row, that row tells what became of the page.
_LISTED = """
    SELECT l.url, g.title, s.language, g.source, coalesce(m.outcome, l.outcome) AS outcome,
        coalesce(m.reason, l.reason) AS reason, coalesce(m.article_id, l.article_id) AS article_id, a.outlet
    FROM sightings g JOIN sources s ON s.name = g.source AND s.kind = 'search' JOIN ledger l ON l.id = g.ledger_id
    LEFT JOIN ledger m ON l.outcome = 'alias'
        AND m.id = (SELECT id FROM ledger WHERE canonical = l.canonical AND outcome <> 'alias' ORDER BY id LIMIT 1)
    LEFT JOIN articles a ON a.id = coalesce(m.article_id, l.article_id)
    WHERE g.first_at >= ? GROUP BY coalesce(m.id, l.id) ORDER BY s.language, g.first_at, l.id
"""


def listed(db: Database, since: datetime) -> list[Listed]:
    """Every page that a search has shown since then, once, with its fate."""
    found = []
    for row in db.query(_LISTED, [stamp(since)]):
        outcome = Outcome(row["outcome"])
        found.append(
            Listed(
                url=row["url"], title=row["title"], language=row["language"], listed_by=row["source"],
                outlet=row["outlet"] or outlet_of(row["url"], row["title"]), fate=FATES.get(outcome, "missed"),
                line=f"{outcome.replace('_', ' ')}: {row['reason']}", article_id=row["article_id"],
            )
        )  # fmt: skip
    return found


def fate(entries: list[Entry]) -> tuple[Fate, str, int | None]:
    """What became of a page, from its ledger rows: (fate, line, article)."""
    best = next((entry for entry in entries if entry.outcome is not Outcome.ALIAS), None)
    if best is None:
        return "never seen", "never seen", None
    return FATES.get(best.outcome, "missed"), f"{best.outcome.replace('_', ' ')}: {best.reason}", best.article_id


def outlet_of(url: str, title: str | None) -> str:
    """The host of an address; of a search engine's own link, what stands behind the last dash of its title."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if host == "news.google.com" and title and " - " in title:
        return title.rsplit(" - ", 1)[1].strip()
    return host
