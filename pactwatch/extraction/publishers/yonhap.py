"""연합뉴스 and its editions. Heads carry (LEAD), (2nd LD), (종합); texts open "(서울=연합뉴스) NAME 기자 ="."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

_DROP = (
    ".related-zone", ".article-ad-box", ".comp-box", "[class*=ad-box]", ".tit-sub", ".writer-zone", ".empty-zone",
    "p.txt-copyright",
)  # fmt: skip
_LAYOUTS = (
    Layout(seen="since 2019", body="article.story-news", drop=_DROP),
    Layout(seen="2022-2023", body=".story-news", drop=_DROP),
)
_KOREAN = (
    Layout(seen="2018-2022", body="div.scroller01 > article", drop=("p.txt-copyright",)),
    Layout(seen="until 2018", body="div#articleWrap .article", drop=(".article-ctg-link", ".blind")),
)
_LINES = (
    ("mail", re.compile(r"^[\w.+-]+@yna\.co\.kr$")),
    ("end", re.compile(r"^\((?:END|끝)\)$")),
    ("tip line", re.compile(r"^제보는 카카오톡")),
    ("copyright", re.compile(r"^<저작권자\(c\) 연합뉴스")),
)
_ENGLISH_HEADS = r"\((?:(?:\d\w\w )?(?:LD|LEAD)|URGENT|News Focus|Yonhap Feature|Yonhap Interview|EDITORIAL)\)"
_KOREAN_HEADS = (r"\((?:종합\d?보?|\d보|속보)\)", r"\[(?:속보|1보|2보)\]")

# Edition -> its outlet, hosts, layouts and what it writes around heads.
_EDITIONS: tuple[tuple[str, str, tuple[str, ...], tuple[Layout, ...], tuple[str, ...]], ...] = (
    ("en", "Yonhap", ("en.yna.co.kr", "english.yonhapnews.co.kr"), _LAYOUTS, (_ENGLISH_HEADS,)),
    ("ko", "Yonhap", ("yna.co.kr", "yonhapnews.co.kr"), (*_LAYOUTS, *_KOREAN), _KOREAN_HEADS),
    ("ja", "Yonhap", ("jp.yna.co.kr", "japanese.yonhapnews.co.kr"), _LAYOUTS, ()),
    ("zh", "Yonhap", ("cn.yna.co.kr", "chinese.yonhapnews.co.kr"), _LAYOUTS, (r"（详讯）|（简讯）",)),
)
RECIPES = {
    f"yonhap_{language}": Recipe(
        outlet=outlet, hosts=hosts, layouts=layouts, zone=KST, affixes=affixes, boilerplate=_LINES
    )
    for language, outlet, hosts, layouts, affixes in _EDITIONS
}
