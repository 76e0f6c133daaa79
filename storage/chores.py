"""What the service does to itself from time to time, and when each of these was last done."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.database import transaction
from storage.stamps import instant, stamp


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """A chore that was done."""

    at: datetime
    outcome: str
    """"ok", or what was found wrong."""


def last_done(db: Database, name: str) -> Done | None:
    """When the chore was last done, and how it went; None for never."""
    row = db.execute("SELECT at, outcome FROM chores WHERE name = ?", [name]).fetchone()
    return Done(at=instant(row[0]), outcome=row[1]) if row else None


def note(db: Database, name: str, outcome: str, at: datetime) -> None:
    """Write down that the chore was done."""
    with transaction(db):
        db.table("chores").upsert({"name": name, "at": stamp(at), "outcome": outcome}, pk="name")
