"""Section pages: the links that the catalogue's selectors point at."""

import re
from collections.abc import Iterable, Iterator, Sequence

import lxml.html
from bs4 import BeautifulSoup, Tag
from lxml import etree
from soupsieve import SelectorSyntaxError

from pactwatch.errors import UnreadablePage
from pactwatch.extraction import decode
from spiders.discovery import MOST_LINKS, Discovery, Link, gathered, resolved

MOST_BYTES = 3 * 1024 * 1024
"""A section page is a list of headlines; what follows after this much is not read."""
MOST_ELEMENTS = 20_000
"""A long front page has 8,000; what follows after these is not read, or one page could cost minutes."""
_EVERY_LINK = ("a[href]",)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def links_in_section(
    body: bytes, url: str, content_type: str | None, selectors: Sequence[str], link_pattern: str | None
) -> Discovery:
    """Read the links of a page within `selectors` whose whole address matches `link_pattern` somewhere.

    A page without such links is a problem and not a quiet day: the outlet changed its layout, or serves something else.
    """
    page = _page(body, content_type)
    if page is None:
        return Discovery(problem="empty", detail="the answer has no content")
    base = _base(page, url)
    try:
        pattern = re.compile(link_pattern or "")
        anchors = list(_anchors([found for selector in selectors or _EVERY_LINK for found in page.select(selector)]))
    except (SelectorSyntaxError, re.error) as error:
        return Discovery(problem="no_links", detail=f"a selector of the catalogue cannot be used: {_first_line(error)}")
    listed = list(_links(anchors))
    links = [link for link in listed if pattern.search(resolved(base, link.url)[0])]
    if not links:
        return Discovery(problem="no_links", detail=_why(selectors, link_pattern, len(listed)))
    cut = [f"shows {len(links)} links, of which the first {MOST_LINKS} were read"] if len(links) > MOST_LINKS else []
    return gathered(links[:MOST_LINKS], base, remarks=cut)


def _page(body: bytes, content_type: str | None) -> BeautifulSoup | None:
    """Parse the page; lxml goes first, for it stops at 256 levels where a selector's work would become quadratic."""
    try:
        text = _CONTROLS.sub("", decode(body[:MOST_BYTES], content_type))
        tree = lxml.html.document_fromstring(
            text.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (UnreadablePage, etree.ParserError):
        return None
    for element in [*tree.iter("script", "style"), *list(tree.iter())[MOST_ELEMENTS:]]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return BeautifulSoup(lxml.html.tostring(tree, encoding="unicode"), "lxml")


def _base(page: BeautifulSoup, url: str) -> str:
    base = page.select_one("base[href]")
    address, why = resolved(url, str(base["href"])) if base is not None else (url, None)
    return address if why is None else url


def _anchors(found: Sequence[Tag]) -> Iterator[Tag]:
    """Every link that is, or lies within, one of the elements found; those within two of them once."""
    known = set(map(id, found))
    for element in found:
        if element.name == "a":
            yield element
        elif not any(id(parent) in known for parent in element.parents):
            yield from element.find_all("a", href=True)


def _links(anchors: Iterable[Tag]) -> Iterator[Link]:
    for anchor in anchors:
        href = str(anchor.get("href") or "").strip()
        if href and not href.startswith("#"):
            yield Link(url=href, title=anchor.get_text(" ", strip=True) or None)


def _why(selectors: Sequence[str], pattern: str | None, listed: int) -> str:
    if listed:
        return f"none of {listed} links matches {pattern!r}"
    return f"nothing on the page matches {', '.join(selectors) or 'a[href]'}"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
