"""The one proxy a person configured, for every request; what the environment offers other programs is ignored."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request


class ConfiguredProxy:
    """Sends requests through PACTWATCH_PROXY. Behind a proxy the address guard sees only the proxy: it must guard."""

    def __init__(self, proxy: str) -> None:
        self._proxy = proxy

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making one; absent when no proxy is configured."""
        proxy = crawler.settings.get("PACTWATCH_PROXY")
        if not proxy:
            raise NotConfigured
        return cls(proxy)

    def process_request(self, request: Request) -> None:
        """Name the proxy; robots.txt goes the same way."""
        request.meta["proxy"] = self._proxy
