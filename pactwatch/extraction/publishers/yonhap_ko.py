"""연합뉴스. The first paragraph opens "(서울=연합뉴스) 홍길동 기자 ="."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="연합뉴스",
    hosts=("yna.co.kr", "yonhapnews.co.kr"),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2019",
            body="article.story-news",
            drop=(
                ".related-zone",
                ".article-ad-box",
                ".comp-box",
                ".tit-sub",
                ".writer-zone",
                "p.txt-copyright",
                ".empty-zone",
            ),
        ),
        Layout(seen="2018-2022", body="div.scroller01 > article", drop=("p.txt-copyright",)),
        Layout(seen="until 2018", body="div#articleWrap .article", drop=(".article-ctg-link", ".blind")),
    ),
    affixes=(r"\((?:종합\d?보?|\d보|속보)\)", r"\[(?:속보|1보|2보)\]"),
    boilerplate=(
        ("mail", re.compile(r"^[\w.+-]+@yna\.co\.kr$")),
        ("tip line", re.compile(r"^제보는 카카오톡")),
        ("copyright", re.compile(r"^<저작권자\(c\) 연합뉴스")),
    ),
)
