"""SBS 뉴스. Paragraphs are parted by br."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="SBS News",
    hosts=("news.sbs.co.kr",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2020",
            body="div.text_area",
            title="h1#news-title",
            published=".date_area meta[itemprop=datePublished]@content",
            authors=".w_author [itemprop=name]",
            image_caption=".w_article_mainimg figcaption",
            drop=(".article_image", ".w_article_mainimg", ".sub_img"),
        ),
        # the list of dates ("작성 2026.01.06 14:17") is printed on mobile pages without the meta element
        Layout(
            seen="mobile", body="div#viewer_area, .main_text", published=".date_area span", drop=(".article_image",)
        ),
    ),
    affixes=(r"[|-]\s?SBS ?뉴스",),
    boilerplate=(
        ("label", re.compile(r"^(?:<|\[)(?:앵커|기자|리포트)(?:>|\])$")),
        ("caption", re.compile(r"^\((?:사진|영상취재|영상편집|디자인)\s?[:=].{2,80}\)$")),
    ),
)
