"""When a source is asked next: a pure function of how it has been and what it just said."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from spiders.failures import Trouble
from storage.sources import Tracked

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
JITTER = 0.1
FULL_EVERY = 12
"""After so many answers of "not modified" in a row the whole is asked for once: feeds lie about their validators."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """What a poll changes: how often the source is asked, when next, and its failures so far."""

    interval: timedelta
    next_poll: datetime
    failures: float


def after_success(
    tracked: Tracked, now: datetime, *, fresh: int, asked_wait: timedelta | None, hurried: bool = False
) -> Schedule:
    """Halve the interval when there was news, lengthen it by half when there was none.

    A quarter when `hurried`: the source turned over almost whole since the last time. The next poll also waits as
    long as the answer asked for (max-age, ttl) and as the catalogue says at least.
    """
    factor = 0.25 if hurried else 0.5 if fresh else 1.5
    interval = _clamped(timedelta(seconds=tracked.interval_seconds) * factor)
    least = timedelta(seconds=tracked.source.min_interval or 0)
    return _scheduled(now, interval, max(interval, least, asked_wait or timedelta()), 0.0)


def after_trouble(tracked: Tracked, now: datetime, trouble: Trouble) -> Schedule:
    """Back off linearly in weighed failures, never for good: only a person gives up a source."""
    failures = tracked.failures + trouble.weight
    interval = _clamped(timedelta(seconds=tracked.interval_seconds))
    wait = max(interval * (1 + failures), trouble.retry_after or timedelta())
    return _scheduled(now, interval, wait, failures)


def wants_everything(tracked: Tracked) -> bool:
    """Whether to ask without validators this time."""
    return tracked.unchanged_in_a_row > 0 and tracked.unchanged_in_a_row % FULL_EVERY == 0


def _scheduled(now: datetime, interval: timedelta, wait: timedelta, failures: float) -> Schedule:
    # Jitter only lengthens, so that no wait that a server asked for is cut short.
    jittered = min(wait, LONGEST) * (1 + random.uniform(0, JITTER))  # noqa: S311 (no secret)
    return Schedule(interval=interval, next_poll=now + jittered, failures=failures)


def _clamped(interval: timedelta) -> timedelta:
    return min(max(interval, SHORTEST), LONGEST)
