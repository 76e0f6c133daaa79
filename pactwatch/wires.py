"""Who wrote it first: the news agency a text credits, read from dateline, byline and text."""

import re
from urllib.parse import urlsplit

from pactwatch.article import Article

# Agency -> how outlets of four languages name it. Their own pages and the house style books of Yonhap, Kyodo, Xinhua.
AGENCIES: dict[str, tuple[str, ...]] = {
    "Yonhap": ("yonhap", "yonhap news", "yonhap news agency", "연합뉴스", "聯合ニュース", "聯合", "韩联社", "韓聯社"),
    "Newsis": ("newsis", "뉴시스"),
    "News1": ("news1", "뉴스1"),
    "Kyodo": ("kyodo", "kyodo news", "共同", "共同通信", "共同社", "교도통신", "교도", "共同通信社"),
    "Jiji": ("jiji", "jiji press", "時事", "時事通信", "时事社", "時事社", "지지통신"),
    "AP": ("ap", "associated press", "the associated press", "ap通信", "AP통신", "美联社", "美聯社"),
    "Reuters": ("reuters", "thomson reuters", "로이터", "로이터통신", "ロイター", "ロイター通信", "路透社", "路透"),
    "AFP": ("afp", "agence france presse", "agence france-presse", "afp通信", "AFP통신", "afp時事", "法新社"),
    "Xinhua": ("xinhua", "xinhua news agency", "신화통신", "신화", "新華社", "新华社", "新華通信"),
}
_NAMES = {re.sub(r"\s+", " ", name).casefold(): agency for agency, names in AGENCIES.items() for name in names}

# Cities that stand before an agency's name in a Japanese or Chinese dateline without a sign between.
_CITIES = re.compile("^(?:ソウル|東京|ワシントン|ニューヨーク|北京|上海|香港|台北|釜山|首尔|东京|华盛顿|平壌|平壤)")
_NOBODY = frozenset({"staff", "admin", "editor", "desk", "newsroom", "reporters", "correspondent", "agencies"})
_AGENCY_WORD = r"(?:통신사?|通信社?|通讯社|通訊社)"
_NAME = r"[^\s()（）\[\]【】〔〕=＝,，/·:：]"
# (서울=연합뉴스)  (Seoul=X통신)  【ソウル聯合ニュース】  【東京=X】  【星津通讯社首尔8月22日电】  新华社东京8月22日电
_BRACKETED = re.compile(
    rf"[(（【\[〔]\s*[^()（）【】\[\]=＝〔〕]{{1,20}}[=＝]\s*({_NAME}{{2,20}})[^()（）【】\[\]〔〕]{{0,20}}[)）】\]〕]"
)
# ［ソウル ８日 ロイター］  【6月14日 AFP】  [ソウル 14日 ロイター]
_DAY_AND_AGENCY = re.compile(r"^\s*[\[［【(（][^\]］】)）]{1,24}[日電电]\s+([^\s\]］】)）]{2,12})[\]］】)）]")
_JAPANESE = re.compile(rf"【[^】=]{{0,10}}?({_NAME}{{1,10}}?(?:通信社?|ニュース|時事|共同))(?:[=＝][^】]{{0,20}})?】")
_CHINESE = re.compile(rf"[【（]?\s*({_NAME}{{1,8}}?(?:通讯社|通訊社|社))[^。，\s]{{0,10}}?\d{{1,2}}月\d{{1,2}}日[电電]")
# SEOUL, Aug. 22 (Yonhap) --     WASHINGTON, Dec 18 (Reuters) -     TOKYO (AP) —
_WESTERN = re.compile(r"^[A-Z][\w.'’ ,/-]{1,50}\(([A-Z][\w .'’&-]{1,30})\)\s*(?:--|[-–—])")
_CREDIT_LINE = re.compile(rf"^\s*[(（\[【〔]?\s*((?:{_NAME}| ){{2,30}}?)\s*[)）\]】〕]?\s*$")
_OWN_AGENCY = re.compile(rf"({_NAME}{{1,12}}{_AGENCY_WORD})")
_ONE_WORD_BYLINE = re.compile(r"^[Bb]y\s+([A-Z][a-z]+)$")
_VIA = re.compile(r"\b(?:via|from|by|source:|provided by)\s+((?:the )?[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*){0,3})")
_NEWS_AGENCY = re.compile(r"\b((?:[A-Z][\w'’-]+ ){1,3}(?:News Agency|Wire|Press Agency|Newswire))\b")
_SECOND_LEVEL = frozenset({"co", "com", "or", "ne", "go", "ac", "net", "org", "gov", "edu"})


