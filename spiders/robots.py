"""robots.txt after RFC 9309: unreadable means wait, absent means allowed, and a Crawl-delay is kept."""

import logging
from typing import Any

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.httpobj import urlparse_cached

from spiders.refusals import RobotsForbids, RobotsUnavailable

logger = logging.getLogger(__name__)

MOST_BYTES = 500 * 1024
"""Rules beyond this are not read (RFC 9309, 2.5)."""


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's robots.txt middleware with the cases that it decides the other way.

    A server error, "too many requests" or no answer closes the host for this run; any other 4xx opens it, whatever
    rules stand in the error page.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unavailable: dict[str, tuple[str, Exception | None]] = {}
        self._longest = crawler.settings.getfloat("PACTWATCH_LONGEST_CRAWL_DELAY")

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Let the request pass, or say why not."""
        url = urlparse_cached(request)
        if url.netloc in self._unavailable:
            raise RobotsUnavailable(url.hostname or "", *self._unavailable[url.netloc])
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise RobotsForbids("robots.txt forbids it") from error
        self._keep_delay(rp, request)

    async def _parse_robots(self, resp: Response, netloc: str, request: Request) -> None:
        if resp.status >= 500 or resp.status == 429:
            self._unavailable[netloc] = (f"robots.txt answered {resp.status}", None)
        body = rules(resp.body) if resp.status < 300 else b""
        await super()._parse_robots(resp.replace(body=body), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if not isinstance(exc, IgnoreRequest):
            self._unavailable[netloc] = ("robots.txt could not be read", exc)
        super()._robots_error(exc, netloc)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """As Scrapy's, without its traceback in the log for a host that does not answer."""
        previous = logging.getLogger("scrapy.downloadermiddlewares.robotstxt")
        previous.setLevel(logging.CRITICAL)
        return await super().robot_parser(request)

    def _keep_delay(self, rp: RobotParser | None, request: Request) -> None:
        rules = getattr(rp, "rp", None) if isinstance(rp, ProtegoRobotParser) else None
        stated = rules.crawl_delay(self._robotstxt_useragent or "*") if isinstance(rules, Protego) else None
        if not stated:
            return
        slots: dict[str, Any] = self.crawler.engine.downloader.per_slot_settings
        host = urlparse_cached(request).hostname or ""
        ours = slots.get(host, {}).get("delay", self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        slots[host] = {"delay": max(min(float(stated), self._longest), ours), "jitter": 0.0}
        live = self.crawler.engine.downloader.slots.get(host)
        if live is not None:
            live.delay, live.jitter = slots[host]["delay"], 0.0


def rules(body: bytes) -> bytes:
    """Return the rules that are read: whole lines only, since half a path would forbid or allow what nobody wrote."""
    return body if len(body) <= MOST_BYTES else body[: body.rfind(b"\n", 0, MOST_BYTES) + 1]
