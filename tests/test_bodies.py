"""The body of pages without a recipe: where it stands, what belongs to it, what is kept apart."""

import json

import pytest

from pactwatch.extraction import fallback
from pactwatch.extraction.boilerplate import name_of, sorted_out
from pactwatch.extraction.containers import story_in
from pactwatch.extraction.document import Document
from pactwatch.extraction.fallback import body_of
from pactwatch.extraction.fragment import read_markup
from pactwatch.extraction.lines import lines_of
from pactwatch.extraction.reading import extract
from tests.test_extraction import PARAGRAPHS, URL, page

STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
COMMENTS = "".join(f"<p>Comment {n}: I have read better inventions, and longer ones, than this.</p>" for n in range(3))


def document(body: str, head: str = "") -> Document:
    return Document(f"<html><head>{head}</head><body>{body}</body></html>", URL)


def test_the_story_stands_where_the_sentences_are() -> None:
    story = story_in(document(f"<div id=top><p>Menu, menu.</p></div><div id=s>{STORY}</div>").tree)

    assert story is not None
    assert story.container.get("id") == "s"


def test_comments_do_not_count_as_sentences() -> None:
    story = story_in(document(f"<main><div id=s>{STORY}</div><div class='comments'>{COMMENTS}</div></main>").tree)

    assert story is not None
    assert story.container.get("id") == "s"


def test_of_two_stories_on_a_page_the_first_was_asked_for() -> None:
    other = STORY.replace("agreement", "ferry")
    lines, _ = body_of(document(f"<div><h1>One</h1>{STORY}</div><div><h1>Two</h1>{other}</div>"))

    assert lines == ["One", *PARAGRAPHS]


def test_a_page_without_sentences_has_no_story() -> None:
    assert story_in(document("<ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul>").tree) is None


def test_lines_end_with_their_block_and_leave_out_readings_of_ruby() -> None:
    body = "<div>前<ruby>協定<rp>(</rp><rt>きょうてい</rt></ruby>後<br>次の行<p>段落</p>末尾</div>"

    assert [line.text for line in lines_of(document(body).tree)] == ["前協定後", "次の行", "段落", "末尾"]


def test_the_last_line_of_an_inline_element_is_a_line() -> None:
    span = document("<span>first<br>second</span>").tree.find(".//span")

    assert [line.text for line in lines_of(span)] == ["first", "second"]


def test_no_second_reading_is_asked_for_a_body_that_json_ld_confirms(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(fallback, "lines_by_trafilatura", lambda container, letters: asked.append(container) or [])
    data = {"@type": "NewsArticle", "articleBody": " ".join(PARAGRAPHS)}

    lines, rule = body_of(document(STORY, f'<script type="application/ld+json">{json.dumps(data)}</script>'))

    assert (lines, rule) == (PARAGRAPHS, "lines of the densest element, confirmed by json-ld:articleBody")
    assert not asked


def test_the_body_that_json_ld_states_confirms_the_lines_of_the_page() -> None:
    data = {"@type": "NewsArticle", "articleBody": " ".join(PARAGRAPHS)}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    teaser = "<p>Also today, in a made-up town far from here, a ferry was late, as it often is in these stories.</p>"

    lines, rule = body_of(document(f"<div>{STORY}{teaser}</div>", head))

    assert lines == PARAGRAPHS
    assert "json-ld:articleBody" in rule


def test_cells_of_a_row_stand_between_bars() -> None:
    table = "<table><tr><th>Year</th><th>Talks</th></tr><tr><td>2022</td><td>14</td></tr></table>"

    assert read_markup(table).lines == ["Year | Talks", "2022 | 14"]


def test_a_fragment_gives_captions_and_related_links_apart() -> None:
    markup = (
        f"<div>{STORY}<figure><img src=x><figcaption>An invented room.</figcaption></figure>"
        '<div class="related-articles">Related: another story</div><ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul></div>'
    )

    found = read_markup(markup)

    assert found.lines == PARAGRAPHS
    assert found.captions == ["An invented room."]
    assert [(line.name, line.text) for line in found.apart] == [
        ("caption", "An invented room."),
        ("related", "Related: another story"),
        ("related", "One Two"),
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Copyright The Outlet. All rights reserved.", "copyright"),
        ("<저작권자(c) 지어낸일보, 무단 전재-재배포 금지>", "copyright"),
        ("無断転載を禁じます", "copyright"),
        ("garam@outlet.example", "mail"),
        ("한가람 기자 garam@outlet.example", "mail"),
        ("Subscribe to our newsletter", "subscription"),
        ("この記事は有料会員限定です", "subscription"),
        ("Related Articles", "related"),
        ("▶ 관련기사 더 보기", "related"),
        ("Photo/Illutration An invented room", "caption"),
        ("[사진=지어낸일보]", "caption"),
        ("공유하기", "share"),
        ("Please direct comments or questions to [english@outlet.example]", "contact"),
        ("版权声明：未经本报授权不得转载", "copyright"),
        ("未经许可不得使用", "copyright"),
        ("点击展开全文", "subscription"),
        ("【延伸阅读】虚构的桥", "related"),
        ("실시간 주요뉴스: 지어낸 다리 / 지어낸 날씨", "related"),
        ("（写真説明）架空の橋を渡る市民", "caption"),
        ("[사진설명] 지어낸 다리", "caption"),
        ("[Photo] People cross a bridge that is invented.", "caption"),
        ("입력 2025.03.04. 06:15  수정 2025.03.04. 06:20  댓글 12개", "counters"),
        ("지어낸일보 | 2025.03.04 07:22 | 댓글 212", "counters"),
        ("3/4(火) 0:20 配信　コメント 21件", "counters"),
        ("责任编辑：某某", "desk"),
        ("(END)", "desk"),
        ("촬영기자: 한가람 / 영상편집: 도하은", "desk"),
        ("[This article was translated from Korean.]", "desk"),
        ("The end of the talks came at noon.", None),
        ("입력 장치를 파는 지어낸 회사가 2025년 문을 닫았다.", None),
        ("The copyright of the pact's text is disputed, said the minister.", None),
        ("Related ministries met on Tuesday in the made-up city.", None),
        ("사진을 찍던 관광객이 지어낸 다리에서 구조됐다.", None),
    ],
)
def test_lines_that_are_no_story_have_a_name(line: str, name: str | None) -> None:
    assert name_of(line) == name


