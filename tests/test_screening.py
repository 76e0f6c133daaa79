import html
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pactwatch.article import Article
from pactwatch.extraction import article_from
from pactwatch.judgement import judge
from pactwatch.screening import Screen
from pactwatch.topic import default_topic
from tests.topic_cases import cases, report

TOPIC = default_topic()
SCREEN = Screen(TOPIC)
ENCODINGS = {
    "ko": ("utf-8", "cp949", "euc-kr", "iso-2022-kr", "johab", "utf-16"),
    "ja": ("utf-8", "cp932", "euc-jp", "iso-2022-jp", "utf-16"),
    "zh": ("utf-8", "gb18030", "big5", "utf-16"),
    "en": ("utf-8", "cp1252", "iso-8859-1", "utf-16"),
}


def _plain(text: str) -> str:
    return html.escape(text)


def _numbered(text: str) -> str:
    return "".join(f"&#{ord(c)};" if ord(c) > 127 else html.escape(c) for c in text)


def _hexed(text: str) -> str:
    return "".join(f"&#x{ord(c):X};" for c in text)


def _tagged(text: str) -> str:
    return "".join(f"<b class='x'>{html.escape(c)}</b>" if i % 3 == 1 else html.escape(c) for i, c in enumerate(text))


def _commented(text: str) -> str:
    return "<!-- a > b -->".join(html.escape(text[i : i + 2]) for i in range(0, len(text), 2))


def _hyphenated(text: str) -> str:
    return "&shy;".join(html.escape(text[i : i + 2]) for i in range(0, len(text), 2))


def _spaced(text: str) -> str:
    return html.escape(text).replace(" ", "&nbsp;\n\t ")


def _ruby(text: str) -> str:
    return "".join(f"<ruby>{html.escape(c)}<rp>(</rp><rt>よみ</rt><rp>)</rp></ruby>" for c in text)


WAYS: list[Callable[[str], str]] = [_plain, _numbered, _hexed, _tagged, _commented, _hyphenated, _spaced, _ruby]


def _page(article: Article, way: Callable[[str], str] = _plain) -> str:
    body = "".join(f"<p>{way(p)}</p>" for p in article.paragraphs)
    return f"<html><head><title>x</title></head><body><nav>메뉴</nav><h1>{way(article.title)}</h1>{body}</body></html>"


def _in_json(article: Article) -> str:
    body = json.dumps({"t": article.title, "b": "".join(f"<p>{html.escape(p)}</p>" for p in article.paragraphs)})
    return f"<html><body><div id=app></div><script>window.state = {body};</script></body></html>"


def _in_escaped_json(article: Article) -> str:
    body = "".join(f"<p>{html.escape(p)}</p>" for p in (article.title, *article.paragraphs))
    return f'<html><body data-state="{html.escape(json.dumps({"b": body}, ensure_ascii=False))}"></body></html>'


def _encoded(page: str, encoding: str) -> bytes:
    return page.encode(encoding, "xmlcharrefreplace")


def _refused(article: Article) -> list[str]:
    """The ways of writing the article as a page in which the screen refuses it."""
    pages = [(way.__name__, _page(article, way), "utf-8") for way in WAYS]
    pages += [(json_.__name__, json_(article), "utf-8") for json_ in (_in_json, _in_escaped_json)]
    pages += [(encoding, _page(article), encoding) for encoding in ENCODINGS[article.language]]
    return [
        name
        for name, page, encoding in pages
        if not SCREEN.terms_in(_encoded(page, encoding), f"text/html; charset={encoding}")
    ]


CASES = [*cases("pact_cases.txt"), *cases("desk_cases.txt")]
ACCEPTED = [article for _, article in CASES if judge(article, TOPIC).verdict != "off"]


@pytest.mark.parametrize("article", ACCEPTED, ids=lambda article: article.title)
def test_a_page_whose_article_the_judge_accepts_passes_however_it_is_written(article: Article) -> None:
    assert _refused(article) == []


@pytest.mark.slow
def test_no_labelled_article_that_the_judge_accepts_is_refused(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "newsroom" / "dev.jsonl").read_text("utf8").splitlines()]
    articles = [report(row["lang"], row["title"], *row["paragraphs"]) for row in rows]
    accepted = [article for article in articles if judge(article, TOPIC).verdict != "off"]

    refused = {article.title: ways for article in accepted if (ways := _refused(article))}

    assert len(accepted) > 100
    assert refused == {}


@pytest.mark.parametrize("article", ACCEPTED, ids=lambda article: article.title)
def test_what_the_reader_makes_of_a_page_is_no_more_than_the_screen_saw(article: Article) -> None:
    body = _encoded(_page(article), "utf-8")

    read = article_from(body, article.url, "text/html; charset=utf-8")

    assert judge(read, TOPIC).verdict == "off" or SCREEN.terms_in(body, "text/html; charset=utf-8")


def test_the_screen_says_what_let_a_page_pass() -> None:
    page = "<p>정부는 일본과의 지소<b>미아</b>를 연장했다.</p>".encode("cp949")

    assert SCREEN.terms_in(page, "text/html; charset=euc-kr") == ("지소미아",)


@pytest.mark.parametrize("shy", ["&shy;", "&amp;shy;", "&lt;wbr&gt;"])
def test_what_was_escaped_once_more_is_read_once_more(shy: str) -> None:
    page = f"<script>state = {{body: 'Seoul and Tokyo keep the GSO{shy}MIA'}}</script>"

    assert SCREEN.terms_in(page.encode(), "text/html; charset=utf-8") == ("日韓GSOMIA",)


@pytest.mark.parametrize(
    "page",
    [
        "<p>Seoul and Tokyo agreed on Monday to hold another summit.</p>",
        "<p>The city signed an agreement with the union.</p>",
        "<p>코스피가 기관 매수에 힘입어 상승 마감했다.</p>",
        "<p>日本の消費税をめぐり与野党が協議した。</p>",
        "",
        "\0" * 1000,
    ],
)
def test_a_page_that_names_nothing_is_refused(page: str) -> None:
    assert SCREEN.terms_in(page.encode(), "text/html; charset=utf-8") == ()


@pytest.mark.parametrize(
    "body",
    [
        b"<" * 2_000_000,
        b"<a " * 700_000,
        b"<a href='" * 200_000,
        b"<!--" * 500_000,
        b"&lt;" * 500_000,
        b"\\u003c" * 300_000,
        b"\\ud83d" * 300_000,
        b"&#" * 1_000_000,
        b"<rt" * 600_000,
        b"<script" * 300_000,
        "지소미".encode() * 600_000,
        b"\xff\xfe" + b"\0\xd8" * 900_000,
        bytes(range(256)) * 8_000,
    ],
    ids=lambda body: ascii(body[:8]),
)
def test_two_megabytes_of_anything_are_looked_through(body: bytes) -> None:
    assert SCREEN.terms_in(body, "text/html") == ()
