"""The byline that a page only prints: asked last, where neither its data nor its markup names the authors."""

import re
from collections.abc import Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from pactwatch.extraction.document import Document, is_small, text_of, tidy

_BYLINE = re.compile(r"by-?line|author(?!i[tsz])|reporter|writer(?!s-)|journalist|(?:^|[\s_-])credit", re.IGNORECASE)
_PICTURE = re.compile(r"photo|image|img|media|picture|caption|video", re.IGNORECASE)
_AUTHOR_LINK = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|writers?|reporters?|journalists?|byline|profile)/[^/]+", re.I
)
_ELSEWHERE = frozenset(("nav", "footer", "aside", "script", "style", "form", "noscript", "figure", "figcaption"))
_ELSEWHERE_CLASS = re.compile(
    r"relat|recommend|rank|popular|side|footer|gnb|comment|reply|bio|profile|most|latest"
    r"|(?:^|[\s_-])(?:lists?|cards?|teasers?)(?:$|[\s_-])|more-",
    re.IGNORECASE,
)
_KOREAN = re.compile(r"\s*[가-힣]{2,5}(?:\s*[,·]?\s*[가-힣]{2,5}){0,3}\s*기자\s*")
_EDITOR = re.compile(r"[（(\[【]?责(?:任)?编(?:辑)?[：:]\s*(?P<names>[^()（）\[\]]{2,30}?)[)）\]】]?")
_SIGNED = re.compile(r"(?:By|Von|Par|Por|Di)\s+[A-ZÀ-Ý][\w.'’-]+(?:,? [A-ZÀ-Ýa-z&][\w.'’-]*){0,8},?$")
_BY = re.compile(r"(?:by|von|par|por|di|and|und|&)\W?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:Authors?|Autor(?:in|en)?(?:\W?Autor)?|Auteur|Autore|Reporter|Written by|기자|글|記者|著者|文|作者)\s*[:：]?"
)
"""What stands in an element of its own before a name."""
_UNMARKED_WORDS = ("기자", "责编", "责任编辑")
_UNMARKED = "//body//text()[contains(., '기자') or contains(., '责编') or contains(., '责任编辑')]"
_LONGEST = 60
_MOST_NAMES = 6
_BOLD = ("strong", "b", "em")
_CAPITALS = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]+"
_NAMES = re.compile(
    rf"{_CAPITALS}(?: {_CAPITALS}){{1,3}}(?:(?: ?[/,&] ?| and ){_CAPITALS}(?: {_CAPITALS}){{1,3}}){{0,3}}"
)
_FIRST_LINES = 3
"""Lines of a body in which a signature may stand at its beginning: a teaser may go before it."""
_NO_BYLINE = re.compile(
    r"\d{4}|https?:|[©ⓒⒸ]|^(?:by|von|author|autor|reporter)?s?:?$|follow|subscri|more (?:from|by)|read ", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.。!?]\s*$")


def printed_byline(page: Document) -> str | None:
    """Return the first short text that stands in an element named like a byline, links to an author or says "By NAME".

    Last come the lines of Korean reporters ("... 기자") and of Chinese editors ("责编：..."), which have no mark.
    """
    for element in page.tree.iter("p", "div", "span", "address", "strong", "em", "li", "dd", "a", "h5", "h6"):
        if not _is_marked(element) or not is_small(element) or _stands_elsewhere(element):
            continue
        text = _names_of(element)
        if text and len(text) <= _LONGEST and not _SENTENCE_END.search(text) and not _NO_BYLINE.search(text):
            return text
    for text in page.tree.xpath(_UNMARKED) if _may_be_unmarked(page.html) else ():
        match = _KOREAN.fullmatch(text) or _EDITOR.fullmatch(text.strip())
        if match and not _stands_elsewhere(text.getparent()):
            return (match.groupdict().get("names") or match[0]).strip()
    return None


def _may_be_unmarked(html: str) -> bool:
    """Whether one of the words is there; few other pages have its first letter, seen in a sixth of the time."""
    return any(word[0] in html and word in html for word in _UNMARKED_WORDS)


def signatures(page: Document, lines: Sequence[str]) -> list[str]:
    """Return those of a body's first and last lines that are paragraphs of names alone, in bold."""
    named = {line for line in (*lines[:_FIRST_LINES], *lines[-1:]) if len(line) <= _LONGEST and _NAMES.fullmatch(line)}
    if not named:
        return []
    bold = (element for element in page.tree.iter(*_BOLD) if text_of(element) in named)
    found = {text_of(element) for element in bold if text_of(element.getparent()) == text_of(element)}
    return [line for line in lines if line in found][:1]


def _is_marked(element: HtmlElement) -> bool:
    kind, name = element.get("class"), element.get("id")
    if (kind or name) and _names_author(f"{kind or ''} {name or ''}"):
        return True
    text = element.text
    is_silent = not text or text.isspace()
    if is_silent and len(element) and _label_of(element):
        return True
    if element.tag == "a":
        return _AUTHOR_LINK.search(element.get("href") or "") is not None
    return not is_silent and _SIGNED.match(text.strip()[:_LONGEST]) is not None


@lru_cache(maxsize=20_000)
def _names_author(names: str) -> bool:
    return _BYLINE.search(names) is not None and _PICTURE.search(names) is None


def _names_of(element: HtmlElement) -> str:
    """What a byline says; names in elements of their own are told apart."""
    if label := _label_of(element):
        return _spaced(element).removeprefix(label).strip(" :：")
    single = (text_of(child) for child in element.iter("a", "span") if not len(child))
    parts = [text for text in single if text and not _BY.fullmatch(text)]
    whole = _spaced(element)
    if len(parts) > 1 and sum(map(len, parts)) > 0.9 * len(whole) and len(parts) < _MOST_NAMES:
        return ", ".join(parts)
    return whole


def _spaced(element: HtmlElement) -> str:
    """Its text with a space between elements: "Von" and a name stand apart, whatever is between them."""
    return tidy(" ".join(element.itertext()))


def _label_of(element: HtmlElement) -> str:
    """The label that an element begins with; empty where it begins with none, or nothing follows."""
    if not len(element) or (element.text or "").strip():
        return ""
    label = (element[0].text or "").strip()
    if not label or _LABEL.fullmatch(label) is None:
        return ""
    return label if len(element) > 1 or (element[0].tail or "").strip() else ""


def _stands_elsewhere(element: HtmlElement) -> bool:
    return any(
        node.tag in _ELSEWHERE or _ELSEWHERE_CLASS.search(f"{node.get('class') or ''} {node.get('id') or ''}")
        for node in [element, *element.iterancestors()]
        if node.tag not in {"body", "html"}
    )
