"""Fetching the further pages of an article, before the desk sees it: it judges and compares the whole text."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from pactwatch.errors import UnreadablePage, UnusableURL
from pactwatch.urls import usable
from spiders.answers import page_of
from spiders.failures import of_failure
from spiders.keeping import Fetched, printed
from spiders.questions import PAGE_PRIORITY
from spiders.rounds import Round
from storage.ledger import Outcome, Settlement

if TYPE_CHECKING:
    from spiders.source_spiders import SourceSpider


class Parts:
    """Goes on from page to page; a page that cannot be had ends the article there, and the ledger says why."""

    def __init__(self, asker: "SourceSpider") -> None:
        self._asker = asker

    def follow(self, item: Fetched, round_: Round | None) -> Iterator[Fetched | Request]:
        """Hand the article to the desk, or ask for its next page."""
        address = self._next(item)
        if address is None:
            yield item
        else:
            yield Request(
                address, callback=self.came, errback=self.failed, priority=PAGE_PRIORITY,
                cb_kwargs={"item": item, "round_": round_},
            )  # fmt: skip

    def came(self, response: Response, item: Fetched, round_: Round | None) -> Iterator[Fetched | Request]:
        """Add a page to its article."""
        page = page_of(response, self._asker.session.clock())
        yield from self.follow(replace(item, further=(*item.further, page)), round_)

    def failed(self, failure: Failure) -> Iterator[Fetched]:
        """Hand over what there is."""
        request: Request = failure.request  # type: ignore[attr-defined]
        item: Fetched = request.cb_kwargs["item"]
        now = self._asker.session.clock()
        trouble = of_failure(failure, now)
        outcome = Outcome.GIVEN_UP if trouble.page == Outcome.FAILED else trouble.page  # alone it is no article
        reason = f"page {len(item.further) + 2} of {item.link}: {trouble.reason}"
        decision = Settlement(outcome=outcome, reason=reason, at=now, status=trouble.status)
        self._asker.entries.settle(request.url, decision)
        yield replace(item, partial=True)

    def _next(self, item: Fetched) -> str | None:
        from pactwatch.extraction.parts import goes_on

        session = self._asker.session
        try:
            if not session.keep_all and not session.screen.terms_in(item.page.body, item.page.content_type):
                return None
            address = goes_on(printed(item.pages))
            return usable(address) if address else None
        except (UnreadablePage, UnusableURL):
            return None
