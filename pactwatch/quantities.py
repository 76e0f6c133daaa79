"""Numbers with what they count, in one form for four languages: "50 minutes", 50분, 50分."""

import re
from collections.abc import Iterator

from pactwatch.told_days import folded, without_days

# One name for a unit in all languages; a number word of English counts where one of these follows.
_UNITS: dict[str, tuple[str, ...]] = {
    "minute": ("minutes", "minute", "분", "分"),
    "hour": ("hours", "hour", "시간", "時間", "小时", "小時"),
    "day": ("days", "day", "일간", "日間", "일", "日", "天"),
    "month": ("months", "month", "개월", "カ月", "か月", "ヶ月", "ヵ月", "个月", "個月"),
    "year": ("years", "year", "년", "年間", "年"),
    "percent": ("percent", "per cent", "%", "퍼센트", "パーセント"),
    "people": ("people", "persons", "killed", "dead", "wounded", "injured", "members", "명", "人", "名"),
    "country": ("countries", "nations", "개국", "カ国", "か国", "ヶ国", "国", "國"),
    "item": ("items", "cases", "letters", "notes", "건", "件", "종", "品目"),
    "time": ("times", "rounds", "차례", "回", "次", "번"),
    "kilometre": ("kilometers", "kilometres", "km", "㎞", "킬로미터", "キロ", "公里", "千米"),
    "metre": ("meters", "metres", "미터", "メートル", "米"),
    "won": ("won", "원", "ウォン", "韩元", "韓元"),
    "yen": ("yen", "엔", "円", "日元", "日圓"),
    "dollar": ("dollars", "dollar", "달러", "ドル", "美元"),
    "tonne": ("tons", "tonnes", "톤", "トン", "吨", "噸"),
    "point": ("points", "포인트", "ポイント", "点", "點"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_WORDS = {
    word: value
    for value, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "천": 10**3, "千": 10**3,
    "만": 10**4, "万": 10**4, "萬": 10**4, "억": 10**8, "億": 10**8, "亿": 10**8, "조": 10**12, "兆": 10**12,
}  # fmt: skip
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_UNIT = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_IN_WORDS = re.compile(rf"(?<![\w.])(?P<word>{'|'.join(_WORDS)})[\s-](?P<of>{_UNIT})(?![a-z])")
_QUANTITY = re.compile(
    rf"(?<![\d.])(?P<n>\d+(?:\.\d+)?)(?:\s?(?P<s1>{_SCALE})(?:\s?(?P<n2>\d+)\s?(?P<s2>{_SCALE})?)?)?"
    rf"(?:[\s-]?(?P<unit>{_UNIT})(?![a-z]))?"
)
ALONE = 13
"""A number that counts nothing known tells a story only from here on: below are the days, months and ranks of all."""


def quantities(text: str) -> frozenset[str]:
    """Return the numbers of a text as "50 minute" or, where nothing known is counted, as "1592"."""
    return frozenset((*_in_words(folded(text)), *_quantities(_GROUPED.sub("", without_days(text)))))


def _in_words(text: str) -> Iterator[str]:
    for match in _IN_WORDS.finditer(text):
        yield f"{_WORDS[match['word']]} {_UNIT_OF[match['of']]}"


def _quantities(text: str) -> Iterator[str]:
    for match in _QUANTITY.finditer(text):
        value = float(match["n"]) * _SCALES.get(match["s1"] or "", 1)
        if match["n2"]:
            value += float(match["n2"]) * _SCALES.get(match["s2"] or "", 1)
        unit = _UNIT_OF.get(match["unit"] or "")
        number = f"{value:.6g}" if value < 10**6 else f"{value:.3g}"
        if unit in ("day", "year") and value < (32 if unit == "day" else 0):
            continue  # a day of the month in Korean and Japanese
        if unit and not (unit == "year" and 1900 <= value <= 2100):
            yield f"{number} {unit}"
        elif value >= ALONE and not 1900 <= value <= 2100:
            yield number
