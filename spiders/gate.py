"""What every request passes on its way out, robots.txt and redirects too: is it an address, and may its host be asked?

On the way back it counts what was read: a crawl has its share, and what is left over waits for the next.
"""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from pactwatch.errors import UnusableURL
from pactwatch.urls import usable
from spiders.connections import session_of
from spiders.refusals import AddressRefused


class Gate:
    """The outermost downloader middleware."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._bytes_left = crawler.settings.getint("PACTWATCH_RUN_BYTES")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making one."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let the request pass, or say why not: before its host's robots.txt is asked for."""
        try:
            usable(request.url)
        except UnusableURL as error:
            raise AddressRefused(str(error)) from error
        if session := session_of(self._crawler):
            session.holds.require_none(urlparse_cached(request).hostname or "")

    def process_response(self, request: Request, response: Response) -> Response:
        """Stop the crawl when it has read its share."""
        before, self._bytes_left = self._bytes_left, self._bytes_left - len(response.body)
        if self._bytes_left < 0 <= before and session_of(self._crawler):
            self._crawler.spider.stop("it has read all that one crawl may read (PACTWATCH_RUN_BYTES)")  # type: ignore[union-attr]
        return response
