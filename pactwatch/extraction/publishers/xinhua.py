"""新华社, in Chinese and English. The last line names the editor in charge."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

_BEIJING = 480
_LAYOUTS = (
    Layout(
        seen="since 2022",
        body="#detailContent, #detail",
        title=".conTop h1, h1 .title, .head-line h1, .mheader h1",
        published=".header-time, .conTop .time, .mheader .info",
        drop=(".video-box", "img", ".editor", "#articleEdit", ".tiyi1"),
    ),
    Layout(
        seen="2013-2022",
        body="div#p-detail, .content#Content, #content",
        title="h1#bltitle, .h-title",
        published=".h-time",
    ),
)
_LINES = (
    ("credit", re.compile(r"^[（(](?:Photo by|图片来源|[^（）()]{2,20}/Xinhua|新华社记者.{2,10}摄)[^（）()]*[)）]$")),
    ("editor", re.compile(r"^【(?:纠错|责任编辑)")),
    ("end", re.compile(r"^(?:■|Enditem)$")),
)
_EDITIONS = (
    ("zh", "Xinhua", ("news.cn", "xinhuanet.com")),
    ("en", "Xinhua", ("english.news.cn",)),
)
RECIPES = {
    f"xinhua_{language}": Recipe(
        outlet=outlet,
        hosts=hosts,
        zone=_BEIJING,
        layouts=_LAYOUTS,
        affixes=(r"[-_|]{1,2}\s?(?:新华网|Xinhua(?:\s?\|.*)?|English\.news\.cn)",),
        boilerplate=_LINES,
    )
    for language, outlet, hosts in _EDITIONS
}
