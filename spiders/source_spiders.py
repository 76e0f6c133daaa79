"""The spiders: one for each kind of source, and `collect` for a batch of all kinds."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from pactwatch.source import Source
from spiders.answers import READERS, discovered, page_of
from spiders.entries import Entries
from spiders.failures import of_failure
from spiders.further import FurtherPages
from spiders.holds import SAID_IN_WORDS
from spiders.keeping import Fetched
from spiders.questions import Questions
from spiders.resolver import require_guard
from spiders.rounds import Round
from spiders.session import Session
from spiders.underway import Reading
from spiders.window import Window, addresses, between, recent
from storage.ledger import Outcome, Settlement
from storage.sources import Tracked

MOST_CHILDREN = 10
"""At most so many sitemaps of an index are read in one round, the newest first; of the past as many as there are."""
MOST_PAGES = 300
"""At most so many new pages of a source are fetched in one round; the rest wait in the ledger for the next crawl."""
MOST_LEFTOVERS = 300
"""At most so many pages that earlier crawls left waiting: they must not keep the sources that are due."""


class SourceSpider(Spider):
    """Polls sources and fetches what they list that no source has listed before."""

    session: Session
    window: Window
    entries: Entries
    questions: Questions
    further: FurtherPages
    kinds: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        source: str = "",
        due: str = "",
        since: str = "",
        until: str = "",
        pages: bool = True,
        **arguments: Any,
    ) -> None:
        """Take `source`, one name or several with commas, or `due=1` for all whose time has come.

        With `since` and `until`, days as YYYY-MM-DD, take what the sources listed then. Without `pages` nothing that
        they list is fetched.
        """
        super().__init__(**arguments)
        self._wanted = [name for name in source.split(",") if name]
        self._due = bool(due)
        self._days = (date.fromisoformat(since), date.fromisoformat(until or since)) if since else None
        self.pages = pages
        self.rounds: dict[str, Round] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's way of making one: opens the archive, and listens to what becomes of each page."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.session = Session.open(crawler.settings)
        spider.window = between(*spider._days) if spider._days else recent(spider.session.clock())
        spider.entries = Entries(spider.session, spider.stop)
        spider.questions = Questions(spider)
        spider.further = FurtherPages(spider)
        for signal in (signals.item_scraped, signals.item_dropped):
            crawler.signals.connect(spider.page_done, signal=signal)
        crawler.signals.connect(spider.page_fault, signal=signals.item_error)
        crawler.signals.connect(spider.callback_fault, signal=signals.spider_error)
        return spider

    def stop(self, why: str) -> None:
        """End the crawl: what is in flight is finished, nothing new is begun."""
        deferred_from_coro(self.crawler.stop_async())
        self.logger.error("the crawl ends: %s", why)

    async def start(self) -> AsyncIterator[Any]:
        """Ask every source, and fetch the pages that an earlier crawl left waiting."""
        require_guard()
        self.entries.account_for(self.session.underway.left())
        now = self.session.clock()
        asked = [(tracked, addresses(tracked, self.window, now)) for tracked in self._sources()]
        for tracked, urls in asked:
            if urls:
                self.rounds[tracked.source.name] = Round(
                    tracked=tracked, began=now, waiting_for=len(urls), backfill=self.window.is_past
                )
        known = {tracked.source.name: tracked.source for tracked in self.session.archive.sources()}
        for url, name in self.session.archive.waiting(now, MOST_LEFTOVERS):
            for request in self.questions.page(url, known.get(name), None, stated=None):
                yield request
        for tracked, urls in asked:
            for request in self.questions.source(self.rounds.get(tracked.source.name), urls):
                yield request

    def parse_source(self, response: Response, round_: Round) -> Iterator[Any]:
        """Enter the links of a source's answer and fetch those that are new."""
        if round_.answered(response):
            yield from self._follow(response, round_, children=True)
        self.done(round_)

    def parse_child(self, response: Response, round_: Round) -> Iterator[Any]:
        """Do the same with one of several answers: a sitemap of an index, a day of a list, a slice of a search."""
        round_.size += len(response.body)
        yield from self._follow(response, round_, children=self.window.is_past)
        self.done(round_)

    def parse_page(
        self, response: Response, link: str, stated: str | None, source: Source | None, round_: Round | None
    ) -> Iterator[Fetched | Request]:
        """Hand a page to the desk, with those on which its article goes on."""
        page = page_of(response, self.session.clock())
        item = Fetched(link=link, page=page, source=source, stated=stated, round_name=round_.name if round_ else None)
        yield from self.further.of(item, round_)

    def source_failed(self, failure: Failure) -> None:
        """Note why a source did not answer."""
        round_: Round = failure.request.cb_kwargs["round_"]  # type: ignore[attr-defined]
        round_.failed(of_failure(failure, self.session.clock()))
        self.done(round_)

    def child_failed(self, failure: Failure) -> None:
        """Note why one of several answers is missing."""
        request: Request = failure.request  # type: ignore[attr-defined]
        round_: Round = request.cb_kwargs["round_"]
        round_.child_failed(request.url, of_failure(failure, self.session.clock()))
        self.done(round_)

    def page_failed(self, failure: Failure) -> None:
        """Write into the ledger why a page was not had."""
        arguments = failure.request.cb_kwargs  # type: ignore[attr-defined]
        now = self.session.clock()
        trouble = of_failure(failure, now)
        decision = Settlement(
            outcome=trouble.page, reason=trouble.reason, at=now, status=trouble.status, retry_after=trouble.retry_after
        )
        self.entries.settle(arguments["link"], decision)
        self.done(arguments["round_"])

    # Scrapy's signals tell what became of a page after the callback: only then is a round complete.

    def page_done(self, item: Fetched) -> None:
        """The desk is done with a page."""
        self.done(self.rounds.get(item.round_name) if item.round_name else None)

    def page_fault(self, item: Fetched, failure: Failure) -> None:
        """The desk failed on a page: our fault, so it is tried again when the fault is mended."""
        reason = f"a fault of ours: {type(failure.value).__name__}"
        self.entries.settle(item.link, Settlement(outcome=Outcome.FAILED, reason=reason, at=self.session.clock()))
        self.page_done(item)

    def callback_fault(self, failure: Failure, response: Response) -> None:
        """A callback failed: the source's round ends as a fault of ours."""
        round_ = response.cb_kwargs.get("round_")
        if round_ is not None and not round_.ended:
            round_.fault(f"a fault of ours: {type(failure.value).__name__}")
            self.done(round_)

    def done(self, round_: Round | None) -> None:
        """One request or page of the round is done; with the last of them the poll is written."""
        if round_ is None or round_.ended:
            return
        round_.waiting_for -= 1
        if round_.waiting_for == 0 and self.session.fatal is None:
            self.entries.record(round_)

    def closed(self, reason: str) -> None:
        """Write down the rounds that did not come to their end, and close the archive."""
        try:
            if self.session.fatal is None:
                for round_ in self.rounds.values():
                    if not round_.ended:
                        self.session.archive.record_poll(round_.interrupted(self.session.clock()))
                self.session.holds.settle()
        finally:
            self.session.close()

    def _sources(self) -> list[Tracked]:
        archive = self.session.archive
        if self._wanted:
            chosen = [archive.source(name) for name in self._wanted]
        elif self._due:
            chosen = archive.due_sources(self.session.clock())
        else:
            chosen = [tracked for tracked in archive.sources() if tracked.source.enabled]
        return [tracked for tracked in chosen if tracked.source.kind in self.kinds]

    def _follow(self, response: Response, round_: Round, *, children: bool) -> Iterator[Request]:
        with self.session.underway.reading(Reading(kind="source", name=round_.name)):
            found = discovered(response, round_.tracked, self.window)
        round_.read(found)
        if found.problem == "rate_limited":
            self.session.holds.ask(urlsplit(response.url).hostname or "", SAID_IN_WORDS, found.detail or "too often")
        stated = {link.url: link.stated for link in found.links}
        fetch = self.entries.meet(found, round_)
        room = max(MOST_PAGES - round_.pages, 0)
        round_.pages += len(fetch[:room])
        if len(fetch) > room:
            round_.remark(f"{len(fetch) - room} of its pages wait for the next crawl")
        for url in fetch[:room]:
            yield from self.questions.page(url, round_.tracked.source, round_, stated=stated.get(url))
        if children and found.children:
            most = len(found.children) if self.window.is_past else MOST_CHILDREN
            yield from self.questions.children(round_, found.children[:most])


class FeedSpider(SourceSpider):
    """RSS, Atom, RDF and JSON Feed."""

    name = "feed"
    kinds = ("feed",)


class SitemapSpider(SourceSpider):
    """Sitemaps, their indexes, and news sitemaps."""

    name = "sitemap"
    kinds = ("sitemap",)


class SectionSpider(SourceSpider):
    """Section pages, by the selectors of the catalogue."""

    name = "section"
    kinds = ("section",)


class SearchSpider(SourceSpider):
    """Search feeds: Google News, Bing News, GDELT."""

    name = "search"
    kinds = ("search",)


class CollectSpider(SourceSpider):
    """A batch of sources of every kind in one process, so that one host is paced once."""

    name = "collect"
    kinds = tuple(READERS)
