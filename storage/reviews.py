"""The reviews table: append-only, each word bound to the version that was read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from pactwatch.errors import NotFound, OtherVersion
from storage.database import stamp, transaction

Verdict = Literal["accept", "reject", "mention"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """What a person said of one version of an article."""

    version: int
    verdict: str
    note: str | None
    at: str


def add(
    db: Database, article_id: int, verdict: Verdict, note: str | None, at: datetime, version: int | None = None
) -> int:
    """Record the verdict on the version that stands now; that version. Raises NotFound.

    With `version`, the one that was read, it raises OtherVersion when another stands by now.
    """
    with transaction(db):
        row = db.execute("SELECT version FROM articles WHERE id = ?", [article_id]).fetchone()
        if row is None:
            raise NotFound(f"There is no article {article_id}: `pactwatch inbox` lists them.")
        if version is not None and version != row[0]:
            raise OtherVersion(
                f"Article {article_id} stands in version {row[0]}, not {version}: read it again with "
                f"`pactwatch show {article_id}` before you judge it."
            )
        db.table("reviews").insert(
            {"article_id": article_id, "version": row[0], "verdict": verdict, "note": note, "at": stamp(at)}
        )
    return int(row[0])


def approved_among(db: Database, ids: Iterable[int]) -> list[int]:
    """Those of the articles whose last review accepted them, in the order they came."""
    rows = db.execute(
        "SELECT a.id FROM articles a WHERE a.id IN (SELECT value FROM json_each(?)) AND 'accept' = "
        "(SELECT verdict FROM reviews WHERE article_id = a.id ORDER BY id DESC LIMIT 1) ORDER BY a.id",
        [json.dumps(list(ids))],
    )
    return [int(row[0]) for row in rows]


def of(db: Database, article_id: int) -> list[Review]:
    """Every word said of an article, oldest first."""
    rows = db.query("SELECT version, verdict, note, at FROM reviews WHERE article_id = ? ORDER BY id", [article_id])
    return [Review(**row) for row in rows]
