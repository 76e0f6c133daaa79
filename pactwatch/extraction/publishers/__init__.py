"""One small file per publisher, found by the host of a page. recipe.py tells how to add one."""

import pkgutil
from functools import cache
from importlib import import_module
from urllib.parse import urlsplit

from pactwatch.extraction.recipe import Recipe


@cache
def recipes() -> dict[str, Recipe]:
    """Name of its file, or of its edition in a file with several -> recipe, of every outlet."""
    found: dict[str, Recipe] = {}
    for module in pkgutil.iter_modules(__path__):
        read = import_module(f"{__name__}.{module.name}")
        found |= {module.name: read.RECIPE} if hasattr(read, "RECIPE") else read.RECIPES
    return found


@cache
def _by_host() -> dict[str, Recipe]:
    return {host: recipe for recipe in recipes().values() for host in recipe.hosts}


def recipe_for(url: str) -> Recipe | None:
    """The recipe of the outlet that `url` belongs to; the longest host and path that fit decide."""
    parts = urlsplit(url)
    labels = (parts.hostname or "").split(".")
    first = parts.path.split("/")[1:2]
    for start in range(len(labels) - 1):
        host = ".".join(labels[start:])
        for place in ([f"{host}/{first[0]}"] if first and first[0] else []) + [host]:
            if place in _by_host():
                return _by_host()[place]
    return None
