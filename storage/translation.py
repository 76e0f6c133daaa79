"""What SQLite says, in our own errors; light enough for a process that only looks."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from pactwatch.errors import ArchiveError, ArchiveUnavailable, ForeignDatabase

LEAST_ROOM = 64 * 1024
"""Bytes; the shared memory file beside a database in WAL mode takes half of it at once."""


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite says into our errors, in the one place that does."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _ours(error, path) from error
    except OSError as error:
        raise ArchiveUnavailable(f"{path} cannot be used: {error.strerror or error}.") from error


def _ours(error: sqlite3.DatabaseError, path: Path) -> ArchiveError:
    said = str(error)
    if "not a database" in said or "malformed" in said:
        return ForeignDatabase(
            f"{path} is not a database, or is damaged: give another file with --db, or restore a backup."
        )
    if "locked" in said or "busy" in said:
        return ArchiveUnavailable(
            f"{path} is locked by another program: close what holds it and run this again; nothing was lost."
        )
    if "full" in said or ("disk I/O" in said and _is_full(path)):
        return ArchiveUnavailable(f"The disk of {path} is full: free some space and run this again; nothing was lost.")
    if "readonly" in said:
        return ArchiveUnavailable(f"{path} may not be written: check the permissions of the file and its folder.")
    if "unable to open" in said:
        return ArchiveUnavailable(f"{path} cannot be opened: check that the path is a file you may write.")
    if "disk I/O" in said:
        return ArchiveUnavailable(f"Reading or writing {path} failed ({said}): check the disk it lies on.")
    return ArchiveError(f"{path} refused an operation: {said}.")


def _is_full(path: Path) -> bool:
    """Whether there is no room for the file that SQLite's readers share: it calls that an I/O error."""
    try:
        return shutil.disk_usage(path.parent).free < LEAST_ROOM
    except OSError:
        return False
