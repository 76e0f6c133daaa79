"""Authors in the text itself: datelines of Korean and Japanese desks, signatures at an end, "By NAME"."""

import re
from typing import NamedTuple

from pactwatch.extraction.people import people

_KOREAN = r"[가-힣]{2,4}(?:\s?[·ㆍ,/]\s?[가-힣]{2,4}){0,4}"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_PLACES = (
    "ソウル|東京|ワシントン|北京|上海|ニューヨーク|ロンドン|パリ|ベルリン|モスクワ|ジュネーブ|ブリュッセル|台北|香港|釜山|大阪"
    "|バンコク|ハノイ|シンガポール|平壌|板門店|瀋陽|キーウ|エルサレム|カイロ"
)
_HAN_NAME = r"[\u4e00-\u9fff々]{1,4}[\u4e00-\u9fff々\u3041-\u30fa]{1,4}"
# (서울=연합뉴스) 홍길동 기자 =    [서울=뉴시스]홍길동 기자 =    【ソウル坂口裕彦】    （ソウル＝森春人）
_OPENING = (
    re.compile(
        rf"^[(\[【〔][^)\]】〕]{{1,40}}[)\]】〕]\s*(?P<names>{_KOREAN})\s*(?:\w{{0,4}})?(?:기자|특파원|통신원)\s*="
    ),
    re.compile(rf"^[【〔](?:{_PLACES})\s?[=＝・]?\s?(?P<names>{_HAN_NAME}(?:、{_HAN_NAME})*)[】〕]"),
    re.compile(r"^(?i:by)\s+(?P<names>[A-Z][^.!?:;]{3,80})$"),
)
_CLOSING = (
    re.compile(
        rf"^\W*(?:글|취재)?[=/ ]*(?P<names>{_KOREAN})\s*(?:[가-힣]{{0,5}}\s?)?"
        r"(?:기자|특파원|논설위원|통신원|칼럼니스트|평론가)"
        rf"\s*[(\[</|]*\s*(?:{_MAIL})?\s*[)\]>]*\W*$"
    ),
    re.compile(rf"^\W*(?P<names>{_KOREAN})\s*[(\[<|/]*\s*{_MAIL}\s*[)\]>]*\W*$"),
    re.compile(rf"[（【](?:(?:{_PLACES}|共同)\s?[=＝・]\s?)?(?P<names>{_HAN_NAME}(?:、{_HAN_NAME})*)[）】]\W?$"),
    re.compile(r"^(?i:by)\s+(?P<names>[A-Z][^\[\]!?:;]{3,80}?)\s*(?:\[[^\]]*\])?$"),
)
_EDITED = re.compile(r"^[（(]责(?:任)?编(?:辑)?[：:]\s*(?P<names>[^()（）]{2,30})[)）]$")
"""Chinese outlets name the editors in charge below the text, and often nobody else."""
_NEVER = re.compile(
    r"以下|敬称|写真|提供|資料|終わり|時事|共同|聯合|連載|つづ|おわり|編集|構成|質疑|応答|発言|問答|会見"
)
"""What stands in the brackets of a Japanese text and names nobody."""
_LONGEST_SIGNATURE = 60


class Byline(NamedTuple):
    """Names found in the text, and the line to leave out because it holds nothing else."""

    names: tuple[str, ...]
    line: str | None


def byline_in(lines: list[str]) -> Byline | None:
    """Return who signed a text: at its beginning, else at its end."""
    for line in lines[:2]:
        for pattern in _OPENING:
            match = pattern.search(line[:160])
            if match and not _NEVER.search(match["names"]) and (names := people([match["names"]])):
                return Byline(names, line if match.end() == len(line) else None)
    for line in reversed(lines[-3:]):
        for pattern in (*_CLOSING, _EDITED):
            match = pattern.search(line) if len(line) < _LONGEST_SIGNATURE or pattern is _CLOSING[2] else None
            if match and not _NEVER.search(match["names"]) and (names := people([match["names"]])):
                return Byline(names, line if len(line) < _LONGEST_SIGNATURE and match.start() == 0 else None)
    return None
