"""중앙일보 (joongang.co.kr; until 2021 news.joins.com) and its Japanese edition."""

import re

from pactwatch.extraction.recipe import JST, KST, Layout, Recipe

_DROP = (".ab_photo", ".ab_sub_heading", ".ab_related_article", ".ab_ad", ".ab_byline", ".tag_wrap", ".ovp_recommend")

RECIPES = {
    "joongang_ko": Recipe(
        outlet="JoongAng Ilbo",
        hosts=("joongang.co.kr", "news.joins.com", "joongang.joins.com"),
        zone=KST,
        layouts=(
            Layout(
                seen="since 2021",
                body="#article_body p[data-divno]",
                title="h1.headline",
                published=".datetime time[itemprop=datePublished]@datetime",
                modified=".datetime time[itemprop=dateModified]@datetime",
                authors=".byline a",
                section=".subhead a",
                image_caption=".ab_photo .caption",
                paywall=".membership_login_wrap, .article_plus_wrap",  # general knowledge of 2026-11, not verified
            ),
            Layout(
                seen="2014-2021",
                body="div#article_body",
                title="h1#article_title",
                published=".byline em:nth-of-type(2)",
                drop=_DROP,
            ),
        ),
        affixes=(r"\|\s?중앙일보",),
        byline=re.compile(r"^(?P<names>[가-힣]{2,4}(?:[·,] ?[가-힣]{2,4}){0,3}) 기자\s+[\w.+-]+@joongang\.co\.kr$"),
        boilerplate=(
            ("caption", re.compile(r"^.{0,160}\[(?:연합뉴스|뉴스1|중앙포토|AP=연합뉴스|사진[^\]]{0,20})\]$")),
        ),
    ),
    "joongang_ja": Recipe(
        outlet="JoongAng Ilbo",
        hosts=("japanese.joins.com",),
        zone=JST,
        layouts=(
            # general knowledge of 2026-11, not verified on a saved page
            Layout(
                seen="since 2019",
                body="div#article_body",
                title="h1#article_title, h1.article_title",
                drop=(".photo_center", ".ab_photo"),
            ),
        ),
        affixes=(r"\|\s?(?:Joongang Ilbo\s?\|\s?)?中央日報",),
        boilerplate=(("copyright", re.compile(r"^ⓒ\s?中央日報")),),
    ),
}
