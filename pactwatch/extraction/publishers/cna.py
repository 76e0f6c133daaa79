"""中央通訊社 of Taiwan and its English service, Focus Taiwan."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

_TAIPEI = 480
_LAYOUT = Layout(
    seen="since 2019",
    body="div.paragraph",
    title=".centralContent h1, h1",
    published=".updatetime, .articleTime",
    section=".breadcrumb a:last-child",
    drop=("figure", ".fullPic", ".moreArticle", ".paragraph-ad", ".SubscriptionInner", ".BtnShareGroup"),
)
_LINES = (
    ("copyright", re.compile(r"^本網站之文字")),
    ("end", re.compile(r"^Enditem(?:/\w+)?$")),
    ("more", re.compile(r"^(?:More in|Related News|延伸閱讀)")),
)
RECIPES = {
    "cna": Recipe(
        outlet="Central News Agency",
        hosts=("cna.com.tw",),
        zone=_TAIPEI,
        layouts=(_LAYOUT,),
        affixes=(r"\|\s?[^|]{2,6}\s?\|\s?中央社\s?CNA", r"\|\s?中央社.*"),
        byline=re.compile(r"[（(]編輯[：:](?P<names>[^（）()]{2,20})[)）]\s?\d{0,8}$"),
        boilerplate=_LINES,
    ),
    "focus_taiwan": Recipe(
        outlet="Focus Taiwan",
        hosts=("focustaiwan.tw",),
        zone=_TAIPEI,
        layouts=(_LAYOUT,),
        affixes=(r"[-|]\s?Focus Taiwan",),
        byline=re.compile(r"\(By (?P<names>[A-Z][^()]{3,80})\)\s?(?:Enditem.*)?$"),
        boilerplate=_LINES,
    ),
}
