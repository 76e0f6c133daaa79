"""What a person reads first: the inbox and the duplicates, from the views of those names."""

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


def inbox(db: Database, limit: int) -> list[Row]:
    """The newest `limit` lines."""
    return [Row(**row) for row in db.query("SELECT * FROM inbox LIMIT ?", [limit])]


def duplicates(db: Database, limit: int) -> list[Duplicate]:
    """The first `limit` copies."""
    return [Duplicate(**row) for row in db.query("SELECT * FROM duplicates LIMIT ?", [limit])]
