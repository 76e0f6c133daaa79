"""読売新聞オンライン. Readings stand over rare names (ruby)."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="Yomiuri Shimbun",
    hosts=("yomiuri.co.jp",),
    zone=JST,
    layouts=(
        Layout(
            seen="since 2019",
            body="div.p-main-contents > :is(p, h2, h3)",
            title="h1.title-article",
            image_caption=".p-main-contents figcaption",
        ),
        Layout(seen="2008-2019", body="div.article-def > p", title="div.article-def > h1"),
    ),
    affixes=(r"[:：]\s?読売新聞(?:オンライン)?",),
    boilerplate=(
        ("paywall", re.compile(r"^(?:この記事は(?:読者会員|有料会員)限定|残り\s?\d+文字|スクラップ(?:機能|する))")),
        ("date", re.compile(r"^（\d{4}年.{4,16}読売新聞）$")),
        ("share", re.compile(r"^あわせて読みたい$")),
    ),
)
