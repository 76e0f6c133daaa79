"""The Guardian."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="The Guardian",
    hosts=("theguardian.com",),
    layouts=(
        Layout(
            seen="since 2020",
            body="div.article-body-viewer-selector > :is(p, h2, ul, blockquote)",
            authors="[rel=author]",
        ),
        # as the outlet's published source (dotcom-rendering) builds its AMP pages; classes are hashes
        Layout(seen="AMP", body="div:has(> #clean-blocks) > span"),
        Layout(
            seen="2013-2020",
            body="div.content__article-body > :is(p, h2)",
            title="h1.content__headline",
            authors="[rel=author]",
        ),
    ),
    affixes=(r"\|\s?The Guardian", r"\|\s?[A-Z][^|]{2,40}\|\s?The Guardian"),
    boilerplate=(("newsletter", re.compile(r"^(?:Sign up to|skip past newsletter|after newsletter promotion)", re.I)),),
)
