"""A fragment of a page as a reader sees it: lines of text, with captions and what is no story taken out by name.

The page was parsed once, by lxml; only the fragment that a rule names comes here, and BeautifulSoup cleans it.
"""

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString, Tag
from lxml.html import HtmlElement, tostring

from pactwatch.extraction.boilerplate import Boilerplate
from pactwatch.extraction.document import text_of, tidy
from pactwatch.extraction.patterns import any_of

_UNSEEN = ("script", "style", "noscript", "template", "iframe", "svg", "form", "button", "select", "rt", "rp", "nav")
_UNSEEN_TAGS = frozenset(_UNSEEN) | {"input", "object", "embed", "link", "meta", "canvas", "audio", "video"}
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5"
    " h6 header hr li main ol p pre section summary table tbody thead tfoot tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_PLAIN = frozenset("p div li blockquote h2 h3 h4".split())
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code del dfn em font i img ins kbd mark q rb rp rt ruby s small span strong sub sup time"
    " u var wbr".split()
)
# Name -> words in a class or an id that tell what an element is, when it is small beside the whole.
_MARKED = {
    "caption": any_of(
        r"""
        caption
        cutline
        photo[-_]?(?:desc|text|info|credit)
        ima?ge?[-_]?(?:desc|txt|credit|sub)
        """,
        before=r"(?:^|[\s_-])",
    ),
    "related": any_of(
        r"""
        related
        recommend
        read-?more
        also-?read
        more-?(?:stories|news|articles|link|on)
        see-?also
        link-?box
        top-?stories
        trending
        most-?(?:read|popular)
        outbrain
        taboola
        """,
        before=r"(?:^|[\s_-])",
    ),
    "share": any_of(
        r"(?:sns|social|share|sharing|addthis|utility|print|bookmark|font-?size|toolbar|tool-?box)s?(?:$|[\s_-])",
        before=r"(?:^|[\s_-])",
    ),
    "subscription": any_of(
        r"(?:newsletter|subscri(?:be|ption)|paywall|promo|sign-?up|piano|membership|donat(?:e|ion))",
        before=r"(?:^|[\s_-])",
    ),
    "advertisement": any_of(
        r"(?:ads?|advert\w*|ad-?(?:box|slot|unit|wrap|container)|banner|sponsor\w*|dfp|gpt)(?:$|[\s_-])",
        before=r"(?:^|[\s_-])",
    ),
    "copyright": any_of(r"(?:copyright|copy_?right|license)", before=r"(?:^|[\s_-])"),
    "byline": any_of(
        r"(?:byline|author(?:s|-?(?:info|box|bio|name|card|profile))?|reporter|journalist|writer|credit|profile)(?:$|[\s_-])",
        before=r"(?:^|[\s_-])",
    ),
    "comments": any_of(r"(?:comments?|reply|replies|disqus)(?:$|[\s_-])", before=r"(?:^|[\s_-])"),
    "tags": any_of(
        r"(?:tags?|keywords?|breadcrumbs?|topics?|pagination|paging|article-?tags|hashtags?)(?:$|[\s_-])",
        before=r"(?:^|[\s_-])",
    ),
    "hidden": any_of(
        r"(?:sr-only|screen-?reader(?:-text)?|visually-?hidden|blind|a11y)(?:$|[\s_-])", before=r"(?:^|[\s_-])"
    ),
}
_LARGEST_SHARE = 0.3
"""Part of the fragment's letters that an element named like boilerplate may hold; more, and it is the story."""
_LARGEST = 300_000
"""Bytes beyond which a fragment is read as it is: BeautifulSoup would take seconds."""


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
    seen = [element for element in elements if element.tag not in _UNSEEN_TAGS]
    if not drop and not line_breaks and all(map(_is_plain, seen)):
        return Fragment(lines=[text_of(element) for element in seen])
    markup = "".join(tostring(element, encoding="unicode", with_tail=False) for element in seen)
    if len(markup) > _LARGEST:
        return Fragment(lines=[text for element in seen for p in element.iter("p") if (text := text_of(p))])
    return read_markup(markup.replace("\n", "<br>") if line_breaks else markup, drop)


def _is_plain(element: HtmlElement) -> bool:
    """A paragraph or a heading that needs no cleaning: the common case."""
    return element.tag in _PLAIN and not any(below.tag not in _INLINE for below in element.iterdescendants())


def read_markup(markup: str, drop: tuple[str, ...] = ()) -> Fragment:
    """Read a piece of HTML, several elements beside each other, that stood on the page or in a script's data."""
    found = Fragment()
    soup = BeautifulSoup(f"<div>{markup[:_LARGEST]}</div>", "lxml")
    for element in soup.find_all(_is_unseen):
        element.extract()
    _take_captions(soup, found)
    if drop:
        for element in soup.select(", ".join(drop)):
            _set_apart(element, "caption" if "caption" in str(element.get("class", "")) else "dropped", found)
    _take_marked(soup, found)
    found.lines.extend(_lines(soup))
    return found


def _is_unseen(element: Tag) -> bool:
    return element.name in _UNSEEN_TAGS


def _take_captions(soup: BeautifulSoup, found: Fragment) -> None:
    for figure in soup.find_all("figure"):
        caption = figure.find("figcaption")
        if caption is not None:
            _set_apart(caption, "caption", found)
        elif figure.find("img") is not None and len(figure.get_text()) < 300:
            _set_apart(figure, "caption", found)
    for caption in soup.find_all("figcaption"):
        _set_apart(caption, "caption", found)


def _take_marked(soup: BeautifulSoup, found: Fragment) -> None:
    whole = len(soup.get_text())
    root = soup.find(_is_first_element)
    gone: set[int] = set()  # what stood inside an element that was taken out
    for element in soup.find_all(True):
        if element is root or id(element) in gone or element.name in {"html", "body"}:
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
    if len(words) < 3:
        return None
    return next((name for name, pattern in _MARKED.items() if pattern.search(words)), None)


def _is_menu(element: Tag) -> bool:
    """A list in which nearly every letter is a link."""
    linked = sum(len(link.get_text(strip=True)) for link in element.find_all("a"))
    return linked > 0.85 * len(element.get_text(strip=True)) and linked > 0


def _set_apart(element: Tag, name: str, found: Fragment) -> None:
    text = tidy(element.get_text(" "))
    element.extract()
    if text and name == "caption":
        found.captions.append(text)
    if text:
        found.apart.append(Boilerplate(name, text[:2000]))


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
