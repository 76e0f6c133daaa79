"""The New York Times. Class names are hashes; the columns of the story have names."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="The New York Times",
    hosts=("nytimes.com",),
    layouts=(
        Layout(
            seen="since 2018",
            body="div.StoryBodyCompanionColumn :is(p, h2)",
            title="h1[data-testid=headline], article#story h1",
            paywall="#gateway-content",
        ),
        Layout(seen="until 2018", body="p.story-body-text", title="h1#headline", authors=".byline-author"),
    ),
    affixes=(r"[-|]\s?The New York Times", r"Opinion\s?\|"),
    boilerplate=(
        (
            "note",
            re.compile(
                r"^(?:[A-Z][\w.’' -]{3,60} contributed (?:reporting|research)"
                r"|The Times is committed to|Follow The New York Times)"
            ),
        ),
        (
            "advertisement",
            re.compile(r"^(?:Advertisement|Supported by|SKIP ADVERTISEMENT|Continue reading the main story)$"),
        ),
    ),
)
