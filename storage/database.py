"""Opening the one file, writing to it safely, and saying clearly why it cannot be used."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from pactwatch.errors import ArchiveError, ArchiveUnavailable, ForeignDatabase, NewerDatabase
from storage.schema import APPLICATION_ID, migrations

BUSY_SECONDS = 30
"""How long a writer waits for another's transaction before it gives up."""


def stamp(moment: datetime) -> str:
    """Return `moment` as every table stores time: UTC, to the second, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def instant(text: str) -> datetime:
    """Return the aware UTC time of a `stamp`."""
    return datetime.fromisoformat(text)


def open_database(path: Path) -> Database:
    """Open or create the database at `path`, with every migration applied.

    Raises ForeignDatabase for a file that is not ours, NewerDatabase for one that a later version wrote, and
    ArchiveUnavailable when it cannot be read or written.
    """
    with translated(path):
        if not path.parent.is_dir():
            raise ArchiveUnavailable(f"There is no folder {path.parent} for the database: make it first.")
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            return _prepared(Database(connection), path)
        except BaseException:
            connection.close()
            raise


def _prepared(db: Database, path: Path) -> Database:
    _require_ours(db, path)
    db.enable_wal()
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA cache_size = -65536")
    if migrations.pending(db):
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(db)
    return db


def _require_ours(db: Database, path: Path) -> None:
    (identity,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if identity != APPLICATION_ID and (identity or tables):
        raise ForeignDatabase(f"{path} is a database of another program: give another file with --db.")
    known = {migration.name for migration in migrations.pending(db)}
    applied = [migration.name for migration in migrations.applied(db)]
    ours = known | set(_migration_names())
    later = [name for name in applied if name not in ours]
    if later:
        raise NewerDatabase(
            f"{path} was written by a later pactwatch (it has {later[0]!r}): upgrade pactwatch, or give another --db."
        )


def _migration_names() -> list[str]:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        return [migration.name for migration in migrations.pending(Database(connection))]


@contextlib.contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Write all of the block or nothing of it. Inside another transaction the block becomes a part of that.

    It takes the write lock at once (BEGIN IMMEDIATE): a transaction that reads first and then writes fails
    under WAL without waiting, whatever the busy timeout (https://www.sqlite.org/lang_transaction.html).
    """
    if db.conn.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.commit()


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
            f"{path} was locked by another program for {BUSY_SECONDS} s: close what holds it and run this again."
        )
    if "full" in said:
        return ArchiveUnavailable(f"The disk of {path} is full: free some space and run this again; nothing was lost.")
    if "readonly" in said:
        return ArchiveUnavailable(f"{path} may not be written: check the permissions of the file and its folder.")
    if "unable to open" in said:
        return ArchiveUnavailable(f"{path} cannot be opened: check that the path is a file you may write.")
    if "disk I/O" in said:
        return ArchiveUnavailable(f"Reading or writing {path} failed ({said}): check the disk it lies on.")
    return ArchiveError(f"{path} refused an operation: {said}.")
