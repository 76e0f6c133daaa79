"""Sitemaps, their indexes and news sitemaps (https://www.sitemaps.org/protocol.html), plain or gzipped."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lxml import etree

from spiders.discovery import MOST_LINKS, Discovery, Link, gathered
from spiders.feeds import FEED_ROOTS, links_in_feed
from spiders.markup import decoded, local_name, read_xml

MOST_BYTES = 15 * 1024 * 1024
"""A gzipped sitemap that unpacks to more is not read: the protocol allows 50 MB, and bombs are far beyond."""
MOST_CHILDREN = 1000
_UNDATED = datetime.min.replace(tzinfo=UTC)
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    link: Link
    published: "_Span | None"
    changed: "_Span | None"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Span:
    """The time a date may mean: a day, in whatever zone, is more than a day long."""

    first: datetime
    last: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class _Window:
    since: datetime | None
    until: datetime | None
    most: int


def links_in_sitemap(
    body: bytes,
    url: str,
    content_type: str | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    most: int = MOST_LINKS,
) -> Discovery:
    """Read what a sitemap lists as changed since then and published until then; entries without a date pass both."""
    window = _Window(since=since, until=until, most=most)
    plain, broken = _unpacked(body)
    if plain is None:
        return Discovery(problem="too_large", detail=f"unpacks to more than {MOST_BYTES // 1024**2} MiB")
    if not plain.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return Discovery(problem="empty", detail="the answer has no content")
    if _is_list(plain):
        return _gathered_entries(list(_listed(plain, content_type)), url, window, truncated=broken)
    markup = read_xml(plain, content_type)
    kind = local_name(markup.root) if markup.root is not None else "no markup"
    if markup.root is None or kind not in {"urlset", "sitemapindex"} | FEED_ROOTS:
        return Discovery(problem="not_a_sitemap", detail=f"not a sitemap but {kind[:40]!r}")
    if kind in FEED_ROOTS:  # the protocol lets a feed stand for a sitemap
        return links_in_feed(plain, url, content_type)
    if kind == "sitemapindex":
        return _index(markup.root, url, window, truncated=broken or markup.truncated)
    entries = [entry for element in markup.root if (entry := _entry(element))]
    return _gathered_entries(entries, url, window, truncated=broken or markup.truncated)


def _unpacked(body: bytes) -> tuple[bytes | None, bool]:
    """(the plain sitemap or None when it is a bomb, whether the packing breaks off)."""
    if not body.startswith(b"\x1f\x8b"):
        return body, False
    unpacking = zlib.decompressobj(wbits=31)
    try:
        plain = unpacking.decompress(body, MOST_BYTES + 1)
    except zlib.error:
        return b"", True
    return (None, False) if len(plain) > MOST_BYTES else (plain, not unpacking.eof)


def _index(root: "etree._Element", url: str, window: _Window, *, truncated: bool) -> Discovery:
    entries = [entry for element in root if (entry := _entry(element))]
    # A child's date is that of its newest change: nothing can be said of its oldest, so `until` cuts nothing here
    # unless the outlet files its sitemaps by day or month, which their addresses tell a person, not us.
    wanted = [entry for entry in entries if _after(entry, window.since)]
    children = [entry.link.url for entry in _newest_first(wanted)[:MOST_CHILDREN]]
    remarks = ["breaks off in the middle"] if truncated else []
    remarks += [f"an index of {len(entries)} sitemaps, none changed since then"] if entries and not children else []
    problem = "truncated" if truncated else None if entries else "no_links"
    return gathered((), url, problem=problem, remarks=remarks, children=children)


def _gathered_entries(entries: list[_Entry], url: str, window: _Window, *, truncated: bool) -> Discovery:
    wanted = [entry for entry in entries if _after(entry, window.since) and _before(entry, window.until)]
    read = _newest_first(wanted)[: window.most]
    remarks = ["breaks off in the middle"] if truncated else []
    if len(wanted) > len(read):
        remarks.append(f"lists {len(wanted)} entries in this time, of which the newest {len(read)} were read")
    problem = "truncated" if truncated else None if entries else "no_links"
    if problem == "no_links":
        remarks.append("a sitemap without entries")
    return gathered((entry.link for entry in read), url, problem=problem, remarks=remarks)


def _newest_first(entries: list[_Entry]) -> list[_Entry]:
    def newest(entry: _Entry) -> datetime:
        spans = [span.last for span in (entry.published, entry.changed) if span]
        return max(spans, default=_UNDATED)

    return sorted(entries, key=newest, reverse=True)


def _after(entry: _Entry, since: datetime | None) -> bool:
    spans = [span for span in (entry.published, entry.changed) if span]
    return since is None or not spans or any(span.last >= since for span in spans)


def _before(entry: _Entry, until: datetime | None) -> bool:
    span = entry.published or entry.changed
    return until is None or span is None or span.first < until


def _entry(element: "etree._Element") -> _Entry | None:
    texts: dict[str, str] = {}
    for child in element.iter(etree.Element):
        # The first wins: an image or a video of the page has titles and dates of its own behind the page's.
        texts.setdefault(local_name(child), (child.text or "").strip())
    if not texts.get("loc"):
        return None
    published, modified = texts.get("publication_date") or None, texts.get("lastmod") or None
    link = Link(url=texts["loc"], title=_news_title(element), stated=published or modified, modified=modified)
    return _Entry(link=link, published=_span(published), changed=_span(modified))


def _news_title(element: "etree._Element") -> str | None:
    for child in element.iter(etree.Element):
        if local_name(child) == "title" and "news" in str(child.tag).partition("}")[0]:
            return child.text
    return None


def _span(text: str | None) -> _Span | None:
    """Read a W3C date (https://www.w3.org/TR/NOTE-datetime), a day or longer widened by the zones it may be in."""
    day = _DAY.fullmatch(text or "")
    try:
        if day is None:
            moment = datetime.fromisoformat(text or "")
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return _Span(first=moment, last=moment)
        year, month, date = (int(part) if part else None for part in day.groups())
        first = datetime(year or 1, month or 1, date or 1, tzinfo=UTC)
        length = timedelta(days=1 if date else 31 if month else 366)
        return _Span(first=first - timedelta(hours=14), last=first + length + timedelta(hours=12))
    except (ValueError, OverflowError):
        return None


def _is_list(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:8].lower().startswith((b"http://", b"https://"))


def _listed(body: bytes, content_type: str | None) -> Iterator[_Entry]:
    for line in decoded(body, content_type).splitlines():
        if line.strip().lower().startswith(("http://", "https://")):
            yield _Entry(link=Link(url=line), published=None, changed=None)
