"""The Japan Times. Credits may be an agency: "JIJI", "KYODO", "AP"."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="The Japan Times",
    hosts=("japantimes.co.jp",),
    zone=JST,
    layouts=(
        Layout(
            seen="since 2023",
            body="#jtarticle div.article-body, div.article-info div.article-body",
            title="h1.title-article",
            authors="meta[name='cXenseParse:jat-credit']@content",
            paywall=".blurred-text, #piano-inline",
            drop=(".jt-subscribe-box", ".newsletter-signup", ".jt-related-stories", "#piano-recommend", "figure"),
        ),
        Layout(
            seen="2013-2023",
            body="div#jtarticle.entry",
            title="article header h1",
            authors="h5.writer",
            drop=("figure", ".inline_image", ".related_articles"),
        ),
    ),
    affixes=(r"[-|]\s?The Japan Times",),
    boilerplate=(("subscription", re.compile(r"^In a time of both misinformation and too much information")),),
)
