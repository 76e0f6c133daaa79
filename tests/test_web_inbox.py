"""The inbox in the browser: what `pactwatch inbox` lists, with what an analyst decides by."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pactwatch.seed import seed_of
from review.web import inbox
from review.web.asked import Asked
from review.web.clock import Clock
from storage.archive import Archive
from tests.browser import Answer, Browser, served
from tests.builders import NOON, PARAGRAPHS, article, moment, reading
from tests.commands import run
from tests.newsstand import newsstand

SEED = (
    "A long first paragraph about the talks that nobody else has printed, with names and places of its own.",
    "Another paragraph of the same invented report says what happened on the second day of the meeting in Gwangju.",
    "A third one closes it with the weather in the strait, the ferries that were late and the price of mackerel.",
    PARAGRAPHS[1],
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("inbox") / "news.db"
    with Archive(path) as archive:
        archive.add_seed(seed_of(article(title="Rain at the doors", outlet="Other", paragraphs=SEED), "spring"), NOON)
    return newsstand(path)


@pytest.fixture(scope="module")
def browser(db: Path) -> Iterator[Browser]:
    with served(db) as browser:
        yield browser


def lines(answer: Answer) -> list[str]:
    return [" ".join(line.text_content().split()) for line in answer.page.xpath("//li[@data-row]")]


def line(answer: Answer, number: int) -> str:
    return next(text for text in lines(answer) if f"article {number} " in text)


def test_it_lists_what_the_command_lists(db: Path, browser: Browser) -> None:
    listed = [row["id"] for row in run(db, "inbox", "--json").json]

    shown = browser.get("/").page.xpath("//li[@data-row]/@id")

    assert sorted(shown) == sorted(f"article-{number}" for number in listed)


def test_a_line_has_outlet_language_verdict_time_and_copies(browser: Browser) -> None:
    said = line(browser.get("/"), 1)

    assert "한일 군사정보보호협정 조건 없이 연장 core article 1 · 가상통신 · ko · 2025-03-04 07:00" in said
    assert "1 copy" in said


def test_a_line_names_the_story_with_its_languages(browser: Browser) -> None:
    with_story = browser.get("/").page.xpath("//li[@id='article-1']//a[starts-with(@href, '/stories/')]")

    assert [link.text for link in with_story] == ["story 1"]


def test_a_line_says_how_it_hangs_together_with_the_seed(browser: Browser) -> None:
    assert "quote: seed spring" in line(browser.get("/"), 5)
    assert "seed" not in line(browser.get("/"), 3)


def test_a_line_says_how_much_of_it_is_new(browser: Browser) -> None:
    assert "75% new" in line(browser.get("/"), 5)
    assert "100% new" in line(browser.get("/"), 3)


def test_an_article_without_a_date_stands_on_the_day_it_was_found(browser: Browser) -> None:
    assert "no date, seen 2025-03-05 21:20" in line(browser.get("/"), 6)


def test_days_are_days_of_the_reader(db: Path) -> None:
    with served(db, zone=ZoneInfo("Pacific/Honolulu")) as browser:
        days = [day.text for day in browser.get("/").page.xpath("//main//h2")]

    assert days == ["2025-03-05", "2025-03-04", "2025-03-03"]


def test_a_day_that_is_all_the_page_gives_is_not_turned_to_another_zone(tmp_path: Path) -> None:
    with Archive(tmp_path / "b.db") as archive:
        midnight = NOON - timedelta(hours=21)
        archive.keep(reading(article(published=moment(midnight, offset=540, precision="day", text="3월 4일"))))

    with served(tmp_path / "b.db", zone=ZoneInfo("Pacific/Honolulu")) as browser:
        page = browser.get("/").page

    assert [day.text for day in page.xpath("//main//h2")] == ["2025-03-04"]
    (time,) = page.xpath("//li//time")
    assert (time.text, time.get("title")) == ("2025-03-04", 'only the day; printed "3월 4일"')


def test_one_language_can_be_asked_for(browser: Browser) -> None:
    answer = browser.get("/?language=ja")

    assert answer.page.xpath("//li[@data-row]/@id") == ["article-3"]
    assert answer.page.xpath("//nav[@aria-label='Language']/a[@aria-current]")[0].text == "ja"


def test_a_headline_is_in_its_language_so_that_it_gets_its_letters(browser: Browser) -> None:
    links = browser.get("/").page.xpath("//p[@class='headline']/a")

    assert {link.get("href"): link.get("lang") for link in links} == {
        "/articles/1": "ko", "/articles/3": "ja", "/articles/4": "zh", "/articles/5": "en", "/articles/6": "en",
    }  # fmt: skip


def test_more_lines_are_a_click_away(browser: Browser) -> None:
    answer = browser.get("/?limit=2")

    assert len(lines(answer)) == 2
    assert "Show more (2 of 5)" in answer.said
    assert len(lines(browser.get("/?limit=no-number"))) == 5


def test_a_long_backlog_is_counted_so_far_only(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "COUNTED", 3)

    assert "Show more (2 of more than 3)" in browser.get("/?limit=2").said


@pytest.mark.parametrize(
    ("limit", "rows", "more"), [("", 30, 60), ("290", 290, 300), ("9999", 300, None), ("60", 41, None)]
)
def test_a_page_grows_to_a_length_that_is_quick(limit: str, rows: int, more: int | None) -> None:
    asked = Asked(archive=None, now=NOON, clock=Clock(), query={"limit": limit})  # type: ignore[arg-type]

    assert asked.more(30, rows=rows) == more


def test_an_article_that_was_changed_says_what_was_changed(tmp_path: Path) -> None:
    with Archive(tmp_path / "c.db") as archive:
        archive.keep(reading(article()))
        archive.keep(reading(article(paragraphs=(*PARAGRAPHS[:1], PARAGRAPHS[1].replace("14", "15"), *PARAGRAPHS[2:]))))

    with served(tmp_path / "c.db") as browser:
        assert "version 2: 1 number changed" in line(browser.get("/"), 1)


def test_an_article_that_was_reviewed_before_it_was_changed_says_so(tmp_path: Path) -> None:
    with Archive(tmp_path / "f.db") as archive:
        archive.keep(reading(article()))
        archive.review(1, "reject", None, NOON)
        archive.keep(reading(article(paragraphs=(*PARAGRAPHS[:3], "They will not meet again."))))

    with served(tmp_path / "f.db") as browser:
        assert "you said reject of version 1" in line(browser.get("/"), 1)


def test_a_text_of_unreasonable_length_does_not_hold_the_inbox_up(tmp_path: Path) -> None:
    with Archive(tmp_path / "g.db") as archive:
        archive.keep(reading(article(paragraphs=("A sentence of a pact and of nothing else. " * 6000,))))

    with served(tmp_path / "g.db") as browser:
        said = line(browser.get("/"), 1)

    assert "Renewal of the military information agreement" in said
    assert "% new" not in said


def test_an_archive_without_articles_says_what_to_do(tmp_path: Path) -> None:
    Archive(tmp_path / "d.db").close()

    with served(tmp_path / "d.db") as browser:
        assert "Nothing has been kept yet: pactwatch collect asks the sources." in browser.get("/").said


def test_a_language_without_articles_is_said_to_have_none(browser: Browser) -> None:
    assert "There are no articles in “fr”" in browser.get("/?language=fr").said


def test_an_inbox_that_is_done_says_so(tmp_path: Path) -> None:
    with Archive(tmp_path / "e.db") as archive:
        archive.keep(reading())
        archive.review(1, "accept", None, NOON)

    with served(tmp_path / "e.db") as browser:
        assert "The inbox is empty" in browser.get("/").said
