"""The Associated Press. Names are printed in capitals; what follows "___" is about the story, not of it."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="Associated Press",
    hosts=("apnews.com", "hosted.ap.org"),
    layouts=(
        Layout(
            seen="since 2023",
            body="div.RichTextStoryBody > :is(p, h2)",
            title="h1.Page-headline",
            authors=".Page-authors",
        ),
        Layout(
            seen="2018-2023",
            body="[data-key=article] > :is(p, h2)",
            authors="div.CardHeadline > span > span:first-child",
        ),
        Layout(
            seen="hosted until 2020",
            body=".ap-story block > p",
            title="h2.ap-story-headline",
            authors=".ap-story-byline > :first-child",
        ),
    ),
    affixes=(r"[-|]\s?AP News",),
    boilerplate=(
        ("rule", re.compile(r"^_{2,}$")),
        (
            "note",
            re.compile(
                r"(?:Associated Press|AP) (?:\w+ ){0,3}(?:writers?|journalists?|reporters?) .{3,300} contributed\b"
                r"|^(?:Find more|Follow) (?:of )?(?:the )?AP['’s]*\b"
                r"|^(?:The Associated Press|AP) receives (?:support|financial)"
            ),
        ),
    ),
)
