"""The Asahi Shimbun in English (AJW). Captions begin with their misspelling, "Photo/Illutration"."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="The Asahi Shimbun AJW",
    hosts=("asahi.com/ajw", "ajw.asahi.com"),
    zone=JST,
    layouts=(
        Layout(
            seen="since 2018",
            body="div.ArticleText",
            title=".ArticleTitle h1",
            published=".EnLastUpdated, .LastUpdated",
            authors="p.EnArticleName",
            drop=("div.SnsUtilityArea", ".ImagesMod", ".insert"),
        ),
    ),
    affixes=(r"\|\s?The Asahi Shimbun.*",),
    boilerplate=(("caption", re.compile(r"^Photo/Illutration")),),
)
