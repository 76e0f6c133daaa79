"""Which days a text names: 29일, 29日, June 29, Tuesday, 昨日 and 전날, resolved against the day of publication.

What must never happen: a day the text does not name. A day without a month is the nearest such day to publication, a
weekday the last one not after it; without a day of publication only full dates count.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from pactwatch.article import Article
from pactwatch.text import fold

_ENGLISH = (
    "january february march april may june july august september october november december".split()
)  # fmt: skip
_MONTHS = {name[:3]: number for number, name in enumerate(_ENGLISH, 1)}
_MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday 월요일 月曜", "tuesday 화요일 火曜", "wednesday 수요일 水曜", "thursday 목요일 木曜",
            "friday 금요일 金曜", "saturday 토요일 土曜", "sunday 일요일 日曜",
        )
    )
    for name in names.split()
}  # fmt: skip
# Days told from the day of publication. "The day before" is told from the day the text is about; a day off at most.
_BESIDE = {
    "today": 0, "yesterday": -1, "tomorrow": 1,
    "오늘": 0, "어제": -1, "전날": -1, "내일": 1,
    "きょう": 0, "今日": 0, "本日": 0, "昨日": -1, "きのう": -1, "前日": -1, "明日": 1, "あす": 1,
    "昨天": -1, "今天": 0, "明天": 1,
}  # fmt: skip
_FULL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?(?:[年년]|[-./])\s?(?P<m>\d\d?)\s?(?:[月월]|[-./])\s?(?P<d>\d\d?)(?!\d)"
    rf"|(?<!\w){_MONTH.replace('mon', 'mon1')}\s?\.?\s?(?P<d1>\d\d?)(?:st|nd|rd|th)?\s?,?\s(?P<y1>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\d)(?P<d2>\d\d?)(?:st|nd|rd|th)?\s{_MONTH.replace('mon', 'mon2')}\s?\.?\s?,?\s(?P<y2>(?:19|20)\d\d)(?!\d)"
)
_PART = re.compile(
    r"(?<![\d年년])(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日일]"
    rf"|(?<!\w){_MONTH.replace('mon', 'mon1')}\s?\.?\s(?P<d1>\d\d?)(?:st|nd|rd|th)?(?![\d:]|\s?%|\s?,?\s?(?:19|20)\d\d)"
    rf"|(?<![\d:])(?P<d2>\d\d?)(?:st|nd|rd|th)?\s{_MONTH.replace('mon', 'mon2')}(?!\w|\s?,?\s?(?:19|20)\d\d)"
)
# 29일 and 29日, but neither 90日間 nor 90일간, 3일째, 2日目: those are lengths.
_BARE = re.compile(
    r"(?<![\d月월.,第제])(?<![月월]\s)(?P<d>[12]?\d|3[01])[日일](?![間间간째目內内]|\s?(?:동안|이내|以内|연속|連続))"
)
_MONTH_ONLY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d\d?)\s?[月월](?!\s?\d)"
    rf"|(?<!\w){_MONTH}\s?\.?,?\s(?P<y1>(?:19|20)\d\d)(?!\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")  # without one there is neither a full date nor a month alone
_NO_DIGIT = re.compile(r"\D{61,}")
_NEAR = 30
"""Characters; from its digits no date or quantity reaches further."""
_CUT = "\0"
"""Stands for what was left out: no pattern reads over it."""
_CLOCK = re.compile(r"\d\d?\s?(?::|[時时시点點])\s?(?:\d\d?\s?[分분]?)?(?:\s?[ap]\.?m\b\.?)?")
_AHEAD = 3
"""A weekday is the nearest of its name; reports of a Thursday mean the coming Saturday and the last Monday."""
_DATELINE = 400
"""Characters at the head of a text in which a full date is the day of publication, where the page states none."""


# Days, months and figures are read from the same text, one after the other.
folded = lru_cache(maxsize=4)(fold)


def publication_day(article: Article) -> date | None:
    """Return the day of publication where the outlet is, else the full date that the text begins with."""
    moment = article.published
    if moment is not None and moment.precision != "month":
        return (moment.instant + timedelta(minutes=moment.offset or 0)).date()
    head = fold("\n".join((article.title, *article.paragraphs)))[:_DATELINE]
    return next(_full_days(head), None)


@lru_cache(maxsize=4)
def near_digits(text: str) -> str:
    """Return of a text, folded, what stands near its digits: there are few, and the patterns are slow on the rest."""
    return _NO_DIGIT.sub(lambda far: far[0][:_NEAR] + _CUT + far[0][-_NEAR:], folded(text))


def days_in(text: str, published: date | None) -> frozenset[date]:
    """Return every day that `text` names."""
    whole, near = folded(text), near_digits(text)
    found = set(_full_days(near))
    if published is not None:
        if _YEAR.search(near) and _FULL.search(near):
            whole, near = _FULL.sub(" ", whole), _FULL.sub(" ", near)
        found.update(_numbered(near, published))
        found.update(_named(whole, published))
    return frozenset(found)


def months_in(text: str) -> frozenset[str]:
    """Return the months named without a day, "2016-11"."""
    found: set[str] = set()
    near = near_digits(text)
    if not _YEAR.search(near):
        return frozenset()
    for match in _MONTH_ONLY.finditer(near):
        month = int(match["m"]) if match["m"] else _MONTHS[match["mon"][:3]]
        found.add(f"{match['y'] or match['y1']}-{month:02}")
    return frozenset(found)


def without_days(text: str) -> str:
    """Return what stands near the digits of `text` without dates and times of day, whose numbers count nothing."""
    near = near_digits(text)
    dated = (_FULL, _MONTH_ONLY) if _YEAR.search(near) else ()
    for pattern in (*dated, _PART, _BARE, _CLOCK):
        near = pattern.sub(" ", near)
    return near


def _full_days(text: str) -> Iterator[date]:
    for match in _FULL.finditer(text) if _YEAR.search(text) else ():
        if (found := _full(match)) is not None:
            yield found


def _full(match: re.Match[str]) -> date | None:
    year, day = match["y"] or match["y1"] or match["y2"], match["d"] or match["d1"] or match["d2"]
    return _date(int(year), _month(match), int(day))


def _month(match: re.Match[str]) -> int:
    name = match["mon1"] or match["mon2"]
    return _MONTHS[name[:3]] if name else int(match["m"])


def _numbered(text: str, published: date) -> Iterator[date]:
    for match in _PART.finditer(text):
        day = int(match["d"] or match["d1"] or match["d2"])
        years = (_date(published.year + off, _month(match), day) for off in (-1, 0, 1))
        yield from _nearest(years, published)
    for match in _BARE.finditer(text):
        months = ((published.year * 12 + published.month - 1 + off) for off in (-1, 0, 1))
        yield from _nearest((_date(m // 12, m % 12 + 1, int(match["d"])) for m in months), published)


def _named(text: str, published: date) -> Iterator[date]:
    for name in _standing_in(text, _WEEKDAYS):
        ahead = (_WEEKDAYS[name] - published.weekday()) % 7
        yield published + timedelta(days=ahead if ahead <= _AHEAD else ahead - 7)
    for name in _standing_in(text, _BESIDE):
        yield published + timedelta(days=_BESIDE[name])


def _standing_in(text: str, names: Iterable[str]) -> Iterator[str]:
    """Return the names that stand in a text, those of an alphabet as words."""
    for name in names:
        if name in text and (not name.isascii() or _word(name).search(text)):
            yield name


@lru_cache(maxsize=64)
def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{name}\b")


def _nearest(candidates: Iterator[date | None], published: date) -> Iterator[date]:
    real = [day for day in candidates if day is not None]
    if real:
        yield min(real, key=lambda day: (abs(day - published), day))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
