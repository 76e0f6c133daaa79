"""The list of stories: a line each, with how many told it and when, under the headline of who told it first."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storage.stamps import instant


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A line of the list of stories."""

    id: int
    first_at: datetime
    last_at: datetime
    stated: bool
    """Whether some page says when; else the two are when its articles were first and last found."""
    articles: int
    outlets: int
    languages: tuple[str, ...]
    title: str
    """The headline of its first article."""
    language: str
    """The language of that headline."""


_LINES = """
    SELECT story_id AS id, coalesce(min(published), min(first_seen)) AS first_at, count(*) AS articles,
        coalesce(max(published), max(first_seen)) AS last_at, count(published) > 0 AS stated,
        count(DISTINCT outlet) AS outlets,
        group_concat(DISTINCT language) AS languages FROM articles WHERE verdict <> 'off'
"""


def listed(db: Database, limit: int, least: int = 1) -> list[Listed]:
    """The stories with the newest articles, those of at least so many articles."""
    rows = db.query(
        f"{_LINES} GROUP BY story_id HAVING count(*) >= ? ORDER BY last_at DESC, story_id DESC LIMIT ?", [least, limit]
    )
    return [_line(db, row) for row in rows]


def among(db: Database, stories: Iterable[int]) -> dict[int, Listed]:
    """The lines of some stories, by number; one that is not there is left out."""
    rows = db.query(
        f"{_LINES} AND story_id IN (SELECT value FROM json_each(?)) GROUP BY story_id",  # noqa: S608 (a constant)
        [json.dumps(sorted(stories))],
    )
    return {row["id"]: _line(db, row) for row in rows}


def _line(db: Database, row: dict[str, Any]) -> Listed:
    sql = (
        "SELECT title, language FROM articles WHERE story_id = ? "
        "ORDER BY published IS NULL, coalesce(published, first_seen), id LIMIT 1"
    )
    title, language = db.execute(sql, [row["id"]]).fetchone()
    return Listed(
        id=row["id"], first_at=instant(row["first_at"]), last_at=instant(row["last_at"]), articles=row["articles"],
        stated=bool(row["stated"]), outlets=row["outlets"], languages=tuple(sorted(row["languages"].split(","))),
        title=str(title), language=str(language),
    )  # fmt: skip
