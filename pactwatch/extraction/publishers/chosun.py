"""조선일보 and The Chosun Daily, an Arc site: the story stands in Fusion.globalContent, scripts draw the page."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe
from pactwatch.extraction.states import fusion

_ARC = Layout(seen="since 2020", state=fusion, body="section.article-body", drop=(".article-body__content-image",))

RECIPES = {
    "chosun": Recipe(
        outlet="Chosun Ilbo",
        hosts=("chosun.com",),
        zone=KST,
        layouts=(
            _ARC,
            Layout(
                seen="2014-2020",
                body="div#news_body_id .par",
                published="#date_text",
                drop=(".news_like", ".news_date"),
            ),
        ),
        byline=re.compile(r"^(?P<names>[가-힣]{2,4}) ?(?:기자|특파원|논설위원)$"),
        boilerplate=(("promotion", re.compile(r"^(?:매일 조선일보|조선일보 구독|▶)")),),
    ),
    "chosun_en": Recipe(
        outlet="Chosun Ilbo",
        hosts=("chosun.com/english", "english.chosun.com"),
        zone=KST,
        layouts=(_ARC, Layout(seen="until 2022", body="div.par", published="#date_text, p.date")),
        affixes=(r"[-|]\s?The Chosun (?:Daily|Ilbo)(?: \(English Edition\))?.*",),
        boilerplate=(("copyright", re.compile(r"^Copyright .{0,20}The Chosun")),),
    ),
}
