"""How much news a source brings, measured against its own past: one that answers and says nothing is missed by nobody.

Policy. A feed that fails is seen at once; these rules look for the other kind of blindness. They must not cry wolf,
since an alarm that is wrong once a week is switched off, so they accept to notice a slow source late: at its own rate
of news, seven items must be missing (by chance, once in a thousand) and a day must have passed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(days=28)
"""Its rate is taken over this long before its last item: four whole weeks, since weekends are quiet."""
LEAST_SPAN, LEAST_ITEMS = timedelta(days=3), 7
"""Below this a source is too new to have a rate."""
MISSING_ITEMS = 7.0
DROP = 1 / 3
FLOOD, LEAST_FLOOD = 5.0, 20
"""So many times a day's worth of news in one day, and at least so many items."""


class State(StrEnum):
    """How a source is, worst first."""

    GONE = "gone"  # it answered 410, and is asked no more until a person says so
    FAILING = "failing"  # it does not answer, or with something else
    SILENT = "silent"  # it answers and lists nothing new, although it should have by now
    LOW = "low"  # a third of its usual news or less, over a week
    FLOODING = "flooding"  # many times its usual news in a day
    POOR = "poor"  # its pages mostly give no text, or its articles no date
    EXPIRING = "expiring"  # well, but the certificate of its host ends within days
    NEW = "new"  # not yet asked, or too little known
    OK = "ok"
    OFF = "off"  # disabled


@dataclass(frozen=True, kw_only=True, slots=True)
class Rhythm:
    """How much news a source brings, and brought lately."""

    per_day: float | None
    """Over four weeks before its last item; None while too little is known."""
    day: int
    week: int
    last: datetime | None
    state: State
    why: str


def rhythm(news: Sequence[tuple[datetime, int]], now: datetime) -> Rhythm:
    """Judge a source by (when, how many new items) of its polls that brought any, oldest first.

    The first of them is left out: a source that is met for the first time shows all it has.
    """
    if not news:
        return Rhythm(per_day=None, day=0, week=0, last=None, state=State.NEW, why="")
    (began, _), *later = news
    last = later[-1][0] if later else began
    per_day = _rate(later, max(began, last - WINDOW), last)
    day, week = _since(later, now - timedelta(days=1)), _since(later, now - timedelta(days=7))
    state, why = _judged(later, began, now, per_day)
    return Rhythm(per_day=per_day, day=day, week=week, last=last, state=state, why=why)


def _judged(
    news: Sequence[tuple[datetime, int]], began: datetime, now: datetime, per_day: float | None
) -> tuple[State, str]:
    if per_day is None:
        return State.NEW, ""
    quiet = now - news[-1][0]
    if quiet >= timedelta(days=1) and per_day * _days(quiet) >= MISSING_ITEMS:
        return State.SILENT, f"nothing new for {_spoken(quiet)}, where {per_day * _days(quiet):.0f} items were to come"
    week_ago = now - timedelta(days=7)
    usual = _rate([item for item in news if item[0] <= week_ago], max(began, week_ago - WINDOW), week_ago)
    week = _since(news, week_ago)
    if usual is not None and usual * 7 >= 10 and week <= usual * 7 * DROP:
        return State.LOW, f"{week} new items in a week, usually {usual * 7:.0f}"
    day_ago = now - timedelta(days=1)
    before = _rate([item for item in news if item[0] <= day_ago], max(began, day_ago - WINDOW), day_ago)
    day = _since(news, day_ago)
    if before is not None and day >= max(LEAST_FLOOD, before * FLOOD):
        return State.FLOODING, f"{day} new items in a day, usually {before:.0f}"
    return State.OK, ""


def _rate(news: Iterable[tuple[datetime, int]], start: datetime, end: datetime) -> float | None:
    items = sum(fresh for at, fresh in news if start < at <= end)
    span = end - start
    return items / _days(span) if span >= LEAST_SPAN and items >= LEAST_ITEMS else None


def _since(news: Iterable[tuple[datetime, int]], start: datetime) -> int:
    return sum(fresh for at, fresh in news if at > start)


def _days(span: timedelta) -> float:
    return span / timedelta(days=1)


def _spoken(span: timedelta) -> str:
    return f"{span.days} days" if span.days >= 2 else f"{span / timedelta(hours=1):.0f} hours"
