"""東京新聞 and 中日新聞, one house on one system: each paragraph stands in a div of its own."""

import re

from pactwatch.extraction.recipe import JST, Layout, Recipe

_DROP = (".cmp-lst003", ".thumb", ".image")
_LAYOUTS = (
    Layout(seen="since 2020", body="#entry > .block", image_caption=".thumb-caption", drop=_DROP),
    Layout(seen="since 2020, special reports", body="main .block", image_caption=".thumb-caption", drop=_DROP),
)
_LINES = (
    ("paywall", re.compile(r"^(?:この記事は(?:会員|有料会員)限定|※紙の新聞)")),
    ("related", re.compile(r"^(?:【関連記事】|関連キーワード$)")),
)

# Edition -> its outlet and host.
_EDITIONS = (
    ("tokyo", "Tokyo Shimbun", "tokyo-np.co.jp", (r"[:：]\s?東京新聞(?:デジタル|\s?TOKYO Web)?",)),
    ("chunichi", "Chunichi Shimbun", "chunichi.co.jp", (r"[:：]\s?中日新聞Web",)),
)
RECIPES = {
    name: Recipe(
        outlet=outlet,
        hosts=(host,),
        zone=JST,
        layouts=_LAYOUTS,
        affixes=affixes,
        boilerplate=_LINES,
    )
    for name, outlet, host, affixes in _EDITIONS
}
