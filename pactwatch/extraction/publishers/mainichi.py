"""毎日新聞 and The Mainichi. In English, p2a in the address is the staff's, p2g Kyodo's."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

_DROP = (
    "[class*=articledetail-image]",
    ".articledetail-body-image",
    "figure",
    ".articledetail-sns",
    ".related-articles",
)
_NEW = Layout(
    seen="since 2020",
    body="#articledetail-body > :is(p, h2), section.articledetail-body:not(#articledetail-body)",
    title="h1.title-page",
    authors="meta[name='cXenseParse:author']@content",
    drop=_DROP,
)
_OLD = Layout(seen="2015-2020", body="div.main-text, .txt", title="header h1", drop=("figure", ".image", ".ad"))

RECIPES = {
    "mainichi_ja": Recipe(
        outlet="Mainichi Shimbun",
        hosts=("mainichi.jp",),
        zone=JST,
        layouts=(_NEW, _OLD),
        affixes=(r"[|｜]\s?毎日新聞",),
        byline=re.compile(r"【(?P<names>[^】。、]{2,12}(?:、[^】。、]{2,12}){0,3})】$"),
        boilerplate=(("paywall", re.compile(r"^(?:この記事は有料記事です|残り\d+文字)")),),
    ),
    "mainichi_en": Recipe(
        outlet="The Mainichi",
        hosts=("mainichi.jp/english",),
        zone=JST,
        layouts=(_NEW, _OLD),
        affixes=(r"[-|]\s?The Mainichi",),
        byline=re.compile(
            r"^\((?:Japanese original )?by (?P<names>[A-Z][^,()]{2,40}(?:(?:,| and) [A-Z][^,()]{2,40}){0,3}?)"
            r"(?:, [^()]{3,80})?\)$",
            re.IGNORECASE,
        ),
        boilerplate=(("related", re.compile(r"^(?:Related|Photo)$")),),
    ),
}
