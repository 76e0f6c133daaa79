"""AFP: its own site, where few of its stories stand, and its fact checks, which are signed and dated to the minute."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="AFP",
    hosts=("afp.com",),
    layouts=(
        # factcheck.afp.com, as public scrapers of 2021-2025 name its elements
        Layout(
            seen="fact checks, since 2019",
            body="div.article-entry",
            title="h1.content-title",
            published="span.meta-date",
            authors="span.meta-author",
            drop=("figure", ".image-caption", "blockquote.twitter-tweet", ".wp-caption"),
        ),
        # general knowledge of 2026-11, not verified on a saved page
        Layout(
            seen="since 2016",
            body="article .field--name-body, article div.article-content",
            title="h1.article-title, h1.page-title",
            drop=("figure", ".media", ".social-share"),
        ),
    ),
    affixes=(r"[-|]\s?AFP(?:\.com| Fact ?Check)?", r"[-|]\s?Fact ?Check"),
    boilerplate=(
        ("copyright", re.compile(r"^Copyright © AFP\b")),
        ("age", re.compile(r"^This article is more than .{3,20} old\.?$")),
        ("agency", re.compile(r"^© (?:\d{4} )?(?:AFP|Agence France-Presse)$")),
    ),
)
