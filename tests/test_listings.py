"""What the lists and figures of the commands say, on an archive with articles in four languages."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from pactwatch.duplicates import COPIES
from pactwatch.errors import ArchiveError, NotFound
from storage.archive import Archive
from storage.counts import CLOSEST_FIRST
from storage.ledger import Outcome, Settlement, Sighting
from storage.listings import Day
from storage.polls import Poll, PollOutcome
from tests.builders import NOON, PARAGRAPHS, after, source
from tests.newsstand import KOREAN, newsstand, put


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(newsstand(tmp_path / "a.db")) as archive:
        yield archive


def test_the_inbox_holds_originals_of_every_language_newest_first(archive: Archive) -> None:
    assert [row.id for row in archive.inbox()] == [6, 5, 4, 3, 1]
    assert [row.id for row in archive.inbox(2)] == [6, 5]
    assert [row.id for row in archive.inbox(language="ko")] == [1]
    assert (archive.unread(), archive.unread("ko"), archive.unread("fr")) == (5, 1, 0)
    assert (archive.unread(most=4), archive.unread(most=6), archive.unread("ko", 0)) == (4, 5, 0)


def test_the_most_frequent_language_comes_first(archive: Archive) -> None:
    put(archive, 7, 10, "third.example", "Third", "ko", "또 하나", ("허구의 짧은 글이다.",))

    assert archive.languages() == ["ko", "en", "ja", "zh"]


def test_duplicates_are_narrowed_by_kind_and_by_original(archive: Archive) -> None:
    put(archive, 7, 10, "third.example", "Third", "en", "Copied", PARAGRAPHS)

    assert [(row.id, row.original) for row in archive.duplicates()] == [(7, 5), (2, 1)]
    assert [row.id for row in archive.duplicates(of=5)] == [7]
    assert [row.id for row in archive.duplicates(of="seed none")] == []
    assert {row.kind for row in archive.duplicates(kind="near")} <= {"near"}


def test_days_are_counted_by_language_and_verdict(archive: Archive) -> None:
    assert archive.days() == [
        Day(day="2025-03-05", language="en", verdict="mention", articles=1, copies=0),
        Day(day="2025-03-04", language="en", verdict="core", articles=1, copies=0),
        Day(day="2025-03-04", language="ja", verdict="core", articles=1, copies=0),
        Day(day="2025-03-04", language="ko", verdict="core", articles=2, copies=1),
        Day(day="2025-03-04", language="zh", verdict="core", articles=1, copies=0),
    ]
    assert {row.day for row in archive.days(1)} == {"2025-03-05"}


def test_an_export_row_holds_what_was_decided_and_said(archive: Archive) -> None:
    archive.review(2, "accept", "first thought", after(1))
    archive.review(2, "reject", "second thought", after(2))

    row = next(row for row in archive.exported() if row.id == 2)

    assert (row.copy_of, row.review, row.note, row.terms, row.text) == (
        1,
        "reject",
        "second thought",
        (KOREAN[0][:6],),
        None,
    )
    assert (row.published, row.published_text) == ("2025-03-04T08:00:00+00:00", "as printed")


def test_an_export_is_narrowed_by_day_and_language(archive: Archive) -> None:
    assert [row.id for row in archive.exported()] == [1, 2, 3, 4, 5, 6]
    assert [row.id for row in archive.exported(since=NOON + timedelta(hours=12))] == [6]
    assert [row.id for row in archive.exported(language="ja")] == [3]
    assert next(archive.exported(language="ja", text=True)).text


def test_a_review_of_a_version_that_no_longer_stands_is_refused(archive: Archive) -> None:
    put(archive, 5, 60, "outlet.example", "Outlet", "en", "Changed", (*PARAGRAPHS, "And one more."))

    with pytest.raises(ArchiveError, match="stands in version 2, not 1"):
        archive.review(5, "accept", None, after(1), version=1)
    assert archive.reviews(5) == []
    assert archive.review(5, "accept", None, after(1), version=2) == 2


def test_a_host_is_known_by_its_addresses_and_its_sources(archive: Archive) -> None:
    archive.add_source(source(name="own", url="https://wire.example/feed"))

    assert archive.of_host("wire.example") == (2, ["own"])
    assert archive.of_host("wire.exampl") == (0, [])
    assert archive.of_host("ire.example") == (0, [])


def test_the_links_of_a_source_come_with_what_became_of_them(archive: Archive) -> None:
    links = archive.shown_by("wire-ko", 100)

    assert len(links) == 7
    assert links[0].url == "https://evil.example/news/6"
    assert {link.outcome.value for link in links} == {"kept", "screened_out"}


def test_the_ways_to_an_article_are_its_rows_in_the_ledger(archive: Archive) -> None:
    assert [way.url for way in archive.ways_to(1)] == ["https://wire.example/news/1"]


@pytest.mark.parametrize("name", ["wire-kr", "wire", "wireko"])
def test_a_mistyped_source_is_told_its_neighbours(archive: Archive, name: str) -> None:
    with pytest.raises(NotFound, match="did you mean wire-ko"):
        archive.source(name)


def test_an_unknown_source_is_told_where_the_names_are(archive: Archive) -> None:
    with pytest.raises(NotFound, match="pactwatch sources list"):
        archive.source("nothing like it")


def test_the_outcomes_of_a_collection_count_links_and_name_troubles(archive: Archive) -> None:
    archive.record_poll(Poll(source="wire-ko", at=after(3000), outcome=PollOutcome.OK, links=12, fresh=5))
    archive.record_poll(Poll(source="outlet-off", at=after(3001), outcome=PollOutcome.BLOCKED, detail="answered 403"))

    found = archive.outcomes(after(2999))

    assert (found.links, found.fresh, found.polls) == (12, 5, {"ok": 1, "blocked": 1})
    assert found.troubles == (("outlet-off", "blocked", "answered 403"),)
    assert (found.new, found.urls) == (0, {})


def test_every_kind_of_copy_has_its_place_among_the_closest() -> None:
    assert set(CLOSEST_FIRST.split()) == COPIES


def test_two_links_to_one_article_are_one_article_and_another_link(archive: Archive) -> None:
    again = "https://wire.example/moved/1"
    archive.meet([Sighting(url=again, canonical=again)], "wire-ko", after(9))
    archive.settle(again, again, Settlement(outcome=Outcome.KEPT, reason="core", at=after(9), article_id=1))

    found = archive.outcomes(after(-1000))

    assert (found.new, found.again, found.urls["kept"]) == (6, 1, 7)
    assert archive.outcomes(after(5)).again == 1


@pytest.mark.parametrize("view", ["inbox", "duplicates", "by_day"])
def test_no_list_reads_all_relations_for_each_article(archive: Archive, tmp_path: Path, view: str) -> None:
    with sqlite3.connect(tmp_path / "a.db") as connection:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view} LIMIT 30")]
    connection.close()

    inner = [step for step in plan if step.startswith(("SCAN", "SEARCH"))]
    assert [step for step in inner[1:] if step.startswith("SCAN") and step != f"SCAN {view}"] == []
    assert view != "inbox" or not any("TEMP B-TREE" in step for step in plan)
