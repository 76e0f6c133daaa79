"""Selectors find what CSS says, by whatever way through the tree."""

import pytest
from lxml.cssselect import CSSSelector
from lxml.html import document_fromstring

from pactwatch.extraction.selecting import select

PAGE = document_fromstring(
    """<html><body class="story">
    <div class=" story  long " id="one"><p class="text">One</p><p class="texts">Two</p></div>
    <div class="story-list"><p class="text" data-kind="text">Three</p><span class="text">Four</span></div>
    <div data-kind="" class="story"><div class="story"><p>Five</p></div></div>
    <section class=""><p data-kind="texts" id="two">Six</p></section>
    </body></html>"""
)


@pytest.mark.parametrize(
    "css",
    [
        ".story", "div.story", ".story .text", ".story > p", "#one .text", ".story.long", ".text, .story-list p",
        ".story :is(.text, p)", ".long :not(.text)", "[data-kind=text]", "[data-kind='']", "p[data-kind=texts]",
        "#two", "#one > p, .story [data-kind]", ".story:has(.text)", ".text:first-child", ".none",
    ],
)  # fmt: skip
def test_a_selector_finds_what_lxml_finds_in_the_same_order(css: str) -> None:
    assert select(PAGE, css) == CSSSelector(css, translator="html")(PAGE)
