"""The dates that a page only prints: asked where its data and its markup tell none, or only a day."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from lxml.html import HtmlElement

from pactwatch.article import Moment
from pactwatch.dates import parse_moment
from pactwatch.extraction.document import Document, is_small, text_of
from pactwatch.extraction.patterns import any_of

_MOST_DATES = 300
"""Dates that are weighed; what comes after so many is a list of other stories."""
_CUE = any_of(
    r"""
    (?:기사\s?)?(?:입력|등록|승인|작성|게재|발행|송고)
    (?:posted|(?:first )?published|publié|date|on|written|datum|stand|veröffentlicht|erstellt|fecha|data|publicado)\b
    公開|配信|掲載|発表|投稿|更新|日時|発行|登録|作成
    """,
    before=r"\A\W*",
)
_CHANGED = re.compile(r"수정|최종|updated|modified|edited|更新|last|改", re.IGNORECASE)
_DATE_CLASS = re.compile(
    r"date|time|publish|posted|byline|dateline|regist|timestamp|entry-meta|article-info|info_?text", re.I
)
_ELSEWHERE = frozenset(("nav", "footer", "aside", "script", "style", "select", "option", "form", "noscript"))
_ELSEWHERE_CLASS = re.compile(
    r"relat|recommend|rank|popular|side|footer|\bgnb\b|comment|reply|weather|today|copyright|widget|most|latest|more-",
    re.I,
)
_SILENT = frozenset(("script", "style", "option", "head", "title"))
_DIGIT = re.compile(r"\d")
_LOOKS_DATED = re.compile(r"\d{4}|\d[月월일日]|\d\s?[A-Za-z]{3}|[A-Za-z]{3}\.?\s?\d")


class _Printed(NamedTuple):
    """A text on the page that may tell the article's date."""

    rank: int
    """How likely: 0 best."""
    at: int
    """Where it stands among the page's elements."""
    source: str
    text: str


def printed_moments(page: Document, zone: int | None, reference: date | None) -> Iterator[Moment]:
    """The moments of the likeliest rank, those near the heading first; what is less likely is not read."""
    heading = next(iter(page.elements("h1")), None)
    dated = _with_digits(page.tree)
    places = {e: at for at, e in enumerate(page.tree.iter()) if e in dated or e is heading} if dated else {}
    heading_at = places.get(heading) if heading is not None else None
    ranked: dict[int, list[_Printed]] = defaultdict(list)
    for printed in islice(_ranked(places), _MOST_DATES):
        ranked[printed.rank].append(printed)
    for _, alike in sorted(ranked.items()):
        if heading_at is not None:
            alike.sort(key=lambda printed: abs(printed.at - heading_at))
        moments = (parse_moment(p.text, source=p.source, zone=zone, reference=reference) for p in alike)
        told = [moment for moment in moments if moment]
        if told:
            yield from told
            return


def _ranked(places: dict[HtmlElement, int]) -> Iterator[_Printed]:
    """The short texts among these elements that look like a date and may be the article's."""
    for element, at in places.items():
        if element.tag in _SILENT:
            continue
        stated = element.get("datetime") if element.tag == "time" else None
        text = stated or _own_text(element)
        if not text or len(text) > 120 or not _LOOKS_DATED.search(text):
            continue
        rank = _rank(element, text)
        if rank is not None:
            yield _Printed(rank, at, "time" if element.tag == "time" else "text", text)


def _with_digits(tree: HtmlElement) -> set[HtmlElement]:
    """The elements in whose own text there is a digit, and those that tell a time."""
    found: set[HtmlElement] = set()
    for element in tree.iter():
        if (tail := element.tail) and not tail.isspace() and _DIGIT.search(tail):
            found.add(element.getparent())
        if (tag := element.tag) in _SILENT:
            continue
        if tag == "time" or ((text := element.text) and not text.isspace() and _DIGIT.search(text)):
            found.add(element)
    return found


def _own_text(element: HtmlElement) -> str:
    text = element.text or ""
    if len(element):
        text += " ".join([child.tail or "" for child in element])
    return text_of(element) if 4 <= len(text) <= 400 and is_small(element, 12) else ""


def _rank(element: HtmlElement, text: str) -> int | None:
    """How likely this is the article's date: 0 best; None never."""
    names = []
    for ancestor in islice(chain((element,), element.iterancestors()), 6):
        if ancestor.tag in _ELSEWHERE:
            return None
        names.append(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}")
    if any(map(_names_elsewhere, names[:4])):
        return None
    rank = 3
    if _CUE.search(text):
        rank = 0
    elif element.tag == "time":
        rank = 1
    elif any(_DATE_CLASS.search(name) for name in names[:2]):
        rank = 2
    elif len(text) > 60:
        return None
    return rank + (4 if _CHANGED.match(text) else 0)


@lru_cache(maxsize=20_000)
def _names_elsewhere(names: str) -> bool:
    return _ELSEWHERE_CLASS.search(names) is not None
