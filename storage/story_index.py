"""The anchors of the articles that stand for a story's texts, and who shares rare ones: candidates without a scan."""

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache

from sqlite_utils import Database

from pactwatch.anchors import ANCHORS_VERSION, LEAD, Anchors, Telling
from pactwatch.likeness import Rarity
from storage.stamps import instant, stamp

CANDIDATES = 20
"""At most so many articles, those with the most rare marks in common, and so many with the most rare words."""
TELLING = 25
"""So many of an article's rarest marks and so many of its rarest words are looked up."""
HOLDERS = 150
"""A term that more articles of those days have finds no more than these: it says little."""
BESIDE = 4
"""Days before and after publication in which the same event is reported."""
BEFORE = 14
"""Days before in which what it follows up was reported; looked up by the rarest terms only."""
FOLLOWED = 6
_REMEMBERED = 512
"""So many articles' anchors stay read, 15 KB each: those of the last days are weighed again and again."""
_UNDATED = 0
_EVERYTHING = ""
"""The row of story_terms that counts the articles."""


def put(db: Database, article_id: int, anchors: Anchors, length: int) -> None:
    """Enter an article that stands for itself."""
    db.execute("INSERT OR IGNORE INTO indexed_by (name, version) VALUES ('stories', ?)", [ANCHORS_VERSION])
    db.execute(
        "INSERT OR REPLACE INTO story_anchors (article_id, head, length, body) VALUES (?,?,?,?)",
        [article_id, article_id, length, _body(anchors)],
    )
    _count(db, anchors, 1)
    day = _day(anchors)
    db.conn.executemany(
        "INSERT OR IGNORE INTO story_index (term, day, article_id) VALUES (?,?,?)",
        [(term, day, article_id) for term in sorted(_indexed(anchors))],
    )


def put_copy(db: Database, article_id: int, head: int, length: int) -> None:
    """Enter an article for which another one stands."""
    db.execute(
        "INSERT OR REPLACE INTO story_anchors (article_id, head, length, body) VALUES (?,?,?,NULL)",
        [article_id, head, length],
    )


def remove(db: Database, article_id: int) -> None:
    """Take a head out: its terms, its links; the row stays to be given another head or to be put anew."""
    anchors = of(db, [article_id]).get(article_id)
    if anchors is None:
        return
    _count(db, anchors, -1)
    day = _day(anchors)
    db.conn.executemany(
        "DELETE FROM story_index WHERE term = ? AND day = ? AND article_id = ?",
        [(term, day, article_id) for term in sorted(_indexed(anchors))],
    )
    db.execute("DELETE FROM story_links WHERE article_id = ? OR other_id = ?", [article_id, article_id])
    db.execute("UPDATE story_anchors SET body = NULL WHERE article_id = ?", [article_id])


