"""Runs one crawl in this process: what `pactwatch collect` and the scheduler start."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from twisted.python.failure import Failure

from pactwatch.errors import PactwatchError
from spiders.settings import scrapy_settings
from spiders.source_spiders import CollectSpider

Watcher = Callable[[CollectSpider], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a crawl is to do."""

    sources: Sequence[str] = ()
    """Names; none means every enabled source."""
    due: bool = False
    """Only the sources whose time has come."""
    pages: bool = True
    """Whether to fetch what the sources list; without it the links are only entered in the ledger."""
    since: date | None = None
    """With `until`: collect what the sources listed in these days, both included, instead of what is new."""
    until: date | None = None
    settings: Mapping[str, Any] | None = None
    """Settings that differ from spiders/settings.py."""


def crawl(plan: Plan, watch: Watcher | None = None) -> None:
    """Crawl, calling `watch` whenever something is done. Once per process, since Twisted's reactor cannot run twice.

    Raises what ended the crawl before its time: AlreadyRunning, NotFound, ArchiveUnavailable.
    """
    process = CrawlerProcess(Settings(scrapy_settings() | dict(plan.settings or {})))
    crawler = process.create_crawler(CollectSpider)
    if watch is not None:
        _report(crawler.signals, watch)
    failures: list[BaseException] = []
    started = process.crawl(
        crawler, source=",".join(plan.sources), due="1" if plan.due else "", since=_day(plan.since),
        until=_day(plan.until), pages=plan.pages,
    )  # fmt: skip
    started.addErrback(_noted, failures)
    process.start()
    spider = crawler.spider
    if isinstance(spider, CollectSpider) and spider.session.fatal is not None:
        raise spider.session.fatal
    if failures:
        raise failures[0]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _noted(failure: Failure, failures: list[BaseException]) -> None:
    if failure.value is not None:
        failures.append(failure.value)


def _report(bus: Any, watch: Watcher) -> None:
    # Held by the closure below: Scrapy keeps only weak references to those who listen.
    def told(spider: CollectSpider, **_: Any) -> None:
        watch(spider)

    for signal in (signals.item_scraped, signals.item_dropped, signals.response_received, signals.spider_closed):
        bus.connect(told, signal=signal, weak=False)


def main() -> int:
    """Crawl what is due, for the scheduler; the database and all else come from the environment."""
    try:
        crawl(Plan(due=True))
    except PactwatchError as error:
        print(f"pactwatch: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
