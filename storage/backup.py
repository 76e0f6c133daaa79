"""Copies that can be trusted: made while others write, looked over before they get their name, and put back whole.

A backup is two things side by side, as the archive itself is: FILE, the database, and FILE.warc, its page files. The
database is copied first, so that every page it names is in the files that are copied after it.
"""

import contextlib
import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from pactwatch.errors import ArchiveError, ArchiveUnavailable, ForeignDatabase
from storage.database import open_database, opened
from storage.locks import sole
from storage.pages import Pages
from storage.translation import translated

SPOT_CHECKS = 50
"""Pages of a copy that are read back and compared with their hash, besides the last of each page file."""
STEP = 2048
"""Database pages copied at a time: writers get their turn between."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Copied:
    """What a backup or a restoration holds, after it was looked over."""

    path: Path
    bytes: int
    page_files: int
    page_bytes: int
    articles: int
    urls: int
    pages_checked: int
    set_aside: Path | None = None
    """Where a restoration put the database that was there before."""


def back_up(path: Path, target: Path) -> Copied:
    """Copy the archive at `path` to `target`, which must not be there. Raises ArchiveUnavailable, ArchiveError."""
    target = _free(path, target)
    unfinished = _beside(target, ".unfinished")
    _remove(unfinished)
    try:
        with translated(target):
            _copy_database(path, unfinished)
            _copy_pages(path, unfinished)
            copied = look_over(unfinished)
            _name(unfinished, target)
    except BaseException:
        _remove(unfinished)
        raise
    return Copied(**{name: getattr(copied, name) for name in Copied.__slots__ if name != "path"} | {"path": target})


def restore(source: Path, path: Path, *, at: datetime, force: bool = False) -> Copied:
    """Put the backup at `source` in the place of the archive at `path`.

    A database that holds anything is replaced only with `force`, and even then set aside rather than deleted. Raises
    AlreadyRunning while a scheduler or a crawl works on it, ArchiveUnavailable, ArchiveError.
    """
    if not source.is_file():
        raise ArchiveUnavailable(f"There is no backup at {source}.")
    if source.exists() and path.exists() and source.samefile(path):
        raise ArchiveUnavailable(f"{source} is the database itself: name a backup.")
    with sole(path, "scheduler"), sole(path, "collection"):
        if not force and _may_be_missed(path):
            raise ArchiveUnavailable(
                f"{path} is not empty, or not sound: add --force to set it aside, or give another --db."
            )
        unfinished = _beside(path, ".unfinished")
        _remove(unfinished)
        try:
            with translated(path):
                _copy_database(source, unfinished)
                _copy_pages(source, unfinished)
                copied = look_over(unfinished)
        except BaseException:
            _remove(unfinished)
            raise
        with translated(path):
            aside = _set_aside(path, at)
            _name(unfinished, path)
    values = {name: getattr(copied, name) for name in Copied.__slots__}
    return Copied(**values | {"path": path, "set_aside": aside})


def look_over(path: Path) -> Copied:
    """Check the structure of a copy, and read pages back from its files. Raises ArchiveError when it is not sound."""
    with contextlib.closing(open_database(path)) as db, contextlib.closing(Pages(_pages(path))) as pages:
        (integrity,) = db.execute("PRAGMA integrity_check(1)").fetchone()
        if integrity != "ok":
            raise ForeignDatabase(f"{path} is damaged ({integrity}): it is not used.")
        checked = _spots(db)
        for page_id in checked:
            pages.get(db, page_id)
        files = list(_page_files(path))
        found = Copied(
            path=path, bytes=path.stat().st_size, page_files=len(files),
            page_bytes=sum(file.stat().st_size for file in files),
            articles=db.table("articles").count, urls=db.table("ledger").count, pages_checked=len(checked),
        )  # fmt: skip
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return found


def _copy_database(source: Path, target: Path) -> None:
    # A backup on a medium that cannot be written has no log beside it, and must not get one.
    whole = not source.with_name(source.name + "-wal").exists() and not os.access(source.parent, os.W_OK)
    uri = f"{source.absolute().as_uri()}?{'mode=ro&immutable=1' if whole else 'mode=rw'}"
    with (
        contextlib.closing(sqlite3.connect(uri, uri=True, timeout=30)) as original,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        with translated(source):
            original.execute("BEGIN")  # one snapshot: without it a busy writer makes the copy start anew, without end
            original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        original.backup(copy, pages=STEP)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _copy_pages(source: Path, target: Path) -> None:
    with contextlib.closing(sqlite3.connect(target)) as copy:
        names = [name for (name,) in copy.execute("SELECT DISTINCT file FROM pages ORDER BY file")]
    if names:
        _pages(target).mkdir()
    for name in names:
        if Path(name).name != name:
            raise ArchiveError(f"{source} names a page file outside its folder ({name!r}): it is not used.")
        file = _pages(source) / name
        if file.is_symlink() or not file.is_file():
            raise ArchiveUnavailable(f"The page file {file} is missing: restore it from an earlier backup.")
        shutil.copyfile(file, _pages(target) / name)


def _spots(db: Database) -> list[int]:
    """The last page of every file, where a torn copy would show, and some from anywhere."""
    last = [page_id for (page_id,) in db.execute("SELECT max(id) FROM pages GROUP BY file")]
    (highest,) = db.execute("SELECT coalesce(max(id), 0) FROM pages").fetchone()
    anywhere = random.sample(range(1, highest + 1), min(SPOT_CHECKS, highest))
    marks = ",".join("?" * len(anywhere))
    there = [page_id for (page_id,) in db.execute(f"SELECT id FROM pages WHERE id IN ({marks})", anywhere)]  # noqa: S608
    return sorted({*last, *there})


def _free(path: Path, target: Path) -> Path:
    """Return `target` made absolute, if it may be written: nothing is there, and it is no part of the archive."""
    if not target.name or not target.parent.is_dir():
        raise ArchiveUnavailable(f"There is no folder {target.parent} for the backup: make it first.")
    target = target.parent.resolve() / target.name
    if any(os.path.lexists(place) for place in (target, _pages(target))):
        raise ArchiveUnavailable(f"{target} is there already: a backup is never written over, give another name.")
    archive = path.resolve()
    if target.name.startswith(archive.name + "-") and target.parent == archive.parent:
        raise ArchiveUnavailable(f"{target} is a name that SQLite uses beside {path.name}: give another name.")
    if _pages(archive) in target.parents:
        raise ArchiveUnavailable(f"{target} lies among the page files of {path.name}: give another place.")
    return target


def _may_be_missed(path: Path) -> bool:
    """Whether anything of worth stands at `path`: a damaged file is, since something may be saved from it."""
    if not path.exists():
        return False
    try:
        with opened(path) as db:
            sql = "SELECT EXISTS (SELECT 1 FROM ledger) OR EXISTS (SELECT 1 FROM articles)"
            return bool(db.execute(sql).fetchone()[0])
    except ArchiveError:
        return True


def _set_aside(path: Path, at: datetime) -> Path | None:
    if not path.exists():
        return None
    aside = _beside(path, f".replaced-{at.astimezone(UTC):%Y%m%dT%H%M%S}")
    if aside.exists():
        raise ArchiveUnavailable(f"{aside} is there already: move it away first.")
    for suffix in ("-wal", "-shm", ".warc", ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    return aside


def _name(unfinished: Path, target: Path) -> None:
    """Give a copy its name, the pages first: a database without its pages must never be seen."""
    if _pages(unfinished).is_dir():
        _pages(unfinished).rename(_pages(target))
    unfinished.rename(target)


def _remove(unfinished: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(_pages(unfinished), ignore_errors=True)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _pages(path: Path) -> Path:
    return _beside(path, ".warc")


def _page_files(path: Path) -> Iterator[Path]:
    return _pages(path).glob("*.warc.gz")
