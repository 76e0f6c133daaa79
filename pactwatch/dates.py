"""Moments as feeds and pages write them: ISO, RFC 822, English, Korean and Japanese, with or without a zone.

What must never happen: a date the text does not hold. Words that need a clock ("3 hours ago", "yesterday", 어제) and
numbers that two countries read differently (04/05/2022) give None. A zone is taken from the text, else from the caller
who knows the outlet, else it stays unknown and the time is read as UTC.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from pactwatch.article import Moment, Precision
from pactwatch.clocks import Clock, clock_beside

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LONGEST = 300
"""Characters of a text that are looked at; no date line is longer."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio janeiro januari leden",
            "february feb februar février fevrier febrero febbraio fevereiro februari",
            "march mar märz marz mars marzo março marco maart",
            "april apr avril abril aprile",
            "may mai mayo maggio maio mei",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug août aout agosto augustus",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
"""Year before the first of each era."""

_YEAR_FIRST = (480, 540)
"""Zones of the countries that write the year first."""

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORDINAL = r"(?:st|nd|rd|th|er|\.)?"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
# A year that no news is from ("01 Jan 0001" is what a program prints for "never"): not a date without a year.
_OTHER_YEAR = r"\.?,?[\s-]\d{4}(?![\d:])"
# Tried in this order; the first that is found anywhere in the text is the date.
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}\s?-\s?(?P<m>\d\d?)\s?-\s?(?P<d>\d\d?)(?!\d)",
        rf"(?<!\d){_YEAR}\s?(?P<s>[./])\s?(?P<m>\d\d?)\s?(?P=s)\s?(?P<d>\d\d?)(?!\d)\.?",
        rf"(?<!\d){_YEAR}\s(?P<m>\d\d)\s?/\s?(?P<d>\d\d)(?=\s\d\d:\d\d)",  # Xinhua, the year in a box of its own
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日일]",
        rf"(?P<era>{'|'.join(_ERAS)})\s?(?P<n>\d\d?|元)\s?年\s?(?P<m>\d\d?)\s?月\s?(?P<d>\d\d?)\s?日",
        rf"(?<!\w)(?P<mon>{_MONTH})\.?\s?(?P<d>\d\d?)(?:st|nd|rd|th)?\s?,?\s?{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<d>\d\d?){_ORDINAL}[\s-]?(?:de |of )?(?P<mon>{_MONTH})\.?,?[\s-]?(?:de )?{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<d>\d\d?)\s?\.\s?(?P<m>\d\d?)\s?\.\s?{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<a>\d\d?)\s?[/-]\s?(?P<b>\d\d?)\s?[/-]\s?{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}(?P<m>[01]\d)(?P<d>[0-3]\d)(?=\D|$|\d{{4}}(?:\d\d(?:\d{{3}})?)?(?!\d))",
        r"(?<![\d年년])(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日일]",
        rf"(?<!\w)(?P<mon>{_MONTH})\.?\s(?P<d>\d\d?)(?:st|nd|rd|th)?(?![\d:]|{_OTHER_YEAR})",
        rf"(?<![\d:])(?P<d>\d\d?)(?:st|nd|rd|th|\.)?\s(?P<mon>{_MONTH})(?!\w|{_OTHER_YEAR})",
        r"^(?P<m>[01]?\d)[-./](?P<d>[0-3]?\d)(?=\s+\d\d?:\d\d)",
        r"(?<![\d.])(?P<first>\d\d)[./](?P<m>\d\d)[./](?P<last>\d\d)(?=[\s|,·]{1,4}\d\d?:\d\d)",
    )
)
_MONTHS_ALONE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^{_YEAR}[-/.](?P<m>\d\d?)$",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<m>\d\d?)\s?[月월]",
        rf"(?<!\w)(?P<mon>{_MONTH})\.?\s?,?\s{_YEAR}(?!\d)",
    )
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


