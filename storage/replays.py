"""Judging again: what stands of every page that passed the screen, and writing down what other rules make of it.

Nothing is ever deleted here. An article that other rules reject is marked off and leaves the inbox; its text, versions,
relations, reviews and page stay, and rules to come may bring it back.
"""

import itertools
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from pactwatch.judgement import Judgement
from storage import articles, framings
from storage.database import transaction
from storage.ledger import Outcome
from storage.stamps import stamp


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A page that was read, and what was made of it."""

    page_id: int
    urls: tuple[str, ...]
    """Its addresses in the ledger, the one first met first."""
    article_id: int | None
    verdict: str
    """core, mention or off; off too where no article was found."""
    rule: str | None
    source: str | None
    stated: str | None
    """The date that source gave for it."""
    review: str | None
    """The last word of a person on the article as it stands."""


_ARTICLES = """
    SELECT a.page_id, a.url, a.id AS article_id, a.verdict, a.rule, a.source, NULL AS stated,
        (SELECT v.verdict FROM reviews v WHERE v.article_id = a.id AND v.version >= (
            SELECT max(s.version) FROM versions s WHERE s.article_id = a.id AND s.substance)
         ORDER BY v.id DESC LIMIT 1) AS review
    FROM articles a JOIN pages p ON p.id = a.page_id WHERE p.at >= ? ORDER BY a.id
"""
_REJECTED = """
    SELECT l.page_id, l.url, NULL AS article_id, 'off' AS verdict, l.rule, s.source, s.stated, NULL AS review
    FROM ledger l JOIN pages p ON p.id = l.page_id
    LEFT JOIN sightings s ON s.ledger_id = l.id AND s.source = l.source
    WHERE l.article_id IS NULL AND l.outcome IN ('off_topic', 'not_article') AND p.at >= ? ORDER BY l.page_id, l.id
"""


def standing(db: Database, since: datetime | None) -> list[Standing]:
    """Every article, then every rejected page; with `since`, those whose page was fetched from then on."""
    start = [stamp(since) if since else ""]
    kept = [_standing([row]) for row in db.query(_ARTICLES, start)]
    rejected = itertools.groupby(db.query(_REJECTED, start), key=lambda row: row["page_id"])
    return kept + [_standing(list(rows)) for _, rows in rejected]


def _standing(rows: list[dict[str, Any]]) -> Standing:
    first = dict(rows[0])
    del first["url"]
    return Standing(urls=tuple(row["url"] for row in rows), **first)


def rejudge(db: Database, article_id: int, judgement: Judgement, evidence: tuple[str, ...]) -> None:
    """Let an article stand as `judgement` says, and the ledger name the rules that said it."""
    with transaction(db):
        articles.rejudge(db, article_id, judgement)
        framings.put(db, article_id, judgement.framings)
        db.execute(
            "UPDATE ledger SET rule = ?, evidence = ? WHERE article_id = ?",
            [judgement.version, json.dumps(evidence, ensure_ascii=False), article_id],
        )


def flip(db: Database, article_id: int, outcome: Outcome, reason: str, at: datetime) -> None:
    """Write under every address of an article that other rules rejected it, or took it back."""
    with transaction(db):
        db.execute(
            "UPDATE ledger SET outcome = ?, reason = ?, decided_at = ? WHERE article_id = ?",
            [outcome, reason, stamp(at), article_id],
        )


def confirm(db: Database, page_id: int, rule: str) -> None:
    """Note that other rules reject a page as those before did."""
    with transaction(db):
        db.execute("UPDATE ledger SET rule = ? WHERE page_id = ? AND article_id IS NULL", [rule, page_id])
