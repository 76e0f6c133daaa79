"""Which parser reads which kind of source, and what is kept of an answer."""

from collections.abc import Callable, Mapping
from datetime import datetime

from scrapy.http import Response

from spiders.discovery import MOST_LINKS, Discovery
from spiders.feeds import links_in_feed
from spiders.searches import links_in_search
from spiders.sitemaps import links_in_sitemap
from spiders.window import Window
from storage.pages import Page
from storage.sources import Tracked

Reader = Callable[[Response, Tracked, Window], Discovery]

MOST_LINKS_OF_THE_PAST = 50_000
"""A whole sitemap (https://www.sitemaps.org/protocol.html): a person asked for that time."""


def _feed(response: Response, tracked: Tracked, window: Window) -> Discovery:
    return links_in_feed(response.body, response.url, content_type(response))


def _sitemap(response: Response, tracked: Tracked, window: Window) -> Discovery:
    most = MOST_LINKS_OF_THE_PAST if window.is_past else MOST_LINKS
    return links_in_sitemap(
        response.body, response.url, content_type(response), since=window.since, until=window.until, most=most
    )


def _section(response: Response, tracked: Tracked, window: Window) -> Discovery:
    from spiders.sections import links_in_section  # here: feeds need no BeautifulSoup

    source = tracked.source
    return links_in_section(response.body, response.url, content_type(response), source.selectors, source.link_pattern)


def _search(response: Response, tracked: Tracked, window: Window) -> Discovery:
    return links_in_search(response.body, response.url, content_type(response))


READERS: Mapping[str, Reader] = {"feed": _feed, "sitemap": _sitemap, "section": _section, "search": _search}


def discovered(response: Response, tracked: Tracked, window: Window) -> Discovery:
    """Read the answer of a source of any kind."""
    return READERS[tracked.source.kind](response, tracked, window)


def content_type(response: Response) -> str | None:
    """Return the Content-Type header, if there is one."""
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None


def page_of(response: Response, at: datetime) -> Page:
    """Return the answer as the archive keeps it."""
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return Page(url=response.url, at=at, status=response.status, headers=headers, body=response.body)
