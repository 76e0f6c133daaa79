"""The lines of an element as a reader sees them, straight from the tree: the fast reader for pages without a recipe."""

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
    """Return the lines below `root`, without menus, lists of links, captions and what is named like them.

    It keeps a stack of its own, since pages nest as deep as they like: an element to enter, or one to leave, whether it
    stands in a link, and the block around it.
    """
    found = _Lines(root)
    stack: list[tuple[HtmlElement, bool, bool, HtmlElement]] = [(root, False, False, root)]
    while stack:
        element, left, in_link, above = stack.pop()
        tag, is_block = element.tag, element.tag in _BLOCKS
        if left or (element is not root and (tag in _UNSEEN or is_named_outside(element))):
            if left and is_block:
                found.end(above)
            if element is not root:
                found.add(element.tail, in_link)
            continue
        block = element if is_block else above
        if is_block or tag in _BREAKS:
            found.end(block)
        inside_link = in_link or tag == "a"
        found.add(element.text, inside_link)
        stack.append((element, True, in_link, above))
        if len(element):
            stack.extend([(child, False, inside_link, block) for child in reversed(element)])
    found.end(root)
    return found.lines


class _Lines:
    """Lines as they come, and the one that is being read."""

    def __init__(self, root: HtmlElement) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._linked, self._block = 0, root

    def add(self, text: str | None, in_link: bool) -> None:
        """Go on with the line."""
        if text:
            self._pieces.append(text)
            self._linked += len(text) if in_link else 0

    def end(self, block: HtmlElement) -> None:
        """End the line; what follows stands in `block`."""
        if self._pieces and (line := tidy("".join(self._pieces))):
            self.lines.append(Line(line, _place(self._block), self._linked))
        self._pieces = []
        self._linked, self._block = 0, block


def _place(block: HtmlElement) -> str:
    parent = block.getparent()
    above = f"{parent.tag}.{parent.get('class') or ''}" if parent is not None else ""
    return f"{above} > {block.tag}"
