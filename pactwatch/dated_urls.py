"""Addresses that carry a day: an outlet's list of what it published then, as "https://outlet/list/{date:%Y%m%d}"."""

import re
from datetime import date

_DAY = re.compile(r"\{date:([^{}]{1,40})\}")


def is_dated(url: str) -> bool:
    """Tell whether the address has a place for a day."""
    return _DAY.search(url) is not None


def on_day(url: str, day: date) -> str:
    """Return the address for `day`; the format is that of date.strftime."""
    return _DAY.sub(lambda found: day.strftime(found.group(1)), url)
