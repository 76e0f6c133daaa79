"""The anchors of the articles that stand for a story's texts, and who shares rare ones: candidates without a scan."""

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache

from sqlite_utils import Database

from pactwatch.anchors import ANCHORS_VERSION, LEAD, Anchors, Telling
from pactwatch.genres import Genre
from pactwatch.likeness import Lengths, Rarity
from storage import story_terms
from storage.stamps import instant, stamp

CANDIDATES = 20
"""At most so many articles, those with the most rare marks in common, and so many with the most rare words."""
TELLING = 25
"""So many of an article's rarest marks and so many of its rarest words are looked up."""
HOLDERS = 150
"""A term that more articles of those days have finds no more than these: it says little."""
YOUNG = 1000
"""Until it holds so many texts, an archive weighs words otherwise with every article; then what was weighed stands."""
EVERYDAY = 0.05
"""A word that more than this share of an archive has finds nobody in it, once it is no longer young."""
BESIDE = 4
"""Days before and after publication in which the same event is reported."""
BEFORE = 14
"""Days before in which what it follows up was reported; looked up by the rarest terms only."""
FOLLOWED = 6
_REMEMBERED = 512
"""So many articles' anchors stay read, 15 KB each: those of the last days are weighed again and again."""
GROWN = 1.1
"""The lengths of a text's weights stand until the archive has grown by so much: rarity is a logarithm."""
_UNDATED = 0
_PACKED = b"\1"
"""What a body begins with; one that was written before this form was begins with zlib's own mark."""


