"""An article that is printed on several pages: where it goes on, and all of it as one text.

What must never happen: two articles become one. So a page is a part only if its address is that of the first with the
next number (places.py) and its headline is the same, numbers and brackets apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from pactwatch.article import Article
from pactwatch.errors import UnreadablePage
from pactwatch.extraction import Printed
from pactwatch.extraction.places import NEXT_WORDS, next_page
from pactwatch.extraction.reading import Extraction, extract
from pactwatch.text import fold

MOST_PARTS = 10
"""No report has more; a photo series has, and is none."""

_HINT = re.compile(rb"rel\s*=\s*[\"']?next|" + "|".join(NEXT_WORDS).encode(), re.IGNORECASE)
_UNTOLD = re.compile(r"[\W\d_]+|page|ページ|페이지")


@dataclass(frozen=True, slots=True)
class Parts:
    """The pages of one article, as far as they are read."""

    read: tuple[Extraction, ...]

    @property
    def next_page(self) -> str | None:
        """Where the article goes on; None at its end, and where no report would go on."""
        if len(self.read) >= MOST_PARTS:
            return None
        return next_page(self.read[0].article.url, len(self.read), self.read[-1].onward)

    def and_(self, page: Printed) -> "Parts | None":
        """Return these and one more; None where it is no page of this article."""
        try:
            part = extract(page.body, page.url, page.content_type)
        except UnreadablePage:
            return None
        same = _bare(part.article.title) == _bare(self.read[0].article.title)
        return Parts((*self.read, part)) if same and part.article.is_story else None

    @property
    def article(self) -> Article:
        """The article as the first page has it, with the text of all."""
        whole = reduce(_joined, (part.article for part in self.read))
        return replace(whole, stub=whole.stub or self.next_page is not None)


def may_go_on(page: Printed) -> bool:
    """Whether a page has a trace of a next one; most have none, and need not be read to know."""
    return _HINT.search(page.body) is not None


def begun(page: Printed) -> Parts:
    """Return an article of which one page is read. Raises UnreadablePage."""
    return Parts((extract(page.body, page.url, page.content_type),))


def joined(pages: Sequence[Printed]) -> Article:
    """Return the article of a page and those on which it goes on. Raises UnreadablePage for the first."""
    parts = begun(pages[0])
    for page in pages[1:]:
        parts = parts.and_(page) or parts
    return parts.article


def _joined(article: Article, further: Article) -> Article:
    """Add the text of a further page: what the first says again at its head is left out."""
    more = tuple(line for line in further.paragraphs if line not in article.paragraphs)
    return replace(
        article, paragraphs=article.paragraphs + more, stub=further.stub,
        authors=article.authors or further.authors, wire=article.wire or further.wire,
    )  # fmt: skip


def _bare(title: str) -> str:
    return _UNTOLD.sub("", fold(title))
