"""Pages that no outlet serves on purpose: broken, mutated, endless. An article or an error of ours, in bounded time."""

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.errors import UnreadablePage
from pactwatch.extraction import article_from, decode
from pactwatch.extraction.document import Document

FIXTURES = sorted((Path(__file__).parent / "pages").rglob("page.html"))
URLS = [
    "https://www.outlet.example/2022/06/14/a",
    "https://koreajoongangdaily.joins.com/news/2026-01-30/national/x/1",
    "https://www.chosun.com/politics/1/",
    "https://asia.nikkei.com/x",
    "https://www3.nhk.or.jp/news/easy/k1/k1.html",
]
SENTENCE = (
    "<p>The ministers met in the invented city of Salbi on Tuesday, and said that the pact, made up here, stays.</p>"
)
FIVE_MB = 5_000_000

ENDLESS = {
    "paragraphs": "<article>" + SENTENCE * 42_000,
    "one paragraph": "<p>" + "word and, then. " * 330_000,
    "nested blocks": "<div>" * 800_000 + "text",
    "nested inline": "<b>" * 800_000 + "text, and more text.",
    "nested lists": "<ul><li>" * 400_000 + "text, and more text.",
    "a giant attribute": "<p title='" + "x" * FIVE_MB + "'>" + SENTENCE,
    "a giant class": "<div class='" + "author date caption " * 250_000 + "'>" + SENTENCE,
    "null bytes": "\x00" * FIVE_MB,
    "nested JSON-LD": '<script type="application/ld+json">' + "[" * 2_000_000 + "</script>" + SENTENCE,
    "spaces in JSON-LD": '<script type="application/ld+json">' + " " * FIVE_MB + "</script>" + SENTENCE,
    "a giant body in JSON-LD": '<script type="application/ld+json">{"@type":"Article","articleBody":"' + "<" * 4_000_000 + '"}</script>',
    "angle brackets": "<" * FIVE_MB,
    "ampersands": "&" * FIVE_MB,
    "line breaks": "<p>" + "word, <br>" * 500_000,
    "links": "<a href=/x>next</a> " * 250_000,
    "cells": "<table>" + "<tr><td>cell, one<td>two" * 200_000,
    "headings": "<h1>head line</h1>" * 300_000,
    "a title": "<title>" + " - a" * 1_200_000 + "</title>",
    "dates": "<span class=date>2022.06.14 15:21</span>" * 120_000,
    "bylines": "<span class=author>By Han Garam</span>" * 130_000,
    "spaces": "<p>" + " " * FIVE_MB + "x",
    "reporters": "<p>" + "기자 " * 700_000,
    "marked bodies": ("<div class=article-body>" + SENTENCE + "</div>") * 35_000,
    "figures": "<article>" + ("<figure><img src=x><figcaption>A room.</figcaption></figure>" + SENTENCE) * 28_000,
    "escape sequences": "\x1b$B" + "a" * FIVE_MB,
    "mail addresses": "<p>" + "a@" * 2_500_000,
    "brackets": "<p>" + "[" * FIVE_MB + "=",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDLESS)
def test_five_megabytes_of_anything_are_read_to_an_end(name: str) -> None:
    """What grows with the square of a page would take minutes here, and end in the time limit of every test."""
    article = article_from(ENDLESS[name].encode()[:FIVE_MB], URLS[0], None)

    assert len(article.text) <= 1_000_000


@pytest.mark.parametrize("name", ENDLESS)
def test_of_a_page_beyond_any_news_page_the_beginning_is_read(name: str) -> None:
    page = Document(ENDLESS[name], URLS[0])

    assert len(page.html) <= 3_000_000
    assert page.html.count("<") <= 30_000


@pytest.mark.parametrize("url", URLS)
@given(body=st.binary(max_size=400))
def test_any_bytes_give_an_article_or_our_error(url: str, body: bytes) -> None:
    with suppress(UnreadablePage):
        assert article_from(body, url, None).url == url


MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>", "</p>", "<div class='article-body'>", "</div>", "<h1>", "</h1>", "<script type='application/ld+json'>",
            "</script>", '{"@type": "NewsArticle", "author": [', '{"name": null}', "]}", "<figure>", "<table><tr><td>",
            "<article>", "<title>", "<meta property='og:title' content='", "'>", "<time datetime='2022-06-14'>", "<ruby>",
            "<rt>", "2022.06.14 오후 3:21", "By Han Garam", "(서울=연합뉴스) 한가람 기자 = ", "Fusion.globalContent={",
            "<script id='__NEXT_DATA__'>", "&#x0;", "&#146;", "<![CDATA[", "-->", "\x00", "A sentence, made up here. ",
        ]
    ),
    max_size=40,
)  # fmt: skip


@pytest.mark.parametrize("url", URLS)
@given(pieces=MARKUP)
def test_any_markup_gives_an_article(url: str, pieces: list[str]) -> None:
    article = article_from("".join(pieces).encode(), url, "text/html")

    assert all(paragraph.strip() == paragraph != "" for paragraph in article.paragraphs)


@given(body=st.binary(max_size=300), content_type=st.none() | st.text(max_size=40))
def test_any_bytes_decode_under_any_header(body: bytes, content_type: str | None) -> None:
    with suppress(UnreadablePage):
        assert "\x00" not in decode(body, content_type)


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: str(file.parent.name))
def test_a_mutated_page_still_gives_an_article(file: Path) -> None:
    url = URLS[0] if "asahi" in str(file) else URLS[1]
    chance = random.Random(str(file.parent.name))
    page = file.read_bytes()

    for _ in range(6):
        assert article_from(_mutated(page, chance), url, None).url == url


def _mutated(page: bytes, chance: random.Random) -> bytes:
    body = bytearray(page)
    for _ in range(chance.randint(1, 30)):
        start = chance.randrange(len(body))
        end = min(len(body), start + chance.randint(1, 200))
        change = chance.choice(("drop", "double", "noise", "tag"))
        if change == "drop":
            del body[start:end]
        elif change == "double":
            body[end:end] = body[start:end]
        elif change == "noise":
            body[start:end] = chance.randbytes(end - start)
        else:
            body[start:start] = chance.choice((b"<div>", b"</div>", b"<p", b"<!--", b"<script>", b"\x00", b"</body>"))
        if not body:
            body = bytearray(b"x")
    return bytes(body)
