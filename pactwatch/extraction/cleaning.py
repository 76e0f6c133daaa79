"""Cleans a fragment that is more than paragraphs, with tables or figures with words, by BeautifulSoup."""

from bs4 import BeautifulSoup, NavigableString, Tag

from pactwatch.extraction.document import tidy
from pactwatch.extraction.element_names import marked_as
from pactwatch.extraction.paragraphs import BLOCKS, LARGEST_SHARE, MOSTLY_LINKS, end_line

_CELLS = frozenset(("td", "th"))


def clean(markup: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the lines of a fragment, and what in it is none of the story: (name, text)."""
    soup = BeautifulSoup(markup, "lxml")
    apart = _take_marked(soup)
    return _lines(soup), apart


def _take_marked(soup: BeautifulSoup) -> list[tuple[str, str]]:
    apart: list[tuple[str, str]] = []
    whole = len(soup.get_text())
    root = soup.find(_is_first_element)
    gone: set[int] = set()  # what stood inside an element that was taken out
    for element in soup.find_all(True):
        outer = element is root or element.parent is root  # the elements that the recipe chose
        if outer or id(element) in gone or element.name in {"html", "body"}:
            continue
        name = _mark(element)
        if name and len(element.get_text()) <= whole * LARGEST_SHARE:
            gone.update(map(id, element.find_all(True)))
            apart.append((name, tidy(element.get_text(" "))))
            element.extract()
    return apart


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
    return linked > MOSTLY_LINKS * len(element.get_text(strip=True)) and linked > 0


def _lines(soup: BeautifulSoup) -> list[str]:
    """Texts that share their innermost block make a line; a br ends it, and cells of a row stand between bars."""
    lines: list[str] = []
    pieces: list[str] = []
    block: Tag | None = None
    cell: Tag | None = None
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name in {"br", "hr"}:
                end_line(pieces, lines)
            continue
        if type(node) is not NavigableString:  # comments and the like
            continue
        if not node.strip() and not pieces:
            continue
        own_block, own_cell = _surroundings(node)
        if own_block is not block:
            end_line(pieces, lines)
        elif own_cell is not cell and pieces:
            pieces.append(" | ")
        block, cell = own_block, own_cell
        pieces.append(node)
    end_line(pieces, lines)
    return lines


def _surroundings(node: NavigableString) -> tuple[Tag | None, Tag | None]:
    """The innermost block a text stands in, and the table cell between them."""
    cell = None
    for parent in node.parents:
        if parent.name in _CELLS:
            cell = parent
        elif parent.name in BLOCKS:
            return parent, cell
    return None, cell
