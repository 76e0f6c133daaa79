"""The time of day that stands beside a date, and the zone it speaks of: 오후 3:21, 15時, 3 p.m. EST, 15:21+09:00."""

import re
from typing import NamedTuple

# Minutes east of UTC. Only names that one place of the news world uses; RFC 822 fixes the American ones.
_ZONES = {
    "kst": 540, "jst": 540, "日本時間": 540, "한국시간": 540, "utc": 0, "gmt": 0, "z": 0, "bst": 60, "cet": 60,
    "cest": 120, "eet": 120, "eest": 180, "msk": 180, "hkt": 480, "sgt": 480, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "aest": 600, "aedt": 660,
}  # fmt: skip
_FARTHEST_ZONE = 14 * 60

_WEEKDAY = (
    r"\(?(?:[월화수목금토일](?:요일)?|[月火水木金土日](?:曜日?)?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)(?:・?祝)?\)?"
)
_HALF = r"(?:(?P<half>오전|오후|午前|午後|上午|下午|am|pm)\s?)?"
_AFTERNOON = {"오후", "午後", "下午", "pm", "p.m.", "p.m"}
_ZONE = (
    r"(?:\s?\(?(?P<zone>(?:(?:utc|gmt)\s?)?[+-]\d\d?(?::?\d\d)?(?!\d)|"
    + "|".join(sorted(_ZONES, key=len, reverse=True))
    + r")\)?(?!\w))?"
)
_CLOCK = (
    rf"{_HALF}(?P<h>\d\d?)\s?(?::|[時시点點]\s?)(?P<mi>\d\d)?(?:\s?[分분]\s?)?"
    r"(?::?(?P<s>(?<=[:分분\s])\d\d)(?:[.,]\d+)?\s?[秒초]?)?\s?(?P<tail>[ap]\.?m\b\.?)?" + _ZONE
)
_NOON = r"(?P<noon>正午|정오)"
_BARE_HOUR = rf"(?P<h>\d\d?)\s?(?P<tail>[ap]\.?m\b\.?){_ZONE}"
_COMPACT_CLOCK = r"(?P<h>[0-2]\d)(?P<mi>[0-5]\d)(?P<s>[0-5]\d)?(?:\d{3}|\.\d+)?" + _ZONE
_GAP = rf"(?:[\s,;|·・:/()\-–—@T]|at\b|um\b|à\b|{_WEEKDAY}){{0,12}}?"
_AFTER_DATE = tuple(
    re.compile(_GAP + clock, re.IGNORECASE)
    for clock in (_CLOCK, _NOON, _BARE_HOUR, r"(?:T|\b|(?<=\d))" + _COMPACT_CLOCK)
)
_BEFORE_DATE = re.compile(
    rf"(?<!\d)(?:{_CLOCK}|{_BARE_HOUR.replace('<', '<_')})[\s,;|·()\-–—]{{0,4}}(?:{_WEEKDAY},?\s?)?$", re.IGNORECASE
)


class Clock(NamedTuple):
    """A time of day; `hour` may pass 23, as in 25時."""

    hour: int
    minute: int
    second: int | None
    offset: int | None


def clock_beside(text: str, start: int, end: int) -> Clock | None:
    """Return the time of day that stands after or before a date, which stands from `start` to `end`."""
    for pattern in _AFTER_DATE:
        if (match := pattern.match(text, end)) and (clock := _clock_of(match.groupdict())):
            return clock
    match = _BEFORE_DATE.search(text[max(0, start - 40) : start])
    if match is None:
        return None
    return _clock_of({name.lstrip("_"): value for name, value in match.groupdict().items() if value is not None})


def _clock_of(parts: dict[str, str | None]) -> Clock | None:
    if parts.get("noon"):
        return Clock(12, 0, None, None)
    hour, minute = int(str(parts["h"])), int(parts.get("mi") or 0)
    second = int(str(parts["s"])) if parts.get("s") else None
    half = (parts.get("half") or parts.get("tail") or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    if hour > 29 or minute > 59 or (second or 0) > 60:
        return None
    return Clock(hour, minute, second, _offset_of(parts.get("zone")))


def _offset_of(zone: str | None) -> int | None:
    if not zone:
        return None
    if zone.lower() in _ZONES:
        return _ZONES[zone.lower()]
    digits = re.sub(r"\D", "", zone)
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    offset = hours * 60 + minutes
    return (-offset if "-" in zone else offset) if offset <= _FARTHEST_ZONE else None
