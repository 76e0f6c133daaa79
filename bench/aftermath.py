"""What is left after a soak, counted: nothing that was acknowledged may be lost, doubled or half there."""

import contextlib
import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from storage.archive import Archive
from storage.backup import look_over

Acknowledged = Mapping[tuple[str, int], str]
"""(canonical URL, version) -> hash of title and text, of everything that another process has seen committed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Aftermath:
    """The counts; all but the articles are to be nothing."""

    articles: int
    lost: int
    duplicates: int
    half_rows: int
    urls_unaccounted: int
    integrity: str


def committed(db: Path) -> dict[tuple[str, int], str]:
    """Every version that is in the database now, as any reader sees it."""
    with contextlib.closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True, timeout=0.2)) as connection:
        rows = connection.execute(
            "SELECT a.canonical_url, v.version, v.title, v.text FROM versions v JOIN articles a ON a.id = v.article_id"
        )
        return {(url, version): _hash(title, text) for url, version, title, text in rows}


def aftermath(db: Path, acknowledged: Acknowledged, shown: set[str]) -> Aftermath:
    """Count what went wrong. `shown` are the addresses that the outlets have listed."""
    there = committed(db)
    with contextlib.closing(sqlite3.connect(db)) as connection:
        urls = [url for (url,) in connection.execute("SELECT canonical_url FROM articles")]
        ledger = dict(connection.execute("SELECT url, outcome FROM ledger").fetchall())
        (integrity,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        halves = sum(connection.execute(sql).fetchone()[0] for sql in _HALVES)
    items = Counter(re.sub(r"\?.*", "", url) for url in urls)
    return Aftermath(
        articles=len(urls),
        lost=sum(there.get(key) != digest for key, digest in acknowledged.items()),
        duplicates=sum(count - 1 for count in items.values()),
        half_rows=halves + _unreadable(db),
        urls_unaccounted=sum(ledger.get(url, "found") == "found" for url in shown | ledger.keys()),
        integrity=integrity,
    )


# An article without its version, page, address, index entry or line in the ledger; a line that points nowhere.
_HALVES = (
    "SELECT count(*) FROM articles a WHERE NOT EXISTS "
    "(SELECT 1 FROM versions v WHERE v.article_id = a.id AND v.version = a.version AND v.text = a.text)",
    "SELECT count(*) FROM articles a WHERE (SELECT count(*) FROM versions v WHERE v.article_id = a.id) <> a.version",
    "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM article_urls u WHERE u.article_id = a.id)",
    "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM pages p WHERE p.id = a.page_id)",
    "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM fingerprints f WHERE f.article_id = a.id)",
    "SELECT count(*) FROM articles a WHERE NOT EXISTS "
    "(SELECT 1 FROM ledger l WHERE l.article_id = a.id AND l.outcome = 'kept')",
    "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM article_index_docsize d WHERE d.id = a.id)",
    "SELECT count(*) FROM article_index_docsize d WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = d.id)",
    "SELECT count(*) FROM ledger l WHERE l.outcome = 'kept' AND l.article_id IS NULL",
    "SELECT count(*) FROM pragma_foreign_key_check",
)


def _unreadable(db: Path) -> int:
    """Pages of the database whose record in the page files does not have their hash."""
    look_over(db)
    bad = 0
    with Archive(db) as archive, contextlib.closing(sqlite3.connect(db)) as connection:
        for (page_id,) in connection.execute("SELECT id FROM pages").fetchall():
            try:
                archive.page(page_id)
            except Exception:  # noqa: BLE001 (whatever it is, the page cannot be read)
                bad += 1
    return bad


def _hash(title: str, text: str) -> str:
    return hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()
