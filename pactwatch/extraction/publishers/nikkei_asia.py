"""Nikkei Asia, a Next.js site: the story stands in __NEXT_DATA__."""

from typing import Any

from pactwatch.extraction.recipe import JST, Layout, Recipe, State
from pactwatch.extraction.states import at, next_data


def _story(properties: dict[str, Any]) -> State | None:
    data = at(properties, "data")
    if not isinstance(at(data, "body"), str):
        return None
    return State(
        title=at(data, "headline"),
        markup=data["body"],
        authors=tuple(at(author, "name") or "" for author in at(data, "authors") or []),
        section=at(data, "primaryTag", "name"),
        image=at(data, "image", "imageUrl"),
        image_caption=at(data, "image", "caption"),
    )


RECIPE = Recipe(
    outlet="Nikkei Asia",
    hosts=("asia.nikkei.com",),
    zone=JST,
    layouts=(
        Layout(seen="since 2020", state=next_data(_story), body="div.ezrichtext-field", paywall="[class*=Paywall]"),
    ),
    affixes=(r"[-–]\s?Nikkei Asia",),
)
