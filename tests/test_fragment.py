"""A fragment is read as a reader sees it, whether it holds paragraphs alone or has to be cleaned."""

import pytest
from lxml.html import fragment_fromstring

from pactwatch.extraction.boilerplate import Boilerplate
from pactwatch.extraction.fragment import read, read_markup

STORY = "<p>" + "An invented sentence that is long enough to be the story of this page. " * 4 + "</p>"


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<div>One<br>two<br><br>three</div>", ["One", "two", "three"]),
        ("<div>Before<p>in</p>after</div>", ["Before", "in", "after"]),
        ("<div><b>Bold</b> and <a href='/x'>linked</a> words</div>", ["Bold and linked words"]),
        ("<div><span>Head<p>body</p></span>tail</div>", ["Head", "body", "tail"]),
        ("<p>韓<ruby>瑞珍<rp>（</rp><rt>ソジン</rt><rp>）</rp></ruby>氏</p>", ["韓瑞珍氏"]),
        ("<div><script>var x = 1;</script><p>Seen</p><button>Share</button></div>", ["Seen"]),
        ("<div><ul><li>First</li><li>Second</li></ul></div>", ["First", "Second"]),
        ("<div><table><tr><td>Year</td><td>2019</td></tr></table></div>", ["Year | 2019"]),
        ("<div><p>___</p><p> </p><p>* * *</p></div>", ["___"]),
    ],
)
def test_blocks_and_line_breaks_make_lines(markup: str, lines: list[str]) -> None:
    assert read([fragment_fromstring(markup)]).lines == lines
    assert read_markup(markup).lines == lines


def test_what_a_recipe_drops_is_kept_apart_by_name() -> None:
    page = fragment_fromstring(f"<div>{STORY}<div class='ad'>Buy soup</div><p class='caption'>No pier</p></div>")

    found = read([page], (".ad", ".caption"))

    assert len(found.lines) == 1
    assert found.captions == ["No pier"]
    assert found.apart == [Boilerplate("dropped", "Buy soup"), Boilerplate("caption", "No pier")]


def test_the_page_is_left_as_it_was() -> None:
    page = fragment_fromstring(f"<div>{STORY}<div class='ad'>Buy soup</div></div>")

    read([page], (".ad",))

    assert page.find_class("ad")


def test_small_parts_named_like_boilerplate_are_cleaned_away() -> None:
    page = fragment_fromstring(f"<div>{STORY}<div class='related-stories'>Ten soups</div><p>Told on.</p></div>")

    found = read([page])

    assert found.lines[-1] == "Told on."
    assert found.apart == [Boilerplate("related", "Ten soups")]


def test_an_element_that_the_recipe_chose_is_the_story_whatever_its_name() -> None:
    assert read([fragment_fromstring("<p class='ad-text'>Still the story.</p>")]).lines == ["Still the story."]


def test_a_list_of_links_is_no_story() -> None:
    links = "<ul><li><a href='/1'>Ten soups</a></li><li><a href='/2'>A kite</a></li></ul>"

    assert read([fragment_fromstring(f"<div>{STORY}{links}</div>")]).apart[0].name == "related"


def test_line_breaks_of_the_markup_end_lines_where_they_are_shown() -> None:
    page = fragment_fromstring("<div><p>First.\n\nSecond.</p></div>")

    assert read([page]).lines == ["First. Second."]
    assert read([page], line_breaks=True).lines == ["First.", "Second."]


def test_deep_nesting_is_read_without_an_error() -> None:
    markup = "<div>" * 200 + "Deep" + "</div>" * 200

    assert read([fragment_fromstring(markup)]).lines == ["Deep"]


@pytest.mark.parametrize(
    "part",
    [
        "<div class='sns'> <a href='/x'>Share</a> </div>",
        "<div class='ad-slot'>  </div>",
        "<aside>Ten soups</aside>",
        "<ul><li><a href='/1'>Ten soups nobody cooked</a></li></ul>",
        "<ul><li>First</li><li>Second <a href='/1'>of two</a></li></ul>",
        "<figure><img src='/a.jpg'></figure>",
        "<p>Before <span class='caption'>a pier</span> after</p>",
        f"<div class='related'>{STORY}</div>",
    ],
)
def test_what_is_no_story_is_set_apart_alike_with_and_without_a_table_beside_it(part: str) -> None:
    plain = read([fragment_fromstring(f"<div>{STORY}{part}{STORY}</div>")])
    cleaned = read([fragment_fromstring(f"<div>{STORY}{part}{STORY}<table><tr><td>Year</td></tr></table></div>")])

    assert [*plain.lines, "Year"] == cleaned.lines
    assert (plain.apart, plain.captions) == (cleaned.apart, cleaned.captions)
