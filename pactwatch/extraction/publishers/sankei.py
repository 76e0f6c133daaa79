"""産経ニュース."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="Sankei Shimbun",
    hosts=("sankei.com",),
    zone=JST,
    layouts=(
        Layout(
            seen="since 2021",
            body="div.article-body > :is(p.article-text, h2)",
            image_caption="figcaption.article-image__caption, .article-body figcaption",
        ),
        Layout(
            seen="until 2021",
            body="div.post_content > p, #__r_article_title__ ~ .fontMiddiumText",
            title="h1.post_title",
        ),
    ),
    affixes=(r"[-|]\s?産経ニュース",),
    byline=re.compile(
        r"（(?:(?:ソウル|東京|ワシントン|北京|台北)[ 　])?(?P<names>(?!続|終|共同|時事)[一-鿿々]{2,5}[ぁ-ん]{0,4})）$"
    ),
    boilerplate=(
        ("next page", re.compile(r"^(?:次のページは|＞[＞>]|【関連】)")),
        ("paywall", re.compile(r"^(?:この記事は有料会員記事|残り\s?[\d,]+文字)")),
    ),
)
