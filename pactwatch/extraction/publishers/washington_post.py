"""The Washington Post."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="The Washington Post",
    hosts=("washingtonpost.com",),
    layouts=(
        Layout(
            seen="since 2021",
            body="div.article-body > :is(p, h3)",
            title="h1#main-content, h1[data-testid=headline]",
            paywall="[data-qa=subscribe-promo], .paywall-overlay",  # general knowledge of 2026-11, not verified
        ),
        Layout(seen="until 2021", body="article[itemprop=articleBody] > p, .article-body > p"),
    ),
    affixes=(r"[-|]\s?The Washington Post", r"(?:Opinion|Analysis|Perspective)\s?\|"),
    boilerplate=(("note", re.compile(r"^[A-Z][\w.’' -]{3,60} contributed to this report\.$")),),
)
