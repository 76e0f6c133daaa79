"""The Diplomat."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="The Diplomat",
    hosts=("thediplomat.com",),
    layouts=(
        Layout(
            seen="since 2014",
            body="#td-story-body > p, #td-story-body > h2, #td-story-body > h3, #td-story-body section.td-prose > p",
            title="#td-headline",
            published=".td-date [itemprop=datePublished]@content",
            authors=".td-author a, [itemprop=author] [itemprop=name]",
            section=".td-section a, #td-meta .td-blog a",
            image_caption="#td-story-image + p, .td-credit",
            paywall="#dpl-paywall, .dpl-subscribe-wall",  # general knowledge of 2026-11, not verified
        ),
    ),
    affixes=(r"[-–|]\s?The Diplomat",),
    boilerplate=(
        (
            "subscription",
            re.compile(r"^(?:Enjoying this article\?|Get briefed on the story|Already have an account|Dreaming of a)"),
        ),
        ("advertisement", re.compile(r"^ADVERTISEMENT$", re.IGNORECASE)),
    ),
)
