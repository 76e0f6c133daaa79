"""South China Morning Post: scripts draw the page, JSON-LD holds the story."""

import re

from pactwatch.extraction.recipe import Layout, Recipe
from pactwatch.extraction.states import article_body

RECIPE = Recipe(
    outlet="South China Morning Post",
    hosts=("scmp.com",),
    zone=480,
    layouts=(
        # element names are general knowledge of 2026-11, not verified on a saved page
        Layout(
            seen="since 2019",
            body="[data-qa*=ContentBody] p, .details__body p, .generic-article__body p",
            title="[data-qa*=headline] h1, h1.info__headline",
            authors="[data-qa*=AuthorName], .main-info__name a",
            drop=("figure",),
        ),
        Layout(seen="since 2023, drawn by scripts", state=article_body),
    ),
    affixes=(r"\|\s?South China Morning Post",),
    boilerplate=(
        ("follow", re.compile(r"^(?:Follow us|Sign up for|Help us understand)\b")),
        (
            "note",
            re.compile(r"^(?:Additional reporting by|This article (?:first )?appeared in the .{0,40}print edition)"),
        ),
    ),
)
