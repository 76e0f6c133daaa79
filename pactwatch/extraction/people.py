"""Authors as people: one name each, without "By", role, agency, mail address or place."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from pactwatch.extraction.document import Document, text_of, tidy
from pactwatch.extraction.json_ld import Node
from pactwatch.extraction.patterns import any_of
from pactwatch.extraction.printed import printed_byline, signatures
from pactwatch.extraction.titles import outlet_names

_MAIL = re.compile(r"[(\[<〈［（]?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)*\s*[)\]>〉］）]?")
_LEADING = any_of(
    r"""
    (?:(?:written|reported|report|story|text) )?by\s*[:：]?\s+
    (?:von|par)\s+
    (?:текст|автор)[:：]\s*
    (?:取材・?)?文[=＝:：●・/／]*\s*
    글[=:/ ]+\s*
    기자(?:명\s+|\s*[:=]\s*)
    (?:著者|執筆)[:：]?\s*
    記者[:：]\s*
    (?:责(?:任)?编(?:辑)?|编辑|編輯)[：:]\s*
    """,
    before=r"\A\W*",
)
_DATELINE = re.compile(
    r"^[(\[（［【][^()\[\]（）［］【】]{2,40}[=＝·・/][^()\[\]（）［］【】]{2,30}[)\]）］】]\s*"
    r"|^[\[(（【][가-힣\w ]{2,16}[=·][가-힣\w ]{2,20}[\])）】]\s*"
)
_KOREAN_ROLE = re.compile(
    r"\s*(?:도쿄|워싱턴|베이징|상하이|뉴욕|로스앤젤레스|런던|파리|베를린|모스크바|브뤼셀|제네바|홍콩|타이베이|하노이|방콕)?"
    r"\s*(?:객원|선임|수습|인턴|전문|대학생|교육|의학|정치|경제|문화|군사|외교|안보|통일)*\s*"
    r"(?:특파원|기자|논설위원|편집위원|위원|에디터|PD|앵커|선임기자|전문기자|편집장|부장|차장|통신원|팀장|칼럼니스트|평론가)"
    r"(?:\s*외\s*\d+\s*명)?\s*$"
)
_JAPANESE_ROLE = re.compile(
    r"(?:編集|専門|論説|ソウル|ワシントン|東京|政治部|外信部|経済部|社会部)?"
    r"(?:記者|特派員|編集委員|論説委員|支局長|支局員|氏)$"
    r"|^(?:編集委員|論説委員|記者)\s*[・:：]?\s*"
)
_ENGLISH_ROLE = re.compile(
    r"\s*[,|–—-]\s*(?:(?-i:[A-Z]{2,6})\s+(?:\w+\s+){0,3})?(?:(?:staff|senior|chief|contributing|foreign|political|diplomatic|special|guest|deputy|national"
    r"|bureau|associate|managing)\s+)*(?:reporter|writer|correspondent|editor|columnist|contributor|producer"
    r"|journalist|analyst|fellow|chief)\b.*$",
    re.IGNORECASE,
)
_ROLE_ALONE = re.compile(
    r"^(?:(?:staff|senior|chief|contributing|foreign|political|diplomatic|special|guest|deputy|national|bureau|associate"
    r"|managing)\s+)*(?:reporter|writer|correspondent|editor|columnist|contributor|producer|journalist|analyst)s?$"
    r"|^(?:기자|특파원|記者|特派員|no author|staff|editors?)$",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(r"^[^=＝]{1,20}[=＝]\s*(?=\S)")
_ABBREVIATION = re.compile(r"\s*[(（][^()（）]{1,12}[)）]\s*$")
_DESK = re.compile(
    r"編集部|編集局|取材班|デスク|취재팀|편집국|뉴스팀|(?:online)?(?:redaktion|desk|staff|newsroom|bureau)$"
)
"""What an outlet's name is followed by where the newsroom signs; in names without spaces, lower case."""
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DATED = re.compile(rf"(?:\s*\|)?\s*\b(?:{_MONTHS})\.?\s+\d{{1,2}}$", re.IGNORECASE)
_MARKED_NAMES = XPath(".//*[@itemprop='name']")
_COMPANY = re.compile(r"\b(?:Inc|Ltd|LLC|GmbH|Corp|Co)\.?$|株式会社|新聞社$|주식회사|㈜", re.IGNORECASE)
_WHOLE_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){1,4}|[\u3041-\u9fff\uac00-\ud7a3 ・]{2,10}")
_WRITTEN_BY = re.compile(
    r"written by|verfasst von|geschrieben von|autore?|escrito por|écrit par|著者|執筆者|글쓴이|作者|author",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:,|;|、|；|\||·|ㆍ|・(?=\S+・)|&|\band\b|\bund\b|\bet\b|\sy\s|\be\b(?= [A-Z])|\n|\s/\s|／"
    r"|/(?=\s*(?:staff|special)\b)|(?<=[a-z]{4})\.\s(?=[A-Z][a-z]))\s*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?://|www\.|\.(?:com|co|net|org|kr|jp)\b|^\W*$|^\d+$|[?!]{1}|\b(?:19|20)\d\d\b|\d:\d\d"
    r"|^(?:unknown|null|none|undefined|n/a|guest|гость|\w*admin)$",
    re.IGNORECASE,
)
_META = (
    "article:author", "author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "cxenseparse:author", "byline", "articleauthor", "twitter:misc:written by", "og:article:author", "dable:author",
    "article.author", "twitter:creator:name",
)  # fmt: skip
_LONGEST, _LONGEST_LINE = 60, 300


