"""CNA of Singapore (Channel NewsAsia)."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="CNA",
    hosts=("channelnewsasia.com",),
    zone=480,
    layouts=(
        # general knowledge of 2026-11, not verified on a saved page
        Layout(
            seen="since 2021",
            body=".text-long > p, .text-long > h2",
            title="h1.h1--page-title",
            section=".category a",
            image_caption=".content-detail__image figcaption, .figure__caption",
        ),
    ),
    affixes=(r"[-|]\s?CNA",),
    boilerplate=(("credit", re.compile(r"^Source: (?:CNA|AFP|Reuters|AP|Agencies)(?:/\w{2,4}(?:\(\w+\))?)?$")),),
)
