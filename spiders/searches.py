"""Search feeds: Google News, Bing News and GDELT, each with its own way of hiding where an entry leads.

None of the three publishes an interface for this, so nothing is decoded that needs a second question to them: an
address that Google News has made opaque is entered in the ledger as such, under the title and publisher it shows.
"""

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from pactwatch.redirectors import target
from spiders.discovery import MOST_LINKS, Discovery, Link, cleaned, gathered
from spiders.feeds import links_in_feed
from spiders.markup import decoded

GOOGLE, GDELT = "news.google.com", "api.gdeltproject.org"
_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')


def links_in_search(body: bytes, url: str, content_type: str | None) -> Discovery:
    """Read what a search lists. The address says whose answer it is; an unknown one is read as a feed."""
    host = urlsplit(url).hostname
    if not body.strip():
        return Discovery(problem="empty", detail="the answer has no content")
    if host == GDELT or (body.lstrip()[:1] == b"{" and b'"articles"' in body):
        return _gdelt(decoded(body, content_type), url)
    found = links_in_feed(body, url, content_type)
    return replace(found, links=tuple(dict.fromkeys(map(_unwrapped, found.links))))


def _unwrapped(link: Link) -> Link:
    hidden = urlsplit(link.url).hostname == GOOGLE
    found = gathered([replace(link, url=target(link.url) or "")], "").links
    title, _, publisher = (link.title or "").rpartition(" - ")
    if not hidden:
        return found[0] if found else link
    if found:
        return replace(found[0], title=title or link.title)
    # The title keeps its " - Publisher" here: it is all that will ever be known of the entry.
    return replace(link, hidden=f"Google News hides where it leads (published by {publisher or 'nobody named'})")


def _gdelt(text: str, url: str) -> Discovery:
    """Read GDELT's list; it answers mistakes and "too often" with a sentence and status 200."""
    try:
        answer = json.loads(_ESCAPE.sub(r"\\\\", text), strict=False)
    except (ValueError, RecursionError):
        said = cleaned(text[:200]) or "nothing"
        problem = "rate_limited" if "limit requests" in text[:500] else "not_a_feed"
        return Discovery(problem=problem, detail=f"answered in words: {said}")
    articles = answer.get("articles", []) if isinstance(answer, dict) else None
    if not isinstance(articles, list):
        return Discovery(problem="not_a_feed", detail="not a list of articles but other JSON")
    return gathered((link for row in articles[:MOST_LINKS] if (link := _row(row))), url)


def _row(row: Any) -> Link | None:
    if not isinstance(row, dict) or not isinstance(row.get("url"), str):
        return None
    title = row.get("title")
    # Its seendate is when GDELT met the page, which says nothing of when it was published.
    return Link(url=row["url"], title=title if isinstance(title, str) else None)
