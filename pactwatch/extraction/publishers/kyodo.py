"""Kyodo News: Japan Wire in English; in Japanese its stories stand on nordot.app, news.jp and 47news.jp."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPES = {
    # Bodies are general knowledge of 2026-11, not verified on saved pages; addresses and brands were seen.
    "kyodo_en": Recipe(
        outlet="Kyodo News",
        hosts=("english.kyodonews.net", "english.kyodonews.jp"),
        zone=JST,
        layouts=(
            Layout(seen="since 2025", body="div.article-body, [itemprop=articleBody]", drop=(".related", "figure")),
            Layout(seen="until 2025", body="div.article-content, #js-article-body", drop=(".mainimg", ".relatednews")),
        ),
        affixes=(r"[-|]\s?(?:Japan Wire by )?(?:Kyodo News|KYODO NEWS)\+?", r"(?:FOCUS|URGENT|FEATURE|EDITOR'S PICK):"),
        boilerplate=(
            ("related", re.compile(r"^Related coverage:?$", re.IGNORECASE)),
            ("end", re.compile(r"^==Kyodo$")),
        ),
    ),
    "kyodo_ja": Recipe(
        outlet="Kyodo News",
        hosts=("nordot.app", "news.jp", "47news.jp", "kyodo.co.jp", "kyodonews.jp"),
        zone=JST,
        layouts=(
            Layout(seen="nordot since 2016", body="p.ma__p", title="h1.ma__title", image_caption=".ma__caption"),
            Layout(seen="47NEWS since 2023", body="div.article-body, div.article_body, #body_content"),
        ),
        affixes=(r"[-|｜]\s?(?:47NEWS（よんななニュース）|47NEWS|共同通信(?:\s?[-|].*)?|ノアドット株式会社|nordot)",),
        boilerplate=(
            ("copyright", re.compile(r"^(?:©|\(c\)|Copyright).{0,60}$", re.IGNORECASE)),
            ("credit", re.compile(r"^[（(]共同通信[）)]$")),
        ),
    ),
}
