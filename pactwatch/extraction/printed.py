"""The byline that a page only prints: asked last, where neither its data nor its markup names the authors."""

import re

from lxml.html import HtmlElement

from pactwatch.extraction.document import Document, text_of

_BYLINE = re.compile(r"(?:^|[\s_-])(?:by-?line|authors?|reporters?|writers?|journalists?)(?:$|[\s_-])", re.IGNORECASE)
_ELSEWHERE = frozenset(("nav", "footer", "aside", "script", "style", "form", "noscript", "figure", "figcaption"))
_ELSEWHERE_CLASS = re.compile(
    r"relat|recommend|rank|popular|side|footer|gnb|comment|reply|bio|profile|most|latest|list|card|more-", re.IGNORECASE
)
_KOREAN = re.compile(r"\s*[가-힣]{2,5}(?:\s*[,·]?\s*[가-힣]{2,5}){0,3}\s*기자\s*")
_LONGEST = 60
_SENTENCE_END = re.compile(r"[.。!?]\s*$")


def printed_byline(page: Document) -> str | None:
    """Return what the first element says that is named like a byline and short enough for one, or a line "... 기자"."""
    for element in page.tree.iter("p", "div", "span", "address", "strong", "em", "li", "dd", "a"):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _BYLINE.search(name) and not _stands_elsewhere(element):
            text = text_of(element)
            if text and len(text) <= _LONGEST and not _SENTENCE_END.search(text):
                return text
    for text in page.tree.xpath("//body//text()[contains(., '기자')]"):
        if _KOREAN.fullmatch(text) and not _stands_elsewhere(text.getparent()):
            return str(text).strip()
    return None


def _stands_elsewhere(element: HtmlElement) -> bool:
    return any(
        node.tag in _ELSEWHERE or _ELSEWHERE_CLASS.search(f"{node.get('class') or ''} {node.get('id') or ''}")
        for node in [element, *element.iterancestors()]
        if node.tag not in {"body", "html"}
    )
