"""The spiders: one for each kind of source, and `collect` for a batch of all kinds."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from pactwatch.errors import ArchiveError, UnusableURL
from pactwatch.urls import canonical, usable
from spiders.discovery import Discovery, Link
from spiders.failures import of_failure
from spiders.feeds import links_in_feed
from spiders.pipeline import Fetched
from spiders.polling import wants_everything
from spiders.resolver import GuardedResolver
from spiders.rounds import Round
from spiders.searches import links_in_search
from spiders.sections import links_in_section
from spiders.session import Session
from spiders.sitemaps import links_in_sitemap
from storage.ledger import Outcome, Settlement, Sighting
from storage.pages import Page
from storage.sources import Tracked

Parser = Callable[[Response, Tracked, Session], Discovery]

SITEMAP_WINDOW = timedelta(days=3)
"""A sitemap may list an outlet's whole past; only what it says is this new is followed."""
MOST_CHILDREN = 10
"""At most so many sitemaps of an index are read in one round, the newest first."""
PAGE_PRIORITY = -10
"""Sources are asked before pages are fetched, so that the host's pacing does not make a feed wait for its articles."""


def _feed(response: Response, tracked: Tracked, session: Session) -> Discovery:
    return links_in_feed(response.body, response.url, _content_type(response))


def _sitemap(response: Response, tracked: Tracked, session: Session) -> Discovery:
    since = session.clock() - SITEMAP_WINDOW
    return links_in_sitemap(response.body, response.url, _content_type(response), since=since)


def _section(response: Response, tracked: Tracked, session: Session) -> Discovery:
    source = tracked.source
    content_type = _content_type(response)
    return links_in_section(response.body, response.url, content_type, source.selectors, source.link_pattern)


def _search(response: Response, tracked: Tracked, session: Session) -> Discovery:
    return links_in_search(response.body, response.url, _content_type(response))


PARSERS: Mapping[str, Parser] = {"feed": _feed, "sitemap": _sitemap, "section": _section, "search": _search}