def put(db: Database, article_id: int, anchors: Anchors, length: int) -> None:
    """Enter an article that stands for itself."""
    db.execute("INSERT OR IGNORE INTO indexed_by (name, version) VALUES ('stories', ?)", [ANCHORS_VERSION])
    db.execute(
        "INSERT OR REPLACE INTO story_anchors (article_id, head, length, body) VALUES (?,?,?,?)",
        [article_id, article_id, length, _body(anchors)],
    )
    story_terms.add(db, anchors.words.keys() | anchors.marks.keys())
    day = _day(anchors)
    telling = _telling(db, anchors)
    db.conn.executemany(
        "INSERT OR IGNORE INTO story_index (term, day, article_id) VALUES (?,?,?)",
        [(term, day, article_id) for term in sorted({*anchors.marks, *telling})],
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
    story_terms.take_away(db, anchors.words.keys() | anchors.marks.keys())
    day = _day(anchors)
    db.conn.executemany(
        "DELETE FROM story_index WHERE term = ? AND day = ? AND article_id = ?",
        [(term, day, article_id) for term in sorted({*anchors.marks, *_leading(anchors)})],
    )
    db.execute("DELETE FROM story_links WHERE article_id = ? OR other_id = ?", [article_id, article_id])
    db.execute("UPDATE story_anchors SET body = NULL WHERE article_id = ?", [article_id])


def empty(db: Database) -> None:
    """Forget every anchor and link, to place the articles anew by the rules of now."""
    for table in ("story_anchors", "story_index", "story_terms", "story_terms_log", "story_links"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 (names of ours)


def of(db: Database, ids: Iterable[int]) -> dict[int, Anchors]:
    """The anchors of those of the articles that stand for themselves."""
    rows = db.conn.execute(
        "SELECT article_id, body FROM story_anchors WHERE article_id IN (SELECT value FROM json_each(?)) "
        "AND body IS NOT NULL",
        [json.dumps(sorted(ids))],
    )
    return {article_id: _anchors(body) for article_id, body in rows}


def with_lengths(db: Database, ids: Iterable[int]) -> dict[int, tuple[Anchors, Lengths | None]]:
    """The same, each with the lengths by which it is weighed; None where they no longer hold."""
    rows = db.conn.execute(
        "SELECT article_id, body, words_length, marks_length, weighed_among >= ? FROM story_anchors "
        "WHERE article_id IN (SELECT value FROM json_each(?)) AND body IS NOT NULL",
        [size(db) / GROWN, json.dumps(sorted(ids))],
    )
    return {
        article_id: (_anchors(body), Lengths(words=words, marks=marks) if hold else None)
        for article_id, body, words, marks, hold in rows
    }


def remember_lengths(db: Database, lengths: Mapping[int, Lengths]) -> None:
    """Note by what articles are weighed in the archive of now."""
    among = size(db)
    db.conn.executemany(
        "UPDATE story_anchors SET words_length = ?, marks_length = ?, weighed_among = ? WHERE article_id = ?",
        [(one.words, one.marks, among, article_id) for article_id, one in sorted(lengths.items())],
    )


def size(db: Database) -> int:
    """How many articles stand for themselves."""
    return story_terms.size(db)


def rarity(db: Database, several: Iterable[Anchors]) -> Rarity:
    """How rare the terms of some articles are in the archive."""
    having = story_terms.counts(db, {*_terms(several), story_terms.EVERYTHING})
    return Rarity(articles=having.pop(story_terms.EVERYTHING), having=having)


def learn(db: Database, rare: Rarity, several: Iterable[Anchors]) -> None:
    """Add to a rarity the terms of more articles; none may have come to the archive between."""
    if unknown := _terms(several).difference(rare.having):
        rare.learn(story_terms.counts(db, unknown))


def _terms(several: Iterable[Anchors]) -> set[str]:
    return set().union(*(terms for anchors in several for terms in (anchors.words, anchors.marks)))


def candidates(db: Database, article_id: int, anchors: Anchors, rare: Rarity) -> list[int]:
    """Ids of the heads that share the most rare terms of about the same days, the closest first."""
    day = _day(anchors)
    found: dict[int, None] = {}
    for several in (anchors.marks, _telling(db, anchors)):
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


def _telling(db: Database, anchors: Anchors) -> list[str]:
    """The words of headline and lead but those of every day: with the marks enough to be found by."""
    counts = story_terms.counts(db, [*_leading(anchors), story_terms.EVERYTHING])
    texts = counts.pop(story_terms.EVERYTHING)
    return [word for word, count in counts.items() if texts <= YOUNG or count <= EVERYDAY * texts]


def _leading(anchors: Anchors) -> list[str]:
    return [word for word, count in anchors.words.items() if count >= LEAD]


def _day(anchors: Anchors) -> int:
    """The day the page states, counted; a day that only the text tells may be any day of the event."""
    at = anchors.told.at
    return at.date().toordinal() if at is not None else _UNDATED


def _body(anchors: Anchors) -> bytes:
    """Pack anchors: a byte for the count of each term, 0, one line of JSON, the terms line by line."""
    told = anchors.told
    plain = [
        len(anchors.words), anchors.language, anchors.genre, told.outlet,
        told.day.isoformat() if told.day else None, stamp(told.at) if told.at else None,
    ]  # fmt: skip
    counts = bytes(min(count, 255) for counts in (anchors.words, anchors.marks) for count in counts.values())
    lines = "\n".join([json.dumps(plain, ensure_ascii=False), *anchors.words, *anchors.marks])
    return _PACKED + zlib.compress(counts + b"\0" + lines.encode("utf-8"), 1)


@lru_cache(maxsize=_REMEMBERED)
def _anchors(body: bytes) -> Anchors:
    if not body.startswith(_PACKED):
        return _as_written_before(body)
    counts, _, lines = zlib.decompress(body[1:]).partition(b"\0")
    first, *terms = lines.decode("utf-8").split("\n")
    number, *plain = json.loads(first)
    words, marks = zip(terms[:number], counts, strict=False), zip(terms[number:], counts[number:], strict=True)
    return _unpacked(dict(words), dict(marks), *plain)


def _as_written_before(body: bytes) -> Anchors:
    """Read the JSON of earlier versions; before there were genres it held outlet, house, source, day, moment."""
    words, marks, language, *telling = json.loads(zlib.decompress(body))
    if len(telling) == 5:
        telling = ["report", telling[0], *telling[3:]]
    return _unpacked(words, marks, language, *telling)


def _unpacked(
    words: dict[str, int], marks: dict[str, int], language: str, genre: Genre, outlet: str,
    day: str | None, at: str | None,
) -> Anchors:  # fmt: skip
    told = Telling(outlet=outlet, day=date.fromisoformat(day) if day else None, at=instant(at) if at else None)
    return Anchors(words=words, marks=marks, language=language, genre=genre, told=told)
