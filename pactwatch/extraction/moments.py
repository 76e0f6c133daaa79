"""When an article was published and changed: everywhere a page says so, and which place to believe.

Structured data first, in the order of `_PUBLISHED`; then time elements; then what the page prints; then the address.
A later place is preferred only when it tells the time of the same day where an earlier one tells a bare day or the
midnight that content systems write for one. Nothing here reads a clock: the future is the desk's to refuse.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from lxml.html import HtmlElement

from pactwatch.article import Moment
from pactwatch.dates import parse_moment
from pactwatch.extraction.document import Document, is_small, text_of
from pactwatch.extraction.patterns import any_of

_KST_JST = 540
_MOST_TIMES, _MOST_DATES = 5, 300
"""Time elements and printed dates that are weighed; what comes after so many is a list of other stories."""
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
_CUE = any_of(
    r"""
    (?:기사\s?)?(?:입력|등록|승인|작성|게재|발행|송고)
    (?:posted|(?:first )?published|publié|date|on|written|datum|stand|veröffentlicht|erstellt|fecha|data|publicado)\b
    公開|配信|掲載|発表|投稿|更新|日時|発行|登録|作成
    """,
    before=r"\A\W*",
)
_CHANGED = re.compile(r"수정|최종|updated|modified|edited|更新|last|改", re.IGNORECASE)
_DATE_CLASS = re.compile(
    r"date|time|publish|posted|byline|dateline|regist|timestamp|entry-meta|article-info|info_?text", re.I
)
_ELSEWHERE = frozenset(("nav", "footer", "aside", "script", "style", "select", "option", "form", "noscript"))
_ELSEWHERE_CLASS = re.compile(
    r"relat|recommend|rank|popular|side|footer|\bgnb\b|comment|reply|weather|today|copyright|widget|most|latest|more-",
    re.I,
)
_SILENT = frozenset(("script", "style", "option", "head", "title"))
_DIGIT = re.compile(r"\d")
_LOOKS_DATED = re.compile(r"\d{4}|\d[月월일日]|\d\s?[A-Za-z]{3}|[A-Za-z]{3}\.?\s?\d")
_IN_PATH = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?:([0-2]\d)([0-5]\d)([0-5]\d)(?:\d{3})?)?(?=\d{0,9}(?!\d))"
)


class _Printed(NamedTuple):
    """A text on the page that may tell the article's date."""

    rank: int
    """How likely: 0 best."""
    at: int
    """Where it stands among the page's elements."""
    source: str
    text: str


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
    return _finest(chain(stated, _printed(page, zone, reference), _in_address(page, zone)))


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


def _printed(page: Document, zone: int | None, reference: date | None) -> Iterator[Moment]:
    """The moments of the likeliest rank, those near the heading first; what is less likely is not read."""
    reference = reference or _address_day(page.url)
    heading = next(iter(page.elements("h1")), None)
    dated = _with_digits(page.tree)
    places = {e: at for at, e in enumerate(page.tree.iter()) if e in dated or e is heading} if dated else {}
    heading_at = places.get(heading) if heading is not None else None
    ranked: dict[int, list[_Printed]] = defaultdict(list)
    for printed in islice(_ranked(places), _MOST_DATES):
        ranked[printed.rank].append(printed)
    for _, alike in sorted(ranked.items()):
        if heading_at is not None:
            alike.sort(key=lambda printed: abs(printed.at - heading_at))
        moments = (parse_moment(p.text, source=p.source, zone=zone, reference=reference) for p in alike)
        told = [moment for moment in moments if moment]
        if told:
            yield from told
            return


def _ranked(places: dict[HtmlElement, int]) -> Iterator[_Printed]:
    """The short texts among these elements that look like a date and may be the article's."""
    for element, at in places.items():
        if element.tag in _SILENT:
            continue
        stated = element.get("datetime") if element.tag == "time" else None
        text = stated or _own_text(element)
        if not text or len(text) > 120 or not _LOOKS_DATED.search(text):
            continue
        rank = _rank(element, text)
        if rank is not None:
            yield _Printed(rank, at, "time" if element.tag == "time" else "text", text)


def _with_digits(tree: HtmlElement) -> set[HtmlElement]:
    """The elements in whose own text there is a digit, and those that tell a time."""
    found: set[HtmlElement] = set()
    for element in tree.iter():
        if (tail := element.tail) and not tail.isspace() and _DIGIT.search(tail):
            found.add(element.getparent())
        if (tag := element.tag) in _SILENT:
            continue
        if tag == "time" or ((text := element.text) and not text.isspace() and _DIGIT.search(text)):
            found.add(element)
    return found


def _own_text(element: HtmlElement) -> str:
    text = element.text or ""
    if len(element):
        text += " ".join([child.tail or "" for child in element])
    return text_of(element) if 4 <= len(text) <= 400 and is_small(element, 12) else ""


def _rank(element: HtmlElement, text: str) -> int | None:
    """How likely this is the article's date: 0 best; None never."""
    names = []
    for ancestor in islice(chain((element,), element.iterancestors()), 6):
        if ancestor.tag in _ELSEWHERE:
            return None
        names.append(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}")
    if any(map(_names_elsewhere, names[:4])):
        return None
    rank = 3
    if _CUE.search(text):
        rank = 0
    elif element.tag == "time":
        rank = 1
    elif any(_DATE_CLASS.search(name) for name in names[:2]):
        rank = 2
    elif len(text) > 60:
        return None
    return rank + (4 if _CHANGED.match(text) else 0)


@lru_cache(maxsize=20_000)
def _names_elsewhere(names: str) -> bool:
    return _ELSEWHERE_CLASS.search(names) is not None


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
        return datetime.strptime("".join(match.groups()[:3]), "%Y%m%d").date() if match else None  # noqa: DTZ007
    except ValueError:
        return None
