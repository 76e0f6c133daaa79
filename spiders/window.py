"""The time a crawl asks about: the last days, or a stretch of the past that a person named."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pactwatch.dated_urls import is_dated, on_day
from storage.sources import Tracked

RECENT = timedelta(days=3)
"""A sitemap may list an outlet's whole past; in the daily round only what it says is this new is followed."""
SLICE_DAYS = 7
"""Searches list at most 100 (Google News) or 250 (GDELT) entries: a week of one story fits."""
MOST_MISSED_DAYS = 3
# Minutes east of UTC where the day begins for an outlet; UTC for the rest.
_ZONES = {"KR": 540, "KP": 540, "JP": 540, "CN": 480, "TW": 480, "HK": 480, "SG": 480}
_WHEN = re.compile(r"\s*\bwhen:\S+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """From `since` until before `until`."""

    since: datetime
    until: datetime | None = None
    """None: until now, and the sources' schedules go on; else a backfill."""
    days: tuple[date, date] | None = None
    """The days a person asked for, both included."""

    @property
    def is_past(self) -> bool:
        """A person asked for these days."""
        return self.days is not None


def recent(now: datetime) -> Window:
    """Return the window of the daily round."""
    return Window(since=now - RECENT)


def between(since: date, until: date) -> Window:
    """Return the window of a backfill, from where the first day begins (UTC+14) to where the last one ends (UTC-12)."""
    return Window(
        since=_midnight(since) - timedelta(hours=14),
        until=_midnight(until + timedelta(days=1)) + timedelta(hours=12),
        days=(since, until),
    )


def addresses(tracked: Tracked, window: Window, now: datetime) -> tuple[str, ...]:
    """Return what to ask a source for the window: mostly its one address; nothing where it knows no past."""
    url, kind = tracked.address, tracked.source.kind
    if is_dated(url):
        return _day_by_day(tracked, window, now)
    if window.days is None or kind == "sitemap":
        return (url,)
    since, until = window.days
    return _sliced(url, since, until + timedelta(days=1)) if kind == "search" else ()


def _day_by_day(tracked: Tracked, window: Window, now: datetime) -> tuple[str, ...]:
    """Today's address, and those of the days since the last answer, for the news of a day's last hour."""
    if window.days is not None:
        first, last = window.days
    else:
        zone = timezone(timedelta(minutes=_ZONES.get(tracked.source.country, 0)))
        last = now.astimezone(zone).date()
        before = tracked.last_ok.astimezone(zone).date() if tracked.last_ok else last
        first = max(before, last - timedelta(days=MOST_MISSED_DAYS))
    days = [last - timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(dict.fromkeys(on_day(tracked.address, day) for day in days))


def _sliced(url: str, since: date, until: date) -> tuple[str, ...]:
    parts = urlsplit(url)
    slice_of = {"news.google.com": _google, "api.gdeltproject.org": _gdelt}.get(parts.hostname or "")
    if slice_of is None:
        return ()
    found = []
    while since < until:
        end = min(since + timedelta(days=SLICE_DAYS), until)
        query = slice_of(dict(parse_qsl(parts.query)), since, end)
        found.append(urlunsplit(parts._replace(query=urlencode(query))))
        since = end
    return tuple(found)


def _google(query: dict[str, str], since: date, until: date) -> dict[str, str]:
    words = _WHEN.sub("", query.get("q", ""))
    # after: includes its day, before: does not.
    return query | {"q": f"{words} after:{since.isoformat()} before:{until.isoformat()}"}


def _gdelt(query: dict[str, str], since: date, until: date) -> dict[str, str]:
    query = {name: value for name, value in query.items() if name != "timespan"}
    return query | {"startdatetime": f"{since:%Y%m%d}000000", "enddatetime": f"{until:%Y%m%d}000000"}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
