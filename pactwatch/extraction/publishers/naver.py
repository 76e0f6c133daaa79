"""네이버 뉴스, a portal: copies of other outlets' stories, with their name in the head's logo."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Naver News",
    hosts=("news.naver.com",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2022",
            body="#dic_area",
            title="#title_area",
            published="._ARTICLE_DATE_TIME@data-date-time",
            modified="._ARTICLE_MODIFY_DATE_TIME@data-modify-date-time",
            authors=".media_end_head_journalist_name",
            section=".media_end_categorize_item",
            image_caption="em.img_desc",
            drop=(".end_photo_org", "em.img_desc", ".media_end_summary", ".vod_player_wrap", ".byline", ".c_text"),
        ),
        Layout(
            seen="until 2022",
            body="#articleBodyContents, #articeBody",
            title="h3#articleTitle",
            published=".t11",
            drop=(".end_photo_org", "em.img_desc", ".link_news"),
        ),
    ),
    affixes=(r":\s?네이버\s?뉴스",),
    boilerplate=(
        ("copyright", re.compile(r"^(?:Copyright|저작권자|ⓒ).{0,120}$")),
        ("promotion", re.compile(r"^(?:▶|☞|📢)")),
    ),
)
