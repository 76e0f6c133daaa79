"""Korea JoongAng Daily. House style: "Gsomia"; the byline closes the story, "BY NAME, NAME [mail]"."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

_PHOTOGRAPHS = ("figure", ".article_photo", ".photo_area", ".media-photo", "table.photo", ".caption", ".article-photo")

RECIPE = Recipe(
    outlet="Korea JoongAng Daily",
    hosts=("koreajoongangdaily.joins.com", "koreajoongangdaily.com"),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2023",
            body="div.article_body_container",
            drop=(*_PHOTOGRAPHS, "h1"),
        ),
        Layout(
            seen="since 2020",
            body="div#article_body",
            title=".view-article-title",
            drop=(".view-article-title", *_PHOTOGRAPHS),
        ),
        Layout(
            seen="2017-2020",
            body="div#articlebody",
            title="h3#sTitle_a",
            published="span.date",
            section="li.on > a > span",
            drop=_PHOTOGRAPHS,
        ),
    ),
    byline=re.compile(r"\bBY (?P<names>[A-Z][^\[\]]{3,90}?)\s*(?:\[[^\]]*\]|$)", re.IGNORECASE),
    boilerplate=(
        (
            "caption",
            re.compile(r"^.{0,300}\[(?:[A-Z]+/)?(?:YONHAP|AP|REUTERS|AFP|EPA|NEWS1|JOONGANG [A-Z]+)(?:/[A-Z]+)?\]$"),
        ),
        ("breadcrumb", re.compile(r"^Home\s?>|^print dictionary print$")),
        ("image viewer", re.compile(r"^이미지뷰$")),
    ),
)
