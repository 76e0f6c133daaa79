"""Full-text search that finds 협정 and 日韓: the index holds CJK as bigrams, and so does the query."""

from dataclasses import dataclass

from sqlite_utils import Database

from pactwatch.text import fold, index_terms, is_cjk


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """An article that holds every word asked for, with the passage that shows the first of them."""

    id: int
    outlet: str
    language: str
    published: str | None
    first_seen: str
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


def search(db: Database, words: str, limit: int) -> list[Hit]:
    """The newest articles that hold every one of the words, each as it stands (CJK) or as a beginning (alphabets)."""
    query = match_expression(words)
    if not query:
        return []
    rows = db.query(
        "SELECT a.id, a.outlet, a.language, a.published, a.first_seen, a.title, a.text FROM article_index i "
        "JOIN articles a ON a.id = i.rowid WHERE article_index MATCH ? "
        "ORDER BY coalesce(a.published, a.first_seen) DESC, a.id DESC LIMIT ?",
        [query, limit],
    )
    return [Hit(passage=_passage(row.pop("text"), words), **row) for row in rows]


def match_expression(words: str) -> str:
    """Return `words` as an FTS5 query in the shape of the index: every word a phrase, all of them required.

    Only letters and digits reach the query, each phrase quoted, so that no input is FTS5 syntax.
    """
    return " AND ".join(phrase for word in words.split() if (phrase := _phrase(word)))


def _phrase(word: str) -> str:
    terms = index_terms(word)
    if not terms:
        return ""
    *before, last = terms
    if before and is_cjk(last) and len(before[-1]) == 2 and before[-1][1] == last:
        # The lone last character stands in the index only where a run ends; the word may go on in the text.
        return f'"{" ".join(before)}"'
    return f'"{" ".join(terms)}"*'


def _split(title: str, text: str) -> tuple[str, str]:
    return " ".join(index_terms(title)), " ".join(index_terms(text))


def _passage(text: str, words: str, width: int = 60) -> str:
    """About 2 x `width` characters around the first word found; the beginning where folding hides it."""
    folded = fold(text)
    places = [place for word in words.split() if (place := folded.find(fold(word))) >= 0]
    middle = min(places, default=0)
    start = max(0, middle - width)
    passage = " ".join(text[start : middle + width].split())
    return ("…" if start else "") + passage + ("…" if middle + width < len(text) else "")
