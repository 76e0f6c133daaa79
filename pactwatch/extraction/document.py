"""A page, parsed once: its tree, what its head says, its JSON-LD. Every rule reads from here."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import cast
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pactwatch.extraction import amp
from pactwatch.extraction.code import holds_code, without_code
from pactwatch.extraction.json_ld import Node, nodes_in

# Some write article:published:time for article:published_time.
_WORD_COLON = re.compile(r"\b(published|modified|site):(time|name)$")
_LONGEST, _LONGEST_WITH_SCRIPTS, _MOST_TAGS = 1_000_000, 3_000_000, 30_000
"""Characters without and with scripts, and tags, of a page that are read whole: the largest of 331 saved news pages
have 2.2 million characters, most of them in scripts, and 6,800 tags."""
_MOST_CONTENTS = 20
_ASKED = ("meta", "link", "script", "title", "h1", "time", "a", "main", "figure")
_WITH_PROPERTY = etree.XPath("descendant::*/@itemprop/..")
"""By way of the attributes: four times as fast as asking every element whether it has one."""
_WIDE_SPACE = "\u3000"
PARSER = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
# one class for every tag: lxml.html would ask Python for the class of each element
PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
_INVISIBLE = "\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff"
"""Soft hyphens and marks without width: a reader does not see them, and words must not end at them."""


class Document:
    """One page of HTML. Whatever the page, the tree is there: at worst an empty one."""

    def __init__(self, html: str, url: str, encoded: bytes | None = None) -> None:
        """encoded: `html` in UTF-8, where it came so: the parser reads bytes."""
        self.html, self._tags = _bounded(html)
        self._encoded = encoded if self.html is html else None
        self.url = url
        self.host = (urlsplit(url).hostname or "").removeprefix("www.")

    @cached_property
    def tree(self) -> HtmlElement:
        """The page's tree without comments, AMP's components under the names of what they are."""
        tree = self._parsed()
        amp.rename(tree)
        return tree

    def _parsed(self) -> HtmlElement:
        encoded = self.html.encode("utf-8", "replace") if self._encoded is None else self._encoded
        try:
            return document_fromstring(encoded or b"<html></html>", parser=PARSER)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):  # nothing but comments, or nothing at all
            return document_fromstring(b"<html></html>")

    @cached_property
    def is_large(self) -> bool:
        """Whether it has more tags than a news page; rules that look at it several times leave it alone."""
        return self._tags > _MOST_TAGS // 2

    def elements(self, tag: str) -> list[HtmlElement]:
        """The page's elements of a tag that several rules ask for; they are looked up together, once."""
        return self._by_tag[tag]

    @cached_property
    def _by_tag(self) -> dict[str, list[HtmlElement]]:
        found: dict[str, list[HtmlElement]] = {tag: [] for tag in _ASKED}
        for element in self.tree.iter(*_ASKED):
            found[element.tag].append(element)
        return found

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Name, property or itemprop of the page's meta elements, lower case -> their contents that are not empty."""
        found: dict[str, list[str]] = {}
        for meta in self.elements("meta"):
            content = tidy(meta.get("content") or meta.get("value") or "")
            for key in ("property", "name", "itemprop") if content else ():
                name = (meta.get(key) or "").strip().lower()
                if name.endswith((":time", ":name")):
                    name = _WORD_COLON.sub(r"\1_\2", name)
                contents = found.setdefault(name, []) if name else []
                if len(contents) < _MOST_CONTENTS:
                    contents.append(content)
        return found

    def meta(self, *names: str) -> tuple[str, str] | None:
        """The first of these metas that is there: its name and content."""
        return next(((name, self.metas[name][0]) for name in names if name in self.metas), None)

    @cached_property
    def json_ld(self) -> list[Node]:
        """Every object of the page's JSON-LD, outer ones first."""
        scripts = (s.text or "" for s in self.elements("script") if "ld+json" in (s.get("type") or "").lower())
        return [node for script in scripts for node in nodes_in(script)]

    @cached_property
    def article_node(self) -> Node:
        """The JSON-LD object that describes the article; an empty one where there is none."""
        articles = [node for node in self.json_ld if node.is_article]
        return max(articles, key=lambda node: len(node.fields), default=Node({}))

    def related(self, field: str) -> list[Node]:
        """The objects of a field of the article's node; one that only names an @id is looked up on the page."""
        named = {
            str(node.fields["@id"]): node for node in self.json_ld if "@id" in node.fields and len(node.fields) > 2
        }
        return [named.get(str(node.fields.get("@id")), node) for node in self.article_node.nodes(field)]

    def links(self, relation: str) -> list[str]:
        """Addresses of the head's links of that relation, absolute."""
        return [self.absolute(address) for address in self._links.get(relation, ())]

    @cached_property
    def _links(self) -> dict[str, list[str]]:
        """Relation of the head's links, lower case -> their addresses."""
        found: dict[str, list[str]] = {}
        for link in self.elements("link"):
            for relation in (link.get("rel") or "").lower().split() if link.get("href") else ():
                found.setdefault(relation, []).append(link.get("href") or "")
        return found

    def microdata(self, name: str) -> list[HtmlElement]:
        """The elements that say they are this property of an item (itemprop)."""
        return self._microdata.get(name, [])

    @cached_property
    def _microdata(self) -> dict[str, list[HtmlElement]]:
        found: dict[str, list[HtmlElement]] = {}
        for element in cast("list[HtmlElement]", _WITH_PROPERTY(self.tree)):
            found.setdefault(element.get("itemprop") or "", []).append(element)
        return found

    def absolute(self, address: str) -> str:
        """`address` as seen from this page; itself where it is broken."""
        try:
            return urljoin(self.url, address.strip())
        except ValueError:
            return address


