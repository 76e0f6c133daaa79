"""뉴스1, a news agency: texts open "(서울=뉴스1) NAME 기자 = "."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="News1",
    hosts=("news1.kr",),
    zone=KST,
    layouts=(
        # general knowledge of 2026-11, not verified on a saved page
        Layout(
            seen="since 2024", body="#articleBodyContent", drop=("figure", ".articleBodyContentImage", "[class*=ad-]")
        ),
        Layout(
            seen="until 2024",
            body="#articles_detail, .detail",
            title=".title h2",
            published=".info",
            drop=("figure", ".caption"),
        ),
    ),
    affixes=(r"[-|]\s?뉴스1", r"\((?:종합\d?|\d보)\)"),
    boilerplate=(("mail", re.compile(r"^[\w.+-]+@news1\.kr$")), ("copyright", re.compile(r"^<저작권자 © 뉴스1"))),
)
