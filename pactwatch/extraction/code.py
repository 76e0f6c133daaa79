"""Takes code and styles out of a page too large to be read whole, before it is parsed.

Parsing passes over code faster than it is found and cut out here, so a page of a usual length keeps it. Elements stay,
empty. A script that holds data (JSON-LD, Next's state, Arc's Fusion.globalContent) keeps it, and what looks unusual, a
quotation mark left open or a comment that hides code from old browsers, is left as it is.
"""

from collections.abc import Iterator
from itertools import accumulate

_TAGS = ("script", "style", "SCRIPT", "STYLE")
_DATA = "Fusion.globalContent"


def holds_code(html: str, letters: int) -> bool:
    """Whether so many letters of a page stand in its styles and scripts; it is searched no further than that.

    Styles come first: they are few, long and near the beginning, and all nine saved pages of a million letters are
    told by them, in a third of the time.
    """
    code = (end - inside for tag in ("style", "script") for _, inside, end in _elements(html, tag))
    return any(found >= letters for found in accumulate(code))


def without_code(html: str) -> str:
    """Return `html` with its scripts and styles emptied, but for those that hold data."""
    for tag in _TAGS:
        pieces: list[str] = []
        done = 0
        for start, inside, end in _elements(html, tag):
            if _is_code(html[start:inside], html[inside:end]):
                pieces.append(html[done:inside])
                done = end
        html = "".join([*pieces, html[done:]])
    return html


def _elements(html: str, tag: str) -> Iterator[tuple[int, int, int]]:
    """Where each such element starts, where its text starts, and where that ends."""
    opening, closing = f"<{tag}", f"</{tag}"
    start = html.find(opening)
    while start >= 0:
        inside = html.find(">", start) + 1
        end = html.find(closing, inside) if inside else -1
        if end < 0:
            return
        yield start, inside, end
        start = html.find(opening, end)


def _is_code(tag: str, text: str) -> bool:
    closed = tag.count('"') % 2 == 0 and tag.count("'") % 2 == 0
    return closed and "json" not in tag.lower() and "<!--" not in text and _DATA not in text
