"""Keeping an article: its page, text, addresses, fingerprints, relations and story, all of it or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from pactwatch.article import Article
from pactwatch.comparison import Finding, Known, edition, findings
from pactwatch.duplicates import Fingerprint, fingerprint
from pactwatch.judgement import Judgement
from storage import articles, framings, relations, seeds
from storage.articles import Keeping, Stored
from storage.database import transaction
from storage.pages import Page, Pages
from storage.relations import Link

FEW_PASSAGES = 25
"""A text with fewer passages than this is compared with any article that shares one of them, else two."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What one visit to a page brought."""

    article: Article
    judgement: Judgement
    page: Page
    source: str | None
    at: datetime
    urls: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What keeping came to."""

    id: int
    version: int
    change: Literal["new", "edited", "unchanged"]
    copies: tuple[str, ...]
    """The kinds of its relations in which this article is the copy, the seed's first."""


def keep(db: Database, pages: Pages, reading: Reading) -> Kept:
    """Store what a visit brought: a new article, a new version of a known one, or nothing new."""
    with transaction(db):
        known = articles.identity(db, reading.article.canonical_url, reading.urls)
        if known is None:
            return _keep_new(db, pages, reading)
        stored = articles.one(db, known)
        if edition(stored.article) == edition(reading.article):
            articles.add_urls(db, stored.id, reading.urls, reading.at)
            return Kept(id=stored.id, version=stored.version, change="unchanged", copies=())
        return _keep_edited(db, pages, reading, stored)


def _keep_new(db: Database, pages: Pages, reading: Reading) -> Kept:
    print_ = fingerprint(reading.article)
    found = _compare(db, reading.article, print_, None)
    copies = [finding.known.article_id for finding in found if finding.copy and finding.known.article_id is not None]
    story = relations.join_story(db, None, copies, reading.at)
    article_id = articles.insert(db, _keeping(db, pages, reading), story)
    relations.index(db, article_id, print_.passages)
    framings.put(db, article_id, reading.judgement.framings)
    _link(db, article_id, found, reading.at)
    return Kept(id=article_id, version=1, change="new", copies=_kinds(found))


def _keep_edited(db: Database, pages: Pages, reading: Reading, stored: Stored) -> Kept:
    relations.unindex(db, stored.id, fingerprint(stored.article).passages)
    print_ = fingerprint(reading.article)
    found = _compare(db, reading.article, print_, stored.id)
    version = articles.add_version(db, stored, _keeping(db, pages, reading))
    relations.index(db, stored.id, print_.passages)
    framings.put(db, stored.id, reading.judgement.framings)
    relations.clear(db, stored.id)
    _link(db, stored.id, found, reading.at)
    copies = [finding.known.article_id for finding in found if finding.copy and finding.known.article_id is not None]
    relations.join_story(db, stored.id, copies, reading.at)
    return Kept(id=stored.id, version=version, change="edited", copies=_kinds(found))


def _keeping(db: Database, pages: Pages, reading: Reading) -> Keeping:
    return Keeping(
        article=replace(reading.article, first_seen=reading.at),
        judgement=reading.judgement,
        exact=edition(reading.article),
        at=reading.at,
        source=reading.source,
        page_id=pages.add(db, reading.page),
        urls=reading.urls,
    )


def _compare(db: Database, article: Article, print_: Fingerprint, itself: int | None) -> list[Finding]:
    known = [Known(seed=seed.name, subject=seed.fingerprint) for seed in seeds.every(db)]
    at_least = 2 if len(print_.passages) >= FEW_PASSAGES else 1
    for article_id in relations.candidates(db, print_.passages, at_least):
        if article_id != itself:
            known.append(Known(article_id=article_id, subject=articles.one(db, article_id).article))
    return findings(article, print_, known)


def _link(db: Database, article_id: int, found: Iterable[Finding], at: datetime) -> None:
    for finding in found:
        known = finding.known
        link = Link(
            article_id=article_id,
            other_id=known.article_id,
            seed=known.seed,
            relation=finding.relation,
            is_copy=finding.copy is not None,
        )
        if finding.copy == "other" and known.article_id is not None:
            link = replace(link, article_id=known.article_id, other_id=article_id)
        relations.add(db, link, at)


def _kinds(found: Iterable[Finding]) -> tuple[str, ...]:
    ranked = sorted(
        (f for f in found if f.copy == "article"), key=lambda f: (f.known.seed is None, -f.relation.containment)
    )
    return tuple(finding.relation.kind for finding in ranked)
