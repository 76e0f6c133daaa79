"""The body that a page marks by name, and the byline that it only prints."""

import pytest

from pactwatch.extraction import article_from
from pactwatch.extraction.document import Document
from pactwatch.extraction.fragment import Fragment
from pactwatch.extraction.marked import agreed, marked_body
from pactwatch.extraction.printed import printed_byline

FIRST = "The ferry to the island is slow on purpose, says its captain, who is as invented as the island."
SECOND = "Passengers are mostly cyclists, retired couples and one beekeeper who travels with his hives."
THIRD = "Breakfast is rice porridge and whatever the cook caught overnight, with the lights off."


def page(body: str) -> Document:
    return Document(f"<html><head><title>t</title></head><body>{body}</body></html>", "https://outlet.example/1")


def marked(*lines: str) -> Fragment:
    return Fragment(lines=list(lines))


@pytest.mark.parametrize(
    "attribute",
    [
        'itemprop="articleBody"', 'id="articleBody"', 'class="entry-content"', 'class="story__text wide"',
        'id="article-view-content-div"', 'class="honbun"', 'class="article_body_inner"',
    ],
)  # fmt: skip
def test_outlets_name_the_element_of_the_story_in_many_ways(attribute: str) -> None:
    found = marked_body(page(f"<p>Menu</p><div {attribute}><p>{FIRST}</p><p>{SECOND}</p></div><p>Footer</p>"))

    assert found is not None
    assert found.lines == [FIRST, SECOND]


@pytest.mark.parametrize("attribute", ['class="article-list"', 'class="news"', 'id="storybook"', 'class="body"'])
def test_other_names_mark_nothing(attribute: str) -> None:
    assert marked_body(page(f"<div {attribute}><p>{FIRST}</p></div>")) is None


def test_of_two_marked_elements_the_inner_one_is_the_story_if_it_holds_the_sentences() -> None:
    frame = f'<h3>Slow ferry</h3><p>Cho Ban-di, 2025. 3. 16. 09:00</p><div class="article_view"><p>{FIRST}</p></div>'

    found = marked_body(page(f'<section class="news_view">{frame}<p>(c) Outlet</p></section>'))

    assert found is not None
    assert found.lines == [FIRST]


def test_lines_that_only_the_other_reader_saw_are_left_out() -> None:
    assert agreed(marked(FIRST, SECOND), ["March 5, 2025", FIRST, SECOND]) == [FIRST, SECOND]


def test_paragraphs_that_the_other_reader_ran_together_stay_apart() -> None:
    assert agreed(marked(FIRST, SECOND), [f"Outlet {FIRST} {SECOND} Comments", "Outlet"]) == [FIRST, SECOND]


def test_a_story_that_the_other_reader_missed_is_read_by_its_mark() -> None:
    assert agreed(marked(FIRST, SECOND), []) == [FIRST, SECOND]
    assert agreed(marked(FIRST, SECOND, THIRD), [FIRST]) == [FIRST, SECOND, THIRD]


def test_a_mark_on_another_text_is_not_believed() -> None:
    assert agreed(marked(THIRD), [FIRST, SECOND]) is None


def test_a_text_that_stands_twice_on_the_page_is_read_once() -> None:
    assert agreed(marked(FIRST, SECOND, FIRST, SECOND), []) == [FIRST, SECOND]


def test_an_old_page_of_tables_and_line_breaks_keeps_its_paragraphs() -> None:
    body = f'<table><tr><td>Menu</td></tr></table><div id="articleBody">{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div>'

    article = article_from(page(body).html.encode(), "https://outlet.example/1", "text/html; charset=utf-8")

    assert article.paragraphs == (FIRST, SECOND, THIRD)


def test_an_advert_between_paragraphs_is_none_of_the_story() -> None:
    advert = '<div class="ad">Umbrellas, two for the price of one, until Sunday and not a day longer.</div>'
    body = f"<article><h1>Slow ferry</h1><p>{FIRST}</p><p>{SECOND}</p>{advert}<p>{THIRD}</p></article>"

    article = article_from(page(body).html.encode(), "https://outlet.example/1", "text/html; charset=utf-8")

    assert article.paragraphs == (FIRST, SECOND, THIRD)


def test_a_headline_without_h1_loses_the_outlet_that_only_the_title_adds() -> None:
    body = f'<h3>배는 일부러 느리다</h3><div id="articleBody"><p>{FIRST}</p></div>'
    html = page(body).html.replace("<title>t<", "<title>배는 일부러 느리다 - 섬마을일보<")

    assert article_from(html.encode(), "https://outlet.example/1", "text/html; charset=utf-8").title == (
        "배는 일부러 느리다"
    )


@pytest.mark.parametrize(
    ("markup", "byline"),
    [
        ('<p class="byline">By Cho Ban-di</p>', "By Cho Ban-di"),
        ('<span class="detail-writer">真砂 りく</span>', "真砂 りく"),
        ("<div>편지우 기자<br>승인 2025-03-10</div>", "편지우 기자"),
        ("<span>문해린, 기우람 기자</span>", "문해린, 기우람 기자"),
    ],
)
def test_a_byline_that_is_only_printed_is_found(markup: str, byline: str) -> None:
    assert printed_byline(page(markup)) == byline


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="author-bio">Cho Ban-di writes about boats</div>',
        '<div class="related"><span class="byline">By Someone Else</span></div>',
        '<p class="byline">By the time the ferry came, everyone had gone home.</p>',
        "<p>기자 회견이 열렸다</p>",
        "<footer><p>편지우 기자</p></footer>",
    ],
)
def test_what_only_looks_like_a_byline_is_none(markup: str) -> None:
    assert printed_byline(page(markup)) is None
