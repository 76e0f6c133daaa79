"""조선일보, an Arc site: the story stands in Fusion.globalContent, the page itself is drawn by scripts."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe
from pactwatch.extraction.states import fusion

RECIPE = Recipe(
    outlet="조선일보",
    hosts=("chosun.com",),
    zone=KST,
    layouts=(
        Layout(seen="since 2020", state=fusion, body="section.article-body", drop=(".article-body__content-image",)),
        Layout(
            seen="2014-2020", body="div#news_body_id .par", published="#date_text", drop=(".news_like", ".news_date")
        ),
    ),
    byline=re.compile(r"^(?P<names>[가-힣]{2,4}) ?(?:기자|특파원|논설위원)$"),
    boilerplate=(("promotion", re.compile(r"^(?:매일 조선일보|조선일보 구독|▶)")),),
)