def _bounded(html: str) -> tuple[str, int]:
    """Return `html` and how many tags it has, of a page beyond any news page its beginning alone.

    What is read must end within a second.
    """
    if len(html) > _LONGEST and not _is_mostly_code(html):
        html = without_code(html)[:_LONGEST]
    tags = html.count("<")
    if tags <= _MOST_TAGS:
        return html, tags
    return html[: next(islice(re.finditer("<", html), _MOST_TAGS, None)).start()], _MOST_TAGS


def _is_mostly_code(html: str) -> bool:
    """Whether a long page is none without its scripts, so that it can be parsed as it is."""
    return len(html) <= _LONGEST_WITH_SCRIPTS and holds_code(html, len(html) - _LONGEST)


def is_small(element: HtmlElement, most: int = 30) -> bool:
    """Whether so few elements stand below it that its text is cheap to have."""
    return sum(1 for _ in islice(element.iter(), most + 1)) <= most


def tidy(text: str) -> str:
    """Return `text` on one line: a run of spaces is one space, what has no width is gone.

    The wide space of East Asian headlines stays, since it is their punctuation.
    """
    if text.isascii():
        return " ".join(text.split())
    for mark in _INVISIBLE:
        if mark in text:
            text = text.replace(mark, "")
    if _WIDE_SPACE not in text:
        return " ".join(text.split())
    return _WIDE_SPACE.join(part for piece in text.split(_WIDE_SPACE) if (part := " ".join(piece.split())))


def text_of(element: HtmlElement, *, without: frozenset[str] = frozenset()) -> str:
    """Return what a reader sees of an element, on one line, without scripts, the readings of ruby and these tags."""
    if not len(element):
        return tidy(element.text or "")
    unseen = _UNSEEN | without if without else _UNSEEN
    return tidy("".join(_texts(element, unseen))) if element.tag not in unseen else ""


def _texts(element: HtmlElement, unseen: frozenset[str]) -> list[str]:
    """The texts in it; the stack is its own, since pages nest as deep as they like."""
    pieces = [element.text or ""]
    inside: list[tuple[Iterator[HtmlElement], str]] = [(iter(element), "")]
    while inside:
        children, tail = inside[-1]
        for child in children:
            if (tag := child.tag) not in unseen:
                if tag == "br":
                    pieces.append(" ")
                if text := child.text:
                    pieces.append(text)
                if len(child):
                    inside.append((iter(child), child.tail or ""))
                    break
            if text := child.tail:
                pieces.append(text)
        else:
            pieces.append(tail)
            inside.pop()
    return pieces


_UNSEEN = frozenset(("script", "style", "noscript", "template", "rt", "rp", "svg", "iframe"))
