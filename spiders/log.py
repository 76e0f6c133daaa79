"""Log lines that a title or a header cannot break in two or colour."""

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure


class OneLine(LogFormatter):
    """Scrapy's log lines without the page in them: an item is named by its address, an error by its kind."""

    def dropped(self, item: Any, exception: BaseException, response: Any, spider: Spider) -> LogFormatterResult:
        """A page that the desk could not finish; its row in the ledger says the same."""
        return {
            "level": logging.WARNING,
            "msg": "not kept: %(url)s (%(why)s)",
            "args": {"url": item.link, "why": exception},
        }

    def item_error(self, item: Any, exception: BaseException, response: Any, spider: Spider) -> LogFormatterResult:
        """A fault of ours: the traceback follows."""
        return {"level": logging.ERROR, "msg": "fault while reading %(url)s", "args": {"url": item.link}}

    def spider_error(
        self, failure: Failure, request: Any, response: Response | Failure, spider: Spider
    ) -> LogFormatterResult:
        """A fault of ours: the traceback follows."""
        return {"level": logging.ERROR, "msg": "fault while following %(url)s", "args": {"url": request.url}}
