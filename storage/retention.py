"""What may be thrown away, and throwing it away. By default nothing: a deletion is evidence lost.

Only two things are ever offered: the raw pages of what was read and rejected, and the log of old polls. Articles, their
versions and pages, reviews, and every row of the ledger stay for as long as the database does.
"""

import os
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from pactwatch.errors import ArchiveUnavailable
from storage.database import opened, transaction
from storage.locks import sole
from storage.stamps import stamp


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """How long things are kept; None is for ever."""

    rejected_pages: timedelta | None = None
    polls: timedelta | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Surplus:
    """What the rules would delete, or have deleted."""

    pages: int
    page_bytes: int
    """In the page files, compressed."""
    polls: int


# Pages that only rejections refer to. A page may stand for several URLs: one that was kept keeps it.
_REJECTED = """
    SELECT p.id FROM pages p WHERE p.at < ?
      AND EXISTS (SELECT 1 FROM ledger l WHERE l.page_id = p.id)
      AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.page_id = p.id AND l.outcome NOT IN ('off_topic', 'not_article'))
      AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.page_id = p.id)
      AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.page_id = p.id)
"""


def surplus(path: Path, rules: Rules, now: datetime) -> Surplus:
    """Count what the rules would delete."""
    with opened(path) as db:
        return _surplus(db, rules, now)


def discard(path: Path, rules: Rules, now: datetime) -> Surplus:
    """Delete what the rules say. Raises AlreadyRunning while a crawl writes, ArchiveError."""
    with sole(path, "collection"), opened(path) as db:
        found = _surplus(db, rules, now)
        if rules.rejected_pages is not None:
            _discard_pages(db, path.with_name(path.name + ".warc"), stamp(now - rules.rejected_pages))
        if rules.polls is not None:
            with transaction(db):
                db.execute(f"DELETE FROM polls WHERE id IN ({_OLD_POLLS})", [stamp(now - rules.polls)])  # noqa: S608
        return found


# The newest poll of a source says how it is, however old it has become.
_OLD_POLLS = "SELECT id FROM polls WHERE at < ? AND id NOT IN (SELECT max(id) FROM polls GROUP BY source)"


def _surplus(db: Database, rules: Rules, now: datetime) -> Surplus:
    pages = page_bytes = polls = 0
    if rules.rejected_pages is not None:
        pages, page_bytes = db.execute(
            f"SELECT count(*), coalesce(sum(length), 0) FROM pages WHERE id IN ({_REJECTED})",  # noqa: S608
            [stamp(now - rules.rejected_pages)],
        ).fetchone()
    if rules.polls is not None:
        sql = f"SELECT count(*) FROM ({_OLD_POLLS})"  # noqa: S608 (a constant)
        (polls,) = db.execute(sql, [stamp(now - rules.polls)]).fetchone()
    return Surplus(pages=pages, page_bytes=page_bytes, polls=polls)


def _discard_pages(db: Database, folder: Path, before: str) -> None:
    doomed: dict[str, set[int]] = defaultdict(set)
    sql = f"SELECT id, file FROM pages WHERE id IN ({_REJECTED})"  # noqa: S608 (a constant)
    for page_id, file in db.execute(sql, [before]).fetchall():
        doomed[file].add(page_id)
    for file, pages in sorted(doomed.items()):
        _rewrite(db, folder, file, pages)


def _rewrite(db: Database, folder: Path, file: str, doomed: set[int]) -> None:
    """Write the records that stay into a new file, enter their places, and only then remove the old file.

    A kill between any two steps leaves every page readable, at worst beside a file that nothing refers to.
    """
    rows = db.execute("SELECT id, offset, length FROM pages WHERE file = ? ORDER BY offset", [file]).fetchall()
    new = _next_name(folder, file)
    places = []
    try:
        with (folder / file).open("rb") as source, (folder / new).open("xb") as target:
            for page_id, offset, length in rows:
                if page_id not in doomed:
                    source.seek(offset)
                    places.append((new, target.tell(), page_id))
                    target.write(source.read(length))
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        (folder / new).unlink(missing_ok=True)
        raise ArchiveUnavailable(f"The page file {folder / file} cannot be rewritten: {error.strerror}.") from error
    with transaction(db):
        db.conn.executemany("UPDATE pages SET file = ?, offset = ? WHERE id = ?", places)
        db.conn.executemany("UPDATE ledger SET page_id = NULL WHERE page_id = ?", [(page,) for page in doomed])
        db.conn.executemany("DELETE FROM pages WHERE id = ?", [(page,) for page in doomed])
    (folder / file).unlink()
    if not places:
        (folder / new).unlink()


def _next_name(folder: Path, file: str) -> str:
    """20250304T120000-77.warc.gz -> 20250304T120000-77-r1.warc.gz, -r2 and so on."""
    stem = file.removesuffix(".warc.gz").split("-r")[0]
    return next(name for number in range(1, 10_000) if not (folder / (name := f"{stem}-r{number}.warc.gz")).exists())
