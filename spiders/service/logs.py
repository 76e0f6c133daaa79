"""Lines for the log, for people or as JSON, in which nothing that came from outside can move a cursor or end a line."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

# C0 and C1 controls, DEL, line separators, and what reorders text (CVE-2021-42574); lone surrogates cannot be written.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    """Return `text` on one line, each character that could act on a terminal or a log as its escape."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class ForPeople(logging.Formatter):
    """`2025-03-04 12:00:00 WARNING a sentence`, in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, also for a traceback."""
        when = datetime.fromtimestamp(record.created, UTC)
        return harmless(f"{when:%Y-%m-%d %H:%M:%S} {record.levelname} {_said(record)}")


class ForPrograms(logging.Formatter):
    """One JSON object a line: at, level, from, message."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, also for a traceback."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = {"at": when, "level": record.levelname, "from": record.name, "message": harmless(_said(record))}
        return json.dumps(fields, ensure_ascii=False)


def to_stderr(style: str) -> None:
    """Send every log line of this process to stderr, as "json" or else for people."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ForPrograms() if style == "json" else ForPeople())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


# 2025-03-04 12:00:00 [scrapy.core.engine] WARNING: what was said
_SCRAPY_LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[([\w.-]+)\] (DEBUG|INFO|WARNING|ERROR|CRITICAL): (.*)")


def relay(line: str) -> None:
    """Log what a child wrote, by the name and at the level it was written with where it says so."""
    found = _SCRAPY_LINE.fullmatch(line)
    name, level, said = found.groups() if found else ("crawl", "WARNING", line)
    logging.getLogger(name).log(logging.getLevelNamesMapping()[level], "%s", said)


def _said(record: logging.LogRecord) -> str:
    said = record.getMessage()
    if record.exc_info:
        said += "\n" + logging.Formatter().formatException(record.exc_info)
    return said
