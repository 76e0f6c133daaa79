"""Full-text search that finds 협정 and 日韓: the index holds CJK as bigrams, and so does the query."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from pactwatch.text import fold, index_terms, is_cjk

_PART = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """An article that holds every word asked for, with the passage that shows the first of them."""

    id: int
    outlet: str
    language: str
    published: str | None
    first_seen: str
    verdict: str
    title: str
    passage: str


def index(db: Database, article_id: int, title: str, text: str) -> None:
    """Enter an article."""
    db.execute("INSERT INTO article_index (rowid, title, text) VALUES (?,?,?)", [article_id, *_split(title, text)])


def unindex(db: Database, article_id: int, title: str, text: str) -> None:
    """Take an article out; a contentless index needs the very words that went in (SQLite FTS5, 4.4.3)."""
    db.execute(
        "INSERT INTO article_index (article_index, rowid, title, text) VALUES ('delete',?,?,?)",
        [article_id, *_split(title, text)],
    )


def search(db: Database, words: str, limit: int, language: str | None = None) -> list[Hit]:
    """The newest articles that hold every one of the words, each as it stands (CJK) or as a beginning (alphabets)."""
    query = match_expression(words)
    if not query:
        return []
    rows = db.query(
        "SELECT a.id, a.outlet, a.language, a.published, a.first_seen, a.verdict, a.title, a.text FROM article_index i "
        "JOIN articles a ON a.id = i.rowid WHERE article_index MATCH ? "
        "AND (a.language = ? OR ? IS NULL) ORDER BY coalesce(a.published, a.first_seen) DESC, a.id DESC LIMIT ?",
        [query, language, language, limit],
    )
    return [Hit(passage=_passage(row.pop("text"), words), **row) for row in rows]


def words_of(query: str) -> list[str]:
    """Return what a query asks for: its words, and as they stand the phrases "in quotation marks"."""
    parts = [phrase or word for phrase, word in _PART.findall(query)]
    return [part for part in parts if index_terms(part)]


def match_expression(query: str) -> str:
    """Return a query as FTS5 takes it, in the shape of the index: every part a phrase, all of them required.

    Only letters and digits reach FTS5, each phrase quoted, so that no input is FTS5 syntax.
    """
    parts = ((index_terms(phrase or word), not phrase) for phrase, word in _PART.findall(query))
    return " AND ".join(dict.fromkeys(_phrase(terms, open_end=open_end) for terms, open_end in parts if terms))


def _phrase(terms: list[str], *, open_end: bool) -> str:
    *before, last = terms
    if before and is_cjk(last) and len(before[-1]) == 2 and before[-1][1] == last:
        # The lone last character stands in the index only where a run ends; the word may go on in the text.
        return f'"{" ".join(before)}"'
    return f'"{" ".join(terms)}"' + ("*" if open_end or is_cjk(last) else "")


def _split(title: str, text: str) -> tuple[str, str]:
    return " ".join(index_terms(title)), " ".join(index_terms(text))


def spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where in `text` each of the words stands, whatever their width and case, from left to right."""
    folded = [fold(character) for character in text]  # one at a time, since folding changes lengths: "…" becomes "..."
    owners = [place for place, characters in enumerate(folded) for _ in characters]
    whole = "".join(folded)
    found = []
    for word in words:
        start = whole.find(sought := fold(word))
        while sought and start >= 0:
            found.append((owners[start], owners[start + len(sought) - 1] + 1))
            start = whole.find(sought, start + len(sought))
    return sorted(found)


def _passage(text: str, query: str, width: int = 60) -> str:
    """About 2 x `width` characters around the first word found; the beginning where only the title holds them."""
    middle = next((start for start, _ in spans(text, words_of(query))), 0)
    start = max(0, middle - width)
    passage = " ".join(text[start : middle + width].split())
    return ("…" if start else "") + passage + ("…" if middle + width < len(text) else "")
