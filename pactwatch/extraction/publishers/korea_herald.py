"""The Korea Herald, www and mobile. It prints "Published : Jul 21, 2022 - 20:24"; a story may open "By NAME"."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

_DROP = ("figure", ".img_caption", ".news_img", ".article_related", ".reporter_mail", "[id^=div-gpt-ad]")

RECIPE = Recipe(
    outlet="The Korea Herald",
    hosts=("koreaherald.com",),
    zone=KST,
    layouts=(
        # the body as scrapers of 2025-11 name it; the byline's class is general knowledge of 2026-11, not verified
        Layout(seen="since 2025", body="article#articleText", authors=".news_writer, .article-byline", drop=_DROP),
        Layout(
            seen="until 2024",
            body="div.view_con_t, div#articleText",
            title="h1.view_tit",
            published=".view_tit_byline_r",
            authors=".view_tit_byline_l a",
            drop=_DROP,
        ),
    ),
    affixes=(r"[-–|]\s?(?:The )?Korea Herald",),
    byline=re.compile(r"^(?:By )?(?P<names>[A-Z][\w'’ -]{4,60}) ?\(?[\w.+-]+@heraldcorp\.com\)?$"),
    boilerplate=(("mail", re.compile(r"^\(?[\w.+-]+@heraldcorp\.com\)?$")),),
)
