"""Where an article stands: its own address, its next page, its AMP twin."""

from pactwatch.errors import UnusableURL
from pactwatch.extraction.document import Document
from pactwatch.urls import canonical

_NEXT_WORDS = frozenset(
    ("next page", "next", "次へ", "次のページ", "次のページへ", "다음", "다음 페이지", "다음페이지", "下一页", "下一頁")
)


def canonical_address(page: Document) -> str:
    """The identity of the address the page names as its own, else of the one it was read from."""
    for address in [*page.links("canonical"), *map(page.absolute, page.metas.get("og:url", [])), page.url]:
        try:
            if address.rstrip("/").count("/") > 2:  # a page that names its front page names nothing
                return canonical(address)
        except UnusableURL:
            continue
    return page.url


def next_page(page: Document) -> str | None:
    """Where the article goes on: a rel=next, or a link that says so and whose address begins like this one."""
    stated = page.links("next")
    if stated:
        return stated[0]
    own = page.url.split("?", 1)[0].rstrip("/")
    stem = own.rsplit(".", 1)[0] if "." in own.rsplit("/", 1)[-1] else own
    for link in page.elements("a"):
        if (link.text or "").strip(" >»›\n\t").lower() in _NEXT_WORDS:
            address = page.absolute(link.get("href") or "")
            if address != page.url and address.startswith(stem):
                return address
    return None


def twin(page: Document) -> str | None:
    """The page's AMP twin."""
    return next(iter(page.links("amphtml")), None)
