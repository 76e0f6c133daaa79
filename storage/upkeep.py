"""What the scheduler does to the database once a day, in a process of its own: fold the log back in, look it over.

    python -m storage.upkeep DATABASE

Exit status 0: all is well; 1: the database is damaged; 2: it cannot be used; 3: a crawl runs, try again later.
No crawl writes meanwhile: SQLite before 3.51.3 can, very rarely, damage a file that one process writes while another
folds its log back (its WAL-reset bug).
"""

import shutil
import sqlite3
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from pactwatch.errors import AlreadyRunning, ArchiveUnavailable, PactwatchError
from storage import chores
from storage.database import opened
from storage.figures import LARGE_WAL, wal_bytes
from storage.locks import sole

DAMAGED, UNUSABLE, LATER = 1, 2, 3
PATIENCE_SECONDS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Upkeep:
    """What a round of upkeep found."""

    integrity: str
    """"ok", or the first complaint of PRAGMA quick_check."""
    wal_before: int
    wal_after: int
    """More than 0 where a reader kept the log from being emptied."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shrunk:
    """The size of the file before and after, in bytes."""

    before: int
    after: int


def maintain(path: Path, at: datetime) -> Upkeep:
    """Empty the log, check the structure, refresh the planner's statistics. Raises AlreadyRunning, ArchiveError."""
    with sole(path, "collection"), opened(path) as db:
        before = wal_bytes(path)
        # The log is emptied tomorrow where a reader holds it for longer than this.
        db.execute(f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000}")
        checkpoint(db)
        (integrity,) = db.execute("PRAGMA quick_check(1)").fetchone()
        db.execute("PRAGMA optimize")
        chores.note(db, "upkeep", integrity, at)
        checkpoint(db)
        return Upkeep(integrity=integrity, wal_before=before, wal_after=wal_bytes(path))


def shrink(path: Path) -> Shrunk:
    """Give the space of what was deleted back to the disk. Raises AlreadyRunning, ArchiveUnavailable."""
    with sole(path, "collection"), opened(path) as db:
        checkpoint(db)
        before = path.stat().st_size
        if (free := shutil.disk_usage(path.parent).free) < 2 * before:
            raise ArchiveUnavailable(
                f"To vacuum {path}, {2 * before:,} bytes must be free beside it, and {free:,} are: free some space."
            )
        db.execute("INSERT INTO article_index (article_index) VALUES ('optimize')")
        db.conn.commit()
        db.execute("VACUUM")
        checkpoint(db)
        return Shrunk(before=before, after=path.stat().st_size)


def checkpoint(db: Database) -> bool:
    """Fold the write-ahead log into the database and empty it; False where a reader holds it."""
    try:
        (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            return False
        raise
    return not busy


def main() -> int:
    """Maintain the database that the argument names."""
    path = Path(sys.argv[1])
    try:
        done = maintain(path, datetime.now(UTC))
    except AlreadyRunning as error:
        print(error, file=sys.stderr)
        return LATER
    except PactwatchError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    if done.wal_after >= LARGE_WAL:
        print(f"the log beside {path} cannot be emptied ({done.wal_after:,} bytes): a reader holds it", file=sys.stderr)
    if done.integrity != "ok":
        print(f"{path} is damaged ({done.integrity}): restore a backup", file=sys.stderr)
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main())
