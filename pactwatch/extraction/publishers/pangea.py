"""Broadcasters of the US Agency for Global Media on its own system, Pangea: VOA in English and Korean, Polygraph."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

_LAYOUTS = (
    Layout(
        seen="since 2015",
        body="#article-content .wsw",
        title="h1.pg-title",
        authors=".links__item-link[href*='/author/'], .author .name",
        section=".category a",
        drop=(".wsw__embed", ".media-block-wrap", ".media-pholder", "figure"),
        image_caption=".cover-media figcaption .caption",
    ),
)
_LINES = (
    ("sign-off", re.compile(r"^VOA ?뉴스 [가-힣]{2,5}입니다\.?$")),
    (
        "note",
        re.compile(r"^Some information (?:for|in) this (?:report|article|story) (?:came|was provided) (?:from|by) "),
    ),
)

# Edition -> its outlet, host and zone; English pages state UTC.
_EDITIONS = (
    ("voa_en", "Voice of America", "voanews.com", None),
    ("voa_ko", "Voice of America", "voakorea.com", KST),
    ("polygraph", "Polygraph.info", "polygraph.info", None),
)
RECIPES = {
    name: Recipe(
        outlet=outlet, hosts=(host,), zone=zone, layouts=_LAYOUTS, affixes=(r"[-|]\s?VOA.*",), boilerplate=_LINES
    )
    for name, outlet, host, zone in _EDITIONS
}
