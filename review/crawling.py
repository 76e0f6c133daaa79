"""A crawl inside a command: its log stays off the terminal, but what went wrong is said in sentences."""

import logging
from collections import Counter
from dataclasses import replace
from pathlib import Path

import click

from pactwatch.errors import PactwatchError
from review.output import shown
from spiders.crawl import Plan, Watcher, crawl

MOST_COMPLAINTS = 10


class _Complaints(logging.Handler):
    """Remembers errors as one line each."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        line = shown(record.getMessage().strip().split("\n")[0])
        error = record.exc_info[1] if record.exc_info else None
        self.heard[f"{line} ({type(error).__name__}: {shown(str(error))})" if error else line] += 1


def crawl_quietly(plan: Plan, watch: Watcher | None = None, log: Path | None = None) -> None:
    """Crawl; errors become sentences on stderr at the end, everything else goes to the file `log` or nowhere.

    Raises what spiders.crawl.crawl does.
    """
    quiet: dict[str, object] = {"LOG_ENABLED": False}
    if log is not None:
        quiet = {"LOG_FILE": str(log), "LOG_LEVEL": "INFO"}
    complaints = _Complaints()
    logging.getLogger().addHandler(complaints)
    ending = ""
    try:
        crawl(replace(plan, settings=quiet | dict(plan.settings or {})), watch)
    except PactwatchError as error:
        ending = str(error)
        raise
    finally:
        logging.getLogger().removeHandler(complaints)
        # The error that ended the crawl is told by whoever catches it.
        _tell({line: times for line, times in complaints.heard.items() if not ending or ending not in line})


def _tell(heard: dict[str, int]) -> None:
    for line, times in list(heard.items())[:MOST_COMPLAINTS]:
        again = f" ({times} times)" if times > 1 else ""
        click.echo(f"pactwatch: {line}{again}", err=True)
    if len(heard) > MOST_COMPLAINTS:
        click.echo(f"pactwatch: {len(heard) - MOST_COMPLAINTS} further errors; `--log FILE` keeps them all", err=True)
