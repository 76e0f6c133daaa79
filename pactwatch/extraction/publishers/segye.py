"""세계일보."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Segye Ilbo",
    hosts=("segye.com",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2018",
            body="article.viewBox2",
            title="h3#title_sns",
            published=".viewInfo",
            authors="#SG_CreatorName",
            image_caption="figure.class_div_main figcaption",
            drop=("em.precis", "figure", ".class_div_main", ".viewSubTitle", "#SG_CreatorName"),
        ),
        Layout(seen="until 2018", body="div#article_txt", published=".clearfx .data", drop=("figure", ".precis")),
    ),
    affixes=(r"[-|]\s?세계일보",),
    boilerplate=(("copyright", re.compile(r"^\[?ⓒ ?세계일보")),),
)
