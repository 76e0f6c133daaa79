"""The fingerprints table: which articles share passages with a text, found without comparing it with each."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from pactwatch.duplicates import FINGERPRINT_VERSION, Fingerprint
from pactwatch.fingerprints import title_shingles
from pactwatch.habits import TITLES, Habits, repeated_in_titles, repeated_passages

COMMON = 200
"""A passage that so many articles share is a habit and finds nobody: looking it up costs most (docs/decisions.md)."""
CANDIDATES = 30
"""At most so many articles, those with the most passages in common, are compared word by word."""
FEW_PASSAGES = 25
"""A text with fewer passages than this is compared with any article that shares one of them, else two."""
COPIES_ENOUGH = 8
"""Where a text is there word for word, so many articles are enough; of two thousand copies not each is compared."""
FIRST_HOLDERS, TRIED = 3, 5
"""Where nothing but common passages is left, the first articles that had so many of them are tried."""
RARE, RARE_CANDIDATES = 2, 3
"""One passage is enough where no more than so many articles have it: a quotation; at most so many are tried so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lookup:
    """What the index says of a text before it is entered."""

    candidates: tuple[int, ...]
    """Ids of articles worth comparing, the closest first."""
    common: frozenset[int]
    """The text's passages that the whole archive repeats."""


def index(db: Database, article_id: int, print_: Fingerprint, common: Collection[int] = ()) -> None:
    """Enter the article's passages but the common ones; in order, so that the table's pages are met once each."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO fingerprints (hash, article_id) VALUES (?,?)",
        sorted((passage, article_id) for passage in _rows(print_) if passage not in common),
    )
    if common:
        db.conn.executemany("INSERT OR IGNORE INTO common_passages (hash) VALUES (?)", [(one,) for one in common])
    db.execute("INSERT OR IGNORE INTO indexed_by (name, version) VALUES ('fingerprints', ?)", [FINGERPRINT_VERSION])


def unindex(db: Database, article_id: int, print_: Fingerprint) -> None:
    """Take the passages out again."""
    db.conn.executemany(
        "DELETE FROM fingerprints WHERE hash = ? AND article_id = ?",
        sorted((passage, article_id) for passage in _rows(print_)),
    )


def _rows(print_: Fingerprint) -> Iterable[int]:
    """The passages, and one row for the text as a whole, which no cap hides."""
    return [*print_.passages, *([whole(print_)] if print_.exact else [])]


def whole(print_: Fingerprint) -> int:
    """Return the row of a text as a whole: it stands below 0, where no passage does."""
    return -1 - (int(print_.exact[:16], 16) >> 1)


def look_up(db: Database, print_: Fingerprint) -> Lookup:
    """Find the articles that share uncommon passages with a text, or are the same from beginning to end."""
    passages = print_.passages
    sought = json.dumps(sorted(passages))
    common = {
        row[0]
        for row in db.conn.execute("SELECT hash FROM json_each(?) CROSS JOIN common_passages ON hash = value", [sought])
    }
    if common:
        sought = json.dumps(sorted(set(passages) - common))
    holders: dict[int, list[int]] = defaultdict(list)
    for passage, article_id in db.conn.execute(
        "SELECT hash, article_id FROM json_each(?) CROSS JOIN fingerprints ON hash = value", [sought]
    ):
        holders[passage].append(article_id)
    common |= {passage for passage, ids in holders.items() if len(ids) >= COMMON}
    uncommon = [ids for passage, ids in holders.items() if passage not in common]
    close = worth_comparing(uncommon, len(passages))
    same = _first(db, whole(print_)) if print_.exact else []
    if same:
        close = tuple(dict.fromkeys((*same, *close)))[:COPIES_ENOUGH]
    elif not close and common:
        close = tuple(dict.fromkeys(i for passage in sorted(common)[:TRIED] for i in _first(db, passage)))
    return Lookup(candidates=close, common=frozenset(common))


def _first(db: Database, value: int) -> list[int]:
    """The first articles that had a passage."""
    rows = db.conn.execute(
        "SELECT article_id FROM fingerprints WHERE hash = ? ORDER BY article_id LIMIT ?", [value, FIRST_HOLDERS]
    )
    return [int(row[0]) for row in rows]


def sharing(db: Database, sought: Collection[int]) -> list[int]:
    """Ids of all articles that share an uncommon passage with a text."""
    rows = db.conn.execute(
        "SELECT DISTINCT article_id FROM fingerprints WHERE hash IN (SELECT value FROM json_each(?)) "
        "AND hash NOT IN (SELECT hash FROM common_passages) ORDER BY article_id",
        [json.dumps(sorted(sought))],
    )
    return [int(row[0]) for row in rows]


def worth_comparing(holders: Iterable[Collection[int]], passages: int) -> tuple[int, ...]:
    """Return the articles worth a comparison, given who holds each of a text's passages and how many it has."""
    shared: Counter[int] = Counter()
    rare: set[int] = set()
    for ids in holders:
        shared.update(ids)
        if len(ids) <= RARE:
            rare.update(ids)
    least = 2 if passages >= FEW_PASSAGES else 1
    ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    close = [article_id for article_id, count in ranked if count >= least][:CANDIDATES]
    quoted = [article_id for article_id, count in ranked if count < least and article_id in rare]
    return (*close, *quoted[:RARE_CANDIDATES])


def habits(db: Database, print_: Fingerprint, common: frozenset[int], day: date) -> Habits:
    """What the outlet of a text repeats in its passages and headlines, the text itself, of that day, counted in."""
    days_of: dict[int, set[date]] = {passage: {day} for passage in print_.passages}
    rows = db.conn.execute(
        "SELECT DISTINCT f.hash, substr(coalesce(a.published, a.first_seen), 1, 10) FROM fingerprints f "
        "JOIN articles a ON a.id = f.article_id WHERE a.outlet = ? AND f.hash IN (SELECT value FROM json_each(?))",
        [print_.outlet, json.dumps(sorted(print_.passages - common))],
    )
    for passage, stated in rows:
        days_of[passage].add(date.fromisoformat(stated))
    titles = db.conn.execute(
        "SELECT title FROM articles WHERE outlet = ? ORDER BY id DESC LIMIT ?", [print_.outlet, TITLES]
    )
    shingles = [print_.title, *(title_shingles(title) for (title,) in titles)]
    return Habits(passages=repeated_passages(days_of) | common, titles=repeated_in_titles(shingles))


def version(db: Database) -> int | None:
    """The version of the fingerprints that are indexed; None while there are none."""
    row = db.execute("SELECT version FROM indexed_by WHERE name = 'fingerprints'").fetchone()
    return int(row[0]) if row else None


def empty(db: Database) -> None:
    """Forget every passage, to make the index anew by the rules of now."""
    for table in ("fingerprints", "common_passages", "indexed_by"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 (names of ours)
