"""The headline as the outlet wrote it, without the outlet's own name around it.

A page names its headline up to five times (JSON-LD, og:title, twitter:title, h1, title), each with or without the
outlet, the section or a teaser, and outlets word them differently for readers, for search and for sharing. Policy:
what one place has beyond another at an end, behind a separator, is an affix. Then JSON-LD's headline is the
newsroom's own, unless h1 and og:title agree on another that the title does not repeat: then readers see theirs, and
JSON-LD speaks to search engines. Where JSON-LD, og:title and h1 are three wordings, one is for search, one for
sharing, and the h1 is the readers' (unless it is a ticker's latest lines). JSON-LD cuts headlines at 110 letters, so a
longer one that begins the same is preferred. Without JSON-LD it is og:title, or the h1 where that is the same headline
in other words; without both, the longest heading that stands in the title. An h1 that links elsewhere (the outlet's
logo, a section, the next story) is no headline. Kickers have a rule of their own (kickers.py).
"""

import html
import re
from collections import Counter
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pactwatch.extraction.document import Document, is_small, text_of, tidy
from pactwatch.extraction.kickers import settled, squeezed
from pactwatch.text import tokens

_SEPARATOR = re.compile(
    r"\s+[|\-–—:·»«/~*•]+\s+|\s*[|｜¦│ㅣ]+\s*|\s+::\s+|\s*[：]\s*|\s*<\s|\s*[＜]\s*|\s-(?=\S)|(?<=\S)-{1,2}(?=[가-힣\u4e00-\u9fff])"
)
_SEPARATES = re.compile(r"[|\-–—:·»«/~*•｜¦│ㅣ：<＜]")
"""A character of every separator: most headlines have none, and need no search for one with spaces around it."""
_MOST_FIRST, _MOST_HEADINGS, _LONGEST = 5, 60, 500
_FEWEST = 4
"""Letters a headline has at least: what is left after a cut must be more than a word of the menu."""
_LONG = 90
"""Letters from which on a headline may have been cut."""
_NAME_METAS = ("og:site_name", "application-name", "twitter:site", "publisher", "copyright")
_TICKER = "+++"
_LONG_WORD = 5
"""Letters of a word that two headlines share by more than chance."""
_NAMED_TYPES = frozenset(("WebSite", "Organization", "NewsMediaOrganization"))


def title(page: Document) -> tuple[str, str]:
    """Return the headline and the rule that found it; empty where the page has none."""
    headings, given, texts, names = _read(page)
    chosen = _chosen(texts)
    if chosen is None:
        return _from_headings(page, texts, headings)
    shared = without_affix(given.get("og", ""), [*names, *_sections(page)], [])
    headline = settled(chosen[0], shared, texts.get("h1", ""), given.get("title", ""))
    return headline, chosen[1] if headline == chosen[0] else f"{chosen[1]}, kicker by the other places"


def places(page: Document) -> dict[str, str]:
    """Return the headline as each place of a page states it, without affixes: json-ld, og, twitter, title, h1."""
    return _read(page)[2]


def _read(page: Document) -> tuple[list[str], dict[str, str], dict[str, str], list[str]]:
    """The page's h1s, the headline as it states it elsewhere, as every place has it without affixes, and those."""
    headings = _headings(page)
    given = _given(page)
    lower = [] if headings else _lower_headings(page)
    names = outlet_names(page)
    beside = [*headings, *lower, *given.values()]
    texts = {place: without_affix(text, names, beside) for place, text in given.items()}
    texts = {place: text for place, text in texts.items() if squeezed(text) not in names}
    heading = _heading(headings, list(texts.values()))
    if heading:
        texts["h1"] = without_affix(heading, names, beside)
    return headings, given, texts, names


def _given(page: Document) -> dict[str, str]:
    """The headline as the page states it beside its h1: place -> text."""
    given = {
        "json-ld": page.article_node.text("headline") or page.article_node.text("name"),
        "og": next(iter(page.metas.get("og:title", [])), None),
        "twitter": next(iter(page.metas.get("twitter:title", [])), None),
        "title": _title_element(page),
    }
    return {place: tidy(html.unescape(text[:_LONGEST])) for place, text in given.items() if text}


def outlet_names(page: Document) -> list[str]:
    """The names an outlet may put beside a headline, bare: its site's, its publisher's, its domain's."""
    names = [text for name in _NAME_METAS for text in page.metas.get(name, [])]
    for node in page.json_ld:
        names += node.texts("publisher") if "publisher" in node.fields else ()
        names += node.texts("name") if _NAMED_TYPES.intersection(node.types) else ()
    labels = [label for label in page.host.split(".")[:-1] if len(label) > 2]
    return [bare for name in dict.fromkeys([*names, *labels, page.host]) if (bare := squeezed(name))]


