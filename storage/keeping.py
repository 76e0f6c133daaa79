"""Keeping an article: its page, text, addresses, fingerprints, relations and story, all of it or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from pactwatch.article import Article
from pactwatch.comparison import Finding, Known, edition, findings
from pactwatch.duplicates import Fingerprint, Habits, fingerprint
from pactwatch.edits import Edit, edit_between
from pactwatch.glossary import Topic, default_topic
from pactwatch.judgement import Judgement
from storage import articles, framings, passages, relations, seeds, stories
from storage.articles import Keeping, Stored
from storage.database import transaction
from storage.pages import Page, Pages
from storage.passages import Lookup
from storage.relations import Link
from storage.stories import Arrival
from storage.weighing import TELLING


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What one visit to a page brought."""

    article: Article
    judgement: Judgement
    page: Page
    source: str | None
    at: datetime
    urls: tuple[str, ...]
    page_id: int | None = None
    """Where the page is stored, if it is already."""
    topic: Topic = field(default_factory=default_topic)
    """Whose glossary knows the names in it."""
    further: tuple[Page, ...] = ()
    """The pages on which the article goes on."""
    partial: bool = False
    """Some of it could not be had: no reason to take back what is known of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What keeping came to."""

    id: int
    version: int
    change: Literal["new", "edited", "unchanged"]
    copies: tuple[str, ...]
    """The kinds of its relations in which this article is the copy, the seed's first."""
    edit: Edit | None = None
    """What was changed since the version before, where there is one."""


def keep(db: Database, pages: Pages, reading: Reading) -> Kept:
    """Store what a visit brought: a new article, a new version of a known one, or nothing new."""
    with transaction(db):
        known = articles.identity(db, reading.article.canonical_url, reading.urls)
        if known is None:
            return _keep_new(db, pages, reading)
        stored = articles.one(db, known)
        edit = edit_between(stored.article, reading.article)
        if edit.grade == "none" or _takes_back(stored.article, reading):
            articles.add_urls(db, stored.id, reading.urls, reading.at)
            return Kept(id=stored.id, version=stored.version, change="unchanged", copies=())
        return _keep_edited(db, pages, reading, stored, edit)


def _takes_back(known: Article, reading: Reading) -> bool:
    """Whether a visit that could not have all pages brought nothing but what is known: that is no edit."""
    article = reading.article
    return reading.partial and article.title == known.title and set(article.paragraphs) <= set(known.paragraphs)


def _keep_new(db: Database, pages: Pages, reading: Reading) -> Kept:
    print_ = fingerprint(reading.article)
    lookup = passages.look_up(db, print_)
    found = _compare(db, reading.article, print_, lookup, reading.at, None)
    article_id = articles.insert(db, _keeping(db, pages, reading), stories.open_story(db, reading.at))
    passages.index(db, article_id, print_, lookup.common)
    framings.put(db, article_id, reading.judgement.framings)
    _link(db, article_id, found, reading.at)
    stories.place(db, _arrival(article_id, reading.article, reading.topic, reading.at, found))
    return Kept(id=article_id, version=1, change="new", copies=_kinds(found))


def _keep_edited(db: Database, pages: Pages, reading: Reading, stored: Stored, edit: Edit) -> Kept:
    passages.unindex(db, stored.id, fingerprint(stored.article))
    print_ = fingerprint(reading.article)
    lookup = passages.look_up(db, print_)
    found = _compare(db, reading.article, print_, lookup, reading.at, stored.id)
    version = articles.add_version(db, stored, replace(_keeping(db, pages, reading), edit=edit))
    passages.index(db, stored.id, print_, lookup.common)
    framings.put(db, stored.id, reading.judgement.framings)
    relations.clear(db, stored.id)
    _link(db, stored.id, found, reading.at)
    stories.displace(db, stored.id, reading.topic)
    stories.place(db, _arrival(stored.id, reading.article, reading.topic, reading.at, found))
    return Kept(id=stored.id, version=version, change="edited", copies=_kinds(found), edit=edit)


def _arrival(article_id: int, article: Article, topic: Topic, at: datetime, found: Iterable[Finding]) -> Arrival:
    known = [(one.known.article_id, one) for one in found if one.known.article_id is not None]
    return Arrival(
        id=article_id,
        article=article,
        topic=topic,
        at=at,
        copies=[other for other, finding in known if finding.copy],
        related={other: finding.relation.kind for other, finding in known if finding.relation.kind in TELLING},
    )


def _keeping(db: Database, pages: Pages, reading: Reading) -> Keeping:
    return Keeping(
        article=replace(reading.article, first_seen=reading.at),
        judgement=reading.judgement,
        exact=edition(reading.article),
        at=reading.at,
        source=reading.source,
        page_id=reading.page_id or pages.add(db, reading.page, reading.further),
        urls=reading.urls,
    )


def compare_anew(db: Database, stored: Stored, topic: Topic, at: datetime) -> None:
    """Index an article that is stored and enter its relations and its story, as if it had come just now."""
    article = stored.article
    print_ = fingerprint(article)
    lookup = passages.look_up(db, print_)
    found = _compare(db, article, print_, lookup, at, stored.id)
    passages.index(db, stored.id, print_, lookup.common)
    _link(db, stored.id, found, at)
    stories.place(db, _arrival(stored.id, article, topic, at, found))


def _compare(
    db: Database, article: Article, print_: Fingerprint, lookup: Lookup, at: datetime, itself: int | None
) -> list[Finding]:  # fmt: skip
    known = [Known(seed=seed.name, subject=seed.fingerprint) for seed in seeds.every(db)]
    ids = dict.fromkeys((*lookup.candidates, *articles.editions(db, article, print_.house)))
    others = {article_id: articles.one(db, article_id).article for article_id in ids if article_id != itself}
    everywhere = Habits(passages=lookup.common)
    of_outlet = everywhere
    if any(other.outlet == print_.outlet for other in others.values()):
        day = (print_.published or at).date()
        of_outlet = passages.habits(db, print_, lookup.common, day)
    for article_id, other in others.items():
        habits = of_outlet if other.outlet == print_.outlet else everywhere
        known.append(Known(article_id=article_id, subject=other, habits=habits))
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
