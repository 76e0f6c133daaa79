"""CNN. Cities open the first paragraph, "Seoul, South Korea CNN —"."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="CNN",
    hosts=("cnn.com",),
    layouts=(
        Layout(
            seen="since 2022",
            body=".article__content :is(p.paragraph, h2.subheader)",
            title="h1.headline__text",
            authors=".byline__name",
        ),
        Layout(
            seen="2014-2022",
            body=".zn-body__paragraph",
            title="h1.pg-headline",
            authors=".metadata__byline__author a",
            drop=("figure",),
        ),
    ),
    affixes=(r"\|\s?CNN(?: Politics| Business)?", r"[-–]\s?CNN(?:Politics)?"),
    boilerplate=(
        (
            "note",
            re.compile(r"^(?:This (?:story|headline) (?:has been|is being) updated|CNN['’]s .{3,200} contributed to)"),
        ),
    ),
)
