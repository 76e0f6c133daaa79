"""The articles table with its addresses and versions: an edited page is a new version of the same article."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from pactwatch.article import Article, Moment
from pactwatch.duplicates import TRANSLATED_WITHIN
from pactwatch.edits import Change, Edit
from pactwatch.errors import NotFound
from pactwatch.judgement import Evidence, Judgement
from storage import search
from storage.database import instant, stamp

EDITIONS = 5
"""At most so many articles of other languages are asked whether this one is their translation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """An article as it stands now, with what we decided about it."""

    id: int
    article: Article
    judgement: Judgement
    version: int
    changed_at: datetime
    source: str | None
    page_id: int | None
    story_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One state of an article's text."""

    version: int
    at: datetime
    title: str
    text: str
    page_id: int | None
    grade: str = "first"
    """What the edit that made it was: "first", "typography", "wording", "headline" or "fact"."""
    substance: bool = True
    """Whether a person who read the version before should read this one."""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Keeping:
    """All that is stored of an article in one transaction."""

    article: Article
    judgement: Judgement
    exact: str
    """The fingerprint's hash of title and text: another one is another version."""
    at: datetime
    source: str | None
    page_id: int
    urls: tuple[str, ...]
    """Every address that led here: as listed, after redirects, as the page names itself."""
    edit: Edit | None = None
    """What was changed since the version before; None for the first."""


def identity(db: Database, canonical_url: str, urls: Iterable[str]) -> int | None:
    """The id of the article that already has this canonical URL, or one of these addresses."""
    row = db.execute("SELECT id FROM articles WHERE canonical_url = ?", [canonical_url]).fetchone()
    if row is not None:
        return int(row[0])
    for url in urls:
        row = db.execute("SELECT article_id FROM article_urls WHERE url = ?", [url]).fetchone()
        if row is not None:
            return int(row[0])
    return None


def insert(db: Database, keeping: Keeping, story_id: int) -> int:
    """Store a new article as version 1; its id."""
    row = _row(keeping) | {"first_seen": stamp(keeping.at), "version": 1, "story_id": story_id}
    row["canonical_url"] = keeping.article.canonical_url
    article_id = _insert(db, "articles", row)
    _add_version(db, article_id, 1, keeping)
    add_urls(db, article_id, keeping.urls, keeping.at)
    search.index(db, article_id, keeping.article.title, keeping.article.text)
    return article_id


def add_version(db: Database, stored: Stored, keeping: Keeping) -> int:
    """Store an edited page as the next version of the same article; its number."""
    version = stored.version + 1
    search.unindex(db, stored.id, stored.article.title, stored.article.text)
    db.table("articles").update(stored.id, _row(keeping) | {"version": version})
    _add_version(db, stored.id, version, keeping)
    add_urls(db, stored.id, keeping.urls, keeping.at)
    search.index(db, stored.id, keeping.article.title, keeping.article.text)
    return version


def rejudge(db: Database, article_id: int, judgement: Judgement) -> None:
    """Let other rules' word on an article stand in place of the one it has."""
    evidence = json.dumps([item._asdict() for item in judgement.evidence], ensure_ascii=False)
    values = {"verdict": judgement.verdict, "score": judgement.score, "evidence": evidence, "rule": judgement.version}
    db.table("articles").update(article_id, values)


def add_urls(db: Database, article_id: int, urls: Iterable[str], at: datetime) -> None:
    """Note further addresses of an article; one that is known stays with the article that had it first."""
    db.conn.executemany(
        "INSERT INTO article_urls (url, article_id, first_at) VALUES (?,?,?) ON CONFLICT (url) DO NOTHING",
        [(url, article_id, stamp(at)) for url in dict.fromkeys(urls)],
    )


def one(db: Database, article_id: int) -> Stored:
    """The article of that id. Raises NotFound."""
    for row in db.query("SELECT * FROM articles WHERE id = ?", [article_id]):
        return _stored(row)
    raise NotFound(f"There is no article {article_id}: `pactwatch inbox` lists them.")


def every(db: Database, since: datetime | None = None) -> Iterable[Stored]:
    """All articles, oldest first; with `since`, those first seen or changed from then on."""
    rows = db.query("SELECT * FROM articles WHERE changed_at >= ? ORDER BY id", [stamp(since) if since else ""])
    return (_stored(row) for row in rows)


def urls_of(db: Database, article_id: int) -> list[str]:
    """Every address under which the article was met."""
    return [
        r["url"] for r in db.query("SELECT url FROM article_urls WHERE article_id = ? ORDER BY rowid", [article_id])
    ]


