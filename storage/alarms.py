"""What the operator is told: each change of a source, of a language and of the database once over each channel."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.chores import last_done
from storage.database import transaction
from storage.gaps import gaps
from storage.health import checkups
from storage.rhythm import State
from storage.stamps import stamp


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Something is otherwise than the operator was last told."""

    subject: str
    """"source NAME", "language CODE" or "database"."""
    before: str
    now: str
    why: str

    @property
    def sentence(self) -> str:
        """The line of the message."""
        return f"{self.subject}: {self.before} -> {self.now}" + (f" ({self.why})" if self.why else "")


def changes(db: Database, now: datetime, channel: str) -> list[Change]:
    """Compare how things are with what was last told over a channel; nothing told yet counts as ok."""
    rows = db.execute("SELECT subject, state FROM alarms WHERE channel IN ('', ?) ORDER BY channel", [_name(channel)])
    told = dict(rows.fetchall())
    return [
        Change(subject=subject, before=told.get(subject, "ok"), now=state, why=why)
        for subject, state, why in _states(db, now, told)
        if state != told.get(subject, "ok")
    ]


def told(db: Database, changes: Iterable[Change], at: datetime, channel: str) -> None:
    """Note what a channel has taken."""
    with transaction(db):
        for change in changes:
            db.execute(
                "INSERT OR REPLACE INTO alarms (subject, channel, state, why, since) VALUES (?,?,?,?,?)",
                [change.subject, _name(channel), change.now, change.why, stamp(at)],
            )


def _name(channel: str) -> str:
    """A channel's address holds its secret, and is written nowhere."""
    return hashlib.sha256(channel.encode()).hexdigest()[:16]


def _states(db: Database, now: datetime, told: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(subject, state, why) of all that can be said for certain; a source between failing and well stays as it was."""
    well = {name for (name,) in db.execute("SELECT name FROM sources WHERE last_ok = last_poll")}
    for checkup in checkups(db, now):
        subject = f"source {checkup.source}"
        if checkup.state in (State.GONE, State.FAILING, State.SILENT):
            yield subject, checkup.state.value, checkup.why
        elif checkup.source in well and (checkup.state is not State.NEW or told.get(subject) in ("failing", "gone")):
            yield subject, "ok", ""
    silent = {gap.language: gap for gap in gaps(db, now)}
    for (language,) in db.execute("SELECT DISTINCT language FROM sources WHERE enabled = 1 ORDER BY 1").fetchall():
        gap = silent.get(language)
        yield f"language {language}", gap.cause if gap else "ok", gap.why if gap else ""
    upkeep = last_done(db, "upkeep")
    if upkeep is not None:
        yield (
            "database",
            "ok" if upkeep.outcome == "ok" else "damaged",
            "" if upkeep.outcome == "ok" else upkeep.outcome,
        )
