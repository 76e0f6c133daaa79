"""首相官邸, in Japanese and English: press conferences and statements, signed by nobody, dated to the day.

Japanese pages print the year by its era ("令和6年9月6日") and open 【岸田総理冒頭発言】; English ones say that they
are a provisional translation. The addresses tell the day, too (statement/2024/0906kaiken.html).
"""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

_DROP = (
    "h1", ".date", ".breadcrumb", ".topicpath", ".sns", ".movie", ".related", ".photo", "figure", "nav", ".page-top",
)  # fmt: skip
# General knowledge of 2026-11, not verified on saved pages: texts and addresses were seen, elements were not.
_LAYOUTS = (
    Layout(
        seen="since 2020",
        body="main article, main div.section",
        title="main h1",
        published="main .date",
        drop=_DROP,
    ),
    Layout(
        seen="2012-2020",
        body="div#format, div#contents-body",
        title="#contents h1, .title h1, #format h1",
        published=".date, .rightAlign",
        drop=(*_DROP, ".rightAlign"),
    ),
)
_LINES = (
    ("translation", re.compile(r"^[\[(]?(?:Provisional|Unofficial) Translation[\])]?$", re.IGNORECASE)),
    ("related", re.compile(r"^(?:Related Links?|関連リンク|これまでの(?:総理|官房長官).{2,20}一覧)$")),
    ("video", re.compile(r"^(?:If you can ?not view the video|This video's audio is|動画が再生できない方は)")),
    ("back", re.compile(r"^(?:ページの先頭へ戻る|Page Top)$", re.IGNORECASE)),
)

# Edition -> host, and what it writes around headlines.
_EDITIONS = (
    ("kantei", "kantei.go.jp", (r"[|｜]\s?首相官邸(?:ホームページ)?", r"[|｜]\s?総理の(?:一日|演説・記者会見など)")),
    ("kantei_en", "japan.kantei.go.jp", (r"\|\s?Prime Minister.{0,3}s Office of Japan", r"\(.{3,60}\) \|.*")),
)
RECIPES = {
    name: Recipe(
        outlet="Prime Minister of Japan", hosts=(host,), zone=JST, layouts=_LAYOUTS, affixes=affixes, boilerplate=_LINES
    )
    for name, host, affixes in _EDITIONS
}
