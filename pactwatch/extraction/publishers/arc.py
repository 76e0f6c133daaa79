"""Outlets on Arc whose story stands in Fusion.globalContent (Chosun and Reuters, with layouts of their own, apart)."""

from pactwatch.extraction.recipe import KST, Layout, Recipe
from pactwatch.extraction.states import fusion

_LAYOUTS = (
    Layout(
        seen="since 2020", state=fusion, body="article .article-body, .b-article-body, .body-copy", drop=("figure",)
    ),
)

# Name -> its outlet, host or edition's path, zone, what it writes behind its heads.
_OUTLETS = (
    ("rfa", "Radio Free Asia", "rfa.org", None, r"[-–|]\s?Radio Free Asia"),
    ("rfa_korean", "Radio Free Asia", "rfa.org/korean", KST, r"[-–|—]\s?(?:RFA )?자유아시아방송"),
    ("defense_news", "Defense News", "defensenews.com", None, r"[-–|]\s?Defense News"),
)
RECIPES = {
    name: Recipe(outlet=outlet, hosts=(host,), zone=zone, layouts=_LAYOUTS, affixes=(affix,))
    for name, outlet, host, zone, affix in _OUTLETS
}
