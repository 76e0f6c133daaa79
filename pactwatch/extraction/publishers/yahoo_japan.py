"""Yahoo!ニュース, a portal: copies of other outlets' stories, often on several pages; line breaks part paragraphs."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="Yahoo! News Japan",
    hosts=("news.yahoo.co.jp", "headlines.yahoo.co.jp"),
    zone=JST,
    layouts=(
        Layout(
            seen="since 2020",
            body="div.article_body",
            title="#uamods header h1, #uamods > header > h1",
            line_breaks=True,
            drop=("figure", ".pagination", "[class*=relatedLink]", "h2.sc-related"),
        ),
        Layout(
            seen="until 2020", body="div.paragraph .ynDetailText, p.ynDetailText", title="h1 > em", line_breaks=True
        ),
    ),
    affixes=(r"(?:（[^（）]{2,20}）)?\s?[-|]\s?Yahoo!ニュース",),
    boilerplate=(
        ("related", re.compile(r"^(?:【関連記事】|【(?:写真|画像|動画)】.*|本記事は「.{2,40}」.*)$")),
        ("page", re.compile(r"^\d+/\d+ページ$")),
    ),
)
