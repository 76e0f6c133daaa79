"""NHK World-Japan in English and its other languages: scripts draw the page, JSON-LD holds the story."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe
from pactwatch.extraction.states import article_body

RECIPE = Recipe(
    outlet="NHK World-Japan",
    hosts=("nhk.or.jp/nhkworld",),
    zone=JST,
    layouts=(
        # the element is general knowledge of 2026-11, not verified on a saved page; the state was seen in 2022
        Layout(seen="since 2018", state=article_body, body="div.p-article__body", title="h1.p-article__title"),
    ),
    affixes=(r"\|\s?NHK WORLD-JAPAN(?: News)?",),
    boilerplate=(("video", re.compile(r"^(?:Watch|Video):? ", re.IGNORECASE)),),
)
