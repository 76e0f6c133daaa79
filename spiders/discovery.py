"""What a source's answer lists: links with what the source says of them, the same shape for every kind of source."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

LONGEST_ADDRESS = 4000
"""Characters; longer ones are refused, and cut in the ledger."""
LONGEST_TITLE = 1000
MOST_LINKS = 1000
"""Of one answer the newest so many are followed: beyond that it is an outlet's whole past, not its news."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """One entry of a source, as it prints it."""

    url: str
    """Absolute, http or https."""
    title: str | None = None
    stated: str | None = None
    """When it was published, in the source's own words."""
    modified: str | None = None
    """When it was last changed, in the source's own words."""
    hidden: str | None = None
    """Why the address cannot be followed although it is one: an aggregator hides where it leads."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Discovery:
    """Everything one answer lists, and what was wrong with it."""

    links: tuple[Link, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()
    """(address, why) of entries that lead nowhere we go."""
    problem: str | None = None
    """A key of rounds.PROBLEMS."""
    detail: str | None = None
    """The problem, or a remark on a success, in a phrase for the polls table."""
    ttl_seconds: int | None = None
    """How long the source says its answer holds."""
    children: tuple[str, ...] = ()
    """Sitemaps that a sitemap index names, the newest first."""


def gathered(
    links: Iterable[Link],
    base: str,
    *,
    problem: str | None = None,
    remarks: Iterable[str] = (),
    ttl_seconds: int | None = None,
    children: Iterable[str] = (),
) -> Discovery:
    """Resolve the links against `base`, part those that are no web address, and name each address once."""
    good: dict[str, Link] = {}
    dropped: dict[str, str] = {}
    for link in links:
        address, why = resolved(base, link.url)
        if why is not None:
            dropped.setdefault(address, why)
            continue
        known = good.get(address)
        if known is None or (known.title is None and link.title):
            good[address] = Link(
                url=address, title=cleaned(link.title), stated=cleaned(link.stated), modified=cleaned(link.modified),
                hidden=link.hidden,
            )  # fmt: skip
    return Discovery(
        links=tuple(good.values()), dropped=tuple(dropped.items()), problem=problem,
        detail="; ".join(remarks) or None, ttl_seconds=ttl_seconds,
        children=tuple(dict.fromkeys(address for address, why in (resolved(base, c) for c in children) if not why)),
    )  # fmt: skip


def resolved(base: str, href: str) -> tuple[str, str | None]:
    """(absolute address, None), or the address as printed and why it is not followed."""
    # Browsers remove line breaks and tabs within an address (https://url.spec.whatwg.org/#concept-basic-url-parser).
    href = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", href)).strip()
    if len(href) > LONGEST_ADDRESS:
        return href[:200] + "…", f"an address of {len(href)} characters"
    try:
        address = urljoin(base, href)
        scheme = urlsplit(address).scheme
        host = urlsplit(address).hostname
    except ValueError:
        return href, "not a web address"
    if scheme not in ("http", "https"):
        return href, f"not a web address but {scheme}:" if scheme else "not a web address"
    return (address, None) if host else (href, "an address without a host")


def cleaned(text: str | None) -> str | None:
    """One line of text that can be stored, logged and printed: no control characters, no half characters."""
    if text is None:
        return None
    line = " ".join(_SURROGATES.sub("\ufffd", _CONTROLS.sub(" ", text[: LONGEST_TITLE * 4])).split())
    return line[:LONGEST_TITLE] or None
