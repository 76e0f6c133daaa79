"""The lines of an element as a reader sees them, straight from the tree: the fast reader for pages without a recipe."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from pactwatch.extraction.containers import is_named_outside
from pactwatch.extraction.document import tidy

_UNSEEN = frozenset(
    "script style noscript template iframe svg button select rt rp nav aside footer figure figcaption audio video"
    " canvas head input textarea label".split()
)
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset form h1 h2 h3 h4 h5 h6 header li main ol"
    " p pre section summary table tbody thead tr td th ul".split()
)
_MOSTLY_LINKS = 0.6
_BREAKS = frozenset(("br", "hr"))


class Line(NamedTuple):
    """One line, where it stands, and how many of its letters are links."""

    text: str
    place: str
    """The innermost block's tag below its parent's tag and class: paragraphs of one story share it."""
    linked: int

    @property
    def is_links(self) -> bool:
        """Whether most of it leads elsewhere."""
        return self.linked >= _MOSTLY_LINKS * len(self.text)


def lines_of(root: HtmlElement) -> list[Line]:
    """Return the lines below `root`, without menus, lists of links, captions and what is named like them."""
    lines: list[Line] = []
    pieces: list[str] = []
    linked, block = 0, root
    for what, element, text in _walk(root):
        if what != "block":
            pieces.append(text)
            linked += len(text) if what == "link" else 0
            continue
        if line := tidy("".join(pieces)):
            lines.append(Line(line, _place(block), linked))
        pieces.clear()
        linked, block = 0, element
    return lines


def _place(block: HtmlElement) -> str:
    parent = block.getparent()
    above = f"{parent.tag}.{parent.get('class') or ''}" if parent is not None else ""
    return f"{above} > {block.tag}"


def _walk(root: HtmlElement) -> Iterator[tuple[str, HtmlElement, str]]:
    """Every text in the order of the page; "block" where a line ends, with the block that goes on there.

    It keeps a stack of its own, since pages nest as deep as they like.
    """
    stack: list[tuple[HtmlElement, bool, bool, HtmlElement]] = [(root, False, False, root)]
    while stack:
        element, left, in_link, above = stack.pop()
        hidden = element is not root and (not isinstance(element.tag, str) or element.tag in _UNSEEN)
        if not left and not hidden and not (element is not root and is_named_outside(element)):
            block = element if element.tag in _BLOCKS else above
            if element.tag in _BLOCKS or element.tag in _BREAKS:
                yield "block", block, ""
            inside_link = in_link or element.tag == "a"
            if element.text:
                yield "link" if inside_link else "text", element, element.text
            stack.append((element, True, in_link, above))
            stack.extend((child, False, inside_link, block) for child in reversed(element))
            continue
        if left and element.tag in _BLOCKS:
            yield "block", above, ""
        if element.tail and element is not root:
            yield "link" if in_link else "text", element, element.tail
