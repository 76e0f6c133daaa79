"""Hosts that asked for patience: until then nothing is asked of them, whichever source or page it is for."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.database import instant, stamp, transaction
from storage.due import HELD, due_parameters
from storage.due import host_of as host_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """A host's wish."""

    until: datetime
    reason: str


def hold(db: Database, host: str, until: datetime, reason: str) -> None:
    """Leave the host alone until then, and none of its sources is due before; of two wishes the longer one counts."""
    with transaction(db):
        db.execute(
            "INSERT INTO hosts (host, held_until, reason) VALUES (?,?,?) ON CONFLICT (host) DO UPDATE SET "
            "held_until = excluded.held_until, reason = excluded.reason WHERE excluded.held_until > held_until",
            [host, stamp(until), reason],
        )
        for name, url in db.execute("SELECT name, coalesce(moved_to, url) FROM sources").fetchall():
            if host_of(url) == host:
                db.execute(
                    "UPDATE sources SET next_poll = ? WHERE name = ? AND coalesce(next_poll, '') < ?",
                    [stamp(until), name, stamp(until)],
                )


def held(db: Database, now: datetime) -> dict[str, Hold]:
    """The hosts that are to be left alone now."""
    rows = db.query(f"SELECT * FROM hosts WHERE {HELD}", due_parameters(now))  # noqa: S608 (a constant)
    return {row["host"]: Hold(until=instant(row["held_until"]), reason=row["reason"]) for row in rows}


def release(db: Database, host: str) -> None:
    """Forget what a host asked for."""
    with transaction(db):
        db.execute("DELETE FROM hosts WHERE host = ?", [host])
