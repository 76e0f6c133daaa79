"""An article that is printed on several pages: where it goes on, and all of it as one text.

What must never happen: two articles become one. So a page is a part only if its address is that of the first with the
next number (places.py) and its headline is the same, numbers and brackets apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pactwatch.article import Article
from pactwatch.errors import UnreadablePage
from pactwatch.extraction import Printed
from pactwatch.extraction.places import NEXT_WORDS
from pactwatch.extraction.reading import Extraction, extract
from pactwatch.text import fold

MOST_PARTS = 10
"""No report has more; a photo series has, and is none."""

# Pages without a trace of these are not read twice.
_HINT = re.compile(rb"rel\s*=\s*[\"']?next|" + "|".join(NEXT_WORDS).encode(), re.IGNORECASE)
_UNTOLD = re.compile(r"[\W\d_]+|page|ページ|페이지")


def joined(pages: Sequence[Printed]) -> Article:
    """Return the article of a page and those it goes on at. Raises UnreadablePage for the first."""
    first, *others = _parts(pages)
    article, seen = first.article, set(first.article.paragraphs)
    for other in others:
        more = tuple(line for line in other.article.paragraphs if line not in seen)
        seen.update(more)
        article = replace(
            article, paragraphs=article.paragraphs + more, stub=other.article.stub,
            authors=article.authors or other.article.authors, wire=article.wire or other.article.wire,
        )  # fmt: skip
    return article


def goes_on(pages: Sequence[Printed]) -> str | None:
    """Return the address at which the article of these pages goes on; None at its end."""
    if len(pages) >= MOST_PARTS or not _HINT.search(pages[-1].body):
        return None
    try:
        parts = list(_parts(pages))
    except UnreadablePage:
        return None
    return parts[-1].next_page if len(parts) == len(pages) else None


def _parts(pages: Sequence[Printed]) -> Iterator[Extraction]:
    first = extract(pages[0].body, pages[0].url, pages[0].content_type)
    yield first
    for page in pages[1:]:
        try:
            part = extract(page.body, page.url, page.content_type)
        except UnreadablePage:
            return
        if not part.article.is_story or _bare(part.article.title) != _bare(first.article.title):
            return
        yield part


def _bare(title: str) -> str:
    return _UNTOLD.sub("", fold(title))
