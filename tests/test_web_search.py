"""Search, and what became of a URL, in the browser."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser import Browser, served
from tests.commands import run
from tests.newsstand import newsstand


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newsstand(tmp_path_factory.mktemp("search") / "news.db")


@pytest.fixture(scope="module")
def browser(db: Path) -> Iterator[Browser]:
    with served(db) as browser:
        yield browser


@pytest.mark.parametrize(
    "words", ["협정", "日韓", "military agreement", '"military information"', "ＧＵＮ", "\x00\x1b", "' OR 1"]
)
def test_it_finds_what_the_command_finds(db: Path, browser: Browser, words: str) -> None:
    found = [] if words == "\x00\x1b" else run(db, "search", words, "--json").json

    links = browser.get(f"/search?q={quote(words)}").page.xpath("//p[@class='headline']/a/@href")

    assert links == [f"/articles/{hit['id']}" for hit in found]


@pytest.mark.parametrize(("words", "marks"), [("협정", {"협정"}), ("協定", {"協定"}), ("reNEWal", {"Renewal"})])
def test_the_words_are_marked_where_they_stand(browser: Browser, words: str, marks: set[str]) -> None:
    found = browser.get(f"/search?q={quote(words)}").page.xpath("//main//mark")

    assert {mark.text for mark in found} == marks


def test_the_words_stay_in_the_field(browser: Browser) -> None:
    words = '日韓 "><script>'

    field = browser.get(f"/search?q={quote(words)}").page.xpath("//input[@name='q']")[0]

    assert field.get("value") == words


def test_one_language_can_be_asked_for(browser: Browser) -> None:
    answer = browser.get(f"/search?q={quote('협정')}&language=ko")

    assert {link.get("lang") for link in answer.page.xpath("//p[@class='headline']/a")} == {"ko"}


def test_where_nothing_is_found_the_page_says_what_to_try(browser: Browser) -> None:
    assert "No article holds quokka and pact." in browser.get("/search?q=quokka+pact").said


def test_without_words_the_page_says_how_to_search(browser: Browser) -> None:
    for path in ("/search", "/search?q=", "/search?q=%22%22", "/search?q=!!"):
        assert "articles are found that hold all of them" in browser.get(path).said


def test_more_hits_are_a_click_away(browser: Browser) -> None:
    assert "Show more" in browser.get(f"/search?q={quote('협정')}&limit=1").said


# What became of a URL


def explained(browser: Browser, url: str) -> str:
    return browser.get(f"/explain?url={quote(url)}").said


def test_a_kept_url_tells_the_decision_its_words_its_source_and_its_article(browser: Browser) -> None:
    said = explained(browser, "https://wire.example/news/1")

    assert "kept 2025-03-04 07:00: core; new" in said
    assert "pact: 협정 (title)" in said
    assert "shown by wire-ko" in said
    assert "has an exact copy: 포털뉴스" in said


def test_a_url_that_was_turned_away_tells_why(browser: Browser) -> None:
    said = explained(browser, "https://wire.example/football")

    assert "screened out 2025-03-04 12:00: holds no term of the topic's glossary" in said
    assert "by the rules rule-1" in said


def test_an_address_that_only_a_page_gave_is_said_to_be_one(browser: Browser) -> None:
    assert "no source listed it" in explained(browser, "https://amp.wire.example/1")


def test_a_url_that_was_never_seen_is_said_so_with_what_is_known_of_its_host(browser: Browser) -> None:
    assert "was never seen. Its host is known: 2 URLs of wire.example" in explained(browser, "wire.example/other")
    assert "Nothing of none.example was ever seen" in explained(browser, "https://none.example/")
    assert "was never seen" in explained(browser, "http://[half")


def test_without_a_url_the_page_asks_for_one(browser: Browser) -> None:
    page = browser.get("/explain").page

    assert page.xpath("//form[@action='/explain']//input[@name='url' and @required]")


def test_a_hostile_url_is_shown_and_is_no_link(browser: Browser) -> None:
    answer = browser.get("/explain?url=javascript%3Aalert%281%29%3C%2Fp%3E%3Cb%3E%E2%80%AE")

    assert "javascript:alert(1)</p><b>\ufffd was never seen" in answer.said
    assert not answer.page.xpath("//main//b | //a[starts-with(@href, 'javascript')]")
