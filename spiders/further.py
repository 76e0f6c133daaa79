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
from storage.pages import Page

if TYPE_CHECKING:
    from pactwatch.extraction.parts import Parts
    from spiders.source_spiders import SourceSpider


class FurtherPages:
    """Goes on from page to page; a page that is not had, or not of the article, ends it, and the ledger says why."""

    def __init__(self, asker: "SourceSpider") -> None:
        self._asker = asker

    def of(self, item: Fetched, round_: Round | None) -> Iterator[Fetched | Request]:
        """Hand an article to the desk, or ask for its second page."""
        yield from self._go_on(item, self._begun(item.page), round_)

    def came(
        self, response: Response, item: Fetched, parts: "Parts", asked: str, round_: Round | None
    ) -> Iterator[Fetched | Request]:
        """Add a page to its article."""
        page, led_elsewhere = page_of(response, self._asker.session.clock()), response.url != asked
        more = None if led_elsewhere else parts.and_(printed([page])[0])
        if more is not None:
            yield from self._go_on(replace(item, further=(*item.further, page)), more, round_)
            return
        why = f"it leads to {response.url}" if led_elsewhere else "it is none of its pages"
        self._settle(item, asked, Outcome.NOT_ARTICLE, why, response.status)
        yield item

    def failed(self, failure: Failure) -> Iterator[Fetched]:
        """Hand over what there is."""
        request: Request = failure.request  # type: ignore[attr-defined]
        item, asked = request.cb_kwargs["item"], request.cb_kwargs["asked"]
        trouble = of_failure(failure, self._asker.session.clock())
        outcome = Outcome.GIVEN_UP if trouble.page == Outcome.FAILED else trouble.page  # alone it is no article
        self._settle(item, asked, outcome, trouble.reason, trouble.status)
        yield replace(item, partial=True)

    def _go_on(self, item: Fetched, parts: "Parts | None", round_: Round | None) -> Iterator[Fetched | Request]:
        address = _usable(parts.next_page) if parts else None
        if address is None:
            yield item
        else:
            ask = Request(address, callback=self.came, errback=self.failed, priority=PAGE_PRIORITY)
            yield ask.replace(cb_kwargs={"item": item, "parts": parts, "asked": ask.url, "round_": round_})

    def _begun(self, page: Page) -> "Parts | None":
        """Read the first page, where it may go on and is not screened out."""
        from pactwatch.extraction.parts import begun, may_go_on

        session, (first,) = self._asker.session, printed([page])
        try:
            if may_go_on(first) and (session.keep_all or session.screen.terms_in(page.body, page.content_type)):
                return begun(first)
        except UnreadablePage:
            pass
        return None

    def _settle(self, item: Fetched, url: str, outcome: Outcome, why: str, status: int | None) -> None:
        reason = f"page {len(item.pages) + 1} of {item.link}: {why}"
        decision = Settlement(outcome=outcome, reason=reason, at=self._asker.session.clock(), status=status)
        self._asker.entries.settle(url, decision)


def _usable(address: str | None) -> str | None:
    try:
        return usable(address) if address else None
    except UnusableURL:
        return None