def credit(article: Article) -> str | None:
    """Return the agency an article credits or is published by, by its plain name; None where it names none."""
    if article.wire:
        return plain(article.wire)
    first = "\n".join(article.paragraphs[:3])[:600]
    last = "\n".join(article.paragraphs[-2:])[-200:]
    return (
        credited(article.paragraphs, article.authors)
        or _known(article.outlet)
        or _agency_named(article.outlet)
        or _in_via(first + "\n" + last)
    )


def credited(paragraphs: tuple[str, ...], authors: tuple[str, ...]) -> str | None:
    """Return the agency that stands where a page credits one: in the dateline, the byline or a last line."""
    return _in_dateline(paragraphs[:3]) or _in_byline(authors) or _in_line(paragraphs[-3:])


def plain(name: str) -> str:
    """Return one name for all of an agency's names: "연합뉴스" and "Yonhap News Agency" are "Yonhap"."""
    bare = _CITIES.sub("", re.sub(r"\s+", " ", name).strip(" .,:;-–—©ⓒ()（）[]【】"))
    return _known(bare) or re.sub(r"^[Tt]he | (?:News Agency|News|Press|Wire)$|(?<=通信)社$|(?<=통신)사$", "", bare)


def registered_domain(url: str) -> str:
    """Return the part of a host that its editions share: "en.yna.co.kr" and "www.yna.co.kr" are "yna.co.kr"."""
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    keep = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-keep:])


def _known(name: str) -> str | None:
    return _NAMES.get(re.sub(r"\s+", " ", name).strip().casefold())


def _in_dateline(paragraphs: tuple[str, ...]) -> str | None:
    for paragraph in paragraphs:
        start = paragraph[:120]
        bracketed = _BRACKETED.search(start) or _DAY_AND_AGENCY.match(start)
        found = bracketed and (_known(bracketed[1]) or _agency_named(bracketed[1]))  # else a reporter or a picture desk
        if found:
            return found
        for pattern in (_JAPANESE, _CHINESE, _WESTERN):
            match = pattern.search(start)
            if match:
                return plain(match[1])
    return None


def _in_byline(authors: tuple[str, ...]) -> str | None:
    for author in authors:
        alone = _ONE_WORD_BYLINE.match(author.strip())
        if alone and alone[1].casefold() not in _NOBODY:  # a person has two names, an agency may have one
            return plain(alone[1])
        bare = re.sub(r"^(?:by|글|文)\s+", "", author.strip(), flags=re.IGNORECASE).strip("[]()（）【】 ")
        for part in [bare, *re.split(r"[=＝/·,]", bare)]:
            found = _known(part) or _agency_named(part)
            if found:
                return found
    return None


def _agency_named(name: str) -> str | None:
    own = _OWN_AGENCY.fullmatch(name.strip())
    agency = _NEWS_AGENCY.fullmatch(name.strip())
    match = own or agency
    return plain(match[1]) if match else None


def _in_line(paragraphs: tuple[str, ...]) -> str | None:
    """A line that is nothing but an agency's name: "[연합뉴스]", "（共同）", "(Reuters)"."""
    for paragraph in paragraphs:
        match = _CREDIT_LINE.match(paragraph) if len(paragraph) <= 40 else None
        found = match and (_known(match[1]) or _agency_named(match[1]))
        if found:
            return found
    return None


def _in_via(text: str) -> str | None:
    for match in _VIA.finditer(text):
        found = _known(re.sub(r"^the ", "", match[1])) or _agency_named(match[1])
        if found:
            return found
    return None
