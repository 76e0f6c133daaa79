"""Korean outlets on the system of ND Soft: #article-view-content-div, dates without a zone."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

_LAYOUTS = (
    Layout(
        seen="since 2019",
        body="#article-view-content-div",
        title="h3.heading, h1.heading, .article-head-title",  # the last one in the print view
        authors=".infomation li:first-child, .article-writer .name",
        section=".path-line a, .breadcrumbs li:last-child a",
        image_caption="#article-view-content-div figcaption",
        drop=("figure", ".photo-layout", ".ad-template", ".clearfix.view-copyright", "#article-relation"),
    ),
    Layout(
        seen="until 2019",
        body="#articleBody",
        title=".arl_view_title, .headline-title",
        drop=("figure", "table.image"),
    ),
)

# Name -> its outlet, the name it writes behind its heads, its host.
_OUTLETS = (
    ("tongil_news", "Tongil News", "통일뉴스", "tongilnews.com"),
    ("media_today", "Media Today", "미디어오늘", "mediatoday.co.kr"),
    ("sisa_journal", "Sisa Journal", "시사저널", "sisajournal.com"),
)
RECIPES = {
    edition: Recipe(
        outlet=outlet,
        hosts=(host,),
        zone=KST,
        layouts=_LAYOUTS,
        affixes=(rf"[-|]\s?{name}",),
        boilerplate=(("copyright", re.compile(r"^저작권자 ©|^ⓒ")),),
    )
    for edition, outlet, name, host in _OUTLETS
}
