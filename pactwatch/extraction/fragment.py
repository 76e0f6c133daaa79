"""A fragment of a page as a reader sees it: lines of text, with captions and what is no story taken out by name.

The page was parsed once, by lxml; only the fragment that a rule names comes here. What a recipe drops is taken out of a
copy of its tree. Where nothing but paragraphs and lists is left they are read as they stand, without the parts that a
class or id names as something else; tables, figures with words and the like go through BeautifulSoup.
"""

import re
from copy import deepcopy
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString, Tag
from lxml import etree
from lxml.html import Element, HtmlElement, HTMLParser, document_fromstring, tostring

from pactwatch.extraction.boilerplate import Boilerplate
from pactwatch.extraction.document import text_of, tidy
from pactwatch.extraction.element_names import marked_as
from pactwatch.extraction.selecting import select

_UNSEEN = ("script", "style", "noscript", "template", "iframe", "svg", "form", "button", "select", "rt", "rp", "nav")
_UNSEEN_TAGS = frozenset(_UNSEEN) | {"input", "object", "embed", "link", "meta", "canvas", "audio", "video"}
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5"
    " h6 header hr li main ol p pre section summary table tbody thead tfoot tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_CLEANED = frozenset("table aside figure figcaption dl details".split())
"""Elements that are more than paragraphs."""
_MOSTLY_LINKS = 0.85
"""Part of a list's letters that stand in links, from which on it leads away from the story."""
_LARGEST_SHARE = 0.3
"""Part of the fragment's letters that an element named like boilerplate may hold; more, and it is the story."""
_LARGEST = 300_000
"""Bytes beyond which a fragment is read as it is: BeautifulSoup would take seconds."""
_DEEPEST = 30
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
    root = Element("div")
    for element in elements:
        if element.tag not in _UNSEEN_TAGS:
            root.append(deepcopy(element))
            root[-1].tail = None
    if line_breaks:
        return read_markup(tostring(root, encoding="unicode").replace("\n", "<br>"), drop)
    return _read(root, drop)


