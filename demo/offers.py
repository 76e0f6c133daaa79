"""What an outlet offers to machines: RSS, Atom, RDF, JSON Feed, a news sitemap behind an index, section pages."""

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from demo.newsroom import Offer, Text
from demo.pages import Desk

NEWS_SITEMAP = "/sitemap_news.xml.gz"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """One line of an offer."""

    url: str
    title: str
    published: datetime | None
    edited: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """An offer as it goes over the wire."""

    body: bytes
    content_type: str


def listed(offer: Offer, desk: Desk, texts: list[Text]) -> list[Listed]:
    """Return what an offer lists: the articles, then the other addresses that it names."""
    lines = [
        Listed(
            url=desk.base + tracked(text.path, offer.tracking),
            title=text.title,
            published=text.published,
            edited=text.edited,
        )
        for text in texts
    ]
    traps = [desk.outlet.trap(name) for name in offer.also]
    return lines + [Listed(url=desk.address(trap), title=trap.title, published=None) for trap in traps]


def tracked(path: str, tracking: str | None) -> str:
    """Hang a tracking query on a path."""
    if not tracking:
        return path
    return f"{path}{'&' if '?' in path else '?'}{tracking}"


def printed(offer: Offer, desk: Desk, texts: list[Text], today: datetime) -> Printed:
    """Print an offer in its format; `today` is when the sitemap says that it was made."""
    if offer.format == "section":
        return Printed(body=desk.section(texts).encode(desk.outlet.encoding), content_type="text/html")
    if offer.format == "sitemap":
        index = _sitemap_index(desk.base + NEWS_SITEMAP, today)
        return Printed(body=gzip.compress(index.encode(), mtime=0), content_type="application/gzip")
    body, content_type = _FEEDS[offer.format](listed(offer, desk, texts), desk)
    encoding = desk.outlet.encoding if offer.format == "rdf" else "utf-8"
    return Printed(body=body.encode(encoding), content_type=content_type)


def news_sitemap(desk: Desk, texts: list[Text], today: datetime) -> Printed:
    """Print the sitemap that the index names."""
    lines = "".join(
        f"<url><loc>{escape(desk.base + text.path)}</loc><lastmod>{today.isoformat()}</lastmod><news:news>"
        f"<news:publication><news:name>{desk.outlet.name}</news:name><news:language>{desk.outlet.language}"
        f"</news:language></news:publication>{_publication_date(text)}"
        f"<news:title>{escape(text.title)}</news:title></news:news></url>\n"
        for text in texts
    )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{lines}</urlset>\n'
    )
    return Printed(body=gzip.compress(body.encode(), mtime=0), content_type="application/gzip")


def _publication_date(text: Text) -> str:
    if text.published is None:
        return ""
    return f"<news:publication_date>{text.published.isoformat()}</news:publication_date>"


def _sitemap_index(child: str, today: datetime) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"<sitemap><loc>{escape(child)}</loc><lastmod>{today.isoformat()}</lastmod></sitemap>\n</sitemapindex>\n"
    )


def _rss(lines: list[Listed], desk: Desk) -> tuple[str, str]:
    items = "".join(
        f"<item><title>{escape(line.title)}</title><link>{escape(line.url)}</link>"
        + (f"<pubDate>{format_datetime(line.published)}</pubDate>" if line.published else "")
        + "</item>\n"
        for line in lines
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{escape(desk.outlet.name)}</title>'
        f"<link>{desk.base}/</link><description>{desk.words['fiction']}</description>\n{items}</channel></rss>\n"
    )
    return body, "application/rss+xml; charset=utf-8"


def _atom(lines: list[Listed], desk: Desk) -> tuple[str, str]:
    entries = "".join(
        f"<entry><id>{escape(line.url)}</id><title>{escape(line.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{escape(line.url)}"/>'
        f"<updated>{_updated(line)}</updated>"
        + (f"<published>{line.published.isoformat()}</published>" if line.published else "")
        + "</entry>\n"
        for line in lines
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{desk.outlet.language}"><id>{desk.base}/</id><title>{escape(desk.outlet.name)}</title>'
        f"<subtitle>{desk.words['fiction']}</subtitle><updated>2025-03-20T12:00:00Z</updated>\n{entries}</feed>\n"
    )
    return body, "application/atom+xml; charset=utf-8"


def _updated(line: Listed) -> str:
    stated = line.published or datetime(2025, 3, 20, 12, tzinfo=UTC)
    return (stated.replace(hour=23) if line.edited else stated).isoformat()


def _rdf(lines: list[Listed], desk: Desk) -> tuple[str, str]:
    items = "".join(
        f'<item rdf:about="{escape(line.url)}"><title>{escape(line.title)}</title><link>{escape(line.url)}</link>'
        + (f"<dc:date>{line.published.isoformat()}</dc:date>" if line.published else "")
        + "</item>\n"
        for line in lines
    )
    sequence = "".join(f'<rdf:li rdf:resource="{escape(line.url)}"/>' for line in lines)
    body = (
        f'<?xml version="1.0" encoding="{desk.outlet.encoding}"?>\n'
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel rdf:about="{desk.base}/">'
        f"<title>{escape(desk.outlet.name)}</title><link>{desk.base}/</link>"
        f"<description>{desk.words['fiction']}</description><items><rdf:Seq>{sequence}</rdf:Seq></items></channel>\n"
        f"{items}</rdf:RDF>\n"
    )
    return body, "application/rdf+xml"


def _json_feed(lines: list[Listed], desk: Desk) -> tuple[str, str]:
    items = [
        {"id": line.url, "url": line.url, "title": line.title}
        | ({"date_published": line.published.isoformat()} if line.published else {})
        for line in lines
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": desk.outlet.name,
        "description": desk.words["fiction"],
        "home_page_url": desk.base + "/",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1), "application/feed+json"


_FEEDS: Mapping[str, Callable[[list[Listed], Desk], tuple[str, str]]] = {
    "rss": _rss,
    "atom": _atom,
    "rdf": _rdf,
    "json": _json_feed,
}
