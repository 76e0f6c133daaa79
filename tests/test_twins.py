"""AMP pages and views to print: the same article as the page they stand for, read without what they add."""

import json
from pathlib import Path

import pytest

from pactwatch.extraction.checking import differences
from pactwatch.extraction.document import Document
from pactwatch.extraction.pictures import caption, picture
from pactwatch.extraction.reading import Extraction, extract
from tests.test_extraction import PARAGRAPHS, URL, json_ld, page

TWINS = Path(__file__).parent / "twins"
PAGES = Path(__file__).parent / "pages"
LAST = "The two sides had, in this story, nothing to add to what they had not said."
STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def reading(folder: Path) -> Extraction:
    expected = json.loads((folder / "expected.json").read_text("utf8"))
    return extract((folder / "page.html").read_bytes(), expected["url"])


def document(body: str, head: str = "") -> Document:
    return Document(f"<html amp><head>{head}</head><body>{body}</body></html>", URL)


def test_an_amp_page_of_no_known_outlet_is_read_as_any_page() -> None:
    folder = TWINS / "of_no_known_outlet"

    assert differences(json.loads((folder / "expected.json").read_text("utf8")), reading(folder)) == []


@pytest.mark.parametrize("name", ["guardian", "bbc_japanese", "donga_ko"])
def test_an_amp_page_has_the_identity_of_its_article(name: str) -> None:
    full = json.loads((PAGES / name / "expected.json").read_text("utf8"))["url"]

    twin = reading(PAGES / name / "amp").article.canonical_url

    assert twin == extract(page(), full).article.canonical_url


@pytest.mark.parametrize("sign", ["⚡", "amp", "amp='' lang=en"])
def test_either_sign_of_amp_is_read(sign: str) -> None:
    body = f"<amp-sidebar><p>A menu of sentences, and no story.</p></amp-sidebar><article>{STORY}</article>"

    found = extract(f"<html {sign}><head><title>T</title></head><body>{body}</body></html>".encode(), URL)

    assert list(found.article.paragraphs) == PARAGRAPHS


@pytest.mark.parametrize(
    "component",
    [
        "<amp-ad><div placeholder>A lamp that nobody sells is on offer here.</div></amp-ad>",
        "<amp-iframe><p placeholder>A map of the island is being drawn.</p></amp-iframe>",
        "<amp-list><div fallback>The related stories could not be had today.</div></amp-list>",
        "<amp-list><template type=amp-mustache><p>{{title}}, and all the rest.</p></template></amp-list>",
        "<section subscriptions-section=content-not-granted><p>Please subscribe, says the paper.</p></section>",
        "<div subscriptions-dialog subscriptions-display='NOT granted'><p>Please subscribe, it says.</p></div>",
    ],
)
def test_what_amp_adds_to_a_story_is_none_of_it(component: str) -> None:
    found = extract(page(body=f"{STORY}{component}<p>{LAST}</p>").replace(b"<html", b"<html amp"), URL)

    assert list(found.article.paragraphs) == [*PARAGRAPHS, LAST]
    assert found.article.access == "free"


def test_a_picture_that_was_never_closed_swallows_no_story() -> None:
    page = document(f"<article><amp-img src=/a.jpg>{STORY}</article>")

    assert [p.text for p in page.tree.iter("p")] == PARAGRAPHS
    assert page.tree.find(".//amp-img") is page.tree.find(".//img") is None


def test_pages_without_components_are_left_alone() -> None:
    page = document("<p>An amp-img is told of, and none is shown.</p><div class=subscriptions-section></div>")

    assert [element.tag for element in page.tree.iter()] == ["html", "head", "body", "p", "div"]


def test_the_lead_picture_is_the_first_that_the_story_shows() -> None:
    logo = "<header><a href=/><figure><amp-img src=/logo.png></amp-img></figure></a></header>"
    figures = "<figure><amp-img src=/one.jpg></amp-img><figcaption>One</figcaption></figure><figure><img src=/two.jpg></figure>"
    page = document(f"{logo}<nav><figure><img src=/menu.png></figure></nav>{figures}")

    assert picture(page) == ("/one.jpg", "first figure")
    assert caption(page) == ("One", "caption of the first figure")


def test_what_the_head_names_goes_before_the_first_figure() -> None:
    page = document("<figure><img src=/one.jpg></figure>", '<meta property="og:image" content="/head.jpg">')

    assert picture(page) == ("/head.jpg", "meta:og:image")


@pytest.mark.parametrize(
    "image",
    [
        "https://img.outlet.example/a.jpg",
        ["https://img.outlet.example/a.jpg", "https://img.outlet.example/b.jpg"],
        {"@type": "ImageObject", "name": "Nobody on a pier", "url": "https://img.outlet.example/a.jpg"},
        [{"@type": "ImageObject", "name": "Nobody", "contentUrl": "https://img.outlet.example/a.jpg"}],
    ],
)
def test_the_picture_of_json_ld_is_an_address_and_no_name(image: object) -> None:
    found = extract(page(head=json_ld(image=image)), URL)

    assert found.article.image == "https://img.outlet.example/a.jpg"


def test_json_ld_has_the_caption_where_the_story_shows_no_picture() -> None:
    image = {"@type": "ImageObject", "url": "/a.jpg", "caption": "Nobody on a pier"}

    found = extract(page(head=json_ld(image=image)), URL)

    assert (found.article.image_caption, found.rules["image_caption"]) == ("Nobody on a pier", "json-ld:image.caption")


def test_a_picture_loaded_later_has_its_address_elsewhere() -> None:
    page = document("<figure><img src='data:image/gif;base64,R0' data-src=/late.jpg></figure>")

    assert picture(page) == ("/late.jpg", "first figure")
