"""The sources table: what the catalogue says, what a person decided, and where polling stands."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from pactwatch.catalogue import Source
from pactwatch.errors import NotFound
from pactwatch.urls import usable
from storage.database import instant, transaction
from storage.due import IS_DUE, due_parameters
from storage.hosts import held, host_of, release

_FROM_CATALOGUE = (
    "outlet", "url", "kind", "language", "country", "category", "paywall",
    "selectors", "link_pattern", "note", "confidence", "min_interval", "insecure",
)  # fmt: skip

# What was learnt at one address says nothing of another: its validators would bring a 304 for pages never seen.
_NEVER_POLLED = {
    "etag": None, "last_modified": None, "body_hash": None, "unchanged_in_a_row": 0, "failures": 0, "next_poll": None,
    "moved_to": None, "moved_times": 0, "gone_at": None,
}  # fmt: skip

NO_LONGER_LISTED = "no longer in the catalogue"

MOVES_UNTIL_ADOPTED = 3
"""A permanent redirect is believed when it has led to the same address so often: outlets redirect by mistake too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tracked:
    """A source with the state of its polling: all that decides when and how it is asked next."""

    source: Source
    origin: str = "catalogue"
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    unchanged_in_a_row: int = 0
    """Answers in a row that brought nothing new; every so often a full answer is asked for, since feeds lie."""
    interval_seconds: int = 1800
    next_poll: datetime | None = None
    """None: never polled, so due at once."""
    failures: float = 0.0
    """Weighed failures since the last success: 1 hard, 0.5 soft, 0.25 temporary."""
    last_poll: datetime | None = None
    last_ok: datetime | None = None
    last_outcome: str | None = None
    moved_to: str | None = None
    """Where permanent redirects led the last time."""
    moved_times: int = 0
    """How often in a row they led there."""

    @property
    def address(self) -> str:
        """The address to ask: the catalogue's, or the one it has moved to for good."""
        return self.moved_to if self.moved_to and self.moved_times >= MOVES_UNTIL_ADOPTED else self.source.url


def sync(db: Database, sources: Iterable[Source]) -> None:
    """Bring the catalogue's sources into the table; what a person enabled, disabled or added stays as they left it.

    A source that is no longer in the catalogue is no longer polled, and keeps its row and its history.
    """
    with transaction(db):
        names = []
        for source in sources:
            names.append(source.name)
            row = _row(source)
            known = db.execute("SELECT origin FROM sources WHERE name = ?", [source.name]).fetchone()
            if known is None:
                db.table("sources").insert(row | {"origin": "catalogue"})
            elif known[0] == "catalogue":
                _refresh(db, row)
        db.execute(
            "UPDATE sources SET enabled = 0, why_disabled = ? WHERE origin = 'catalogue' AND enabled = 1 "
            "AND NOT set_by_person AND name NOT IN (SELECT value FROM json_each(?))",
            [NO_LONGER_LISTED, json.dumps(names)],
        )


def _refresh(db: Database, row: dict[str, Any]) -> None:
    fields = {field: row[field] for field in _FROM_CATALOGUE}
    by_person, url, gone_at = db.execute(
        "SELECT set_by_person, url, gone_at FROM sources WHERE name = ?", [row["name"]]
    ).fetchone()
    if url != row["url"]:
        fields |= _NEVER_POLLED
        gone_at = None
    if not by_person and not gone_at:
        fields |= {"enabled": row["enabled"], "why_disabled": row["why_disabled"]}
    db.table("sources").update(row["name"], fields)


def add(db: Database, source: Source, *, origin: str) -> bool:
    """Add a person's source; False when one of that name or address is there already. Raises UnusableURL."""
    usable(source.url)
    with transaction(db):
        if db.execute("SELECT 1 FROM sources WHERE name = ? OR url = ?", [source.name, source.url]).fetchone():
            return False
        db.table("sources").insert(_row(source) | {"origin": origin, "set_by_person": 1})
    return True


def set_enabled(db: Database, name: str, *, why_disabled: str | None) -> None:
    """Enable the source, or disable it for the reason given. Raises NotFound."""
    with transaction(db):
        one(db, name)
        fields = {
            "enabled": int(why_disabled is None),
            "why_disabled": why_disabled,
            "set_by_person": 1,
            "gone_at": None,
        }
        db.table("sources").update(name, fields | ({"next_poll": None, "failures": 0} if why_disabled is None else {}))


def retry(db: Database, name: str) -> None:
    """Make the source due at once, whatever it or its host asked for. Raises NotFound."""
    with transaction(db):
        tracked = one(db, name)
        release(db, host_of(tracked.address))
        db.table("sources").update(name, {"next_poll": None})


def one(db: Database, name: str) -> Tracked:
    """The source of that name. Raises NotFound with the nearest names."""
    for row in db.query("SELECT * FROM sources WHERE name = ?", [name]):
        return _tracked(row)
    names = [row["name"] for row in db.query("SELECT name FROM sources ORDER BY name")]
    near = _near(name.strip().lower(), names)
    hint = f"did you mean {', '.join(near)}?" if near else "`pactwatch sources list` shows the names."
    raise NotFound(f"There is no source named {name!r}: {hint}")


def _near(typed: str, names: list[str]) -> list[str]:
    """Names that hold what was typed, or else those that are spelt much like it."""
    holding = [known for known in names if typed and typed in known]
    return (holding or difflib.get_close_matches(typed, names, cutoff=0.7))[:5]


def every(db: Database) -> list[Tracked]:
    """All sources by name."""
    return [_tracked(row) for row in db.query("SELECT * FROM sources ORDER BY name")]


def due(db: Database, now: datetime) -> list[Tracked]:
    """The enabled sources whose time has come and whose host is not to be left alone, the longest overdue first."""
    rows = db.query(
        f"SELECT * FROM sources WHERE {IS_DUE} ORDER BY next_poll, name",  # noqa: S608 (a constant)
        due_parameters(now),
    )
    waiting = held(db, now)
    return [tracked for tracked in map(_tracked, rows) if host_of(tracked.address) not in waiting]


def _row(source: Source) -> dict[str, Any]:
    return (
        asdict(source)
        | {"selectors": json.dumps(list(source.selectors)), "enabled": int(source.enabled)}
        | {"insecure": int(source.insecure)}
    )


def _tracked(row: dict[str, Any]) -> Tracked:
    fields = {field: row[field] for field in _FROM_CATALOGUE} | {"name": row["name"]}
    fields |= {"selectors": tuple(json.loads(row["selectors"])), "enabled": bool(row["enabled"])}
    fields |= {"insecure": bool(row["insecure"])}
    return Tracked(
        source=Source(**fields, why_disabled=row["why_disabled"]),
        origin=row["origin"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        unchanged_in_a_row=row["unchanged_in_a_row"],
        interval_seconds=row["interval_seconds"],
        next_poll=_maybe(row["next_poll"]),
        failures=row["failures"],
        last_poll=_maybe(row["last_poll"]),
        last_ok=_maybe(row["last_ok"]),
        last_outcome=row["last_outcome"],
        moved_to=row["moved_to"],
        moved_times=row["moved_times"],
    )


def _maybe(text: str | None) -> datetime | None:
    return instant(text) if text else None
