"""Every recipe on pages we wrote in its outlet's markup: one test a page and group of fields."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pactwatch.catalogue import default_catalogue
from pactwatch.extraction.by_recipe import without
from pactwatch.extraction.checking import FIELDS, differences, empty_expectations
from pactwatch.extraction.document import Document
from pactwatch.extraction.publishers import recipe_for, recipes
from pactwatch.extraction.reading import Extraction, extract
from pactwatch.extraction.recipe import elements

PAGES = Path(__file__).parent / "pages"
FIXTURES = sorted(file.parent for file in PAGES.rglob("expected.json"))
NAMES = [str(folder.relative_to(PAGES)) for folder in FIXTURES]
GROUPS = {
    "page": ("outlet", "language", "kind", "access", "stub", "section", "wire"),
    "text": ("title", "paragraphs", "image", "image_caption"),
    "people": ("authors",),
    "time": ("published", "modified"),
}


@cache
def expected_of(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "expected.json").read_text("utf8"))


def reading_of(folder: Path) -> Extraction:
    expected = expected_of(folder)
    return extract((folder / "page.html").read_bytes(), expected["url"], expected.get("content_type"))


@pytest.fixture(scope="module")
def readings() -> dict[str, Extraction]:
    return {name: reading_of(folder) for name, folder in zip(NAMES, FIXTURES, strict=True)}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("group", GROUPS)
def test_a_recipe_reads_its_page(name: str, group: str, readings: dict[str, Extraction]) -> None:
    wrong = [row for row in differences(expected_of(PAGES / name), readings[name]) if row.field in GROUPS[group]]

    assert wrong == []


def test_the_groups_hold_every_field() -> None:
    assert sorted(field for fields in GROUPS.values() for field in fields) == sorted(FIELDS)


@pytest.mark.parametrize("name", NAMES)
def test_a_fixture_states_something_of_every_field_that_matters(name: str) -> None:
    assert empty_expectations(expected_of(PAGES / name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_fixture_is_read_by_its_own_recipe(name: str, readings: dict[str, Extraction]) -> None:
    recipe = recipes()[name.split("/")[0]]

    assert recipe_for(expected_of(PAGES / name)["url"]) is recipe
    assert readings[name].rules["paragraphs"].startswith(f"recipe {recipe.outlet}, layout ")


@pytest.mark.parametrize("name", sorted(recipes()))
def test_every_recipe_has_a_page(name: str) -> None:
    assert (PAGES / name).is_dir()


@pytest.mark.parametrize("name", sorted(recipes()))
def test_every_selector_of_a_recipe_can_be_read(name: str) -> None:
    page = Document("<html><body></body></html>", "https://outlet.example/")
    fields = ("body", "title", "authors", "published", "modified", "section", "image", "image_caption", "paywall")

    for layout in recipes()[name].layouts:
        for selector in (*(getattr(layout, field) for field in fields), *layout.drop):
            if selector:
                assert set(elements(page, selector.partition("@")[0])) <= {page.tree.find("body")}


def test_no_two_recipes_claim_a_host() -> None:
    hosts = [host for recipe in recipes().values() for host in recipe.hosts]

    assert sorted(hosts) == sorted(set(hosts))


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.asahi.com/articles/ASM1.html", "Asahi Shimbun"),
        ("https://www.asahi.com/ajw/articles/14644632", "The Asahi Shimbun AJW"),
        ("https://en.yna.co.kr/view/AEN20230828006400315", "Yonhap"),
        ("https://m.yna.co.kr/view/AKR20230828006400315", "Yonhap"),
        ("https://yna.co.kr.evil.example/view/1", None),
        ("https://notyna.co.kr/", None),
    ],
)
def test_the_longest_host_and_path_decide(url: str, outlet: str | None) -> None:
    recipe = recipe_for(url)

    assert (recipe.outlet if recipe else None) == outlet


def test_after_a_redesign_the_general_rules_read_the_page_and_say_so() -> None:
    told = "".join(
        f"<p>A sentence of an invented report that stands below element {number}.</p>" for number in range(9)
    )
    page = f"<html><body><div class='brand-new'><h1>A new layout</h1>{told}</div></body></html>".encode()

    found = extract(page, "https://en.yna.co.kr/view/AEN20260828006400315")

    assert len(found.article.paragraphs) == 9
    assert found.rules["paragraphs"].endswith("(no layout of Yonhap fits)")


def test_a_layout_whose_element_holds_no_story_makes_way_for_the_next() -> None:
    page = "<div class='article_body_container'><h1>Only a head</h1></div><div id='article_body'>A story.</div>"

    found = extract(page.encode(), "https://koreajoongangdaily.joins.com/2020/01/02/national/1/20200102030405006.html")

    assert found.rules["paragraphs"] == "recipe Korea JoongAng Daily, layout since 2020"


def test_editions_of_a_publisher_share_a_file() -> None:
    assert {"yonhap_en", "yonhap_ko", "yonhap_ja", "yonhap_zh"} <= recipes().keys()


def test_a_recipe_calls_its_outlet_what_the_catalogue_does() -> None:
    named = {
        (source.outlet, recipe.outlet)
        for source in default_catalogue()
        if source.kind in {"feed", "sitemap", "section"} and (recipe := recipe_for(source.url))
    }
    portals = {
        ("Kyodo News", "Yahoo! News Japan"),  # Kyodo has no feed of its own in Japanese
        ("Korean Ministry of Foreign Affairs", "Korea Policy Briefing"),
        ("Korean Ministry of National Defense", "Korea Policy Briefing"),
    }

    assert {pair for pair in named if pair[0] != pair[1]} == portals


@pytest.mark.parametrize("name", sorted(recipes()))
def test_no_recipe_takes_a_label_off_a_headline_that_tells_what_it_is(name: str) -> None:
    for title in (
        "[단독] 한일, 목포서 회의",
        "[사설] 다음 회의는 가나자와",
        "Talks end – as it happened",
        "회의 앞둔 한일-지어낸말",
    ):
        assert without(recipes()[name].affixes, title) == title


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Talks end | Evening", "Talks end"),
        ("Evening: Talks end", "Talks end"),
        ("Evening: Talks end | Evening", "Talks end"),
        ("Talks | Evening | end", "Talks | Evening | end"),
        ("Talks end | Evening | Morning", "Talks end"),
        ("Evening:", "Evening:"),
    ],
)
def test_an_affix_leaves_the_ends_of_a_headline_and_never_all_of_it(title: str, bare: str) -> None:
    assert without((r"\| Morning", r"\| Evening|Evening:"), title) == bare