def versions_of(db: Database, article_id: int) -> list[Version]:
    """Every version, oldest first."""
    rows = db.query(
        "SELECT version, at, title, text, page_id, grade, substance, changes FROM versions WHERE article_id = ? "
        "ORDER BY version",
        [article_id],
    )
    return [
        Version(
            version=row["version"], at=instant(row["at"]), title=row["title"], text=row["text"], page_id=row["page_id"],
            grade=row["grade"], substance=bool(row["substance"]),
            changes=tuple(Change(**change) for change in json.loads(row["changes"])),
        )
        for row in rows
    ]  # fmt: skip


def editions(db: Database, article: Article, house: str) -> list[int]:
    """Ids of what the same house published in other languages within half a day, the nearest in time first."""
    if not house or article.published is None:
        return []
    at = article.published.instant
    rows = db.execute(
        "SELECT id FROM articles WHERE published BETWEEN ? AND ? AND language <> ? AND instr(canonical_url, ?) > 0 "
        "ORDER BY abs(julianday(published) - julianday(?)), id LIMIT ?",
        [
            stamp(at - TRANSLATED_WITHIN), stamp(at + TRANSLATED_WITHIN), article.language, house, stamp(at), EDITIONS,
        ],
    )  # fmt: skip
    return [int(row[0]) for row in rows]


def _insert(db: Database, table: str, row: dict[str, Any]) -> int:
    """Insert a row, its rowid; sqlite-utils asks for the table's columns and keys each time (half a millisecond)."""
    marks = ", ".join("?" * len(row))
    sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"  # noqa: S608 (names of ours)
    return db.execute(sql, list(row.values())).lastrowid or 0


def _add_version(db: Database, article_id: int, version: int, keeping: Keeping) -> None:
    article = keeping.article
    _insert(
        db, "versions",
        {
            "article_id": article_id, "version": version, "at": stamp(keeping.at), "title": article.title,
            "text": article.text, "exact": keeping.exact, "page_id": keeping.page_id,
            "modified": stamp(article.modified.instant) if article.modified else None,
        }
        | _edit_columns(keeping.edit)
    )  # fmt: skip


def _edit_columns(edit: Edit | None) -> dict[str, Any]:
    if edit is None:
        return {}
    changes = json.dumps([asdict(change) for change in edit.changes], ensure_ascii=False)
    return {"grade": edit.grade, "substance": int(edit.substance), "changes": changes}


def _row(keeping: Keeping) -> dict[str, Any]:
    article, judgement = keeping.article, keeping.judgement
    evidence = json.dumps([item._asdict() for item in judgement.evidence], ensure_ascii=False)
    row = {
        "url": article.url, "outlet": article.outlet, "language": article.language, "title": article.title,
        "text": article.text, "authors": json.dumps(article.authors, ensure_ascii=False), "section": article.section,
        "image": article.image, "image_caption": article.image_caption, "wire": article.wire,
        "access": article.access, "stub": int(article.stub), "kind": article.kind, "verdict": judgement.verdict,
        "score": judgement.score, "evidence": evidence, "rule": judgement.version, "exact": keeping.exact,
        "changed_at": stamp(keeping.at), "source": keeping.source, "page_id": keeping.page_id,
    }  # fmt: skip
    return row | _moment_columns("published", article.published) | _moment_columns("modified", article.modified)


def _moment_columns(name: str, moment: Moment | None) -> dict[str, Any]:
    return {
        name: stamp(moment.instant) if moment else None,
        f"{name}_text": moment.text if moment else None,
        f"{name}_offset": moment.offset if moment else None,
        f"{name}_precision": moment.precision if moment else None,
        f"{name}_source": moment.source if moment else None,
    }


def _moment(row: dict[str, Any], name: str) -> Moment | None:
    if row[name] is None:
        return None
    return Moment(
        instant=instant(row[name]),
        text=row[f"{name}_text"],
        offset=row[f"{name}_offset"],
        precision=row[f"{name}_precision"],
        source=row[f"{name}_source"],
    )


def _stored(row: dict[str, Any]) -> Stored:
    article = Article(
        url=row["url"], canonical_url=row["canonical_url"], outlet=row["outlet"], language=row["language"],
        title=row["title"], paragraphs=tuple(row["text"].split("\n")) if row["text"] else (),
        authors=tuple(json.loads(row["authors"])), published=_moment(row, "published"),
        modified=_moment(row, "modified"), section=row["section"], image=row["image"],
        image_caption=row["image_caption"], wire=row["wire"], access=row["access"], stub=bool(row["stub"]),
        kind=row["kind"], first_seen=instant(row["first_seen"]),
    )  # fmt: skip
    evidence = tuple(Evidence(**item) for item in json.loads(row["evidence"]))
    judgement = Judgement(verdict=row["verdict"], score=row["score"], evidence=evidence, version=row["rule"])
    return Stored(
        id=row["id"], article=article, judgement=judgement, version=row["version"], source=row["source"],
        changed_at=instant(row["changed_at"]), page_id=row["page_id"], story_id=row["story_id"],
    )  # fmt: skip
