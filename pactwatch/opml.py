"""OPML, the list of feeds that readers exchange: read into sources, and written from them."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from pactwatch.errors import InvalidCatalogue, UnusableURL
from pactwatch.source import NAME, Source
from pactwatch.urls import canonical, usable

NO_LANGUAGE, NO_COUNTRY = "und", "ZZ"

_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)")
# Readers register feed: for themselves, and some exports keep it: feed:https://..., feed://https://..., feed://...
_FEED_BEFORE = re.compile(r"^feed:(?://)?(?=https?://)")
_FEED_SCHEME = re.compile(r"^feed://")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Outline:
    url: str
    title: str
    category: str
    note: str | None


def sources_in_opml(body: bytes, taken: Collection[str] = ()) -> tuple[Source, ...]:
    """Read every outline that has a feed's address; what it stands under is its category.

    A feed listed twice is one source; one whose address nobody could fetch is left out and in `refused_in_opml`. The
    language is "und" and the country "ZZ": OPML does not say. Names in `taken` are given to none of them. Raises
    InvalidCatalogue for what is no OPML.
    """
    found: dict[str, Source] = {}
    names = set(taken)
    for outline in _outlines(body):
        try:
            address = usable(outline.url)
            identity = canonical(address)
        except UnusableURL:
            continue
        if identity not in found:
            found[identity] = _source(outline, address, names)
    return tuple(found.values())


def refused_in_opml(body: bytes) -> tuple[tuple[str, str], ...]:
    """Return the addresses that `sources_in_opml` leaves out, each with the reason."""
    refused = {}
    for outline in _outlines(body):
        try:
            canonical(outline.url)
        except UnusableURL as error:
            refused[outline.url] = str(error)
    return tuple(refused.items())


def opml(sources: Iterable[Source]) -> bytes:
    """Write the feeds among the sources as OPML 2.0, under their categories; other kinds mean nothing to a reader."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "pactwatch"
    body = etree.SubElement(root, "body")
    groups: dict[str, etree._Element] = {}
    for source in sources:
        if source.kind != "feed":
            continue
        if source.category not in groups:
            groups[source.category] = etree.SubElement(body, "outline", text=source.category)
        etree.SubElement(
            groups[source.category], "outline", type="rss", text=source.name, title=source.outlet, xmlUrl=source.url,
            language=source.language,
        )  # fmt: skip
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _outlines(body: bytes) -> Iterator[_Outline]:
    root = _root(body)
    for element in root.iter("{*}outline"):
        address = next((str(value).strip() for key, value in element.items() if str(key).lower() == "xmlurl"), "")
        if not address:
            continue
        above = [_label(ancestor) for ancestor in reversed(list(element.iterancestors("{*}outline")))]
        yield _Outline(
            url=_FEED_SCHEME.sub("http://", _FEED_BEFORE.sub("", address)),
            title=_label(element),
            category="/".join(label for label in above if label) or "all",
            note=_spaced(element.get("description")),
        )


def _root(body: bytes) -> etree._Element:
    if b"<!ENTITY" in body:
        raise InvalidCatalogue("The OPML file declares entities, which no list of feeds needs: it is not read.")
    try:
        root = etree.fromstring(body, _parser())
    except etree.XMLSyntaxError:
        root = _repaired(body)
    if etree.QName(root).localname.lower() != "opml":
        raise InvalidCatalogue(
            f"This is no OPML file: it begins with <{etree.QName(root).localname}>, not with <opml>."
        )
    return root


def _repaired(body: bytes) -> etree._Element:
    """Read it once more with its bare ampersands written out: 8 of 14 real files have them (2026-11)."""
    try:
        return etree.fromstring(_BARE_AMPERSAND.sub(b"&amp;", body), _parser())
    except etree.XMLSyntaxError as error:
        reason = re.sub(r" \(<string>.*", "", str(error)).strip()
        raise InvalidCatalogue(f"The OPML file is broken ({reason}): export it again from the reader.") from error


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _source(outline: _Outline, address: str, names: set[str]) -> Source:
    return Source(
        name=_name(outline.title, address, names),
        outlet=outline.title or urlsplit(address).hostname or address,
        url=address,
        kind="feed",
        language=NO_LANGUAGE,
        country=NO_COUNTRY,
        category=outline.category,
        paywall="unknown",
        enabled=True,
        why_disabled=None,
        confidence="low",
        note=outline.note,
    )


def _name(title: str, address: str, taken: set[str]) -> str:
    """Make a name of the title, or of the host where the title has no Latin letters; numbered when it is taken."""
    host = (urlsplit(address).hostname or "feed").removeprefix("www.")
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-")
    stem = plain if len(plain) > 2 else host[:60]
    stem = stem if NAME.fullmatch(stem) else "feed"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name


def _label(element: etree._Element) -> str:
    return _spaced(element.get("title")) or _spaced(element.get("text")) or ""


def _spaced(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
