"""The Korea Times. One story stands below several months and hosts (.../2022/12/120_331002.html)."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="The Korea Times",
    hosts=("koreatimes.co.kr",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2025",  # a Next.js site whose classes end in a hash that changes
            body="[class*=EditorContents_wrap] [class*=EditorContents_contents]",
            drop=("[id*=koreatimes_inarticle]", ".module-articles", ".editor-img-box"),
        ),
        Layout(
            seen="until 2024",  # general knowledge of 2026-11, not verified on a saved page
            body="#startts",
            title=".view_headline",
            published=".view_date",
            drop=(".view_photo", ".view_caption", "table"),
        ),
    ),
    affixes=(r"[-–|]\s?(?:The )?Korea ?Times",),
    byline=re.compile(r"^By (?P<names>[A-Z][^.!?]{3,80})$"),
    boilerplate=(
        ("mail", re.compile(r"^[\w.+-]+@(?:ktimes|koreatimes)\.com$")),
        ("caption", re.compile(r"^.{0,200}\s/\s?(?:Yonhap|Courtesy of .{3,60}|Korea Times .{3,60}|AP|Reuters)$")),
    ),
)
