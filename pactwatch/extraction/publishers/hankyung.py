"""한국경제 (Hankyung)."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Hankyung",
    hosts=("hankyung.com",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2019",
            body="div#articletxt",
            # what follows is general knowledge of 2026-11, not verified on a saved page; meta elements say the same
            title="h1.headline",
            authors=".article-author .author a.item, .reporter-info .name",
            image_caption=".article-figure .figure-caption",
            drop=(".article-figure", ".ad-area-wrap", ".newsletter-wrap"),
        ),
        Layout(seen="until 2019", body="#newsView", drop=("figure",)),
    ),
    affixes=(r"\|\s?한국경제",),
    boilerplate=(("mail", re.compile(r"^[\w.+-]+@hankyung\.com$")),),
)
