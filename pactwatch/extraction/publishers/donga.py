"""동아일보 and its English and Japanese editions. Paragraphs are parted by two br."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

_DROP = ("figure", ".img_cont", ".articlePhotoC", ".sub_cont_AD", ".view_ad", ".article_relation", "[class*=view_m_ad]")
_NEW = Layout(
    seen="since 2023",
    body=".news_view",
    title=".head_group h1",
    published=".date_info span[aria-hidden=true]",
    modified=".news_info button span[aria-hidden=true]",
    authors=".author_info a",
    section=".breadcrumb .breadcrumb_item:last-child a",
    drop=(*_DROP, ".sub_tit"),
)
# AMP pages, too: general knowledge of 2026-11, not verified on a saved page.
_OLD = Layout(
    seen="2010-2023", body="div.article_txt", title=".article_title h1", published=".article_title .date", drop=_DROP
)
_LINES = (("copyright", re.compile(r"^Copyright ⓒ 동아일보")),)
_TITLES = (r"[:|]\s?동아일보", r"\|\s?The Dong-?A Ilbo", r"\|\s?東亜日報")

# Edition -> its outlet and host. All print KST.
_EDITIONS = (
    ("ko", "Dong-A Ilbo", ("donga.com",)),
    ("en", "Dong-A Ilbo", ("donga.com/en", "english.donga.com")),
    ("ja", "Dong-A Ilbo", ("donga.com/jp", "japanese.donga.com")),
)
RECIPES = {
    f"donga_{language}": Recipe(
        outlet=outlet,
        hosts=hosts,
        zone=KST,
        layouts=(_NEW, _OLD),
        affixes=_TITLES,
        byline=re.compile(
            r"^(?P<names>[가-힣]{2,4}|[A-Z][a-z]+(?:[- ][A-Z]?[a-z]+){1,3}) (?:기자 )?[\w.+-]+@donga\.com$"
        ),
        boilerplate=_LINES,
    )
    for language, outlet, hosts in _EDITIONS
}
