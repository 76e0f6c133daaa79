"""Figures for a monitoring system, each read in well under a millisecond: asked for every few seconds for years."""

import contextlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.due import FAILING, due_sources, reader
from storage.translation import translated

LARGE_WAL = 256 * 1024 * 1024
"""Bytes; a log larger than this is held open by a reader that does not end, and then it grows without end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """The state of an archive at one moment."""

    articles: int
    urls: int
    sources_enabled: int
    sources_failing: int
    sources_due: int
    database_bytes: int
    wal_bytes: int
    last_poll: str | None
    """The stamp of the newest poll."""


def figures(path: Path, now: datetime) -> Figures:
    """Read the figures of the database at `path`. Raises ArchiveError."""
    with translated(path), contextlib.closing(reader(path)) as connection:
        enabled, failing, last_poll = connection.execute(
            "SELECT count(*), coalesce(sum(failures >= ?), 0), max(last_poll) FROM sources WHERE enabled = 1", [FAILING]
        ).fetchone()
        return Figures(
            # No row of these two is ever deleted, so that the highest number is how many there are.
            articles=_highest(connection, "articles"),
            urls=_highest(connection, "ledger"),
            sources_enabled=enabled,
            sources_failing=failing,
            sources_due=due_sources(connection, now),
            database_bytes=path.stat().st_size,
            wal_bytes=wal_bytes(path),
            last_poll=last_poll,
        )


def wal_bytes(path: Path) -> int:
    """Return the size of the write-ahead log of the database at `path`."""
    wal = path.with_name(path.name + "-wal")
    try:
        return wal.stat().st_size
    except FileNotFoundError:
        return 0


def _highest(connection: sqlite3.Connection, table: str) -> int:
    (highest,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608 (ours)
    return int(highest)
