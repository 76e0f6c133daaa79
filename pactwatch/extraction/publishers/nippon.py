"""Nippon.com, which carries Jiji Press in English ("Seoul, June 14 (Jiji Press)--")."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="Nippon.com",
    hosts=("nippon.com",),
    zone=JST,
    layouts=(
        # bodies: general knowledge of 2026-11, not verified on a saved page
        Layout(seen="since 2018", body="div.editArea, div.editArea2", drop=("figure", ".imgCaption", ".relatedBox")),
        Layout(seen="until 2018", body="div#detail_contents", drop=("figure", ".caption")),
    ),
    affixes=(r"[-|]\s?[Nn]ippon\.com",),
    boilerplate=(("copyright", re.compile(r"^\[Copyright The Jiji Press.*\]$")),),
)
