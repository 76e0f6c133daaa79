"""MBC 뉴스 (imnews.imbc.com). Paragraphs are parted by br."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="MBC News",
    hosts=("imbc.com",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2020",
            body="div.news_txt",
            title="h2.art_title",
            published=".date .input",
            authors=".writer a",
            section=".sort a",
            drop=(".viewer", ".hashtag"),
        ),
    ),
    affixes=(r"[-|]\s?MBC뉴스.*",),
    boilerplate=(
        ("label", re.compile(r"^(?:◀ ?(?:앵커|리포트|기자) ?▶|\[(?:앵커|리포트)\])$")),
        ("signature", re.compile(r"^MBC ?뉴스 [가-힣]{2,4}입니다\.?$")),
        ("tip line", re.compile(r"^MBC 뉴스는 24시간|^▷ (?:전화|이메일|카카오톡)")),
    ),
)
