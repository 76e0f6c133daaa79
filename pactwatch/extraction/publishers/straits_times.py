"""The Straits Times of Singapore. What it takes from agencies ends with their names in capitals."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

_DROP = ("figure", "style", ".media-group", ".story-keywords", "[data-testid*=newsletter]", ".ads", ".read-more")

RECIPE = Recipe(
    outlet="The Straits Times",
    hosts=("straitstimes.com",),
    zone=480,
    layouts=(
        # the bodies as public scrapers of these years name them; the rest is general knowledge of 2026-11, not verified
        Layout(seen="since 2025", body=".storyline-wrapper > :is(p, h2, h3)", title=".headline-stack h1", drop=_DROP),
        Layout(
            seen="2021-2025",
            body="div.clearfix.text-formatted > :is(p, h2, h3), div.ds-field-item > :is(p, h2, h3)",
            title="h1.headline, h1.node-title",
            published=".story-postdate",
            drop=_DROP,
        ),
        Layout(
            seen="2015-2021",
            body="div[itemprop=articleBody] > :is(p, h2, h3, h4)",
            title="h1.headline",
            published=".story-postdate",
            drop=_DROP,
        ),
    ),
    affixes=(r"[-|]\s?The Straits Times", r"[-|]\s?ST"),
    boilerplate=(
        ("print edition", re.compile(r"^A version of this article appeared in the print edition of The Straits Times")),
        (
            "paywall",
            re.compile(r"^(?:Please .{0,30}or .{0,30}to continue reading|Get unlimited access to all)"),
        ),
        ("subscription", re.compile(r"^(?:Join ST's (?:Telegram|WhatsApp)|Sign up (?:now:|for)|Already a subscriber)")),
        ("caption", re.compile(r"^.{20,300}PHOTOS?: ?[A-Z][A-Z ,/&.’'-]{1,60}$")),
    ),
)
