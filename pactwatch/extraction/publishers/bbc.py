"""BBC News, and the World Service in Korean and Japanese."""

import re

from pactwatch.extraction.recipe import JST, KST, Layout, Recipe

_BLOCKS = ", ".join(
    f"[data-component={name}]"
    for name in ("text-block", "subheadline-block", "unordered-list-block", "ordered-list-block")
)
_NEWS = (
    Layout(seen="since 2020", body=_BLOCKS),
    Layout(
        seen="2016-2020",
        body="div.story-body__inner",
        title="h1.story-body__h1",
        authors=".byline__name",
        drop=("figure", ".share", ".story-more", ".social-embed"),
    ),
)
_WORLD_SERVICE = (
    # general knowledge of 2026-11, not verified on a saved page; classes are hashes
    Layout(seen="since 2020", body="main div[dir] > p[dir], main div[dir] > h2", title="h1#content"),
    *_NEWS,
)
_TITLES = (r"[-|]\s?BBC (?:News|뉴스|ニュース)(?:\s?(?:코리아|Korean|Japanese))?", r"[-|]\s?BBCニュース")
_LINES = (
    ("related", re.compile(r"^(?:More on this story|Related topics|관련 (?:기사|주제)|（英語記事 .*)$", re.IGNORECASE)),
)

# Edition -> hosts, zone and layouts. In English it states UTC.
_EDITIONS = (
    ("bbc", "BBC News", ("bbc.com", "bbc.co.uk"), None, _NEWS),
    ("bbc_korean", "BBC News Korean", ("bbc.com/korean",), KST, _WORLD_SERVICE),
    ("bbc_japanese", "BBC News Japanese", ("bbc.com/japanese",), JST, _WORLD_SERVICE),
)
RECIPES = {
    name: Recipe(outlet=outlet, hosts=hosts, zone=zone, layouts=layouts, affixes=_TITLES, boilerplate=_LINES)
    for name, outlet, hosts, zone, layouts in _EDITIONS
}
