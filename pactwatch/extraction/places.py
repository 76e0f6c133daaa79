"""Where an article stands: its own address, its next page, its AMP twin."""

import re
from collections.abc import Iterable
from itertools import chain

from pactwatch.errors import UnusableURL
from pactwatch.extraction.document import Document
from pactwatch.urls import canonical

NEXT_WORDS = frozenset(
    ("next page", "next", "次へ", "次のページ", "次のページへ", "다음", "다음 페이지", "다음페이지", "下一页", "下一頁")
)
# "?page=2" at the end; "/2", "/page/2", "-2" or "_2" there or before ".html".
_IN_QUERY = re.compile(r"[?&](?:page|paged|pageno|pn|pg)=(\d{1,2})$", re.IGNORECASE)
_IN_PATH = re.compile(r"(?:/page)?[/_-](\d{1,2})(?=$|\.\w{2,5}$)")


def canonical_address(page: Document) -> str:
    """The identity of the address the page names as its own, else of the one it was read from."""
    for address in chain(page.links("canonical"), map(page.absolute, page.metas.get("og:url", [])), [page.url]):
        try:
            if address.rstrip("/").count("/") > 2:  # a page that names its front page names nothing
                return canonical(address)
        except UnusableURL:
            continue
    return page.url


def onward(page: Document) -> tuple[str, ...]:
    """The addresses that a page calls next: of the article's next page, or of the next article."""
    links = (a for a in page.elements("a") if (text := a.text) and text.strip(" >»›\n\t").lower() in NEXT_WORDS)
    return (*page.links("next"), *(page.absolute(a.get("href") or "") for a in links))


def next_page(first: str, read: int, linked: Iterable[str]) -> str | None:
    """Where an article goes on after so many pages: the address of its first with the next number, where it is linked.

    A link of relation "next" alone says nothing: on ten of ten real pages that have one it led to the next article, or
    nowhere (of 331 pages, 2026-11).
    """
    own, number = _numbered(first, _IN_QUERY)
    return next((address for address in linked if _further(address) == (own, number + read)), None)


def _further(address: str) -> tuple[str, int]:
    base, number = _numbered(address, _IN_QUERY)
    return (base, number) if number > 1 else _numbered(address, _IN_PATH)


def _numbered(address: str, where: re.Pattern[str]) -> tuple[str, int]:
    """Return an address without the number of its page, and that number."""
    bare = address.partition("#")[0].rstrip("/")
    found = where.search(bare)
    return (bare[: found.start()] + bare[found.end() :], int(found[1])) if found else (bare, 1)


def twin(page: Document) -> str | None:
    """The page's AMP twin."""
    return next(iter(page.links("amphtml")), None)
