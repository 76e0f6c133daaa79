"""CSS selectors on a tree of lxml, each compiled once."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import cast

from cssselect import HTMLTranslator, SelectorError
from lxml.etree import XPath
from lxml.html import HtmlElement

_INSIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NAME = re.compile(r"[.#]([A-Za-z_][\w-]*)")
_OF_CLASS = re.compile(
    r"(descendant(?:-or-self)?::[\w*]+)\[@class and contains\(@class, '([\w-]+)'\)"
    r" and contains\(concat\(' ', normalize-space\(@class\), ' '\), ' \2 '\)\]"
)
_BY_CLASS = r"\1/@class[contains(., '\2') and contains(concat(' ', normalize-space(.), ' '), ' \2 ')]/.."
_OF_VALUE, _BY_VALUE = re.compile(r"(descendant(?:-or-self)?::\*)\[@([\w-]+) = ('[^']*')\]"), r"\1/@\2[. = \3]/.."
"""Going to the attributes and back takes half the time of asking every element for its own."""
_TRANSLATOR = HTMLTranslator()


def select(tree: HtmlElement, css: str) -> list[HtmlElement]:
    """Return the elements that a selector finds, in the page's order. Raises ValueError where it is no selector."""
    return compiled(css)(tree)


def is_possible(css: str, html: str) -> bool:
    """Whether a page may hold what a selector finds: the names in one of its alternatives all stand in the markup."""
    return any(all(name in html for name in names) for names in _names(css))


@lru_cache(maxsize=2000)
def _names(css: str) -> tuple[tuple[str, ...], ...]:
    """The classes and ids that each alternative of a selector asks for, without those inside :is(), :not() and []."""
    bare = css
    while (shorter := _INSIDE.sub("", bare)) != bare:
        bare = shorter
    return tuple(tuple(_NAME.findall(alternative)) for alternative in bare.split(","))


@lru_cache(maxsize=2000)
def compiled(css: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    """Return what finds the elements of a selector."""
    try:
        path = _OF_CLASS.sub(_BY_CLASS, _OF_VALUE.sub(_BY_VALUE, _TRANSLATOR.css_to_xpath(css)))
        return cast("Callable[[HtmlElement], list[HtmlElement]]", XPath(path))
    except SelectorError as error:
        raise ValueError(f"the selector {css!r} cannot be read: {error}") from error
