"""The desk: what becomes of a page that was fetched. Screen, extract, judge, compare, keep; a ledger row either way."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from pactwatch.decision import decide
from pactwatch.errors import ArchiveError
from spiders.keeping import Fetched, keep, printed, put_by
from spiders.session import Session
from spiders.underway import Reading


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
            with self._session.underway.reading(Reading(kind="page", name=item.link)):
                self._decide(item)
        except ArchiveError as error:
            self._session.fatal = error
            self._crawler.spider.stop(str(error))  # type: ignore[union-attr]
            raise DropItem(str(error)) from error
        return item

    def _decide(self, item: Fetched) -> None:
        session = self._session
        decision = decide(printed(item.pages), session.topic, session.screen, keep_all=session.keep_all)
        at = session.clock()
        if decision.outcome == "kept" and decision.article and decision.judgement:
            keep(session.archive, item, decision.article, decision.judgement, at, session.topic)
        else:
            put_by(session.archive, item, decision, session.topic.version, at)
