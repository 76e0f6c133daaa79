"""Values for tests, whole and valid, changed where a test says so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pactwatch.article import Article, Moment
from pactwatch.catalogue import Source
from pactwatch.judgement import Evidence, Judgement
from storage.keeping import Reading
from storage.pages import Page

NOON = datetime(2025, 3, 4, 12, 0, tzinfo=UTC)

PARAGRAPHS = (
    "The two governments said on Tuesday that the military information agreement would be renewed without changes.",
    "Deputy minister Han Seo-jin, who is invented, told reporters in Seoul that 14 rounds of talks had been held.",
    "Her counterpart in Tokyo, the equally fictional Mori Haruto, spoke of a practical step after two hard years.",
    "Analysts expect that working groups will meet again in April, first by video and later at a base near Busan.",
)


def moment(instant: datetime = NOON, **changes: Any) -> Moment:
    values = {"text": instant.isoformat(), "offset": 0, "precision": "second", "source": "json-ld"}
    return Moment(instant=instant, **(values | changes))


def article(**changes: Any) -> Article:
    values: dict[str, Any] = {
        "url": "https://www.outlet.example/news/1",
        "canonical_url": "https://www.outlet.example/news/1",
        "outlet": "Outlet",
        "language": "en",
        "title": "Renewal of the military information agreement",
        "paragraphs": PARAGRAPHS,
        "published": moment(),
    }
    values |= changes
    if "url" in changes and "canonical_url" not in changes:
        values["canonical_url"] = changes["url"]
    return Article(**values)


def judgement(**changes: Any) -> Judgement:
    evidence = (Evidence(concept="pact", term="GSOMIA", sentence="The GSOMIA stays.", where="title"),)
    return replace(Judgement(verdict="core", score=0.9, evidence=evidence, version="rule-1"), **changes)


def page(**changes: Any) -> Page:
    values: dict[str, Any] = {
        "url": "https://www.outlet.example/news/1",
        "at": NOON,
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=utf-8"),),
        "body": b"<html><p>one</p></html>",
    }
    return Page(**(values | changes))


def reading(of: Article | None = None, **changes: Any) -> Reading:
    read = of or article()
    values: dict[str, Any] = {
        "article": read,
        "judgement": judgement(),
        "page": page(url=read.url),
        "source": None,
        "at": NOON,
        "urls": (read.url,),
    }
    return Reading(**(values | changes))


def source(**changes: Any) -> Source:
    values: dict[str, Any] = {
        "name": "outlet-all",
        "outlet": "Outlet",
        "url": "https://www.outlet.example/feed.xml",
        "kind": "feed",
        "language": "en",
        "country": "KR",
        "category": "all",
        "paywall": "none",
        "enabled": True,
        "why_disabled": None,
        "confidence": "high",
    }
    return Source(**(values | changes))


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)
