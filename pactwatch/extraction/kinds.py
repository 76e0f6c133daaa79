"""What a page is when it is no article: an error with status 200, a challenge, a consent or login wall, a list."""

import re

from pactwatch.article import Access, Kind
from pactwatch.extraction.document import Document, text_of
from pactwatch.extraction.patterns import any_of

_CHALLENGE = any_of(r"""
    just a moment\.\.\.
    checking your browser
    enable javascript and cookies to continue
    attention required.{0,3}cloudflare
    are you a robot
    verify(?:ing)? (?:that )?you are (?:a )?human
    unusual traffic from your
    request unsuccessful\. incapsula
    access to this page has been denied
    pardon our interruption
    ddos protection by
    자동등록방지
    비정상적인 접근
    아래 문자를 입력
    ロボットではない
    """)
_ERROR = any_of(r"""
    (?:page|article|story|file)\s+(?:was\s+|is\s+|could\s+)?not\s+(?:be\s+)?found
    404 (?:not found|error)
    error 40[34]
    unexpected server error
    service error
    service (?:temporarily )?unavailable
    internal server error
    no longer available
    존재하지 않는
    찾을 수 없습니다
    페이지를 찾을
    삭제된 기사
    삭제되었거나
    잘못된 접근
    見つかりません
    お探しのページ
    掲載(?:期間)?[はがを]?終了
    削除され(?:た|ました)
    """)
_CONSENT = any_of(r"""
    before you continue
    we value your privacy
    we and our (?:\d+ )?partners
    consent to (?:the )?(?:use|our)
    cookie consent
    accept all cookies
    쿠키 사용에 동의
    クッキーの使用に同意
    """)
_LOGIN = any_of(r"""
    ^(?:sign|log) ?in\b
    please (?:sign|log) ?in
    you must be logged in
    로그인(?:이 필요|하세요|해주세요|\s*$)
    ログインして(?:ください|続き)
    ^ログイン
    """)
_PAYWALL = any_of(r"""
    subscribe to (?:continue|read|unlock)
    to continue reading
    already a subscriber
    subscribers? only
    this (?:article|story|content) is for (?:paying )?(?:subscribers|members)
    register to (?:continue|read)
    get full access
    unlock this (?:article|story)
    この記事は(?:会員|有料)
    有料会員限定
    会員限定記事
    会員登録すると続き
    続きを読むには
    残り\s?\d+\s?文字
    구독자 전용
    유료 (?:회원|기사|구독)
    로그인하면 (?:전문|계속)
    로그인 후 (?:이용|보실)
    회원 전용
    """)
_CUT = any_of(r"""
    (?:\.\.\.|…)\W*$
    残り\s?\d[\d,]*\s?文字
    [\[(（]続く[\])）]$
    """)
# Most articles have a number or a long slug in their address, sections and front pages have neither.
_ARTICLE_ADDRESS = re.compile(r"\d{3}|(?:[^/-]+-){3}")
# theguardian.com/world/live/2024/..., aljazeera.com/news/liveblog/2024/..., cnn.com/asia/live-news/...
_LIVE_ADDRESS = re.compile(r"/(?:live|live-?(?:updates?|blog|news|reporting|ticker))(?=/[^/?#]{4})", re.IGNORECASE)
_LIVE_HEADLINE = any_of(r"""
    ^live\s?[:|]
    [-–—|:]\s?(?:live|as it happened)$
    \b(?:live updates|live-? ?blog|live-? ?ticker|news-?ticker)\b
    【(?:ライブ|実況)】
    実況中継$
    실시간 (?:중계|업데이트)
    """)
_FURNITURE = frozenset(("header", "nav", "footer", "aside"))
_HEADLINE, _MANY = 20, 25
"""Letters of a link that is a headline, and how many of them a list has at least."""
_SHORT = 400
"""Letters below which what a page says about itself outweighs what was taken for its body."""


