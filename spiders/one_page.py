"""Fetches a single page as a crawl would: through the address guard, as robots.txt allows, within all limits."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from pactwatch.errors import PageNotFetched
from pactwatch.urls import usable
from spiders.answers import page_of
from spiders.failures import of_failure
from spiders.resolver import GuardedResolver
from spiders.settings import scrapy_settings
from storage.pages import Page


class OnePageSpider(Spider):
    """Asks for one address and keeps the answer."""

    name = "one-page"

    def __init__(self, url: str, answers: list[Page], troubles: list[str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self._url, self._answers, self._troubles = url, answers, troubles

    async def start(self) -> AsyncIterator[Request]:
        """Ask, if the guard stands."""
        from twisted.internet import reactor

        if not isinstance(reactor.resolver, GuardedResolver):
            raise CloseSpider("the address guard is not in place")
        yield Request(self._url, callback=self.answered, errback=self.failed)

    def answered(self, response: Response) -> None:
        """Keep the answer."""
        self._answers.append(page_of(response, datetime.now(UTC)))

    def failed(self, failure: Failure) -> None:
        """Keep the reason."""
        self._troubles.append(of_failure(failure, datetime.now(UTC)).reason)


def fetch(url: str, settings: Mapping[str, Any] | None = None) -> Page:
    """Return the page at `url`. Once per process, since Twisted's reactor cannot run twice.

    Raises UnusableURL, and PageNotFetched with the reason a ledger would give.
    """
    address = usable(url)
    answers: list[Page] = []
    troubles: list[str] = []
    own = {"ITEM_PIPELINES": {}, "LOG_LEVEL": "ERROR"}
    process = CrawlerProcess(Settings(scrapy_settings() | own | dict(settings or {})))
    process.crawl(OnePageSpider, url=address, answers=answers, troubles=troubles)
    process.start()
    if not answers:
        raise PageNotFetched(f"{url} was not had: {next(iter(troubles), 'the crawl ended before an answer came')}.")
    return answers[0]
