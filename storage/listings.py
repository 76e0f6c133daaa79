"""What a person reads first: the inbox, the duplicates and the days, from the views of those names."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line of the inbox. Times are stamps in UTC; `published` is None where the page gives none."""

    id: int
    first_seen: str
    published: str | None
    outlet: str
    language: str
    verdict: str
    title: str
    version: int
    url: str
    copies: int
    """How many other articles are copies of this one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Duplicate:
    """A copy beside its original, an article's id or "seed NAME"."""

    id: int
    outlet: str
    language: str
    title: str
    kind: str
    original: int | str
    original_outlet: str
    original_title: str
    share_of_article: float
    share_of_original: float
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """The articles of one day in one language with one verdict; of undated ones, the day they were found."""

    day: str
    language: str
    verdict: str
    articles: int
    copies: int
    """How many of them are copies."""


def inbox(db: Database, limit: int, language: str | None = None) -> list[Row]:
    """The newest `limit` lines, of one language or of all."""
    rows = db.query("SELECT * FROM inbox WHERE language = ? OR ? IS NULL LIMIT ?", [language, language, limit])
    return [Row(**row) for row in rows]


def unread(db: Database, language: str | None = None, most: int | None = None) -> int:
    """How many lines the inbox has; with `most`, no more than so many are counted."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM inbox WHERE language = ? OR ? IS NULL LIMIT ?)"
    return int(db.execute(sql, [language, language, -1 if most is None else most]).fetchone()[0])


def languages(db: Database) -> list[str]:
    """The languages of all articles, the most frequent first."""
    return [row[0] for row in db.execute("SELECT language FROM articles GROUP BY 1 ORDER BY count(*) DESC, 1")]


def duplicates(db: Database, limit: int, kind: str | None = None, of: int | str | None = None) -> list[Duplicate]:
    """The first `limit` copies, of one kind or of all, of one original ("seed NAME" or an id) or of all.

    Those of a seed come first, then those of the article that was kept last.
    """
    rows = db.query(
        "SELECT * FROM duplicates WHERE (kind = ? OR ? IS NULL) AND (original = ? OR ? IS NULL) "
        "ORDER BY typeof(original) DESC, iif(typeof(original) = 'integer', -original, original), id LIMIT ?",
        [kind, kind, of, of, limit],
    )
    return [Duplicate(**row) for row in rows]


def days(db: Database, limit: int) -> list[Day]:
    """The newest `limit` days, each with a line per language and verdict."""
    rows = db.query(
        "SELECT * FROM by_day WHERE day IN (SELECT DISTINCT day FROM by_day ORDER BY day DESC LIMIT ?)", [limit]
    )
    return [Day(**row) for row in rows]
