"""朝日新聞. Class names are hashes since 2023: the body is what follows the headline in main."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="Asahi Shimbun",
    hosts=("asahi.com", "digital.asahi.com"),
    zone=JST,
    layouts=(
        Layout(seen="since 2021", body="main div.nfyQp", paywall="#PaywallArea"),
        Layout(
            seen="2014-2021", body="div.ArticleText", title=".ArticleTitle h1", drop=(".ImagesMod", ".SnsUtilityArea")
        ),
    ),
    affixes=(r"[：:]\s?朝日新聞(?:デジタル)?", r"\|\s?朝日新聞"),
    byline=re.compile(r"（(?P<names>[^（）。]{2,40})）$"),
    boilerplate=(("paywall", re.compile(r"^(?:この記事は|残り\s?\d+文字|有料会員になると)")),),
)
