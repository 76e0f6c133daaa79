"""Yonhap in English. Heads carry (LEAD), (2nd LD), (News Focus); the dateline reads "SEOUL, Aug. 28 (Yonhap) --"."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Yonhap News Agency",
    hosts=("en.yna.co.kr", "english.yonhapnews.co.kr"),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2019",
            body="article.story-news",
            drop=(
                ".related-zone",
                ".article-ad-box",
                ".comp-box",
                "[class*=ad-box]",
                ".writer-zone",
                "p.txt-copyright",
            ),
        ),
        Layout(seen="2022-2023", body=".story-news", drop=(".related-zone", "p.txt-copyright")),
    ),
    affixes=(r"\((?:(?:\d\w\w )?(?:LD|LEAD)|URGENT|News Focus|Yonhap Feature|Yonhap Interview|EDITORIAL)\)",),
    boilerplate=(("mail", re.compile(r"^[\w.+-]+@yna\.co\.kr$")), ("end", re.compile(r"^\(END\)$"))),
)
