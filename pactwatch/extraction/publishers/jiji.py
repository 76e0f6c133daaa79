"""時事ドットコム. Texts open "【ソウル時事】"; nobody signs them."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="Jiji Press",
    hosts=("jiji.com",),
    zone=JST,
    layouts=(
        Layout(
            seen="since 2014",
            body="div.ArticleText",
            title="div.ArticleTitle h1",
            published="p.ArticleTitleData",
            drop=("aside", ".ArticleInnerAD", "p.ArticleTextTab", ".ArticleTextTab", "figure", ".ArticlePhoto"),
        ),
    ),
    affixes=(r"[:：|]\s?時事ドットコム",),
    boilerplate=(("related", re.compile(r"^(?:【時事通信社】|動画で見る.*)$")),),
)
