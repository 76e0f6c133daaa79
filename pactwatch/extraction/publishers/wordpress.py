"""Outlets on WordPress: the story is in entry-content, meta elements and JSON-LD of its SEO plugin state the rest."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

_DROP = (
    ".sharedaddy", ".jp-relatedposts", ".wp-block-buttons", ".wp-caption", ".addtoany_share_save_container", "figure",
    ".author-box", ".post-tags", "form",
)  # fmt: skip
_BODY = Layout(seen="since 2013", body="div.entry-content, div.single-content, div.post-content", drop=_DROP)
# The wall's classes are general knowledge of 2026-11, not verified: readers see about 1,000 letters of a story.
_WALLED = Layout(
    seen="since 2013",
    body="div.entry-content",
    drop=_DROP,
    paywall=".restricted-content, .nkn-paywall, .membership-required",
)
_OFFICE = Layout(
    seen="since 2019",
    body="div.entry-content",
    title="h1.featured-content__headline",
    published=".article-meta__publish-date",
    section=".article-meta__doctype",
    drop=_DROP,
)
_LINES = (
    ("editor", re.compile(r"^Edited by [A-Z][\w.’' -]{3,60}$")),
    ("views", re.compile(r"^Views expressed in (?:Guest Columns|this article)\b", re.IGNORECASE)),
    (
        "shared",
        re.compile(r"^(?:The post .{3,200} appeared first on|Please direct any (?:comments|questions))"),
    ),
)

# Name -> its outlet, host, zone, layout.
_OUTLETS = (
    ("nk_news", "NK News", "nknews.org", KST, _WALLED),
    ("daily_nk", "Daily NK", "dailynk.com", KST, _BODY),
    ("north_38", "38 North", "38north.org", None, _BODY),
    ("usni_news", "USNI News", "news.usni.org", None, _BODY),
    ("state_department", "US Department of State", "state.gov", None, _OFFICE),
)
RECIPES = {
    name: Recipe(
        outlet=outlet,
        hosts=(host,),
        zone=zone,
        layouts=(layout,),
        affixes=(
            rf"(?:[-–|]|\s::)\s?(?:{re.escape(outlet)}|United States Department of State|DailyNK English|NK PRO).*",
        ),
        boilerplate=_LINES,
    )
    for name, outlet, host, zone, layout in _OUTLETS
}
