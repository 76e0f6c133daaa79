"""Reads the element that holds a story by trafilatura: in one attempt, and in a second where that finds little of it.

Trafilatura makes the second attempt by itself where a text is shorter than 3000 letters and a fifth of its page. To
measure the page it copies and cleans it, and asks Python for the class and id of every element: a tenth of the time
that a page takes, on nearly every page in Korean and Japanese, whose texts are that short. Here the letters are counted
as they stand. Of 302 saved pages eleven come to a second attempt, which is better on one; the texts are the same.
"""

from copy import deepcopy
from functools import cache, lru_cache
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from pactwatch.extraction.document import PARSER, text_of, tidy
from pactwatch.extraction.patterns import any_of

_DROPPED = ("script", "style", "noscript", "template", "iframe", "svg", "button", "select", "rt", "rp")
_TOO_LARGE, _TOO_LONG = 10_000, 300_000
"""Elements and letters beyond which trafilatura would take a second."""
_ADVERT = any_of(r"(?:ads?|advert(?:s|isement)?|adsbygoogle)", before=r"(?:^|\s)", after=r"(?:\s|$)")
_ADVERTS = ("div", "p", "section", "ins", "span")
_LONGEST_ADVERT = 300
"""Letters beyond which what is called an advert may be the page."""
_ATTRIBUTES = ("class", "id", "itemprop", "role")
_SHORT, _LITTLE = 3000, 0.2
"""Letters of a text, and part of its page, below which a second attempt is made."""
_FEWEST, _BETTER = 250, 1.5
"""Letters that the second must find, and how much longer it must be, to be taken."""


def lines_by_trafilatura(container: HtmlElement, letters: int) -> list[str]:
    """Return the lines that trafilatura finds in an element, of whose sentences there are so many letters."""
    if letters > _TOO_LONG or sum(1 for _ in container.iter()) > _TOO_LARGE:
        return [text for p in container.iter("p") if (text := text_of(p))]
    try:
        text = _text_of(_cut(container))
    except (RecursionError, ValueError):  # its own recursion on pages that nest without end
        return []
    return [told for line in text.split("\n") if (told := tidy(line.removeprefix("- ")))]


def _text_of(page: HtmlElement) -> str:
    first = _attempt(page, "first")  # any word but trafilatura's own, with which it goes on by itself
    if 0 < len(first) < _SHORT and len(first) < _LITTLE * len(tidy(page.text_content())):
        second = _attempt(page, "recall")
        if len(second) >= max(_FEWEST, _BETTER * len(first)):
            return second
    return first


def _attempt(page: HtmlElement, focus: str) -> str:
    from trafilatura import bare_extraction

    return getattr(bare_extraction(page, options=_options(focus)), "text", None) or ""


@cache
def _options(focus: str) -> Any:
    from trafilatura.settings import Extractor

    options = Extractor(output_format="python", fast=True, comments=False)
    options.focus = focus
    return options


def _cut(container: HtmlElement) -> HtmlElement:
    """A page of its own for a copy of the container; marked as an article where nothing in it looks like one."""
    root, copy = PARSER.makeelement("html"), deepcopy(container)
    copy.tail = None
    etree.strip_elements(copy, *_DROPPED, with_tail=False)
    _strip_adverts(copy)
    if copy.tag == "body":
        root.append(copy)
        return root
    body = etree.SubElement(root, "body")
    body.append(copy)
    if not any(map(_looks_like_an_article, body.iter("article", "main", "section", "div"))):
        article = etree.SubElement(body, "article")
        article.append(copy)
    return root


def _looks_like_an_article(element: HtmlElement) -> bool:
    return _is_called_an_article(element.tag, *map(element.get, _ATTRIBUTES))


@lru_cache(maxsize=20_000)
def _is_called_an_article(tag: str, *values: str | None) -> bool:
    """Whether trafilatura would begin with such an element. Its paths take long, and look at nothing but these."""
    from trafilatura.xpaths import BODY_XPATH

    page = PARSER.makeelement("html")
    etree.SubElement(page, tag, {name: value for name, value in zip(_ATTRIBUTES, values, strict=True) if value})
    return any(path(page) for path in BODY_XPATH)


def _strip_adverts(tree: HtmlElement) -> None:
    for element in [e for e in tree.iter(*_ADVERTS) if (kind := e.get("class")) and _names_advert(kind)]:
        if element.getparent() is not None and len(text_of(element)) < _LONGEST_ADVERT:
            element.drop_tree()


@lru_cache(maxsize=20_000)
def _names_advert(names: str) -> bool:
    return _ADVERT.search(names) is not None
