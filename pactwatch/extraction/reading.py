"""Reads a page: each field by the first rule that finds it, and the name of that rule beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pactwatch.article import Article
from pactwatch.errors import UnusableURL
from pactwatch.extraction import kinds, moments, people, titles
from pactwatch.extraction.boilerplate import Boilerplate, sorted_out
from pactwatch.extraction.document import Document
from pactwatch.extraction.encoding import decode
from pactwatch.extraction.fallback import body_of
from pactwatch.extraction.language import language_of
from pactwatch.extraction.wires import wire_of
from pactwatch.urls import canonical


@dataclass(frozen=True, kw_only=True, slots=True)
class Extraction:
    """An article, how each of its fields was found, and what on the page was no part of it."""

    article: Article
    rules: Mapping[str, str]
    boilerplate: tuple[Boilerplate, ...]


def extract(body: bytes, url: str, content_type: str | None = None) -> Extraction:
    """Read a page of any outlet. Raises UnreadablePage for bytes that hold no text."""
    page = Document(decode(body, content_type), url)
    title, title_rule = titles.title(page)
    lines, body_rule = body_of(page)
    paragraphs, boilerplate = sorted_out(lines, title)
    language = language_of(f"{title} {' '.join(paragraphs)}", page)
    zone = moments.zone_of(page.host, language)
    authors, authors_rule = people.authors(page)
    published, modified = moments.published(page, zone), moments.modified(page, zone)
    access, access_rule = kinds.access_of(page, paragraphs)
    kind, kind_rule = kinds.kind_of(page, title, paragraphs)
    article = Article(
        url=url, canonical_url=_canonical(page), outlet=page.host or "unknown",
        language=language, title=title, paragraphs=paragraphs,
        authors=authors, published=published, modified=modified, section=_section(page), image=_image(page),
        wire=wire_of(paragraphs, authors), access=access, kind=kind,
    )  # fmt: skip
    rules = {
        "title": title_rule,
        "paragraphs": body_rule,
        "authors": authors_rule,
        "access": access_rule,
        "kind": kind_rule,
        "published": published.source if published else "none",
        "modified": modified.source if modified else "none",
    }
    return Extraction(article=article, rules=rules, boilerplate=boilerplate)


def _canonical(page: Document) -> str:
    named = [*page.links("canonical"), *page.metas.get("og:url", [])]
    for address in [*map(page.absolute, named), page.url]:
        try:
            if address.rstrip("/").count("/") > 2:  # a page that names its front page names nothing
                return canonical(address)
        except UnusableURL:
            continue
    try:
        return canonical(page.url)
    except UnusableURL:
        return page.url


def _section(page: Document) -> str | None:
    stated = page.meta("article:section", "og:article:section", "parsely-section", "section")
    return page.article_node.text("articleSection") or (stated[1] if stated else None)


def _image(page: Document) -> str | None:
    stated = page.meta("og:image", "twitter:image")
    address = stated[1] if stated else page.article_node.text("image")
    return page.absolute(address) if address else None
