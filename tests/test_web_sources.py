"""The page of the sources' health says what `pactwatch sources health` says."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from review.place import now
from storage.archive import Archive
from storage.polls import Poll, PollOutcome
from tests.browser import Browser, served
from tests.builders import NOON, source
from tests.commands import run
from tests.newsstand import newsstand


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = newsstand(tmp_path / "news.db")
    with Archive(path) as archive:
        for new in (
            source(name="well-en", url="https://well.example/rss"),
            source(name="broken-ko", language="ko", outlet="한강통신", url="https://k.example/rss"),
            source(name="off-ja", language="ja", url="https://j.example/rss", enabled=False, why_disabled="moved"),
        ):
            assert archive.add_source(new)
        for days in range(29, -1, -1):
            well = {"outcome": PollOutcome.OK, "fresh": 8, "links": 20}
            archive.record_poll(Poll(source="well-en", at=now() - timedelta(days=days, hours=1), **well))
        for hours in range(8, 0, -1):
            broken = {"outcome": PollOutcome.NOT_A_FEED, "failures": 1.0, "detail": "<html> & a \x1b[31mlogin"}
            archive.record_poll(Poll(source="broken-ko", at=now() - timedelta(hours=hours), **broken))
    return path


@pytest.fixture
def browser(db: Path) -> Iterator[Browser]:
    with served(db) as browser:
        yield browser


def test_the_table_has_a_row_for_every_source_the_worst_first(db: Path, browser: Browser) -> None:
    listed = run(db, "sources", "health", "--json").json

    rows = browser.get("/sources").rows()

    assert [row[0].split()[0] for row in rows] == [checkup["source"] for checkup in listed]
    assert [row[1] for row in rows] == [checkup["state"] for checkup in listed]
    assert rows[0][:2] == ["broken-ko 한강통신 · ko · feed", "failing"]


def test_a_row_has_the_rate_the_shares_and_the_reason(browser: Browser) -> None:
    (row,) = [row for row in browser.get("/sources").rows() if row[0].startswith("well-en")]

    assert row[2:5] == ["8.0", "8", "56"]
    assert row[9] == ""


def test_only_one_language_is_shown_where_it_is_asked_for(browser: Browser) -> None:
    assert [row[0].split()[0] for row in browser.get("/sources?language=ko").rows()] == ["broken-ko"]


def test_only_sources_in_trouble_are_shown_where_they_are_asked_for(browser: Browser) -> None:
    assert [row[0].split()[0] for row in browser.get("/sources?trouble=1").rows()] == ["broken-ko"]


def test_sources_that_are_switched_off_are_counted_and_not_listed(browser: Browser) -> None:
    answer = browser.get("/sources")

    assert "off-ja" not in answer.said
    assert "2 switched off, not shown" in answer.said


def test_where_no_source_is_in_trouble_the_page_says_so(tmp_path: Path) -> None:
    with served(newsstand(tmp_path / "b.db")) as browser:
        assert "No source is in trouble." in browser.get("/sources?trouble=1").said


def test_where_no_source_is_known_the_page_says_what_to_do(tmp_path: Path) -> None:
    Archive(tmp_path / "c.db").close()

    with served(tmp_path / "c.db") as browser:
        assert "pactwatch sources add URL" in browser.get("/sources").said


def test_a_source_has_a_page_with_its_last_answers(browser: Browser) -> None:
    answer = browser.get("/sources/broken-ko")

    assert "answers with something that is no feed" in answer.said
    assert [row[1] for row in answer.rows()] == ["not a feed"] * 8
    assert answer.rows()[0][5] == "<html> & a \ufffd[31mlogin"


def test_a_source_that_is_not_there_is_named_with_its_neighbours(browser: Browser) -> None:
    answer = browser.get("/sources/brokn-ko")

    assert answer.status == 404
    assert "did you mean broken-ko?" in answer.said


def test_times_stand_in_the_reader_s_zone_with_utc_in_the_title(db: Path) -> None:
    with Archive(db) as archive:
        archive.record_poll(Poll(source="wire-ko", at=NOON, outcome=PollOutcome.OK))

    with served(db, zone=ZoneInfo("Asia/Seoul")) as browser:
        page = browser.get("/sources/wire-ko").page

    (time,) = page.xpath("//tbody//time")
    assert (time.text, time.get("title")) == ("2025-03-04 21:00", "2025-03-04 12:00 UTC")
    assert datetime.fromisoformat(time.get("datetime")) == NOON.astimezone(UTC)
    assert "times are KST, UTC+09:00" in page.xpath("//footer")[0].text_content()
