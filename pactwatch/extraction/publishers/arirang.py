"""Arirang, Korea's broadcaster in English. Reports end "NAME, Arirang News."; it prints "2026-01-06 12:00:00 KST"."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Arirang News",
    hosts=("arirang.com", "arirang.co.kr"),
    zone=KST,
    layouts=(
        # as a public parser of 2026 names its elements
        Layout(
            seen="since 2026",
            body=".newsView_section_content p.text",
            title=".newsView_section_title-wrap .title div",
            published=".date .written .time-fs-fixed",
            authors=".reporterCard .content_name a",
            section=".newsView_section_title-wrap .label",
            image=".newsView_section_content img.printImg@src",
        ),
        # general knowledge of 2026-11, not verified on a saved page
        Layout(seen="until 2025", body="#newsText, div.view_txt", title=".view_title h3", drop=("figure", ".photo")),
    ),
    affixes=(r"[-|:]\s?Arirang(?: News| TV)?",),
    byline=re.compile(r"(?P<names>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3}), Arirang News\.?$"),
    boilerplate=(("copyright", re.compile(r"^(?:Copyright )?ⓒ?\s?(?:Arirang|ARIRANG)\b.{0,60}reserved\.?$", re.I)),),
)
