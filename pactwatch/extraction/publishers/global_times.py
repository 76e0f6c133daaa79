"""Global Times."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="Global Times",
    hosts=("globaltimes.cn",),
    zone=480,
    layouts=(
        # general knowledge of 2026-11, not verified on a saved page
        Layout(
            seen="since 2020",
            body="div.article_content",
            title="div.article_title",
            published=".pub_time",
            authors=".author_share_left .byline, .byline a",
            section=".article_column .column_level a",
            drop=(".picture", "center", ".article_footer"),
        ),
    ),
    affixes=(r"[-|]\s?Global Times",),
    boilerplate=(("credit", re.compile(r"^(?:Photo|File photo|Illustration): ?(?:VCG|Xinhua|GT|CFP|.{2,40}/GT)$")),),
)