def without_affix(text: str, names: list[str], others: list[str]) -> str:
    """Return `text` without the outlet's name or a section at its ends."""
    if _SEPARATES.search(text) is None:
        return text
    spans = [match.span() for match in _SEPARATOR.finditer(text)][:20]
    known = {squeezed(other) for other in others}
    for start, end in spans:
        left, right = text[:start], text[end:]
        if len(left) >= _FEWEST and squeezed(left) in known and squeezed(left) not in names:
            return left.strip()
        if len(right) >= _FEWEST and squeezed(right) in known and squeezed(right) not in names:
            return right.strip()
    for start, end in reversed(spans):
        if _is_name(text[end:], names) and len(text[:start]) >= _FEWEST:
            return without_affix(text[:start].strip(), names, others)
    for start, end in spans:
        if _is_name(text[:start], names) and len(text[end:]) >= _FEWEST:
            return without_affix(text[end:].strip(), names, others)
    before, colon, after = text.partition(": ")
    return after.strip() if colon and squeezed(before) in names and len(after) >= _FEWEST else text


def _chosen(texts: dict[str, str]) -> tuple[str, str] | None:
    """By what the page states for machines; None where it states nothing."""
    stated, shared, heading = texts.get("json-ld"), texts.get("og"), texts.get("h1")
    if stated:
        bare = squeezed(stated)
        whole = next((text for text in (heading, shared) if text and _cut(stated, text)), None)
        if whole:
            return whole, "json-ld:headline, whole in h1 or og:title"
        other = squeezed(heading or "")
        if heading and shared and other == squeezed(shared) != bare and other != squeezed(texts.get("title", "")):
            return heading, "h1 = meta:og:title"
        if heading and shared and _for_readers(heading, stated, shared):
            return heading, "h1, unlike json-ld:headline and meta:og:title"
        return stated, "json-ld:headline"
    if shared:
        if heading and squeezed(heading) == squeezed(shared):
            return heading, "h1 = meta:og:title"
        return (heading, "h1, like meta:og:title") if heading and _alike(heading, shared) else (shared, "meta:og:title")
    return None


def _from_headings(page: Document, texts: dict[str, str], headings: list[str]) -> tuple[str, str]:
    """By the headings: the longest that stands in the title, else the first h1, else the title."""
    whole = squeezed(_title_element(page) or "")
    inside = [text for text in [*headings, *_lower_headings(page)] if len(text) >= _FEWEST and squeezed(text) in whole]
    if inside:
        return max(inside, key=lambda text: len(squeezed(text))), "heading in title"
    for place in ("h1", "title", "twitter"):
        if texts.get(place):
            return texts[place], place
    return (_title_element(page) or ""), "title" if whole else "none"


def _cut(stated: str, text: str) -> bool:
    """Whether a headline is the beginning of a longer one, cut as search engines want it."""
    bare, whole = squeezed(stated), squeezed(text)
    return (len(stated) >= _LONG or stated.endswith(("...", "…"))) and whole != bare and whole.startswith(bare)


def _for_readers(heading: str, stated: str, shared: str) -> bool:
    """Whether an h1 words anew what the other two word differently, and does not only add to one of them."""
    own, others = squeezed(heading), {squeezed(stated), squeezed(shared)}
    if len(others) == 1 or any(other in own or own in other for other in others) or _TICKER in heading:
        return False
    words = {word for word in tokens(heading) if len(word) >= _LONG_WORD}
    return not words.isdisjoint(tokens(f"{stated} {shared}"))


def _alike(heading: str, other: str) -> bool:
    """Whether two headlines are wordings of one: most words of the shorter stand in the longer, too."""
    words, others = Counter(tokens(heading)), Counter(tokens(other))
    return (words & others).total() > 0.6 * max(1, min(words.total(), others.total()))


def _heading(headings: list[str], texts: list[str]) -> str | None:
    """The h1 that another place repeats, else the first."""
    known = [squeezed(text) for text in texts]
    repeated = (text for text in headings if (bare := squeezed(text)) and any(bare in other for other in known))
    return next(repeated, next(iter(headings), None))


def _is_name(part: str, names: list[str]) -> bool:
    bare = squeezed(part)
    return bool(bare) and any(
        bare == name or (len(name) > 3 and (name in bare or bare in name) and len(bare) < 40) for name in names
    )


def _headings(page: Document) -> list[str]:
    """The texts of the first h1 elements, without those that lead elsewhere."""
    first = page.elements("h1")[:_MOST_FIRST]
    return [text[:_LONGEST] for h1 in first if not _leads_elsewhere(h1, page) and (text := text_of(h1))]


def _leads_elsewhere(heading: HtmlElement, page: Document) -> bool:
    """Whether a heading is one link, to another page than this."""
    around = heading.iterancestors("a")
    within = (link for link in heading.iter("a") if text_of(link) == text_of(heading))
    address: str = next((link.get("href") or "" for link in (*around, *within)), "")
    return not address.startswith("#") and address != "" and _path(page.absolute(address)) != _path(page.url)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""


def _sections(page: Document) -> list[str]:
    return [
        squeezed(name) for name in [*page.article_node.texts("articleSection"), *page.metas.get("article:section", [])]
    ]


def _lower_headings(page: Document) -> list[str]:
    found = islice(page.tree.iter("h2", "h3", "h4"), _MOST_HEADINGS)
    return [text for heading in found if is_small(heading) and (text := text_of(heading)) and len(text) <= _LONGEST]


def _title_element(page: Document) -> str | None:
    element = next(iter(page.elements("title")), None)
    return text_of(element)[:_LONGEST] if element is not None else None
