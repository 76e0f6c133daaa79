"""What section pages list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.discovery import Link
from spiders.sections import links_in_section

URL = "https://outlet.example/politics/"
PAGE = """<html><head><base href="/b/"></head><body><nav><a href="/about">About</a></nav>
<ul class="list"><li><a href="news/1"><img></a><a href="news/1">지소미아 연장</a></li>
<li><h3><a href="https://outlet.example/b/news/2?x=1">Second</a></h3></li><li><a href="#top">up</a>
<a href="javascript:void(0)">more</a></li></ul></body></html>"""


def test_the_selectors_say_where_the_links_are_and_an_image_does_not_hide_the_headline() -> None:
    found = links_in_section(PAGE.encode(), URL, "text/html; charset=utf-8", ("ul.list",), None)

    assert found.links == (
        Link(url="https://outlet.example/b/news/1", title="지소미아 연장"),
        Link(url="https://outlet.example/b/news/2?x=1", title="Second"),
    )
    assert found.dropped == (("javascript:void(0)", "not a web address but javascript:"),)


def test_the_pattern_is_matched_against_the_whole_address() -> None:
    found = links_in_section(PAGE.encode(), URL, None, ("a",), r"^https://outlet\.example/b/news/\d+$")

    assert [link.url for link in found.links] == ["https://outlet.example/b/news/1"]


def test_a_page_is_read_in_its_own_encoding() -> None:
    found = links_in_section(PAGE.encode("euc-kr"), URL, "text/html; charset=euc-kr", ("ul.list",), None)

    assert found.links[0].title == "지소미아 연장"


@pytest.mark.parametrize(
    ("selectors", "pattern", "detail"),
    [
        (("ol.gone",), None, "nothing on the page matches ol.gone"),
        (("ul.list",), "/article/", "none of 4 links matches '/article/'"),
        (("ul[",), None, "a selector of the catalogue cannot be used"),
        (("ul.list",), "(", "a selector of the catalogue cannot be used"),
    ],
)
def test_a_layout_that_changed_is_a_problem(selectors: tuple[str, ...], pattern: str | None, detail: str) -> None:
    found = links_in_section(PAGE.encode(), URL, None, selectors, pattern)

    assert found.problem == "no_links"
    assert (found.detail or "").startswith(detail)


def test_an_empty_answer_is_named() -> None:
    assert links_in_section(b" ", URL, None, (), None).problem == "empty"


def test_case_42_deep_nesting_is_survived() -> None:
    page = b"<div>" * 50_000 + b"<a href=/1>one</a>"

    assert links_in_section(page, URL, None, ("div", "div div"), None).problem in (None, "no_links")


@given(st.binary(max_size=800), st.text(max_size=100))
def test_no_page_raises(noise: bytes, text: str) -> None:
    links_in_section(noise, URL, "text/html; charset=x-unknown", ("a",), None)
    links_in_section(f'<base href="{text}"><a href="{text}">{text}</a>'.encode("utf-8", "replace"), URL, None, (), None)


def test_what_follows_after_more_elements_than_any_honest_page_has_is_not_read() -> None:
    page = b"<ul><li><a href=/1>one</a></li></ul>" + b"<p>" * 30_000 + b"<ul><li><a href=/2>two</a></li></ul>"

    assert [link.url for link in links_in_section(page, URL, None, ("ul a",), None).links] == [
        "https://outlet.example/1"
    ]
