"""日本経済新聞. Class names are hashes; the section of the story carries an attribute of its own."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

RECIPE = Recipe(
    outlet="Nikkei",
    hosts=("nikkei.com",),
    zone=JST,
    layouts=(
        Layout(
            seen="since 2021",
            body="section[data-track-article-content] > p, section[data-track-article-content] > div > h2",
            image_caption="section[data-track-article-content] figcaption",
        ),
        Layout(seen="2013-2021", body="div.cmn-article_text", title=".cmn-article_title", drop=(".cmn-photo_style2",)),
    ),
    affixes=(r"[-|:：]\s?日本経済新聞", r"[:：]\s?日経電子版"),
    boilerplate=(("paywall", re.compile(r"^(?:この記事は(?:有料会員|会員)限定|残り\s?[\d,]+文字)")),),
)
