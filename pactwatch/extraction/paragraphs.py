"""Reads a fragment of paragraphs and lists as it stands, the usual one: no second parser is asked."""

import re

from lxml.html import HtmlElement

from pactwatch.extraction.document import tidy
from pactwatch.extraction.element_names import marked_as

BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5"
    " h6 header hr li main ol p pre section summary table tbody thead tfoot tr ul".split()
)
MOSTLY_LINKS = 0.85
"""Part of a list's letters that stand in links, from which on it leads away from the story."""
LARGEST_SHARE = 0.3
"""Part of the fragment's letters that an element named like boilerplate may hold; more, and it is the story."""
_LETTER = re.compile(r"\w")
_CLEANED = frozenset("table aside figure figcaption dl details".split())
"""Elements that are more than paragraphs."""
_DEEPEST = 30


class Paragraphs:
    """Reads lines from a tree of paragraphs, and sets apart what its class or id names as something else."""

    def __init__(self, root: HtmlElement) -> None:
        self.ended: list[str] = []
        self.apart: list[tuple[str, str]] = []
        self._pieces: list[str] = []
        self._largest = LARGEST_SHARE * sum(map(len, root.itertext()))

    def walk(self, element: HtmlElement, depth: int) -> bool:
        """Read an element; False where there is something in it that takes more to clean."""
        tag = element.tag
        if depth > 1 and self._is_apart(element):
            return True
        if depth > _DEEPEST or tag in _CLEANED:
            return False
        breaks = tag in BLOCKS or tag in {"br", "hr"}
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
        end_line(self._pieces, self.ended)


def _name_of(element: HtmlElement) -> str | None:
    """What an element that is none of the story is called; cleaning.py asks the same of a soup."""
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
    return linked > 0 and linked > MOSTLY_LINKS * sum(len(text.strip()) for text in element.itertext())


def end_line(pieces: list[str], lines: list[str]) -> None:
    """Make a line of the pieces, unless there is no letter in them; they are gone then."""
    text = tidy("".join(pieces))
    if _LETTER.search(text):
        lines.append(text)
    pieces.clear()