class _Day(NamedTuple):
    """A date and where it stands in the text."""

    day: date
    start: int
    end: int


def parse_moment(text: str, *, source: str, zone: int | None, reference: date | None) -> Moment | None:
    """Return the first moment that `text` states, or None.

    zone: minutes east of UTC in which a text without a zone speaks, None when nobody knows.
    reference: the day on or before which a text without a year was written; None refuses such texts.
    An hour without minutes (15時) counts as the full hour, precision "minute".
    """
    folded = " ".join(unicodedata.normalize("NFKC", text[:_LONGEST]).split())
    printed = text.strip()[:_LONGEST]
    if _EPOCH.fullmatch(folded):
        instant = datetime.fromtimestamp(int(folded[:10]), UTC)
        return Moment(instant=instant, text=printed, offset=None, precision="second", source=source)
    found = _day_in(folded, zone, reference)
    if found is None:
        month = _month_in(folded)
        return _moment(month, None, printed, source, zone, "month") if month else None
    clock = clock_beside(folded, found.start, found.end)
    if clock is None:
        return _moment(found.day, None, printed, source, zone, "day")
    return _moment(found.day, clock, printed, source, zone, "minute" if clock.second is None else "second")


def plausible(moment: Moment, now: datetime) -> bool:
    """Whether a page could have stated this moment by `now`: at most a day ahead (zones, clocks), not before 1990."""
    return EARLIEST <= moment.instant <= now + timedelta(days=1)


def _moment(
    day: date, clock: Clock | None, printed: str, source: str, zone: int | None, precision: Precision
) -> Moment | None:
    offset = zone if clock is None or clock.offset is None else clock.offset
    local = datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        if clock is not None:
            local += timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second or 0)
        instant = local - timedelta(minutes=offset or 0)
    except OverflowError:
        return None
    return Moment(instant=instant, text=printed, offset=offset, precision=precision, source=source)


def _day_in(text: str, zone: int | None, reference: date | None) -> _Day | None:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            day = _day_of(match.groupdict(), zone, reference)
            if day is not None:
                return _Day(day, match.start(), match.end())
    return None


def _day_of(parts: dict[str, str | None], zone: int | None, reference: date | None) -> date | None:
    month, day = _number(parts.get("m")), _number(parts.get("d"))
    if parts.get("mon"):
        month = _MONTHS[str(parts["mon"]).lower()]
    if parts.get("first"):  # 22.06.14 15:21 in East Asia, 14.06.22 | 15:21 elsewhere
        first, last = int(str(parts["first"])), int(str(parts["last"]))
        year, day = (first, last) if zone in _YEAR_FIRST else (last, first)
        return _date(2000 + year, month, day)
    if parts.get("a"):
        first, second = int(str(parts["a"])), int(str(parts["b"]))
        if (first > 12) == (second > 12) and first != second:  # both could be the month, or neither
            return None
        day, month = (first, second) if first > 12 else (second, first)
    if parts.get("era"):
        count = 1 if parts["n"] == "元" else int(str(parts["n"]))
        return _date(_ERAS[str(parts["era"])] + count, month, day)
    if parts.get("y"):
        return _date(int(str(parts["y"])), month, day)
    return _latest(month, day, reference) if reference else None


def _latest(month: int, day: int, reference: date) -> date | None:
    """The last such day not after the day that follows `reference`."""
    limit = reference + timedelta(days=1)
    candidates = (_date(year, month, day) for year in range(limit.year, limit.year - 5, -1))
    return next((found for found in candidates if found and found <= limit), None)


def _month_in(text: str) -> date | None:
    for pattern in _MONTHS_ALONE:
        if match := pattern.search(text):
            parts = match.groupdict()
            month = _MONTHS[parts["mon"].lower()] if parts.get("mon") else int(parts["m"])
            return _date(int(parts["y"]), month, 1)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str | None) -> int:
    return int(text) if text else 0