def empty(db: Database) -> None:
    """Forget every anchor and link, to place the articles anew by the rules of now."""
    for table in ("story_anchors", "story_index", "story_terms", "story_links"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 (names of ours)


def of(db: Database, ids: Iterable[int]) -> dict[int, Anchors]:
    """The anchors of those of the articles that stand for themselves."""
    rows = db.conn.execute(
        "SELECT article_id, body FROM story_anchors WHERE article_id IN (SELECT value FROM json_each(?)) "
        "AND body IS NOT NULL",
        [json.dumps(sorted(ids))],
    )
    return {article_id: _anchors(body) for article_id, body in rows}


def size(db: Database) -> int:
    """How many articles stand for themselves."""
    row = db.execute("SELECT articles FROM story_terms WHERE term = ?", [_EVERYTHING]).fetchone()
    return int(row[0]) if row else 0


def rarity(db: Database, several: Iterable[Anchors]) -> Rarity:
    """How rare the terms of some articles are in the archive."""
    having = _having(db, {_EVERYTHING}.union(*_terms(several)))
    return Rarity(articles=having.pop(_EVERYTHING, 0), having=having)


def learn(db: Database, rare: Rarity, several: Iterable[Anchors]) -> None:
    """Add to a rarity the terms of more articles; none may have come to the archive between."""
    rare.learn(_having(db, set().union(*_terms(several)).difference(rare.having)))


def _terms(several: Iterable[Anchors]) -> Iterator[Mapping[str, int]]:
    for anchors in several:
        yield from (anchors.words, anchors.marks)


def _having(db: Database, terms: Collection[str]) -> dict[str, int]:
    rows = db.conn.execute(
        "SELECT term, articles FROM json_each(?) CROSS JOIN story_terms ON term = value",
        [json.dumps(sorted(terms), ensure_ascii=False)],
    )
    return dict(rows.fetchall())


def candidates(db: Database, article_id: int, anchors: Anchors, rare: Rarity) -> list[int]:
    """Ids of the heads that share the most rare terms of about the same days, the closest first."""
    day = _day(anchors)
    found: dict[int, None] = {}
    indexed = _indexed(anchors)
    for several in (indexed & anchors.marks.keys(), indexed - anchors.marks.keys()):
        terms = sorted(several, key=lambda term: (-rare[term], term))
        telling = [term for term in terms if rare.having.get(term, 0) > 1][:TELLING]
        undated = _undated(db, telling)
        shared: dict[int, float] = defaultdict(float)
        for place, term in enumerate(telling):
            for (other,) in _holders(db, term, day, follows=place < FOLLOWED, undated=term in undated):
                shared[other] += rare[term]
        shared.pop(article_id, None)
        found |= dict.fromkeys(sorted(shared, key=lambda other: (-shared[other], other))[:CANDIDATES])
    return list(found)


def _holders(db: Database, term: str, day: int, *, follows: bool, undated: bool) -> Collection[tuple[int]]:
    if day == _UNDATED:
        sql = "SELECT article_id FROM story_index WHERE term = ? ORDER BY day DESC LIMIT ?"
        return db.conn.execute(sql, [term, HOLDERS]).fetchall()
    sql = "SELECT article_id FROM story_index WHERE term = ? AND day BETWEEN ? AND ? ORDER BY day DESC LIMIT ?"
    found = db.conn.execute(sql, [term, day - BESIDE, day + BESIDE, HOLDERS]).fetchall()
    if undated:
        found += db.conn.execute(sql, [term, _UNDATED, _UNDATED, HOLDERS]).fetchall()
    if follows:
        for first, last in ((day - BEFORE, day - BESIDE - 1), (day + BESIDE + 1, day + BEFORE)):
            found += db.conn.execute(sql, [term, first, last, HOLDERS // 3]).fetchall()
    return found


def _undated(db: Database, terms: Iterable[str]) -> set[str]:
    """Those of the terms that some undated article has: few or none, so that most need not be asked for one by one."""
    sql = "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM story_index WHERE term = value AND day = ?)"
    return {term for (term,) in db.conn.execute(sql, [json.dumps(list(terms), ensure_ascii=False), _UNDATED])}


def _indexed(anchors: Anchors) -> set[str]:
    """Every mark, and the words of headline and lead: enough to be found by, a tenth of the rows."""
    return {*anchors.marks, *(word for word, count in anchors.words.items() if count >= LEAD)}


def _count(db: Database, anchors: Anchors, step: int) -> None:
    db.conn.executemany(
        "INSERT INTO story_terms (term, articles) VALUES (?, ?) "
        "ON CONFLICT (term) DO UPDATE SET articles = articles + excluded.articles",
        [(term, step) for term in sorted({*anchors.words, *anchors.marks, _EVERYTHING})],
    )


def _day(anchors: Anchors) -> int:
    """The day the page states, counted; a day that only the text tells may be any day of the event."""
    at = anchors.told.at
    return at.date().toordinal() if at is not None else _UNDATED


def _body(anchors: Anchors) -> bytes:
    told = anchors.told
    plain = [
        anchors.words, anchors.marks, anchors.language, anchors.genre, told.outlet,
        told.day.isoformat() if told.day else None, stamp(told.at) if told.at else None,
    ]  # fmt: skip
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 1)


@lru_cache(maxsize=_REMEMBERED)
def _anchors(body: bytes) -> Anchors:
    words, marks, language, *telling = json.loads(zlib.decompress(body))
    if len(telling) == 5:  # as written before there were genres: outlet, house, source, day, moment
        telling = ["report", telling[0], *telling[3:]]
    genre, outlet, day, at = telling
    told = Telling(outlet=outlet, day=date.fromisoformat(day) if day else None, at=_moment(at))
    return Anchors(words=words, marks=marks, language=language, genre=genre, told=told)


def _moment(at: str | None) -> datetime | None:
    return instant(at) if at else None
