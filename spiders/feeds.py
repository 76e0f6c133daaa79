"""RSS 0.9x to 2.0, RDF, Atom and JSON Feed: what a feed lists. feedparser is given bytes and never an address."""

import html
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

import feedparser
from lxml import etree

from spiders.discovery import MOST_LINKS, Discovery, Link, gathered
from spiders.markup import decoded, local_name, read_xml

FEED_ROOTS = {"rss", "feed", "rdf", "channel"}
LONGEST_TTL = 86_400
MOST_ATTRIBUTES = 50
"""No element of a feed has so many; feedparser's work grows with their square (8,000 took 1.5 s, 90,000 minutes)."""
LONGEST_TEXT = 5000
"""Characters of a title or an address that are looked at; a longer one is refused or cut further on."""
MOST_CHILDREN = 50
"""No entry has so many of what we read; here too feedparser's work is quadratic (30,000 links took 6 s)."""
_ENTRIES = ("item", "entry")
# What is read of an entry; its texts are not, since the page itself is fetched.
_READ = {"title", "link", "guid", "id", "origlink", "pubdate", "published", "date", "updated", "modified", "issued",
         "created"}  # fmt: skip
_DATES = ("pubdate", "published", "date", "updated", "modified", "issued", "created")
_TAG = re.compile(r"<[^<>]{1,500}>")


def links_in_feed(body: bytes, url: str, content_type: str | None) -> Discovery:
    """Read what a feed lists. `url` is the address it came from after redirects; problems are named, never raised."""
    if not body.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return Discovery(problem="empty", detail="the answer has no content")
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _json_feed(decoded(body, content_type), url)
    markup = read_xml(body, content_type)
    if markup.root is None or local_name(markup.root) not in FEED_ROOTS:
        return Discovery(problem="not_a_feed", detail=f"not a feed but {_kind(markup.root)}")
    listed = _cap(markup.root)
    try:
        parsed = _parsed(markup.root, url)
    except (LookupError, ValueError, TypeError, AttributeError) as error:  # feedparser states none
        return Discovery(problem="not_a_feed", detail=f"a feed that cannot be read ({type(error).__name__})")
    links = [link for entry in parsed.entries if (link := _link(entry))]
    return gathered(
        links, url,
        problem="truncated" if markup.truncated else None,
        remarks=_remarks(markup.truncated, listed, len(parsed.entries), len(links)),
        ttl_seconds=_seconds(parsed.feed.get("ttl")),
    )  # fmt: skip


def _parsed(root: "etree._Element", url: str) -> Any:
    """Hand feedparser a whole, small, UTF-8 document; the address is for relative links only."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    whole = io.BytesIO(etree.tostring(root, encoding="utf-8", xml_declaration=True))
    return feedparser.parse(whole, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)


def _cap(root: "etree._Element") -> int:
    """Leave the newest entries in the tree, without the texts we do not read; how many entries there were."""
    entries = []
    for element in root.iter(etree.Element):
        if local_name(element) in _ENTRIES:
            entries.append(element)
        if len(element.attrib) > MOST_ATTRIBUTES:
            element.attrib.clear()
    _unnest(entries)
    newest = set(map(id, sorted(entries, key=_newest, reverse=True)[:MOST_LINKS]))
    for entry in entries:
        if id(entry) in newest:
            _lighten(entry, [child for child in entry if local_name(child) in _READ][:MOST_CHILDREN])
    for parent in {id(entry.getparent()): entry.getparent() for entry in entries}.values():
        if parent is not None:
            heads = [child for child in parent if local_name(child) not in _ENTRIES][:MOST_CHILDREN]
            _lighten(parent, [*heads, *(child for child in parent if id(child) in newest)])
    return len(entries)


def _unnest(entries: list["etree._Element"]) -> None:
    """Put entries that a damaged tag has swallowed behind the one that they are in."""
    last: dict[etree._Element, etree._Element] = {}
    for entry in entries:
        outer = next((each for each in entry.iterancestors() if local_name(each) in _ENTRIES), None)
        if outer is not None:
            last.get(outer, outer).addnext(entry)
            last[outer] = entry


def _lighten(element: "etree._Element", kept: list["etree._Element"]) -> None:
    """Leave only these children, each with no more text than is looked at."""
    element[:] = kept
    for child in kept:
        child.text = (child.text or "")[:LONGEST_TEXT]


def _newest(entry: "etree._Element") -> float:
    """A key to sort by; sorting is stable, so that entries without a date keep the feed's order behind the others."""
    texts = {local_name(child): child.text or "" for child in entry}
    stated = next((texts[name] for name in _DATES if texts.get(name)), "")
    try:
        moment = parsedate_to_datetime(stated) if "," in stated[:5] else datetime.fromisoformat(stated.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, TypeError):
        return 0.0


def _link(entry: Any) -> Link | None:
    href = entry.get("feedburner_origlink") or entry.get("link")
    if not href:
        return None
    # Not .get("updated"): feedparser answers that with the date of publication where there is none.
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    if href.startswith("file://"):  # feedparser takes one slash too many away; the ledger shows it as it was
        href = "file:///" + href[7:].lstrip("/")
    return Link(url=href, title=plain(entry.get("title")), stated=published or updated, modified=updated)


def plain(title: str | None) -> str | None:
    """Return a title that a feed prints with markup as a reader sees it."""
    return html.unescape(_TAG.sub("", title)) if title else None


def _remarks(truncated: bool, listed: int, read: int, linked: int) -> Iterator[str]:
    if truncated:
        yield "breaks off in the middle"
    if listed > read:
        yield f"lists {listed} entries, of which the newest {read} were read"
    if linked < read:
        yield f"entries without a link: {read - linked}"


def _json_feed(text: str, url: str) -> Discovery:
    """JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return Discovery(problem="not_a_feed", detail="not a feed but JSON that cannot be read")
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return Discovery(problem="not_a_feed", detail="not a feed but other JSON")
    items = [item for item in feed["items"] if isinstance(item, dict)]
    items.sort(key=lambda item: str(item.get("date_published") or ""), reverse=True)
    links = [link for item in islice(items, MOST_LINKS) if (link := _json_link(item))]
    read = min(len(items), MOST_LINKS)
    return gathered(links, url, remarks=_remarks(False, len(items), read, len(links)))


def _json_link(item: dict[str, Any]) -> Link | None:
    href = _text(item.get("url")) or _text(item.get("external_url"))
    if not href:
        return None
    stated, modified = _text(item.get("date_published")), _text(item.get("date_modified"))
    return Link(url=href, title=plain(_text(item.get("title"))), stated=stated or modified, modified=modified)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _seconds(ttl: object) -> int | None:
    minutes = str(ttl or "").strip()
    return min(int(minutes[:9]) * 60, LONGEST_TTL) if minutes.isascii() and minutes.isdigit() else None


def _kind(root: "etree._Element | None") -> str:
    name = local_name(root) if root is not None else ""
    return {"html": "an HTML page", "": "text without markup"}.get(name, f"a document of kind {name[:40]!r}")
