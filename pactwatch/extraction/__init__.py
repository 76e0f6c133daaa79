"""A page becomes an article: a recipe where we know the outlet, general rules for everyone else.

Reading needs lxml, and trafilatura where there is no recipe; both are loaded when the first article is read, so that
whoever only decodes (the screen does, for every page) does not wait for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pactwatch.article import Article
from pactwatch.extraction.encoding import decode

__all__ = ["Printed", "article_from", "article_of", "decode"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """A page as it came."""

    body: bytes
    url: str
    content_type: str | None


def article_from(body: bytes, url: str, content_type: str | None = None) -> Article:
    """Return what a page shows as an article; its `kind` says where it is none. Raises UnreadablePage."""
    from pactwatch.extraction.reading import extract

    return extract(body, url, content_type).article


def article_of(pages: Sequence[Printed]) -> Article:
    """Return the article of a page and those on which it goes on, as one. Raises UnreadablePage for the first."""
    from pactwatch.extraction.parts import joined

    return joined(pages)
