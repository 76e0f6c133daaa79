"""The element that holds the story, found by where the page's sentences stand."""

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from pactwatch.extraction.patterns import any_of

_BLOCKS = ("p", "div", "td", "section", "article", "li", "blockquote", "pre", "span", "h2", "h3", "dd", "main")
_OUTSIDE = frozenset(
    "nav footer aside script style noscript template figure figcaption button select iframe svg head".split()
)
_OUTSIDE_NAMES = any_of(
    r"""
    (?:comments?|disqus|reply|replies)(?:$|[\s_-])
    foot(?:er)?(?:$|[\s_-])
    (?:side-?bar|sidebar|aside)
    (?:related|recommend\w*|more-?(?:stories|news|articles)|most-?(?:read|popular)|trending|outbrain|taboola)
    (?:cookie|consent|gdpr|modal|popup|pop-up|overlay|newsletter|subscri\w*|promo|banner)(?:$|[\s_-])
    (?:ads?|advert\w*|sponsor\w*)(?:$|[\s_-])
    (?:nav|menu|breadcrumbs?|gnb|lnb|toolbar|share|sharing|social|sns)(?:$|[\s_-])
    """,
    before=r"(?:^|[\s_-])",
)
_SENTENCE = re.compile(r"[.!?。！？…」』”\"][\s\"'”’)）」』]*$|[,、，;:：]|다\.|습니다")
_INLINE = frozenset("b strong em i span font u mark sup sub q time abbr cite ins small big wbr br".split())
_LEAVES = frozenset(("p", "span", "li", "blockquote", "tr", "h2", "h3", "ul", "ol", "dd", "dl"))
_SHORTEST = 25
_BULK = 0.87
"""Part of the page's sentences that the container must hold."""
_MINOR = 0.4
"""Part of them below which an element named like a menu or a comment is believed to be one."""
_RIVAL = 0.3
"""Part of them from which on a second article on the page counts as one."""

Weights = dict[HtmlElement, int]


class Story(NamedTuple):
    """The element that holds a story, and how many letters its sentences have."""

    container: HtmlElement
    letters: int


def story_in(tree: HtmlElement) -> Story | None:
    """Return the innermost element around the bulk of the page's sentences; None where the page has none."""
    body = tree.find("body")
    element = body if body is not None else tree
    weights = _weights(element)
    bulk = _BULK * weights.get(element, 0)
    while bulk:
        children = [child for child in element if weights.get(child)]
        heaviest = max(children, key=lambda child: weights[child], default=None)
        if heaviest is None or heaviest.tag in _LEAVES:
            break
        if weights[heaviest] < bulk:
            first = _first_of_several(children, weights, bulk)
            if first is None:
                break
            heaviest, bulk = first, _BULK * weights[first]
        element = heaviest
    return Story(element, weights[element]) if bulk else None


def _first_of_several(children: list[HtmlElement], weights: Weights, bulk: float) -> HtmlElement | None:
    """Pages that load one story below the other: the first of several articles is the one that was asked for."""
    large = [child for child in children if weights[child] > _RIVAL * bulk]
    stories = [child for child in large if child.find(".//h1") is not None]
    return stories[0] if len(stories) > 1 and large[0] is stories[0] else None


def _weights(body: HtmlElement) -> Weights:
    """Letters of sentences below each element, without those in menus, comments and the like."""
    weights: Weights = defaultdict(int)
    for element in body.iter(*_BLOCKS):
        letters = _own_letters(element)
        for above in _inside(body, element) if letters else ():
            weights[above] += letters
    whole = weights.get(body, 0)
    minor = {e for e, letters in weights.items() if 0 < letters < _MINOR * whole and is_named_outside(e)}
    for element in minor:
        letters = weights[element]
        if minor.isdisjoint(element.iterancestors()):
            for above in _inside(body, element):
                weights[above] -= letters
    return weights


def _inside(body: HtmlElement, element: HtmlElement) -> list[HtmlElement]:
    """The element and what is around it, up to the body; nothing where one of them is no part of a story."""
    around = [element]
    while around[-1] is not body:
        if around[-1].tag in _OUTSIDE:
            return []
        around.append(around[-1].getparent())
    return around


def is_named_outside(element: HtmlElement) -> bool:
    """Whether its class or id names what is never the story: comments, menus, related links."""
    kind, name = element.get("class"), element.get("id")
    return (kind is not None or name is not None) and _names_outside(f"{kind or ''} {name or ''}")


@lru_cache(maxsize=20_000)
def _names_outside(names: str) -> bool:
    return _OUTSIDE_NAMES.search(names) is not None


def _own_letters(element: HtmlElement) -> int:
    """Letters of an element's own sentences: its text and that of inline children, without links."""
    text = element.text or ""
    for child in element:
        if child.tag in _INLINE:
            text += child.text or ""
        text += child.tail or ""
    if len(text) < _SHORTEST:
        return 0
    text = text.strip()
    return len(text) if len(text) >= _SHORTEST and _SENTENCE.search(text) else 0
