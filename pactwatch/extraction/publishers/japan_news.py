"""The Japan News by the Yomiuri. It prints "14:08 JST, March 17, 2023"."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="The Japan News",
    hosts=("japannews.yomiuri.co.jp", "the-japan-news.com"),
    zone=JST,
    layouts=(
        Layout(
            seen="since 2021",
            body="#p-article-block p:not([class]), #p-article-block h2",
            title="h1.p-article-ttl, .p-header-single__ttl",
            image_caption="#p-article-block figcaption, .p-article__caption",
        ),
        Layout(seen="until 2021", body="div.news-article-body, div.p-article-block", drop=("figure",)),
    ),
    affixes=(r"[-|]\s?The (?:Japan News|Yomiuri Shimbun)", r"\((?:Update|Opinion) ?\d?\)"),
    byline=re.compile(r"^(?:By )(?P<names>[A-Z][^/.!?]{3,80}?)(?: ?/ ?(?:The )?(?:Yomiuri|Japan News).*)$"),
    boilerplate=(("credit", re.compile(r"^(?:The Yomiuri Shimbun|Jiji Press|AP|Reuters)$")),),
)