def test_what_is_sorted_out_is_kept_by_name() -> None:
    paragraphs, apart = sorted_out(["Agreement renewed", *PARAGRAPHS, "Advertisement"], "Agreement renewed")

    assert list(paragraphs) == PARAGRAPHS
    assert [(line.name, line.text) for line in apart] == [("title", "Agreement renewed"), ("share", "Advertisement")]


def test_a_page_tells_where_it_goes_on_and_its_twin() -> None:
    head = '<link rel="amphtml" href="/amp/1"><link rel="next" href="?page=2">'

    found = extract(page(head=head), URL, None)

    assert found.next_page == f"{URL}?page=2"
    assert found.amp == "https://news.outlet.example/amp/1"


@pytest.mark.parametrize(
    ("own", "further"),
    [
        ("/world/2025/03/04/pact", "/world/2025/03/04/pact/2"),
        ("/world/2025/03/04/pact/", "/world/2025/03/04/pact/page/2/"),
        ("/article/1100.html", "/article/1100_2.html"),
        ("/article/1100.html", "/article/1100-2.html"),
        ("/article?id=7&page=2", "/article?id=7&page=3"),
    ],
)
def test_an_article_goes_on_at_its_own_address_with_the_next_number(own: str, further: str) -> None:
    host = "https://news.outlet.example"
    found = extract(page(head=f'<link rel="next" href="{further}">'), host + own, None)

    assert found.next_page == host + further
    assert (found.article.stub, found.rules["stub"]) == (True, "it goes on on another page")


@pytest.mark.parametrize(
    ("own", "linked"),
    [
        ("/world/2025/03/04/pact", "/world/2025/03/04/ferry"),
        ("/world/2025/03/04/pact", "/world/2025/03/04/pact#comments"),
        ("/world/2025/03/04/pact", "/world/2025/03/04/pact/3"),
        ("/?p=12", "/?p=13"),
        ("/diary/20250304.html", "/diary/20250305.html"),
        ("/2025/03/04", "/2025/03/05"),
    ],
)
def test_the_next_article_is_not_its_next_page(own: str, linked: str) -> None:
    host = "https://news.outlet.example"
    found = extract(page(head=f'<link rel="next" href="{linked}">'), host + own, None)

    assert found.next_page is None
    assert not found.article.stub


@pytest.mark.parametrize("words", ["次のページ", "다음", "Next page »"])
def test_a_link_that_says_next_page_is_followed_within_the_article_only(words: str) -> None:
    inside = extract(page(body=f'{STORY}<a href="{URL}?page=2">{words}</a>'), URL, None)
    outside = extract(page(body=f'{STORY}<a href="/world/other">{words}</a>'), URL, None)

    assert inside.next_page == f"{URL}?page=2"
    assert outside.next_page is None
