"""What a reader would write instead of us: a Scrapy spider with trafilatura in its callback, nothing kept."""

import sys
from collections.abc import AsyncIterator
from typing import Any

import trafilatura
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

SETTINGS = {
    "LOG_LEVEL": "ERROR",
    "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}


class PlainSpider(Spider):
    """Fetches the addresses on standard input through the proxy given, and extracts text and metadata."""

    name = "plain"

    async def start(self) -> AsyncIterator[Any]:
        """One request per line."""
        for line in sys.stdin.read().split():
            yield Request(line, meta={"proxy": sys.argv[1]}, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Extract, and drop."""
        trafilatura.bare_extraction(response.body, url=response.url, with_metadata=True)


if __name__ == "__main__":
    process = CrawlerProcess(SETTINGS)
    process.crawl(PlainSpider)
    process.start()
