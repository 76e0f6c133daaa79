"""Opening the one file, writing to it safely, and saying clearly why it cannot be used."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database

from pactwatch.errors import ArchiveUnavailable, ForeignDatabase, NewerDatabase
from storage.schema import APPLICATION_ID, migrations
from storage.stamps import instant as instant
from storage.stamps import stamp as stamp
from storage.translation import translated

PATIENCE = timedelta(seconds=30)
"""How long a writer waits for another's transaction before it gives up."""
MAPPED = 2**31 - 2**16
"""Bytes of the file that are read through the system's page cache, without a call for each page; SQLite's most."""
PAGES_BETWEEN_CHECKPOINTS = 8_000
"""32 MB of log: of the 200 pages that an article writes many are those of the one before, and are copied back once."""


def open_database(path: Path, patience: timedelta = PATIENCE) -> Database:
    """Open or create the database at `path`, with every migration applied.

    Raises ForeignDatabase for a file that is not ours, NewerDatabase for one that a later version wrote, and
    ArchiveUnavailable when it cannot be read or written.
    """
    with translated(path):
        if not path.parent.is_dir():
            raise ArchiveUnavailable(f"There is no folder {path.parent} for the database: make it first.")
        if path.is_file() and path.stat().st_size == 1:  # SQLite would take it for empty, and write over it
            raise sqlite3.DatabaseError("file is not a database")
        connection = sqlite3.connect(path, timeout=patience.total_seconds())
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
    db.execute(f"PRAGMA mmap_size = {MAPPED}")
    db.execute(f"PRAGMA wal_autocheckpoint = {PAGES_BETWEEN_CHECKPOINTS}")
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
def snapshot(db: Database) -> Iterator[None]:
    """Let all that the block reads be of one moment, whatever others write meanwhile; it holds nobody up (WAL)."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.rollback()


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Database]:
    """Open the database that is at `path`, for as long as the block; none is made. Raises ArchiveError."""
    if not path.is_file():
        raise ArchiveUnavailable(f"There is no database at {path}: name another with --db.")
    with translated(path):
        db = open_database(path)
        try:
            yield db
        finally:
            db.close()
