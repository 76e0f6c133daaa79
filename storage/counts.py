"""Figures about the archive: what a collection brought, and how the file is."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from storage.chores import Done, last_done
from storage.due import FAILING
from storage.figures import wal_bytes
from storage.reindexing import outdated
from storage.stamps import instant, stamp

SQLITE_VERSION = sqlite3.sqlite_version_info
"""Of the library that this Python was given."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcomes:
    """What became of the URLs decided, and of the articles kept, since a moment."""

    urls: Mapping[str, int]
    """Rows of the ledger by outcome."""
    links: int
    """Links that sources listed, one listed twice counted twice."""
    fresh: int
    """Of them, those that nobody had listed before, under any address."""
    polls: Mapping[str, int]
    """Sources asked, by how that ended."""
    troubles: tuple[tuple[str, str, str], ...]
    """(source, outcome, detail) of every source that could not be read to its end."""
    reasons: tuple[tuple[str, str, int], ...]
    """(outcome, reason, how many) for everything that did not go as wished: failed, missing, blocked, robots."""
    new: int
    edited: int
    again: int
    """Links that led to an article which another link had led to."""
    copies: Mapping[str, int]
    """New articles that are copies of a seed or of another article, by kind."""
    languages: Mapping[str, int]
    """New articles by language."""
    verdicts: Mapping[str, int]
    """New articles by verdict, core or mention."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """The file, its size and what it says of itself."""

    sqlite: str
    bytes: int
    wal_bytes: int
    page_bytes: int
    articles: int
    urls: int
    sources_enabled: int
    sources_failing: int
    seeds: int
    index_is_outdated: bool
    """Whether copies are looked up in an index that was made by other rules than those of now."""
    newest: datetime | None
    """The latest instant that anything was written at: a clock that shows less is wrong, or was."""
    last_poll: datetime | None
    last_upkeep: Done | None
    integrity: str
    """"ok", or the first thing that PRAGMA quick_check complains of; "not asked" where it was not."""


def outcomes(db: Database, since: datetime) -> Outcomes:
    """Count everything decided from `since` on."""
    start = stamp(since)
    trouble = db.execute(
        "SELECT outcome, reason, count(*) FROM ledger WHERE decided_at >= ? AND outcome IN "
        "('failed', 'given_up', 'missing', 'blocked', 'robots', 'refused', 'not_article') "
        "GROUP BY outcome, reason ORDER BY outcome, count(*) DESC, reason",
        [start],
    ).fetchall()
    links, fresh = db.execute(
        "SELECT coalesce(sum(links), 0), coalesce(sum(fresh), 0) FROM polls WHERE at >= ?", [start]
    ).fetchone()
    (edited,) = db.execute("SELECT count(*) FROM versions WHERE at >= ? AND version > 1", [start]).fetchone()
    return Outcomes(
        urls=_counted(db, "SELECT outcome, count(*) FROM ledger WHERE decided_at >= ? GROUP BY outcome", start),
        links=links,
        fresh=fresh,
        polls=_counted(db, "SELECT outcome, count(*) FROM polls WHERE at >= ? GROUP BY outcome", start),
        troubles=tuple(db.execute(_TROUBLES, [start]).fetchall()),
        reasons=tuple(trouble),
        new=db.execute("SELECT count(*) FROM articles WHERE first_seen >= ?", [start]).fetchone()[0],
        edited=edited,
        again=db.execute(_AGAIN, [start, start]).fetchone()[0],
        copies=_counted(db, _COPIES, start),
        languages=_counted(db, "SELECT language, count(*) FROM articles WHERE first_seen >= ? GROUP BY 1", start),
        verdicts=_counted(db, "SELECT verdict, count(*) FROM articles WHERE first_seen >= ? GROUP BY 1", start),
    )


_TROUBLES = """
    SELECT source, outcome, coalesce(detail, replace(outcome, '_', ' ')) FROM polls
    WHERE at >= ? AND outcome NOT IN ('ok', 'unchanged') ORDER BY outcome, source
"""

_AGAIN = """
    SELECT count(*) - count(DISTINCT CASE WHEN a.first_seen >= ? THEN a.id END)
    FROM ledger l JOIN articles a ON a.id = l.article_id
    WHERE l.first_seen >= ? AND l.source IS NOT NULL AND l.outcome = 'kept'
"""

CLOSEST_FIRST = "exact portal_copy wire_reprint near edited contained"
"""Of an article that is a copy in several relations, the kind that comes first here counts."""

_COPIES = f"""
    SELECT kind, count(*) FROM (
        SELECT (SELECT r.kind FROM relations r WHERE r.article_id = a.id AND r.is_copy
                ORDER BY instr('{CLOSEST_FIRST}', r.kind) LIMIT 1) AS kind
        FROM articles a WHERE a.first_seen >= ?)
    WHERE kind IS NOT NULL GROUP BY kind
"""  # noqa: S608 (a constant of ours)


def of_host(db: Database, host: str) -> tuple[int, list[str]]:
    """How many URLs of that host were ever seen, and the names of the sources that lie on it."""
    known = 0
    for scheme in ("http", "https"):
        beginning = f"{scheme}://{host}"
        # "0" follows "/" in ASCII: from "//host/" to before "//host0" stands every address of the host without a port.
        sql = "SELECT count(*) FROM ledger WHERE url >= ? AND url < ?"
        known += db.execute(sql, [f"{beginning}/", f"{beginning}0"]).fetchone()[0]
    sql = "SELECT name FROM sources WHERE instr(url, '://' || ? || '/') ORDER BY name"
    return known, [row[0] for row in db.execute(sql, [host])]


def _counted(db: Database, sql: str, start: str) -> dict[str, int]:
    return dict(db.execute(sql, [start]).fetchall())


def health(db: Database, path: Path, *, look: bool = True) -> Health:
    """Look the file over; reads all of it once, which takes the better part of a minute a GiB, unless told not to."""
    integrity = db.execute("PRAGMA quick_check(1)").fetchone()[0] if look else "not asked"
    pages = path.with_name(path.name + ".warc")
    return Health(
        sqlite=sqlite3.sqlite_version,
        bytes=path.stat().st_size,
        wal_bytes=wal_bytes(path),
        page_bytes=sum(file.stat().st_size for file in pages.glob("*.warc.gz")) if pages.is_dir() else 0,
        articles=db.table("articles").count,
        urls=db.table("ledger").count,
        sources_enabled=db.table("sources").count_where("enabled = 1"),
        sources_failing=db.table("sources").count_where("enabled = 1 AND failures >= ?", [FAILING]),
        seeds=db.table("seeds").count,
        index_is_outdated=outdated(db),
        newest=_newest(db),
        last_poll=_latest(db, "SELECT max(last_poll) FROM sources"),
        last_upkeep=last_done(db, "upkeep"),
        integrity=integrity,
    )


def _newest(db: Database) -> datetime | None:
    """The latest stamp that a clock of ours has left; the last rows of a table are its latest, near enough."""
    asked = (
        "SELECT max(decided_at) FROM (SELECT decided_at FROM ledger ORDER BY id DESC LIMIT 1000)",
        "SELECT max(at) FROM (SELECT at FROM polls ORDER BY id DESC LIMIT 1000)",
        "SELECT max(changed_at) FROM (SELECT changed_at FROM articles ORDER BY id DESC LIMIT 1000)",
    )
    return max((moment for sql in asked if (moment := _latest(db, sql))), default=None)


def _latest(db: Database, sql: str) -> datetime | None:
    (value,) = db.execute(sql).fetchone()
    return instant(value) if value else None