class SourceSpider(Spider):
    """Polls sources and fetches what they list that no source has listed before."""

    session: Session
    kinds: ClassVar[tuple[str, ...]] = ()

    def __init__(self, source: str = "", due: str = "", pages: bool = True, **arguments: Any) -> None:
        """Take `source`, one name or several with commas, or `due=1` for all whose time has come.

        Without `pages` nothing that the sources list is fetched.
        """
        super().__init__(**arguments)
        self._wanted = [name for name in source.split(",") if name]
        self._due = bool(due)
        self._pages = pages
        self.rounds: dict[str, Round] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's way of making one: opens the archive, and listens to what becomes of each page."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.session = Session.open(crawler.settings)
        for signal in (signals.item_scraped, signals.item_dropped):
            crawler.signals.connect(spider.page_done, signal=signal)
        crawler.signals.connect(spider.page_fault, signal=signals.item_error)
        crawler.signals.connect(spider.callback_fault, signal=signals.spider_error)
        return spider

    def stop(self, why: str) -> None:
        """End the crawl: what is in flight is finished, nothing new is begun."""
        self.crawler.stop() if self.crawler.crawling else None
        self.logger.error("the crawl ends: %s", why)

    async def start(self) -> AsyncIterator[Any]:
        """Ask every source, after the pages that an earlier crawl left waiting."""
        self._require_guard()
        for tracked in self._sources():
            self.rounds[tracked.source.name] = Round(tracked=tracked, began=self.session.clock())
        for url, name in self.session.archive.waiting(self.session.clock()):
            if request := self._page_request(url, self.rounds.get(name), stated=None):
                yield request
        for round_ in self.rounds.values():
            yield self._source_request(round_)

    def parse_source(self, response: Response, round_: Round) -> Iterator[Any]:
        """Enter the links of a source's answer and fetch those that are new."""
        if round_.answered(response):
            yield from self._follow(response, round_, children=True)
        self._done(round_)

    def parse_child(self, response: Response, round_: Round) -> Iterator[Any]:
        """Do the same with a sitemap that a sitemap index named."""
        round_.size += len(response.body)
        yield from self._follow(response, round_, children=False)
        self._done(round_)

    def parse_page(self, response: Response, link: str, stated: str | None, round_: Round | None) -> Iterator[Fetched]:
        """Hand a page to the desk."""
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        page = Page(
            url=response.url, at=self.session.clock(), status=response.status, headers=headers, body=response.body
        )
        yield Fetched(link=link, page=page, source=round_.tracked.source if round_ else None, stated=stated)

    def source_failed(self, failure: Failure) -> None:
        """Note why a source did not answer."""
        round_: Round = failure.request.cb_kwargs["round_"]  # type: ignore[attr-defined]
        round_.failed(of_failure(failure, self.session.clock()))
        self._done(round_)

    def page_failed(self, failure: Failure) -> None:
        """Write into the ledger why a page was not had."""
        arguments = failure.request.cb_kwargs  # type: ignore[attr-defined]
        now = self.session.clock()
        trouble = of_failure(failure, now)
        self._settle(
            arguments["link"],
            Settlement(
                outcome=trouble.page,
                reason=trouble.reason,
                at=now,
                status=trouble.status,
                retry_after=trouble.retry_after,
            ),
        )
        self._done(arguments["round_"])

    # Scrapy's signals tell what became of a page after the callback: only then is a round complete.

    def page_done(self, item: Fetched) -> None:
        """The desk is done with a page."""
        self._done(self.rounds.get(item.source.name) if item.source else None)

    def page_fault(self, item: Fetched, failure: Failure) -> None:
        """The desk failed on a page: our fault, so it is tried again when the fault is mended."""
        reason = f"a fault of ours: {type(failure.value).__name__}"
        self._settle(item.link, Settlement(outcome=Outcome.FAILED, reason=reason, at=self.session.clock()))
        self.page_done(item)

    def callback_fault(self, failure: Failure, response: Response) -> None:
        """A callback failed: the source's round ends as a fault of ours."""
        round_ = response.cb_kwargs.get("round_")
        if round_ is not None and not round_.ended:
            round_.fault(f"a fault of ours: {type(failure.value).__name__}")
            self._done(round_)

    def closed(self, reason: str) -> None:
        """Write down the rounds that did not come to their end, and close the archive."""
        try:
            if self.session.fatal is None:
                for round_ in self.rounds.values():
                    if not round_.ended:
                        self.session.archive.record_poll(round_.interrupted(self.session.clock()))
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

    def _source_request(self, round_: Round) -> Request:
        tracked = round_.tracked
        headers: dict[str, str] = {}
        if not wants_everything(tracked):
            headers |= {"If-None-Match": tracked.etag} if tracked.etag else {}
            headers |= {"If-Modified-Since": tracked.last_modified} if tracked.last_modified else {}
        return Request(
            tracked.source.url, headers=headers, callback=self.parse_source, errback=self.source_failed,
            cb_kwargs={"round_": round_}, meta={"handle_httpstatus_list": [304]},
        )  # fmt: skip

    def _page_request(self, url: str, round_: Round | None, stated: str | None) -> Request | None:
        if not self._pages:
            return None
        try:
            address = usable(url)
        except UnusableURL as error:
            self._settle(url, Settlement(outcome=Outcome.REFUSED, reason=str(error), at=self.session.clock()))
            return None
        if round_ is not None:
            round_.waiting_for += 1
        return Request(
            address, callback=self.parse_page, errback=self.page_failed, priority=PAGE_PRIORITY,
            cb_kwargs={"link": url, "stated": stated, "round_": round_},
        )  # fmt: skip

    def _follow(self, response: Response, round_: Round, *, children: bool) -> Iterator[Request]:
        found = PARSERS[round_.tracked.source.kind](response, round_.tracked, self.session)
        if found.problem:
            round_.problem(found.problem, found.detail)
        elif found.detail:
            round_.remark(found.detail)
        if found.ttl_seconds:
            round_.asked_wait = max(round_.asked_wait or timedelta(), timedelta(seconds=found.ttl_seconds))
        stated = {link.url: link.stated for link in found.links}
        for url in self._meet(found, round_):
            if request := self._page_request(url, round_, stated.get(url)):
                yield request
        if children:
            yield from self._children(found, round_)

    def _children(self, found: Discovery, round_: Round) -> Iterator[Request]:
        for url in found.children[:MOST_CHILDREN]:
            try:
                address = usable(url)
            except UnusableURL as error:
                round_.detail = str(error)
                continue
            round_.waiting_for += 1
            yield Request(address, callback=self.parse_child, errback=self.source_failed, cb_kwargs={"round_": round_})

    def _meet(self, found: Discovery, round_: Round) -> tuple[str, ...]:
        """Enter every link in the ledger, those we never fetch too; the addresses to fetch now."""
        now = self.session.clock()
        refused = list(found.dropped)
        hidden = {link.url: link.hidden for link in found.links if link.hidden}
        sightings = []
        for link in found.links:
            try:
                sightings.append(_sighting(link))
            except UnusableURL as error:
                refused.append((link.url, str(error)))
        try:
            with self.session.archive.writing():
                tally = self.session.archive.meet(sightings, round_.name, now)
                refused += [(url, hidden[url]) for url in tally.fetch if url in hidden]
                for url, why in refused:
                    self._settle(url, Settlement(outcome=Outcome.REFUSED, reason=why, at=now))
        except ArchiveError as error:
            self.session.fatal = error
            raise CloseSpider(str(error)) from error
        round_.links += len(sightings) + len(refused)
        round_.fresh += tally.fresh
        return tuple(url for url in tally.fetch if url not in hidden)

    def _settle(self, url: str, decision: Settlement) -> None:
        try:
            identity = canonical(url)
        except UnusableURL:
            identity = url
        try:
            self.session.archive.settle(url, identity, decision)
        except ArchiveError as error:
            self.session.fatal = error
            self.stop(str(error))

    def _done(self, round_: Round | None) -> None:
        if round_ is None or round_.ended:
            return
        round_.waiting_for -= 1
        if round_.waiting_for or self.session.fatal is not None:
            return
        round_.ended = True
        try:
            self.session.archive.record_poll(round_.poll(self.session.clock()))
        except ArchiveError as error:
            self.session.fatal = error
            self.stop(str(error))

    def _require_guard(self) -> None:
        from twisted.internet import reactor

        if not isinstance(reactor.resolver, GuardedResolver):
            raise CloseSpider(
                "the address guard is not in place: start crawls with `pactwatch collect` or `scrapy crawl`"
            )


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
    kinds = tuple(PARSERS)


def _sighting(link: Link) -> Sighting:
    return Sighting(
        url=link.url, canonical=canonical(link.url), title=link.title, stated=link.stated, modified=link.modified
    )


def _content_type(response: Response) -> str | None:
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None
