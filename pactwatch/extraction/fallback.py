"""The body of a page whose outlet has no recipe, by three readings that check each other.

Trafilatura reads the element that holds the bulk of the page's sentences (on the part it is three times as fast as on
the page, and menus cannot mislead it). Our own lines of that element tell what it left out: paragraphs that stand in
the same place of the page as those it took belong to them. The body that JSON-LD states is the measure for both, where
there is one: lines that it holds are the story. On 298 pages of 200 outlets this gains two points of F1 on trafilatura
alone (docs/benchmarks.md).
"""

import html
import re
from collections import Counter

from pactwatch.extraction.by_trafilatura import lines_by_trafilatura
from pactwatch.extraction.containers import Story, story_in
from pactwatch.extraction.document import Document, tidy
from pactwatch.extraction.lines import Line, lines_of
from pactwatch.extraction.marked import agreed, bare, marked_body

_BLOCK_TAG = re.compile(r"</?(?:p|br|div|h\d|li|section|figure|blockquote)\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{1,2000}>")
_SAME_PLACE, _MORE = 0.25, 1.1
"""Part of the lines taken that a place must hold to count as the story's; how much longer a longer reading must be."""
_MENUS = 2.5
"""A reading this much longer than the container's sentences took menus for text."""
_STATED, _COVERED, _WHOLE, _LONGER = 0.6, 0.85, 0.9, 1.5
"""How long JSON-LD's body must be to be no teaser; how much of it the page's lines must cover to stand for it, and to
stand for it unless another reading covers more; how much longer it must be to be taken where they do not. From .9 on no
other reading was better on any of 32 saved pages."""


def body_of(page: Document) -> tuple[list[str], str]:
    """Return the lines of the body and the rule that found them."""
    story = story_in(page.tree)
    stated = _stated(page)
    if story is None:
        return stated, "json-ld:articleBody" if stated else "none"
    own = [line for line in lines_of(story.container) if not line.is_links]
    if stated and _letters(stated) >= _STATED * story.letters:
        confirmed = _held([line.text for line in own], stated)
        if _letters(confirmed) >= _WHOLE * _letters(stated):
            return confirmed, "lines of the densest element, confirmed by json-ld:articleBody"
    read = lines_by_trafilatura(story.container, story.letters)
    lines, rule = _completed(read, own, story)
    marked = None if page.is_large else marked_body(page)
    if marked is not None and (both := agreed(marked, lines)) is not None:
        lines, rule = both, f"{rule}, as the page marks it"
    if stated and _letters(stated) >= _STATED * max(story.letters, _letters(lines)):
        return _measured(stated, lines, [line.text for line in own], rule)
    return lines, rule


def _completed(read: list[str], own: list[Line], story: Story) -> tuple[list[str], str]:
    """Trafilatura's lines with those of the same places that it left out; ours where it went wrong."""
    taken = _squeezed("".join(read))
    places: Counter[str] = Counter()
    for line in own:
        if _squeezed(line.text) in taken:
            places[line.place] += len(line.text)
    common = places.total()
    ours = [line.text for line in own]
    theirs = {place for place, letters in places.items() if letters >= _SAME_PLACE * common}
    longer = [line.text for line in own if line.place in theirs or _squeezed(line.text) in taken]
    tight = story.container.tag != "body" and common > 0.8 * _letters(read)
    if tight and _letters(longer) > _MORE * _letters(read):
        return longer, "trafilatura, completed from the same places"
    if not read or (_letters(ours) < _letters(read) > _MENUS * story.letters < _MENUS * 2 * _letters(ours)):
        return ours, "lines of the densest element"
    return read, "trafilatura"


def _measured(stated: list[str], read: list[str], own: list[str], rule: str) -> tuple[list[str], str]:
    """The reading that JSON-LD's body confirms, without the lines it does not hold; itself where neither covers it."""
    confirmed = max((_held(read, stated), _held(own, stated)), key=_letters)
    if _letters(confirmed) >= _COVERED * _letters(stated):
        return confirmed, f"{rule}, confirmed by json-ld:articleBody"
    if _letters(stated) > _LONGER * _letters(read):
        return stated, "json-ld:articleBody"
    return read, rule


def _held(lines: list[str], stated: list[str]) -> list[str]:
    """Those of the lines that JSON-LD's body holds."""
    whole = _squeezed("".join(stated))
    return [line for line in lines if (own := _squeezed(line)) and (own in whole or own[:60] in whole)]


def _stated(page: Document) -> list[str]:
    text = page.article_node.text("articleBody") or ""
    if "<" in text:
        text = _ANY_TAG.sub("", _BLOCK_TAG.sub("\n", text))
    return [line for part in re.split(r"\s*[\r\n]+\s*", html.unescape(text)) if (line := tidy(part))]


def _squeezed(text: str) -> str:
    """Letters and digits alone: readings differ in spaces, quotation marks and dashes."""
    return bare(text).lower()


def _letters(lines: list[str]) -> int:
    return sum(map(len, lines))