def read_markup(markup: str, drop: tuple[str, ...] = ()) -> Fragment:
    """Read a piece of HTML that stood in a script's data."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = document_fromstring(f"<div>{markup[:_LARGEST]}</div>".encode("utf-8", "replace"), parser=parser)
    return _read(tree, drop)


def _read(root: HtmlElement, drop: tuple[str, ...]) -> Fragment:
    found = Fragment()
    etree.strip_elements(root, *_UNSEEN_TAGS, with_tail=False)
    _take_captions(root, found)
    for selector in drop:
        for element in select(root, selector):
            name = "caption" if "caption" in (element.get("class") or "") else "dropped"
            _take(element, name, found)
    lines = _Lines(root)
    if lines.walk(root, 0):
        lines.end()
        found.lines.extend(lines.ended)
        for name, text in lines.apart:
            _note(text, name, found)
        return found
    markup = tostring(root, encoding="unicode")
    if len(markup) > _LARGEST:
        found.lines.extend(text for p in root.iter("p") if (text := text_of(p)))
        return found
    soup = BeautifulSoup(markup, "lxml")
    _take_marked(soup, found)
    found.lines.extend(_lines(soup))
    return found


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


class _Lines:
    """Reads lines from a tree of paragraphs, and sets apart what its class or id names as something else."""

    def __init__(self, root: HtmlElement) -> None:
        self.ended: list[str] = []
        self.apart: list[tuple[str, str]] = []
        self._pieces: list[str] = []
        self._largest = _LARGEST_SHARE * sum(map(len, root.itertext()))

    def walk(self, element: HtmlElement, depth: int) -> bool:
        """Read an element; False where there is something in it that takes more to clean."""
        tag = element.tag
        if depth > 1 and self._is_apart(element):
            return True
        if depth > _DEEPEST or tag in _CLEANED:
            return False
        breaks = tag in _BLOCKS or tag in {"br", "hr"}
        if breaks:
            self.end()
        self._pieces.append(element.text or "")
        for child in element:
            if not self.walk(child, depth + 1):
                return False
            self._pieces.append(child.tail or "")
        if breaks:
            self.end()
        return True

    def _is_apart(self, element: HtmlElement) -> bool:
        """Whether an element is none of the story: a figure without words, or what is named so and is small."""
        name = _name_of(element)
        if name is None and element.tag != "figure":
            return False
        text = " ".join(element.itertext())
        bare = tidy(text)
        if not bare:
            return True
        if name is None or sum(map(len, element.itertext())) > self._largest:
            return False
        self.apart.append((name, bare))
        return True

    def end(self) -> None:
        """End the line."""
        _end(self._pieces, self.ended)


def _name_of(element: HtmlElement) -> str | None:
    """What an element that is none of the story is called; `_mark` for a tree of lxml."""
    tag = element.tag
    if tag == "aside":
        return "aside"
    if tag in {"ul", "ol"} and _leads_away(element):
        return "related"
    kind, name = element.get("class"), element.get("id")
    words = f"{' '.join((kind or '').split())} {name or ''}" if kind or name else ""
    return marked_as(words) if len(words) >= 3 else None


def _leads_away(element: HtmlElement) -> bool:
    linked = sum(len(text.strip()) for link in element.iter("a") for text in link.itertext())
    return linked > 0 and linked > _MOSTLY_LINKS * sum(len(text.strip()) for text in element.itertext())


def _take_marked(soup: BeautifulSoup, found: Fragment) -> None:
    whole = len(soup.get_text())
    root = soup.find(_is_first_element)
    gone: set[int] = set()  # what stood inside an element that was taken out
    for element in soup.find_all(True):
        outer = element is root or element.parent is root  # the elements that the recipe chose
        if outer or id(element) in gone or element.name in {"html", "body"}:
            continue
        name = _mark(element)
        if name and len(element.get_text()) <= whole * _LARGEST_SHARE:
            gone.update(map(id, element.find_all(True)))
            _set_apart(element, name, found)


def _is_first_element(element: Tag) -> bool:
    return element.name not in {"html", "body"}


def _mark(element: Tag) -> str | None:
    if element.name == "aside":
        return "aside"
    if element.name in {"ul", "ol"} and _is_menu(element):
        return "related"
    attributes = element.attrs
    words = " ".join(attributes.get("class", ())) + " " + str(attributes.get("id", "")) if attributes else ""
    return marked_as(words) if len(words) >= 3 else None


def _is_menu(element: Tag) -> bool:
    """A list in which nearly every letter is a link."""
    linked = sum(len(link.get_text(strip=True)) for link in element.find_all("a"))
    return linked > _MOSTLY_LINKS * len(element.get_text(strip=True)) and linked > 0


def _set_apart(element: Tag, name: str, found: Fragment) -> None:
    text = tidy(element.get_text(" "))
    element.extract()
    _note(text, name, found)


def _lines(soup: BeautifulSoup) -> list[str]:
    """Texts that share their innermost block make a line; a br ends it, and cells of a row stand between bars."""
    lines: list[str] = []
    pieces: list[str] = []
    block: Tag | None = None
    cell: Tag | None = None
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name in {"br", "hr"}:
                _end(pieces, lines)
            continue
        if type(node) is not NavigableString:  # comments and the like
            continue
        if not node.strip() and not pieces:
            continue
        own_block, own_cell = _surroundings(node)
        if own_block is not block:
            _end(pieces, lines)
        elif own_cell is not cell and pieces:
            pieces.append(" | ")
        block, cell = own_block, own_cell
        pieces.append(node)
    _end(pieces, lines)
    return lines


def _surroundings(node: NavigableString) -> tuple[Tag | None, Tag | None]:
    """The innermost block a text stands in, and the table cell between them."""
    cell = None
    for parent in node.parents:
        if parent.name in _CELLS:
            cell = parent
        elif parent.name in _BLOCKS:
            return parent, cell
    return None, cell


def _end(pieces: list[str], lines: list[str]) -> None:
    text = tidy("".join(pieces))
    if re.search(r"\w", text):
        lines.append(text)
    pieces.clear()
