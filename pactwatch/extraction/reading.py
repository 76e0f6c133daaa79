"""Reads a page: each field by the outlet's recipe, else by the general rules, and the rule's name beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pactwatch.article import Access, Article, Moment
from pactwatch.dates import parse_moment
from pactwatch.extraction import kinds, moments, people, pictures, titles
from pactwatch.extraction.boilerplate import Boilerplate, sorted_out
from pactwatch.extraction.by_recipe import Found, read_by, without
from pactwatch.extraction.bylines import byline_in
from pactwatch.extraction.document import Document
from pactwatch.extraction.encoding import decoded
from pactwatch.extraction.fallback import body_of
from pactwatch.extraction.language import language_of
from pactwatch.extraction.places import canonical_address, next_page, onward, twin
from pactwatch.extraction.publishers import recipe_for
from pactwatch.wires import credited

NONE = "none"
"""The rule of a field that the page does not state."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Extraction:
    """An article, how each of its fields was found, and what on the page was no part of it."""

    article: Article
    rules: Mapping[str, str]
    """Field of the article -> the rule that found it."""
    boilerplate: tuple[Boilerplate, ...]
    onward: tuple[str, ...] = ()
    """The addresses that the page calls next, of whatever."""
    next_page: str | None = None
    """Where the article goes on, when it is printed on several pages."""
    amp: str | None = None
    """The page's AMP twin."""


def extract(body: bytes, url: str, content_type: str | None = None) -> Extraction:
    """Read a page of any outlet. Raises UnreadablePage for bytes that hold no text."""
    text, is_utf8 = decoded(body, content_type)
    return _Reader(Document(text, url, encoded=body if is_utf8 else None)).extraction()


class _Reader:
    """Reads one page, field by field, noting each rule."""

    def __init__(self, page: Document) -> None:
        self.page = page
        self.rules: dict[str, str] = {}
        self.recipe = recipe_for(page.url)
        self.found: Found | None = read_by(self.recipe, page) if self.recipe else None

    def extraction(self) -> Extraction:
        """Read every field."""
        page, rules = self.page, self.rules
        title = self._title()
        lines, boilerplate = self._body(title)
        signed = [line.text for line in boilerplate if line.name == "mail"]
        authors, paragraphs = self._authors(lines, signed[-1:])
        language = language_of(f"{title} {' '.join(paragraphs)}", page)
        zone = self._zone(language)
        access = self._access(paragraphs)
        linked = onward(page)
        further = next_page(page.url, 1, linked)
        stub, rules["stub"] = kinds.is_stub(page, paragraphs, access, further)
        kind, rules["kind"] = kinds.kind_of(page, title, paragraphs)
        article = Article(
            url=page.url, canonical_url=canonical_address(page),
            outlet=self.recipe.outlet if self.recipe else page.host or "unknown",
            language=language, title=title, paragraphs=paragraphs, authors=authors,
            published=self._moment("published", zone), modified=self._moment("modified", zone),
            section=self._text("section", _section(page)), image=self._image(), image_caption=self._caption(),
            wire=credited(paragraphs, authors), access=access, stub=stub, kind=kind,
        )  # fmt: skip
        return Extraction(
            article=article, rules=rules, boilerplate=boilerplate, onward=linked, next_page=further, amp=twin(page)
        )

    def _zone(self, language: str) -> int | None:
        known = self.recipe.zone if self.recipe else None
        return moments.zone_of(self.page.host, language) if known is None else known

    def _title(self) -> str:
        stated = self.found.text(self.page, "title") if self.found else None
        if stated is None:
            stated, self.rules["title"] = titles.title(self.page)
        else:
            self.rules["title"] = self._by_recipe()
        return without(self.recipe.affixes, stated) if self.recipe else stated

    def _body(self, title: str) -> tuple[tuple[str, ...], tuple[Boilerplate, ...]]:
        if self.found:
            lines, apart = self.found.fragment.lines, self.found.fragment.apart
            self.rules["paragraphs"] = self._by_recipe()
        else:
            apart = []
            lines, rule = body_of(self.page)
            self.rules["paragraphs"] = f"{rule} (no layout of {self.recipe.outlet} fits)" if self.recipe else rule
        paragraphs, more = sorted_out(lines, title)
        return paragraphs, (*apart, *more)

    def _authors(self, lines: tuple[str, ...], signed: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The authors, and the lines without one that only names them; `signed` are lines "NAME 기자 mail"."""
        byline = byline_in([*lines, *signed])
        paragraphs = tuple(line for line in lines if byline is None or line != byline.line)
        names = self.found.authors(self.page) if self.found else ()
        if names:
            self.rules["authors"] = self._by_recipe()
            return names, paragraphs
        signed_by = byline.names if byline else ()
        names, self.rules["authors"] = people.authors(self.page, lines, signed_by, printed=self.found is None)
        return names, paragraphs

    def _moment(self, field: str, zone: int | None) -> Moment | None:
        text = self.found.text(self.page, field) if self.found else None
        moment = parse_moment(text, source="recipe", zone=zone, reference=None) if text else None
        if field == "modified":
            moment = moment or moments.modified(self.page, zone)
        elif moment is None or moment.precision == "day":
            day = moments.local_day(moment) if moment else None
            found = moments.published(self.page, zone, day)
            moment = found if found and (day is None or moments.local_day(found) == day) else moment
        self.rules[field] = moment.source if moment else NONE
        return moment

    def _access(self, paragraphs: tuple[str, ...]) -> Access:
        walled = self.found.paywalled(self.page) if self.found else None
        if walled is None:
            access, self.rules["access"] = kinds.access_of(self.page, paragraphs)
            return access
        self.rules["access"] = self._by_recipe()
        return "paywalled" if walled else "free"

    def _image(self) -> str | None:
        address = self._text("image", pictures.picture(self.page))
        return self.page.absolute(address) if address else None

    def _caption(self) -> str | None:
        captions = self.found.fragment.captions if self.found else []
        general = (captions[0], "first caption of the body") if captions else pictures.caption(self.page)
        return self._text("image_caption", general)

    def _text(self, field: str, general: tuple[str | None, str]) -> str | None:
        """A field by the recipe, else what the general rule found."""
        stated = self.found.text(self.page, field) if self.found else None
        text, rule = (stated, self._by_recipe()) if stated else general
        self.rules[field] = rule if text else NONE
        return text

    def _by_recipe(self) -> str:
        return self.found.rule if self.found else NONE


def _section(page: Document) -> tuple[str | None, str]:
    stated = page.meta("article:section", "og:article:section", "parsely-section", "section")
    if section := page.article_node.text("articleSection"):
        return section, "json-ld:articleSection"
    return (stated[1], f"meta:{stated[0]}") if stated else (None, NONE)
