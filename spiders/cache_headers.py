"""What an answer says of when to come back (RFC 9110, RFC 9111), as far as a poller cares."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy.http.headers import Headers

LONGEST = timedelta(days=1)
"""A wait beyond this is kept at this: servers have been seen to ask for years."""


def text(headers: Headers, name: str) -> str | None:
    """Return a header's value."""
    value = headers.get(name)
    return value.decode("latin-1") if value else None


def freshness(headers: Headers, now: datetime) -> timedelta | None:
    """Return how long the answer holds: max-age, else Expires; at most a day, None where nothing usable is said."""
    directives = _directives(text(headers, "Cache-Control"))
    if {"no-store", "no-cache"} & directives.keys():
        return None
    age = directives.get("max-age", "")
    if age.isascii() and age.isdigit():
        return min(timedelta(seconds=int(age[:9])), LONGEST)
    expires = _moment(text(headers, "Expires"))
    if expires is None:
        return None
    # Both by the server's clock where it tells it: ours may differ.
    begins = _moment(text(headers, "Date")) or now
    return min(max(expires - begins, timedelta()), LONGEST)


def retry_after(value: bytes | None, now: datetime) -> timedelta | None:
    """Read a Retry-After header, seconds or a date (RFC 9110, 10.2.3); None for nonsense, at most a day."""
    said = (value or b"").decode("latin-1").strip()
    if said.isascii() and said.isdigit():
        return min(timedelta(seconds=int(said[:9])), LONGEST)
    when = _moment(said)
    return None if when is None else min(max(when - now, timedelta()), LONGEST)


def may_be_asked_conditionally(headers: Headers) -> bool:
    """Tell whether validators are worth keeping: "Expires: 0" is sent by servers whose validators lie (miniflux)."""
    return (text(headers, "Expires") or "").strip() not in {"0", "-1"}


def _directives(value: str | None) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in (value or "").split(","))
    return {name.strip().lower(): worth.strip().strip('"') for name, _, worth in pairs if name}


def _moment(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
