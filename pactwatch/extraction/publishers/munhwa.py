"""문화일보."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Munhwa Ilbo",
    hosts=("munhwa.com",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2025",
            body="#article-body p.text-l",
            title="h1.title",
            published=".byline .date-publish",
            authors=".byline .writer a",
            section=".section-title a.depth2",
            image_caption=".article-photo-wrap .caption",
        ),
        Layout(seen="until 2025", body="div#News_content", drop=(".imgTable", "figure")),
    ),
    affixes=(r"[-|:]{1,2}\s?문화일보.*",),
    boilerplate=(("mail", re.compile(r"^[가-힣]{2,4} 기자$")),),
)
