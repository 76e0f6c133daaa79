"""CSS selectors on a tree of lxml, each compiled once."""

from collections.abc import Callable
from functools import lru_cache
from typing import cast

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement


def select(tree: HtmlElement, css: str) -> list[HtmlElement]:
    """Return the elements that a selector finds, in the page's order. Raises ValueError where it is no selector."""
    return compiled(css)(tree)


@lru_cache(maxsize=2000)
def compiled(css: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    """Return what finds the elements of a selector."""
    try:
        return cast("Callable[[HtmlElement], list[HtmlElement]]", CSSSelector(css, translator="html"))
    except SelectorError as error:
        raise ValueError(f"the selector {css!r} cannot be read: {error}") from error
