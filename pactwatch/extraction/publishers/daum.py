"""다음 뉴스, a portal: copies of other outlets' stories, with their name in the head's logo."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Daum News",
    hosts=("v.daum.net", "news.v.daum.net", "news.daum.net"),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2017",
            body=".article_view section",
            title="h3.tit_view",
            published=".num_date",
            authors=".info_view .txt_info:first-child",
            image_caption="figcaption",
            drop=("figure", ".wrap_thumb", ".summary_view", "[dmcf-ptype=figure]"),
        ),
        Layout(seen="until 2017", body="#harmonyContainer, div#mArticle .article_view", drop=("figure",)),
    ),
    affixes=(r"[-|]\s?다음(?:\s?뉴스)?",),
    boilerplate=(
        ("copyright", re.compile(r"^(?:Copyright|저작권자).{0,120}$")),
        ("promotion", re.compile(r"^(?:▶|☞)")),
    ),
)
