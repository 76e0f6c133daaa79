"""뉴시스, a news agency: texts open "[서울=뉴시스]NAME 기자 = ". Paragraphs are parted by br."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Newsis",
    hosts=("newsis.com",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2020",
            body="div.viewer article, div#textBody",
            # title and dates: general knowledge of 2026-11, not verified on a saved page
            title="h1.tit.title_area",
            published=".infoLine .registTime, .txt_time",
            image_caption="p.photojournal",
            drop=(".summury", ".thumCont", ".view_text_adver", "#view_ad", "figure", "p.photojournal"),
        ),
        Layout(seen="until 2020", body="#textBody, .article", drop=(".center_image", "figure")),
    ),
    affixes=(r"::\s?공감언론 뉴시스(?:통신사)?\s?::", r"\((?:종합\d?|\d보)\)"),
    boilerplate=(
        ("credit", re.compile(r"^◎?공감언론 뉴시스")),
        (
            "caption",
            re.compile(
                r"^\[(?:서울|도쿄|목포)=(?:뉴시스|AP/뉴시스)\].{0,200}20\d\d\.\d\d\.\d\d\.?(?: [\w.+-]+@newsis\.com)?$"
            ),
        ),
    ),
)
