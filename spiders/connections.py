"""The last moment before a connection: is its host to be left alone, and whose certificate is verified?"""

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached
from twisted.web.client import BrowserLikePolicyForHTTPS

from spiders.session import Session


class Handler(HTTP11DownloadHandler):
    """Scrapy's handler. What waited in a host's queue passes here when its turn comes, and no sooner."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._contextFactory = _PerHost(crawler, strict=self._contextFactory)  # type: ignore[assignment]

    async def download_request(self, request: Request) -> Response:
        """Send the request unless its host asked for patience; note it when the answer asks for that."""
        session = session_of(self._crawler)
        if session is None:
            return await super().download_request(request)
        host = urlparse_cached(request).hostname or ""
        session.holds.require_none(host)
        response = await super().download_request(request)
        session.holds.note(host, response)
        return response


class _PerHost(BrowserLikePolicyForHTTPS):
    """Verifies certificates, but for the hosts of sources that a person marked `insecure = true`."""

    def __init__(self, crawler: Crawler, strict: Any) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._crawler = crawler
        self._strict = strict
        self._lenient = _lenient(crawler, type(strict))

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 (Twisted's name)
        session = session_of(self._crawler)
        trusted = session is not None and hostname.decode("ascii") in session.insecure_hosts
        policy = self._lenient if trusted else self._strict
        return policy.creatorForNetloc(hostname, port)


def _lenient(crawler: Crawler, kind: type[BrowserLikePolicyForHTTPS]) -> Any:
    unverified = BaseSettings(crawler.settings)
    unverified.set("DOWNLOAD_VERIFY_CERTIFICATES", False, priority="cmdline")
    stand_in = type("_Settings", (), {"settings": unverified})()
    return kind.from_crawler(stand_in)  # type: ignore[attr-defined]


def session_of(crawler: Crawler) -> Session | None:
    """Return what the crawl works with; None for one without an archive, which fetches a single page."""
    session = getattr(crawler.spider, "session", None)
    return session if isinstance(session, Session) else None
