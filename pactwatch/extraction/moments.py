"""When an article was published and changed: everywhere a page says so, and which place to believe.

Structured data first, in the order of `_PUBLISHED`; then time elements; then what the page prints; then the address.
A later place is preferred only when it tells the time of the same day where an earlier one tells a bare day or the
midnight that content systems write for one. Nothing here reads a clock: the future is the desk's to refuse.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice

from pactwatch.article import Moment
from pactwatch.dates import parse_moment
from pactwatch.extraction.document import Document, text_of
from pactwatch.extraction.printed_dates import printed_moments

_KST_JST = 540
_MOST_TIMES = 5
"""Time elements that are weighed; what comes after so many is a list of other stories."""
_ZONE_BY_DOMAIN = {"kr": _KST_JST, "jp": _KST_JST, "cn": 480, "tw": 480, "hk": 480, "sg": 480}
_ZONE_BY_LANGUAGE = {"ko": _KST_JST, "ja": _KST_JST}

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "pubdate", "publishdate", "publish_date", "publish-date",
    "published_at", "article.published", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date", "date",
    "dcterms.date", "publication_date", "citation_publication_date", "article_date_original", "ptime",
    "og:regdate", "og:pubdate", "og:published_time", "datecreated", "created", "rnews:datepublished",
    "bt:pubdate", "pub_date", "last-published", "iso-8601-publish-date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time", "article:updated_time",
    "lastmod", "last-modified", "dcterms.modified", "dc.date.modified", "article.updated", "revised", "updated",
    "utime", "moddate",
)  # fmt: skip
_IN_PATH = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?:([0-2]\d)([0-5]\d)([0-5]\d)(?:\d{3})?)?(?=\d{0,9}(?!\d))"
)


def zone_of(host: str, language: str | None) -> int | None:
    """Minutes east of UTC in which an outlet speaks that states no zone: by its domain, else by its language."""
    by_domain = _ZONE_BY_DOMAIN.get(host.rsplit(".", 1)[-1])
    return by_domain if by_domain is not None else _ZONE_BY_LANGUAGE.get(language or "")


def published(page: Document, zone: int | None, reference: date | None = None) -> Moment | None:
    """The moment of publication, from the most trustworthy place that states one.

    reference: the day it is known to be, where a recipe knows; for texts that print no year.
    """
    fields = ("datePublished", "dateCreated", "uploadDate")
    stated = _with_zone_first(_stated(page, fields, _PUBLISHED, zone), page)
    printed = printed_moments(page, zone, reference or _address_day(page.url))
    return _finest(chain(stated, printed, _in_address(page, zone)))


def _with_zone_first(stated: Iterator[Moment], page: Document) -> Iterator[Moment]:
    """Of places that state the same clock, the one that names a zone goes before one that names none, or only "Z".

    Content systems write local time with a Z that is not meant; two places that differ by just the zone show it.
    """
    first = next(stated, None)
    if first is None:
        return
    if not first.offset:
        rest = list(stated)
        elements = islice((e.get("datetime") for e in page.elements("time") if e.get("datetime")), _MOST_TIMES)
        timed = (parse_moment(text, source="time", zone=None, reference=None) for text in elements)
        zoned = (moment for moment in chain(rest, timed) if moment and moment.offset)
        yield from islice((m for m in zoned if m.instant + timedelta(minutes=m.offset or 0) == first.instant), 1)
        stated = iter(rest)
    yield first
    yield from stated


def modified(page: Document, zone: int | None) -> Moment | None:
    """The moment of the last change, where structured data states one."""
    return _finest(_stated(page, ("dateModified",), _MODIFIED, zone))


def _finest(moments: Iterator[Moment]) -> Moment | None:
    best: Moment | None = None
    for moment in moments:
        if best is None:
            best = moment
        elif _is_bare_day(best) and not _is_bare_day(moment) and _same_day(best, moment):
            return moment
        if not _is_bare_day(best):
            return best
    return best


def _is_bare_day(moment: Moment) -> bool:
    local = moment.instant + timedelta(minutes=moment.offset or 0)
    return moment.precision in {"day", "month"} or (local.hour, local.minute, local.second) == (0, 0, 0)


def _same_day(one: Moment, other: Moment) -> bool:
    return local_day(one) == local_day(other)


def local_day(moment: Moment) -> date:
    """The day the moment falls on where the page speaks."""
    return (moment.instant + timedelta(minutes=moment.offset or 0)).date()


def _stated(page: Document, fields: tuple[str, ...], metas: tuple[str, ...], zone: int | None) -> Iterator[Moment]:
    for source, text in chain(_in_data(page, fields, metas), _in_markup(page) if fields[0] == "datePublished" else ()):
        moment = parse_moment(text, source=source, zone=zone, reference=None) if text else None
        if moment is not None:
            yield moment


def _in_data(page: Document, fields: tuple[str, ...], metas: tuple[str, ...]) -> Iterator[tuple[str, str | None]]:
    yield from (("json-ld", page.article_node.text(field)) for field in fields)
    yield from ((f"meta:{name}", page.metas[name][0]) for name in metas if name in page.metas)


def _in_markup(page: Document) -> Iterator[tuple[str, str | None]]:
    marked = (element for element in page.elements("time") if element.get("pubdate") is not None)
    for element in (*page.microdata("datePublished"), *marked):
        yield "time", element.get("datetime") or element.get("content") or text_of(element)


def _in_address(page: Document, zone: int | None) -> Iterator[Moment]:
    path = page.url.split("://", 1)[-1]
    for match in _IN_PATH.finditer(path):
        year, month, day, *clock = match.groups()
        text = f"{year}-{month}-{day}" + (f" {':'.join(clock)}" if all(clock) else "")
        moment = parse_moment(text, source="url", zone=zone, reference=None)
        if moment is not None:
            yield moment


def _address_day(url: str) -> date | None:
    match = _IN_PATH.search(url.split("://", 1)[-1])
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
