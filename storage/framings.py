"""Which words each article uses for what happens to the topic, so that they can be counted."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from pactwatch.framing import Framing


@dataclass(frozen=True, kw_only=True, slots=True)
class Framed:
    """How many articles of one outlet in one language on one day use a frame, and with which words."""

    day: str
    """In UTC; of articles without a date, the day they were found."""
    outlet: str
    language: str
    frame: str
    articles: int
    words: tuple[str, ...]
    """As they stand in the articles, each once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A sentence that uses a frame."""

    article_id: int
    day: str
    outlet: str
    language: str
    frame: str
    word: str
    sentence: str
    place: str
    """"title" or "paragraph 3"."""


_LINES = """
    SELECT f.*, substr(coalesce(a.published, a.first_seen), 1, 10) AS day, a.outlet, a.language,
        EXISTS (SELECT 1 FROM relations r WHERE r.article_id = a.id AND r.is_copy) AS is_copy
    FROM framings f JOIN articles a ON a.id = f.article_id WHERE a.verdict <> 'off'
"""


def put(db: Database, article_id: int, framings: Iterable[Framing]) -> None:
    """Store the framings of an article as it stands now, in place of those it had."""
    db.execute("DELETE FROM framings WHERE article_id = ?", [article_id])
    db.conn.executemany(
        "INSERT INTO framings (article_id, place_in_text, frame, word, sentence, place) VALUES (?,?,?,?,?,?)",
        [(article_id, i, f.frame, f.word, f.sentence, f.where) for i, f in enumerate(framings)],
    )


def of(db: Database, article_id: int) -> list[Framing]:
    """The framings of one article, in the order of its text."""
    rows = db.query(
        "SELECT frame, word, sentence, place FROM framings WHERE article_id = ? ORDER BY place_in_text", [article_id]
    )
    return [Framing(frame=r["frame"], word=r["word"], sentence=r["sentence"], where=r["place"]) for r in rows]


def counted(db: Database, *, copies: bool = False) -> list[Framed]:
    """Count every frame, newest day first; copies of other articles only where asked for."""
    rows = db.query(
        f"SELECT day, outlet, language, frame, count(DISTINCT article_id) AS articles, "  # noqa: S608 (no input in it)
        f"json_group_array(DISTINCT word) AS words FROM ({_LINES}) WHERE ? OR NOT is_copy "
        "GROUP BY day, outlet, language, frame ORDER BY day DESC, outlet, language, articles DESC, frame",
        [copies],
    )
    return [Framed(**(row | {"words": tuple(sorted(json.loads(row["words"])))})) for row in rows]


def quoted(db: Database, frame: str, limit: int) -> list[Quoted]:
    """The sentences that use a frame, newest first."""
    rows = db.query(
        f"SELECT article_id, day, outlet, language, frame, word, sentence, place FROM ({_LINES}) "  # noqa: S608
        "WHERE frame = ? ORDER BY day DESC, article_id, place_in_text LIMIT ?",
        [frame, limit],
    )
    return [Quoted(**row) for row in rows]
