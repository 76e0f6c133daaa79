"""Articles as other programs want them: one flat row each, with what was decided and what people said."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.counts import CLOSEST_FIRST
from storage.database import stamp


@dataclass(frozen=True, kw_only=True, slots=True)
class Exported:
    """A row of an export. Times are stamps in UTC; None where the page, or no one, says."""

    id: int
    published: str | None
    published_text: str | None
    """The date as the page prints it."""
    first_seen: str
    outlet: str
    language: str
    title: str
    authors: tuple[str, ...]
    section: str | None
    wire: str | None
    access: str
    verdict: str
    score: float
    terms: tuple[str, ...]
    """The words of the article that decided, each once."""
    copy_of: int | str | None
    """The id of the original, or "seed NAME"; the closest where there are several."""
    copy_kind: str | None
    copies: int
    story: int
    version: int
    review: str | None
    """The last word of a person on the version that stands."""
    note: str | None
    url: str
    canonical_url: str
    text: str | None = None


_ROWS = f"""
    SELECT a.id, a.published, a.published_text, a.first_seen, a.outlet, a.language, a.title, a.authors, a.section,
        a.wire, a.access, a.verdict, a.score, a.evidence, coalesce('seed ' || r.seed, r.other_id) AS copy_of,
        r.kind AS copy_kind, (SELECT count(*) FROM relations c WHERE c.other_id = a.id AND c.is_copy) AS copies,
        a.story_id AS story, a.version, v.verdict AS review, v.note, a.url, a.canonical_url,
        CASE WHEN ? THEN a.text END AS text
    FROM articles a
    LEFT JOIN relations r ON r.id = (
        SELECT id FROM relations WHERE article_id = a.id AND is_copy
        ORDER BY instr('{CLOSEST_FIRST}', kind), seed IS NULL, other_id LIMIT 1)
    LEFT JOIN reviews v ON v.id = (
        SELECT max(id) FROM reviews WHERE article_id = a.id AND version >= (
            SELECT max(version) FROM versions s WHERE s.article_id = a.id AND s.substance))
    WHERE (a.language = ? OR ? IS NULL) AND coalesce(a.published, a.first_seen) >= ?
    ORDER BY coalesce(a.published, a.first_seen), a.id
"""  # noqa: S608 (a constant of ours)


def exported(
    db: Database, *, since: datetime | None = None, language: str | None = None, text: bool = False
) -> Iterator[Exported]:
    """Every article, oldest first; from a day on, of one language, with its text where asked for."""
    for row in db.query(_ROWS, [text, language, language, stamp(since) if since else ""]):
        evidence = json.loads(row.pop("evidence"))
        row["authors"] = tuple(json.loads(row["authors"]))
        yield Exported(**row, terms=tuple(dict.fromkeys(item["term"] for item in evidence)))
