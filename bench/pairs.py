"""The reviewed pairs and the articles they come from, in files of one shape."""

import html
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pactwatch.article import Article, Moment

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two articles and what a person who read both called them."""

    one: str
    other: str
    label: str


def languages_in(folder: Path) -> list[str]:
    """Return the languages the folder has articles and pairs of."""
    return [p.name.removesuffix("_pairs.jsonl") for p in sorted(folder.glob("*_pairs.jsonl"))]


def articles_in(folder: Path, language: str) -> list[Article]:
    """Return the articles of a language; their url is their id in the file."""
    return [_article(row, language) for row in _rows(folder / f"{language}_articles.jsonl")]


def pairs_in(folder: Path, language: str) -> list[Pair]:
    """Return the reviewed pairs of a language."""
    return [Pair(one=row["a"], other=row["b"], label=row["label"]) for row in _rows(folder / f"{language}_pairs.jsonl")]


def day_of(article: Article) -> date:
    """Return the day an article was published; all of these have one."""
    return article.published.instant.date() if article.published else date.min


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


def _article(row: dict[str, Any], language: str) -> Article:
    text = html.unescape(_TAG.sub("\n", row["text"])) if "<" in row["text"] else row["text"]
    return Article(
        url=row["id"], canonical_url=row["id"], outlet=_outlet(row), language=language, title=row["title"],
        paragraphs=tuple(line.strip() for line in text.split("\n") if line.strip()), published=_moment(row.get("date")),
    )  # fmt: skip


def _outlet(row: dict[str, Any]) -> str:
    named = row.get("outlet") or row.get("category")
    if named:
        return str(named)
    host = urlsplit(row.get("url") or row.get("link") or "").hostname or ""
    return ".".join(host.split(".")[-2:])


def _moment(stated: str | None) -> Moment | None:
    if not stated:
        return None
    at = datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", stated.strip()))
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return Moment(instant=at.astimezone(UTC), text=stated, offset=None, precision="day", source="text")
