"""NHK in Japanese: news.web.nhk since 2025, www3.nhk.or.jp before. NEWS WEB EASY prints readings over characters."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="NHK",
    hosts=("news.web.nhk", "nhk.or.jp"),
    zone=JST,
    layouts=(
        Layout(
            seen="since 2018",
            body="div.content--detail-body, p.content--summary, div.content--detail-more",
            drop=(".content--figure", ".content--related"),
        ),
        Layout(
            seen="EASY since 2018",
            body="div#js-article-body, div.article-main__body",
            title="h1.article-main__title, h1.article-title",
            published="body@id",  # "news20190624_k100...": the page itself prints no year
        ),
        Layout(seen="2013-2018", body="div#news_textbody, div#news_textmore", published="p#news_date"),
    ),
    boilerplate=(("more", re.compile(r"^(?:もっと見る|シェアする)$")),),
)
