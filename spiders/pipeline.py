"""The desk: what becomes of a page that was fetched. Screen, extract, judge, compare, keep; a ledger row either way."""

from dataclasses import dataclass, replace
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from pactwatch.article import Article
from pactwatch.catalogue import Source
from pactwatch.dates import parse_moment, plausible
from pactwatch.errors import ArchiveError, UnreadablePage, UnusableURL
from pactwatch.extraction import article_from
from pactwatch.judgement import Judgement, judge
from pactwatch.urls import canonical
from spiders.session import Session
from storage.keeping import Kept, Reading
from storage.ledger import Outcome, Settlement
from storage.pages import Page


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """A page on its way to the desk."""

    link: str
    """The address as the source listed it."""
    page: Page
    """The answer, under the address that redirects led to."""
    source: Source | None
    stated: str | None
    """The date the source gave for it."""
    round_name: str | None = None
    """The round that is complete only when this page is done."""


class Desk:
    """Scrapy's item pipeline: decides with the functions of pactwatch/, and does what was decided."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making one."""
        return cls(crawler)

    @property
    def _session(self) -> Session:
        return self._crawler.spider.session  # type: ignore[union-attr,no-any-return]

    def process_item(self, item: Fetched) -> Fetched:
        """Decide about one page and write it down. An archive that takes no more ends the crawl."""
        if self._session.fatal is not None:
            raise DropItem("the crawl is ending")
        try:
            self._decide(item)
        except ArchiveError as error:
            self._session.fatal = error
            self._crawler.spider.stop(str(error))  # type: ignore[union-attr]
            raise DropItem(str(error)) from error
        return item

    def _decide(self, item: Fetched) -> None:
        session, page = self._session, item.page
        try:
            if not session.keep_all and not session.screen.terms_in(page.body, page.content_type):
                self._settle(item, Outcome.SCREENED_OUT, "holds no term of the topic's glossary")
                return
            article = article_from(page.body, page.url, page.content_type)
        except UnreadablePage as error:
            self._settle(item, Outcome.NOT_ARTICLE, str(error), keep_page=True)
            return
        if not article.is_story:
            self._settle(item, Outcome.NOT_ARTICLE, f"no article but a page of kind {article.kind!r}", keep_page=True)
            return
        article = _completed(article, item, session)
        judgement = judge(article, session.topic)
        if judgement.verdict == "off" and not session.keep_all:
            self._settle(item, Outcome.OFF_TOPIC, _why(judgement), judgement=judgement, keep_page=True)
            return
        self._keep(item, article, judgement)

    def _keep(self, item: Fetched, article: Article, judgement: Judgement) -> None:
        session = self._session
        at = session.clock()
        with session.archive.writing():
            kept = session.archive.keep(
                Reading(
                    article=article,
                    judgement=judgement,
                    page=item.page,
                    source=item.source.name if item.source else None,
                    at=at,
                    urls=tuple(dict.fromkeys((item.link, item.page.url, article.canonical_url))),
                )
            )
            decision = Settlement(
                outcome=Outcome.KEPT, reason=_kept_reason(kept, judgement), at=at, evidence=_words(judgement),
                rule=judgement.version, status=item.page.status, article_id=kept.id,
            )  # fmt: skip
            session.archive.settle(item.link, article.canonical_url, decision)
            if item.page.url != item.link:
                arrived = replace(decision, reason=f"reached from {item.link}; {decision.reason}")
                session.archive.settle(item.page.url, article.canonical_url, arrived)

    def _settle(
        self,
        item: Fetched,
        outcome: Outcome,
        reason: str,
        *,
        judgement: Judgement | None = None,
        keep_page: bool = False,
    ) -> None:
        session = self._session
        with session.archive.writing():
            decision = Settlement(
                outcome=outcome, reason=reason, at=session.clock(), status=item.page.status,
                evidence=_words(judgement) if judgement else (),
                rule=judgement.version if judgement else session.topic.version,
                page_id=session.archive.add_page(item.page) if keep_page else None,
            )  # fmt: skip
            for url in dict.fromkeys((item.link, item.page.url)):
                session.archive.settle(url, _identity(url), decision)


def _completed(article: Article, item: Fetched, session: Session) -> Article:
    """Add what the page does not know: its outlet's name in the catalogue, and a date where only the source has one."""
    now = session.clock()
    published = article.published if article.published and plausible(article.published, now) else None
    if published is None and item.stated:
        stated = parse_moment(item.stated, source="feed", zone=None, reference=now.date())
        published = stated if stated and plausible(stated, now) else None
    modified = article.modified if article.modified and plausible(article.modified, now) else None
    outlet = item.source.outlet if item.source and item.source.kind != "search" else article.outlet
    return replace(article, published=published, modified=modified, outlet=outlet)


def _identity(url: str) -> str:
    try:
        return canonical(url)
    except UnusableURL:
        return url


def _why(judgement: Judgement) -> str:
    if not judgement.evidence:
        return "read and judged off topic: the article itself names nothing of the topic"
    return f"read and judged off topic (score {judgement.score:.2f})"


def _words(judgement: Judgement) -> tuple[str, ...]:
    return tuple(f"{item.concept}: {item.term} ({item.where})" for item in judgement.evidence)


def _kept_reason(kept: Kept, judgement: Judgement) -> str:
    if kept.change == "unchanged":
        return f"{judgement.verdict}; nothing new since version {kept.version}"
    state = f"edited, now version {kept.version}" if kept.change == "edited" else "new"
    copies = f"; {kept.copies[0]} copy" if kept.copies else ""
    return f"{judgement.verdict} (score {judgement.score:.2f}); {state}{copies}"
