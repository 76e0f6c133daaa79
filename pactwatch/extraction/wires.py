"""The agency whose words an outlet prints: its name in the dateline, the byline or a last line."""

import re

_AGENCIES = {
    "yonhap": "Yonhap", "연합뉴스": "Yonhap", "聯合ニュース": "Yonhap", "kyodo": "Kyodo", "kyodo news": "Kyodo",
    "共同": "Kyodo", "共同通信": "Kyodo", "共同通信社": "Kyodo", "jiji": "Jiji", "jiji press": "Jiji", "時事": "Jiji",
    "時事通信": "Jiji", "時事通信社": "Jiji", "reuters": "Reuters", "로이터": "Reuters", "ロイター": "Reuters",
    "afp": "AFP", "ap": "AP", "associated press": "AP", "the associated press": "AP", "afp時事": "AFP",
    "뉴시스": "Newsis", "newsis": "Newsis", "뉴스1": "News1", "xinhua": "Xinhua", "bloomberg": "Bloomberg",
}  # fmt: skip
_NAME = "|".join(
    # a Latin name is a word by itself (AP is none in "JAPAN"); an East Asian one follows its place at once
    rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)
    for name in sorted(_AGENCIES, key=len, reverse=True)
)
_DATELINE = re.compile(
    rf"^\W{{0,2}}[^\n]{{0,60}}?(?P<wire>{_NAME})[^\n()]{{0,20}}?(?:[)\]）】=]|--|[—–]|\s-\s)", re.IGNORECASE
)
_CREDIT = re.compile(rf"^[\W_]*(?P<wire>{_NAME})[\W_]*$", re.IGNORECASE)
_HEAD = 120
"""Characters of the first paragraph in which a dateline stands."""


def wire_of(paragraphs: tuple[str, ...], authors: tuple[str, ...]) -> str | None:
    """Return the agency credited, by its English name."""
    if paragraphs and (match := _DATELINE.match(paragraphs[0][:_HEAD])):
        return _AGENCIES[match["wire"].lower()]
    for line in (*authors, *paragraphs[-2:]):
        if match := _CREDIT.match(line):
            return _AGENCIES[match["wire"].lower()]
    return None
