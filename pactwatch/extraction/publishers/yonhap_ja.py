"""聯合ニュース. The dateline reads 【ソウル聯合ニュース】; the last line is a mail address."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="聯合ニュース",
    hosts=("jp.yna.co.kr", "japanese.yonhapnews.co.kr"),
    zone=JST,
    layouts=(
        Layout(
            seen="since 2019",
            body="article.story-news",
            drop=(".related-zone", ".article-ad-box", ".comp-box", ".writer-zone", "p.txt-copyright"),
        ),
        Layout(seen="2022-2023", body=".story-news", drop=("p.txt-copyright",)),
    ),
    boilerplate=(("mail", re.compile(r"^[\w.+-]+@yna\.co\.kr$")),),
)