def kind_of(page: Document, title: str, paragraphs: tuple[str, ...]) -> tuple[Kind, str]:
    """Return the kind of page and the rule that says so."""
    letters = sum(map(len, paragraphs))
    if "LiveBlogPosting" in page.article_node.types or any("LiveBlogPosting" in node.types for node in page.json_ld):
        return "live", "json-ld:LiveBlogPosting"
    told = _told_as_article(page)
    if not told and _is_list(page, paragraphs):
        return "list", "more links than text"
    if letters >= _SHORT or _width(paragraphs) >= _SHORT:
        return ("live", "address or headline") if _is_called_live(page.url, title) else ("article", "body")
    shown = f"{title}\n{_headings(page)}"
    whole = text_of(page.tree)[:3000]
    if not told:  # "could not be found" is said of people, too: a page that says it is an article is believed
        shown += " ".join(paragraphs) + (whole if len(whole) < 1500 else "")
    for kind, pattern in (("challenge", _CHALLENGE), ("error", _ERROR)):
        if pattern.search(shown[:4000]):
            return kind, "words"  # type: ignore[return-value]
    if not whole:
        return "empty", "no text"
    if _is_video(page):
        return "video", "json-ld or og:type"
    if letters < 120 and len(whole) < 2500:
        if _CONSENT.search(whole):
            return "consent", "words"
        if _LOGIN.search(whole):
            return "login", "words"
    if letters == 0 or (_width(paragraphs) < 120 and not told):
        return ("list", "links without a text") if len(page.elements("a")) > 20 else ("empty", "no body")
    return "article", "body"


def _is_called_live(url: str, title: str) -> bool:
    """Whether a long text is called a live report by its address or its headline."""
    return _LIVE_ADDRESS.search(url) is not None or _LIVE_HEADLINE.search(title) is not None


def _told_as_article(page: Document) -> bool:
    """Whether its data says that it is one."""
    kind = page.meta("og:type")
    said = kind is not None and kind[1].lower() in {"article", "news", "newsarticle"}
    return said or bool(page.article_node.fields) or "article:published_time" in page.metas


def _is_list(page: Document, paragraphs: tuple[str, ...]) -> bool:
    """Whether headlines that lead elsewhere outweigh what was taken for a body, or the page says it is a list."""
    if any({"CollectionPage", "ItemList"} & set(node.types) for node in page.json_ld[:3]):
        return True
    if _ARTICLE_ADDRESS.search(page.url.split("://", 1)[-1].partition("/")[2]):
        return False
    links = [text for link in page.elements("a") if (text := (link.text or "").strip()) and len(text) > _HEADLINE]
    if len(links) < _MANY:
        return False
    own = sum(map(len, set(paragraphs) - set(links)))
    return sum(map(len, links)) > 1.5 * own


def _width(paragraphs: tuple[str, ...]) -> int:
    """Letters, of which a Han, kana or Hangul one says as much as two."""
    return sum(2 if letter > "\u2e7f" else 1 for paragraph in paragraphs for letter in paragraph)


def access_of(page: Document, paragraphs: tuple[str, ...]) -> tuple[Access, str]:
    """Return whether the page gives its text for nothing, and the rule."""
    stated = [
        str(node.fields["isAccessibleForFree"]).lower() for node in page.json_ld if "isAccessibleForFree" in node.fields
    ]
    if "false" in stated:
        return "paywalled", "json-ld:isAccessibleForFree"
    tier = page.meta("article:content_tier", "og:article:content_tier")
    if tier and tier[1].lower() in {"locked", "metered", "premium", "paid"}:
        return "paywalled", f"meta:{tier[0]}"
    if sum(map(len, paragraphs)) < 3 * _SHORT and _PAYWALL.search(_beside_the_story(page)):
        return "paywalled", "words beside a short text"
    return "free", "no sign of a wall"


def _beside_the_story(page: Document) -> str:
    """The page's text without what every page of the outlet has: "already a subscriber?" stands in many a header."""
    root = next(iter(page.elements("main")), page.tree)
    return text_of(root, without=_FURNITURE)


def is_stub(page: Document, paragraphs: tuple[str, ...], access: Access, further: str | None) -> tuple[bool, str]:
    """Return whether the page shows only a part of its article, which may go on at `further`, and the rule."""
    last = paragraphs[-1] if paragraphs else ""
    if _CUT.search(last):
        return True, "the last line breaks off"
    if access == "paywalled" and sum(map(len, paragraphs)) < 3 * _SHORT:
        return True, "a short text behind a wall"
    stated = page.article_node.text("articleBody") or ""
    if paragraphs and len(stated) > 2 * sum(map(len, paragraphs)) + _SHORT:
        return True, "json-ld:articleBody is twice as long"
    if further is not None:
        return True, "it goes on on another page"
    return False, "no sign of a cut"


def _headings(page: Document) -> str:
    return "\n".join(text_of(heading) for heading in page.tree.iter("h1", "h2", "title"))


def _is_video(page: Document) -> bool:
    kind = page.meta("og:type")
    return (kind is not None and kind[1].lower().startswith("video")) or (
        not page.article_node.fields and any("VideoObject" in node.types for node in page.json_ld)
    )
