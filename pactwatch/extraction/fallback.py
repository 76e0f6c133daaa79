"""The body of a page whose outlet has no recipe: trafilatura's reading, what the page marks, what JSON-LD gives."""

import html
import re
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement

from pactwatch.extraction.boilerplate import Boilerplate
from pactwatch.extraction.document import Document, text_of, tidy
from pactwatch.extraction.marked import agreed, marked_body
from pactwatch.text import tokens

_DROPPED = ("script", "style", "noscript", "template", "iframe", "svg", "form", "button", "select")
_RUBY = ("rt", "rp")
_BLOCKS = ("p", "head", "item", "quote", "row", "code", "list", "table", "ab")
_ADVERT = re.compile(r"(?:^|\s)(?:ads?|advert(?:s|isement)?|adsbygoogle)(?:\s|$)", re.IGNORECASE)
_LONGEST_ADVERT = 300
"""Letters beyond which what is called an advert may be the page."""
_TOO_LARGE = 30_000
"""Elements beyond which trafilatura would take seconds."""


def body_of(page: Document) -> tuple[tuple[list[str], list[Boilerplate]], str]:
    """Return the lines of the body, what was taken out of it, and the rule that found them."""
    stated = _stated_body(page)
    read = _by_trafilatura(page)
    if stated and _letters(stated) > 1.2 * _letters(read) and _is_on_page(stated, page):
        return (stated, []), "json-ld:articleBody"
    marked = marked_body(page)
    both = agreed(marked, read) if marked else None
    if marked is None or both is None:
        return (read, []), "trafilatura"
    return (both, marked.apart), "marked body"


def _by_trafilatura(page: Document) -> list[str]:
    tree = deepcopy(page.tree)
    etree.strip_elements(tree, *_DROPPED, *_RUBY, with_tail=False)
    _strip_adverts(tree)
    if sum(1 for _ in tree.iter()) > _TOO_LARGE:
        return [text for p in tree.iter("p") if (text := text_of(p))]
    from trafilatura import bare_extraction

    found = bare_extraction(tree, url=page.url, fast=True, include_comments=False, with_metadata=False, as_dict=False)
    body = getattr(found, "body", None)
    return _lines(body) if body is not None else []


def _strip_adverts(tree: HtmlElement) -> None:
    for element in [e for e in tree.iter("div", "p", "section", "ins", "span") if _ADVERT.search(e.get("class") or "")]:
        if element.getparent() is not None and len(text_of(element)) < _LONGEST_ADVERT:
            element.drop_tree()


def _lines(body: HtmlElement) -> list[str]:
    lines = []
    for element in body.iter(*_BLOCKS):
        if any(ancestor.tag in _BLOCKS[:5] for ancestor in element.iterancestors()):
            continue
        if element.tag in {"list", "table"}:
            continue
        text = tidy("".join(element.itertext()))
        if text:
            lines.append(text)
    return lines


def _stated_body(page: Document) -> list[str]:
    text = page.article_node.text("articleBody") or ""
    if "<" in text and re.search(r"</?(?:p|br|div)\b", text):
        text = re.sub(r"<[^>]+>", lambda tag: "\n" if re.match(r"</?(?:p|br|div|h\d|li)\b", tag[0]) else "", text)
    return [line for part in re.split(r"\s*[\r\n]+\s*", html.unescape(text)) if (line := tidy(part))]


def _is_on_page(lines: list[str], page: Document) -> bool:
    return bool(lines) and len(tokens(" ".join(lines))) > 20


def _letters(lines: list[str]) -> int:
    return sum(map(len, lines))
