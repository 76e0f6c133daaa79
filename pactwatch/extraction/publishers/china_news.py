"""中国新闻网 (China News Service). Texts open "中新社首尔3月16日电 (记者 NAME)"."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="China News Service",
    hosts=("chinanews.com.cn", "chinanews.com"),
    zone=480,
    layouts=(
        # general knowledge of 2026-11, not verified on a saved page
        Layout(
            seen="since 2014",
            body="div.left_zw",
            title="h1.content_left_title, h1",
            published=".content_left_time, .left-t",
            drop=(".pictext", ".adEditor", "table", ".left_name", ".editor"),
        ),
    ),
    affixes=(r"[-_|]\s?中新网.*", r"[-_|]\s?中国新闻网"),
    byline=re.compile(r"^【编辑[：:](?P<names>[^】]{2,20})】$"),
)
