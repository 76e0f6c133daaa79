"""The requests of a crawl: for sources, for the further parts of their answers, for pages."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from scrapy import Request

from pactwatch.errors import UnusableURL
from pactwatch.source import Source
from pactwatch.urls import usable
from spiders.failures import Trouble
from spiders.polling import wants_everything
from spiders.rounds import Round
from storage.ledger import Outcome, Settlement
from storage.polls import PollOutcome

if TYPE_CHECKING:
    from spiders.source_spiders import SourceSpider

PAGE_PRIORITY, LEFTOVER_PRIORITY = -10, -20
"""Sources are asked before pages are fetched, so that the host's pacing does not make a feed wait for its articles;
what an earlier crawl left over comes last."""


class Questions:
    """Makes requests of addresses, and notes those that are none."""

    def __init__(self, asker: "SourceSpider") -> None:
        self._asker = asker

    def source(self, round_: Round | None, urls: Iterable[str]) -> Iterator[Request]:
        """Ask a source: the first address as the source itself, further ones (days, slices) as its parts."""
        if round_ is None:
            return
        first, *parts = urls
        address = self._address(round_, first)
        if address is not None:
            yield self._first(round_, address) if not round_.backfill else self._part(round_, address)
        for url in parts:
            if part := self._address(round_, url):
                yield self._part(round_, part)

    def children(self, round_: Round, urls: Iterable[str]) -> Iterator[Request]:
        """Ask for the sitemaps of an index; its own bytes say nothing of whether they changed."""
        round_.ask_whole()
        for url in urls:
            round_.waiting_for += 1
            if address := self._address(round_, url):
                yield self._part(round_, address)

    def page(self, url: str, source: Source | None, round_: Round | None, *, stated: str | None) -> Iterator[Request]:
        """Fetch a page, unless none are wanted; without a round it is one that an earlier crawl left over."""
        asker = self._asker
        if not asker.pages:
            return
        try:
            address = usable(url)
        except UnusableURL as error:
            decision = Settlement(outcome=Outcome.REFUSED, reason=str(error), at=asker.session.clock())
            asker.entries.settle(url, decision)
            return
        if round_ is not None:
            round_.waiting_for += 1
        yield Request(
            address, callback=asker.parse_page, errback=asker.page_failed,
            priority=PAGE_PRIORITY if round_ else LEFTOVER_PRIORITY,
            cb_kwargs={"link": url, "stated": stated, "source": source, "round_": round_},
        )  # fmt: skip

    def _first(self, round_: Round, address: str) -> Request:
        tracked = round_.tracked
        headers: dict[str, str] = {}
        if not wants_everything(tracked):
            headers |= {"If-None-Match": tracked.etag} if tracked.etag else {}
            headers |= {"If-Modified-Since": tracked.last_modified} if tracked.last_modified else {}
        return Request(
            address, headers=headers, callback=self._asker.parse_source, errback=self._asker.source_failed,
            cb_kwargs={"round_": round_}, meta={"handle_httpstatus_list": [304]},
        )  # fmt: skip

    def _part(self, round_: Round, address: str) -> Request:
        return Request(
            address, callback=self._asker.parse_child, errback=self._asker.child_failed, cb_kwargs={"round_": round_}
        )

    def _address(self, round_: Round, url: str) -> str | None:
        try:
            return usable(url)
        except UnusableURL as error:
            why = Trouble(poll=PollOutcome.REFUSED, page=Outcome.REFUSED, reason=str(error), weight=1.0)
            round_.child_failed(url, why)
            self._asker.done(round_)
            return None
