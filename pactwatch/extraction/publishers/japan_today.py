"""Japan Today, which prints agencies' stories too."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="Japan Today",
    hosts=("japantoday.com",),
    zone=JST,
    layouts=(
        # general knowledge of 2026-11, not verified on a saved page; the older element was seen in a reader of 2014
        Layout(
            seen="since 2017",
            body="div[itemprop=articleBody]",
            title="h1[itemprop=headline]",
            authors="[itemprop=author]",
            published="time[itemprop=datePublished]@datetime",
            drop=("figure", ".article-ad", ".inline-ad", ".related"),
        ),
        Layout(seen="until 2017", body="div#article_content", drop=(".photo", ".ad")),
    ),
    affixes=(r"[-|]\s?Japan ?Today",),
    boilerplate=(("copyright", re.compile(r"^© (?:\d{4} )?.{2,60}$")),),
)
