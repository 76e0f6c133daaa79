"""The headline as the outlet wrote it, without the outlet's own name around it.

A page names its headline up to five times (JSON-LD, og:title, twitter:title, h1, title), each with or without the
outlet, the section or a teaser. What two places agree on is the headline; what one has beyond the others at an end,
behind a separator, is an affix.
"""

import html
import re
import unicodedata

from pactwatch.extraction.document import Document, text_of, tidy

_SEPARATOR = re.compile(
    r"\s+[|\-–—:·»«/~]+\s+|\s*[|｜¦│]\s*|\s+::\s+|\s*[：]\s*|\s*<\s|\s*[＜]\s*|\s+[•]\s+|\s*\|\|\s*|\s-(?=\S)"
)
_MOST_HEADINGS = 40
_FEWEST = 4
"""Letters a headline has at least: what is left after a cut must be more than a word of the menu."""


def title(page: Document) -> tuple[str, str]:
    """Return the headline and the rule that found it; empty where the page has none."""
    headings = [text for h1 in page.tree.iter("h1") if (text := text_of(h1))]
    candidates = [
        ("json-ld:headline", page.article_node.text("headline") or page.article_node.text("name")),
        ("meta:og:title", _meta(page, "og:title")),
        ("meta:twitter:title", _meta(page, "twitter:title")),
        *(("h1", heading) for heading in headings[:3]),
        ("title", _title_element(page)),
    ]
    given = [(rule, tidy(html.unescape(text))) for rule, text in candidates if text]
    names = outlet_names(page)
    lower = [] if headings else [text_of(heading) for heading in page.tree.iter("h2", "h3", "h4")][:_MOST_HEADINGS]
    beside = [*lower, *(t for _, t in given)]
    cleaned = [(rule, without_affix(text, names, beside)) for rule, text in given]
    return _agreed(cleaned)


def outlet_names(page: Document) -> list[str]:
    """The names an outlet may put beside a headline: its site's, its publisher's, its domain's."""
    names = [
        text
        for name in ("og:site_name", "application-name", "twitter:site", "publisher", "author", "copyright")
        for text in page.metas.get(name, [])
    ]
    names += [text for node in page.json_ld for text in node.texts("publisher")]
    names += [
        text
        for node in page.json_ld
        if {"WebSite", "Organization", "NewsMediaOrganization"} & set(node.types)
        for text in node.texts("name")
    ]
    labels = [label for label in page.host.split(".")[:-1] if len(label) > 2]
    return [_bare(name.lstrip("@")) for name in [*names, *labels] if name]


def without_affix(text: str, names: list[str], others: list[str]) -> str:
    """Return `text` without the outlet's name or a section at its ends."""
    spans = [match.span() for match in _SEPARATOR.finditer(text)]
    known = {_bare(other) for other in others}
    for start, end in spans:
        left, right = text[:start], text[end:]
        if len(left) >= _FEWEST and _bare(left) in known and _bare(left) != _bare(text):
            return left.strip()
        if len(right) >= _FEWEST and _bare(right) in known:
            return right.strip()
    for start, end in reversed(spans):
        if _is_name(text[end:], names) and len(text[:start]) >= _FEWEST:
            return without_affix(text[:start].strip(), names, others)
    for start, end in spans:
        if _is_name(text[:start], names) and len(text[end:]) >= _FEWEST:
            return without_affix(text[end:].strip(), names, others)
    return text


def _is_name(part: str, names: list[str]) -> bool:
    bare = _bare(part)
    return bool(bare) and any(
        bare == name or (len(name) > 3 and (name in bare or bare in name) and len(bare) < 40) for name in names
    )


def _agreed(candidates: list[tuple[str, str]]) -> tuple[str, str]:
    for rule, text in candidates:
        support = [other for other, words in candidates if other != rule and _bare(words) == _bare(text)]
        if support and len(text) >= _FEWEST:
            return text, f"{rule} = {support[0]}"
    return next(((text, rule) for rule, text in candidates if text), ("", "none"))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _meta(page: Document, name: str) -> str | None:
    return next(iter(page.metas.get(name, [])), None)


def _title_element(page: Document) -> str | None:
    element = next(page.tree.iter("title"), None)
    return text_of(element) if element is not None else None
