"""Reuters in English and Japanese: an Arc site until 2024, whose paragraphs kept the attribute data-testid since."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe
from pactwatch.extraction.states import fusion

_DROP = ("[data-testid=promo-box]", "[data-testid=ad-slot]", "a[data-testid=Link] > span", "figure")
_LAYOUTS = (
    Layout(
        seen="since 2021",
        state=fusion,
        body="div[data-testid^=paragraph-], p[data-testid^=paragraph-], [class*=article-body] h2[data-testid=Heading]",
        drop=_DROP,
    ),
    Layout(
        seen="2017-2021",
        body="div.StandardArticleBody_body > p, .ArticleBodyWrapper > p, .ArticleBodyWrapper > h3",
        title=".ArticleHeader_headline",
        drop=("figure", ".Attribution_container"),
    ),
)
_LINES = (
    ("credit", re.compile(r"^\(?(?:Reporting|Additional reporting|Writing|Editing) by .{3,300}$")),
    ("principles", re.compile(r"^Our Standards: |^当社の行動規範|^私たちの行動規範")),
    ("feedback", re.compile(r"^(?:Register now for FREE|Sign up here\.|Get a look at the day ahead)")),
)

# Edition -> its outlet, host and zone; the English one states UTC.
_EDITIONS = (("en", "Reuters", "reuters.com", None), ("ja", "Reuters", "jp.reuters.com", JST))
RECIPES = {
    f"reuters_{language}": Recipe(
        outlet=outlet,
        hosts=(host,),
        zone=zone,
        layouts=_LAYOUTS,
        affixes=(r"[-|]\s?Reuters", r"[-|]\s?ロイター", r"(?:UPDATE|WRAPUP|RPT|REFILE)(?: \d+)?-"),
        boilerplate=_LINES,
    )
    for language, outlet, host, zone in _EDITIONS
}
