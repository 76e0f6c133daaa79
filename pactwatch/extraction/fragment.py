"""A fragment of a page as a reader sees it: lines of text, with captions and what is no story taken out by name.

The page was parsed once, by lxml; only the fragment that a rule names comes here. What a recipe drops is taken out of a
copy of its tree. Where nothing but paragraphs and lists is left they are read as they stand, without the parts that a
class or id names as something else; tables, figures with words and the like go through BeautifulSoup.
"""

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, document_fromstring, tostring

from pactwatch.extraction.boilerplate import Boilerplate
from pactwatch.extraction.document import PARSER, text_of, tidy
from pactwatch.extraction.paragraphs import Paragraphs
from pactwatch.extraction.selecting import select

_UNSEEN = ("script", "style", "noscript", "template", "iframe", "svg", "form", "button", "select", "rt", "rp", "nav")
_UNSEEN_TAGS = frozenset(_UNSEEN) | {"input", "object", "embed", "link", "meta", "canvas", "audio", "video"}
_LARGEST = 300_000
"""Bytes beyond which a fragment is read as it is: BeautifulSoup would take seconds."""
_LONGEST_CAPTION = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Fragment:
    """What a reader sees of a part of a page."""

    lines: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    apart: list[Boilerplate] = field(default_factory=list)

    @property
    def letters(self) -> int:
        """How much text there is."""
        return sum(map(len, self.lines))


def read(elements: list[HtmlElement], drop: tuple[str, ...] = (), *, line_breaks: bool = False) -> Fragment:
    """Read these elements in their order; `drop` names (CSS) what inside them is no part of the story.

    line_breaks: a line break in the markup ends a line, as with white-space: pre-wrap.
    """
    root = PARSER.makeelement("div")
    for element in elements:
        if element.tag not in _UNSEEN_TAGS:
            root.append(deepcopy(element))
            root[-1].tail = None
    if line_breaks:
        return read_markup(tostring(root, encoding="unicode").replace("\n", "<br>"), drop)
    return _read(root, drop)


def read_markup(markup: str, drop: tuple[str, ...] = ()) -> Fragment:
    """Read a piece of HTML that stood in a script's data."""
    tree = document_fromstring(f"<div>{markup[:_LARGEST]}</div>".encode("utf-8", "replace"), parser=PARSER)
    return _read(tree, drop)


def _read(root: HtmlElement, drop: tuple[str, ...]) -> Fragment:
    found = Fragment()
    etree.strip_elements(root, *_UNSEEN_TAGS, with_tail=False)
    _take_captions(root, found)
    for selector in drop:
        for element in select(root, selector):
            name = "caption" if "caption" in (element.get("class") or "") else "dropped"
            _take(element, name, found)
    lines, apart = _lines_in(root)
    found.lines.extend(lines)
    for name, text in apart:
        _note(text, name, found)
    return found


def _lines_in(root: HtmlElement) -> tuple[list[str], list[tuple[str, str]]]:
    paragraphs = Paragraphs(root)
    if paragraphs.walk(root, 0):
        paragraphs.end()
        return paragraphs.ended, paragraphs.apart
    markup = tostring(root, encoding="unicode")
    if len(markup) > _LARGEST:
        return [text for p in root.iter("p") if (text := text_of(p))], []
    from pactwatch.extraction.cleaning import clean  # here: most pages and sources need no BeautifulSoup

    return clean(markup)


def _take_captions(root: HtmlElement, found: Fragment) -> None:
    for figure in list(root.iter("figure")):
        caption = figure.find(".//figcaption")
        if caption is not None:
            _take(caption, "caption", found)
        elif figure.find(".//img") is not None and len(figure.text_content()) < _LONGEST_CAPTION:
            _take(figure, "caption", found)
    for caption in list(root.iter("figcaption")):
        _take(caption, "caption", found)


def _take(element: HtmlElement, name: str, found: Fragment) -> None:
    if element.getparent() is None:  # it went with another
        return
    text = tidy(" ".join(element.itertext()))
    element.drop_tree()
    _note(text, name, found)


def _note(text: str, name: str, found: Fragment) -> None:
    if text and name == "caption":
        found.captions.append(text)
    if text:
        found.apart.append(Boilerplate(name, text[:2000]))
