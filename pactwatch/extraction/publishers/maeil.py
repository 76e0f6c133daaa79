"""매일경제 (MK)."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Maeil Business",
    hosts=("mk.co.kr",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2022",
            body="div.news_cnt_detail_wrap",
            title="h2.news_ttl",
            published=".registration dl:nth-of-type(1) dd",
            modified=".registration dl:nth-of-type(2) dd",
            authors=".author .name",
            section=".cate.c_point",
            image_caption=".thum_figure_txt",
            drop=(".thumb_area", ".thum_figure_txt", ".ad_wrap", ".relation_news_area"),
        ),
        Layout(
            seen="until 2022",
            body="div#article_body, div.art_txt",
            title="h1.top_title",
            published=".lasttime",
            drop=(".img_center", ".ad_wrap"),
        ),
    ),
    affixes=(r"[-|]\s?매일경제",),
    boilerplate=(("copyright", re.compile(r"^\[ⓒ 매일경제")),),
)
