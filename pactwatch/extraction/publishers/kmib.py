"""국민일보. The last line signs the story, "NAME 기자 mail"."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Kukmin Ilbo",
    hosts=("kmib.co.kr",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2023",
            body="div#articleBody",
            title="h1.article_headline",
            published=".datetime div",
            section=".breadcrumb a",
            image_caption=".article_body_img figcaption",
            drop=(".article_body_img", "[id^=div-gpt-ad]"),
        ),
        Layout(seen="until 2023", body=".NwsCon", published=".NwsInfo .t11", drop=("figure", ".pop")),
    ),
    affixes=(r"[-|]\s?국민일보",),
    boilerplate=(("copyright", re.compile(r"^GoodNews paper ⓒ")),),
)