def authors(
    page: Document, lines: Sequence[str] = (), signed: Sequence[str] = (), *, printed: bool = True
) -> tuple[tuple[str, ...], str]:
    """Return the authors that the page's data, markup or text names, and the rule; people before the outlet itself.

    lines: of the body, which may begin or end with a signature in bold. signed: names by a byline in them. printed:
    look for a byline that the page only prints, which takes as long as the rest together, even where its data names
    the outlet.
    """
    outlet = set(outlet_names(page))
    organisation: tuple[tuple[str, ...], str] = ((), "none")
    for sources in (_stated(page, signed), _printed(page, lines)):
        for rule, texts in sources:
            names = people(texts)
            people_only = tuple(name for name in names if not _is_outlet(name, outlet) and not _COMPANY.search(name))
            if people_only and (not organisation[0] or all(map(_is_whole_name, people_only))):
                return people_only, rule
            if names and not organisation[0] and not any(map(_COMPANY.search, names)):
                organisation = names, rule
        if organisation[0] and not printed:
            break
    return organisation


def people(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the names in these bylines, each once, in order."""
    names = [name for text in texts for name in _without_letters([_name(part) for part in _parts(text)])]
    return tuple(dict.fromkeys(names))


def _stated(page: Document, signed: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    yield "json-ld:author", [text for node in page.related("author") if (text := _full_name(node))]
    yield "json-ld:author", [text for text in page.article_node.texts("author") if "://" not in text]
    for name in _META:
        if name in page.metas:
            yield f"meta:{name}", page.metas[name]
    for label, said in page.metas.items():
        if label.startswith("twitter:label") and _WRITTEN_BY.fullmatch(said[0]):
            yield "meta:twitter:data", page.metas.get(label.replace("label", "data"), [])
    linked = [element for tag in ("a", "link") for element in page.elements(tag) if element.get("rel") == "author"]
    for rule, found in (("rel=author", linked), ("itemprop=author", page.microdata("author"))):
        yield rule, [text_of(named) for element in found[:6] for named in _named_in(element)]
    yield "byline in the text", signed


def _printed(page: Document, lines: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    if byline := printed_byline(page):
        yield "byline on the page", [byline]
    yield "signature in bold", signatures(page, lines)


def _named_in(element: HtmlElement) -> list[HtmlElement]:
    """In microdata a person is an element that holds the date, too, and a picture: the name is marked inside it."""
    return cast("list[HtmlElement]", _MARKED_NAMES(element)) or [element]


def _full_name(node: Node) -> str | None:
    given, family = node.text("givenName"), node.text("familyName")
    return node.text("name") or (f"{given} {family}" if given and family else None)


def _parts(text: str) -> list[str]:
    text = tidy(html.unescape(text[: 2 * _LONGEST_LINE]))
    if len(text) > _LONGEST_LINE:
        return []
    text = _LEADING.sub("", _DATELINE.sub("", _MAIL.sub(" ", text)))
    text = _ENGLISH_ROLE.sub("", text)
    return [name for part in _BETWEEN.split(text) for name in _slashed(part)]


def _without_letters(names: list[str | None]) -> list[str]:
    """The names of one byline, without the letters behind a person: of an agency ("CNN") or a degree ("MS, RDN")."""
    named = [name for name in names if name]
    return [name for at, name in enumerate(named) if not (at and _ACRONYM.fullmatch(name) and _is_whole_name(named[0]))]


def _slashed(part: str) -> list[str]:
    """A slash stands between whole names ("Ann Lee/Bo Kim", 한가람/윤아라), and inside initials ("srf/kesm")."""
    names = part.split("/")
    return names if all(_WHOLE_NAME.fullmatch(name.strip()) for name in names) else [part]


def _name(part: str) -> str | None:
    part = _DATED.sub("", _ABBREVIATION.sub("", part))
    name = _PLACE_BEFORE.sub("", _LEADING.sub("", part)).strip(" .,:;=＝|[]()（）「」/／")
    for role in (_KOREAN_ROLE, _JAPANESE_ROLE):
        bare = role.sub("", name).strip()
        name = bare or name
    if not 2 <= len(name) <= _LONGEST or _NO_NAME.search(name) or _ROLE_ALONE.search(name):
        return None
    return name


def _is_whole_name(name: str) -> bool:
    """Whether a name is one of a person beyond doubt: two to five capitalised words, or a few East Asian letters."""
    return bool(_WHOLE_NAME.fullmatch(name))


def _is_outlet(name: str, outlet: set[str]) -> bool:
    """Whether a name is the outlet's, one of its desks' ("Evening staff") or, by its letters, one of its editions'."""
    whole, first = _bare(name), name.split(" ", 1)[0]
    edition = bool(_ACRONYM.fullmatch(first)) and first.lower() in outlet
    return edition or whole in outlet or _DESK.sub("", whole) in outlet


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
