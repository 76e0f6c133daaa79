"""Whether there is anything to do: the scheduler's question at every tick, asked without opening the whole archive."""

import contextlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from storage.stamps import stamp
from storage.translation import translated

PATIENCE_SECONDS = 2
"""A reader waits for no writer under WAL; longer than this only where another program holds the file alone."""
FARTHEST = timedelta(hours=27)
"""No poll is ever set further ahead (24 h and the jitter on it): one that is was written by a clock that ran ahead."""

FAILING = 1.0
"""Weighed failures from which a source counts as failing: one hard, two soft, four temporary ones in a row."""

IS_DUE = "enabled = 1 AND (next_poll IS NULL OR next_poll <= ? OR next_poll > ?)"
"""The sources whose time has come, with `due_parameters`."""


UPKEEP_EVERY = timedelta(days=1)
ALARMS_EVERY = timedelta(hours=1)
"""Silence is looked for this often; a source that fails or recovers is told of at once."""

HELD = "held_until > ? AND held_until <= ?"
"""The hosts that asked for patience and have not had it, with `due_parameters`: no wait is longer than FARTHEST."""

# A source whose failing or end is not told, or whose recovery is not.
_UNTOLD = """
    SELECT EXISTS (
        SELECT 1 FROM sources s LEFT JOIN (SELECT subject, state, max(since) FROM alarms GROUP BY subject) a
            ON a.subject = 'source ' || s.name
        WHERE s.enabled = 1 AND s.failures >= ? AND coalesce(a.state, 'ok') <> 'failing'
           OR s.enabled = 0 AND s.gone_at IS NOT NULL AND coalesce(a.state, 'ok') <> 'gone'
           OR s.enabled = 1 AND s.last_ok = s.last_poll AND a.state IN ('failing', 'gone'))
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """What waits to be done."""

    sources: int
    pages: int
    """Pages that an earlier crawl left over, or that failed and whose wait is over."""
    upkeep: bool
    alarms: bool
    """Whether there may be something to tell the operator."""

    @property
    def crawl(self) -> bool:
        """Whether a crawl would find work."""
        return bool(self.sources or self.pages)


def due_parameters(now: datetime) -> list[str]:
    """Return the values for the two marks of IS_DUE and of HELD."""
    return [stamp(now), stamp(now + FARTHEST)]


def due(path: Path, now: datetime) -> Due:
    """Look what is due in the database at `path`, which is not written. Raises ArchiveUnavailable, ArchiveError."""
    with translated(path), contextlib.closing(reader(path)) as connection:
        done = dict(connection.execute("SELECT name, at FROM chores").fetchall())
        return Due(
            sources=due_sources(connection, now),
            pages=_of_free_hosts(connection, "SELECT url FROM ledger WHERE outcome = 'failed' AND retry_at <= ?", now),
            upkeep=_is_old(done.get("upkeep"), now, UPKEEP_EVERY),
            alarms=_is_old(done.get("alarms"), now, ALARMS_EVERY) or bool(_one(connection, _UNTOLD, [FAILING])),
        )


def due_sources(connection: sqlite3.Connection, now: datetime) -> int:
    """Count the sources whose time has come and whose host is not to be left alone."""
    return _of_free_hosts(connection, f"SELECT {_ADDRESS} FROM sources WHERE {IS_DUE}", now)  # noqa: S608 (constants)


# As `Tracked.address`, near enough: where a source has moved to counts from its first redirect on.
_ADDRESS = "coalesce(moved_to, url)"


def _of_free_hosts(connection: sqlite3.Connection, sql: str, now: datetime) -> int:
    held = {host for (host,) in connection.execute(f"SELECT host FROM hosts WHERE {HELD}", due_parameters(now))}  # noqa: S608
    parameters = due_parameters(now)[: sql.count("?")]
    return sum(host_of(url) not in held for (url,) in connection.execute(sql, parameters))


def host_of(url: str) -> str:
    """The name under which a host is left alone."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def reader(path: Path) -> sqlite3.Connection:
    """Open the database at `path`, which must be there, to look at only."""
    # mode=rw, since a database in WAL mode needs its shared memory file; it also creates no database by accident.
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE_SECONDS)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _is_old(done: str | None, now: datetime, every: timedelta) -> bool:
    """Whether the stamp is older than `every`, or lies in the future, where a clock that ran ahead put it."""
    return done is None or not stamp(now - every) < done <= stamp(now)


def _one(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> int:
    (value,) = connection.execute(sql, values).fetchone()
    return int(value)
