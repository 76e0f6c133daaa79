from datetime import timedelta
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.ledger import ATTEMPTS, Outcome, Settlement, Sighting
from tests.builders import NOON, after, reading

URL = "https://www.outlet.example/news/1"


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(tmp_path / "a.db") as archive:
        yield archive


def seen(url: str = URL, **changes) -> Sighting:
    return Sighting(**({"url": url, "canonical": url.split("?")[0], "title": "T"} | changes))


def settled(archive: Archive, outcome: Outcome, url: str = URL, **changes) -> None:
    values = {"outcome": outcome, "reason": "because", "at": NOON} | changes
    archive.settle(url, url.split("?")[0], Settlement(**values))


def test_a_link_is_fetched_once_over_all_sources(archive: Archive) -> None:
    first = archive.meet([seen()], "a", NOON)
    second = archive.meet([seen()], "b", NOON)

    assert (first.fetch, first.fresh) == ((URL,), 1)
    assert (second.fetch, second.fresh) == ((), 0)


def test_another_spelling_of_a_known_page_is_an_alias_with_a_row_of_its_own(archive: Archive) -> None:
    archive.meet([seen()], "a", NOON)

    tally = archive.meet([seen(URL + "?utm_source=rss")], "b", NOON)

    assert tally.fetch == ()
    rows = archive.explain(URL + "?utm_source=rss", URL)
    assert [(row.url, row.outcome) for row in rows] == [(URL + "?utm_source=rss", "alias"), (URL, "found")]
    assert rows[0].reason == f"the same page as {URL}"


def test_who_showed_a_url_and_how_often_is_known(archive: Archive) -> None:
    archive.meet([seen()], "a", NOON)
    archive.meet([seen()], "a", after(30))
    archive.meet([seen(title="Other")], "b", after(40))

    (row,) = archive.explain(URL, URL)
    assert row.sightings == (("a", "T", NOON, after(30), 2), ("b", "Other", after(40), after(40), 1))


def test_a_kept_page_is_visited_again_when_its_source_shows_it_otherwise(archive: Archive) -> None:
    archive.meet([seen()], "a", NOON)
    kept = archive.keep(reading())
    settled(archive, Outcome.KEPT, article_id=kept.id)

    same = archive.meet([seen()], "a", after(30))
    changed = archive.meet([seen(modified="2025-03-04T13:00Z")], "a", after(60))

    assert same.fetch == ()
    assert changed.fetch == (URL,)


def test_an_alias_shown_otherwise_sends_us_to_the_address_that_was_kept(archive: Archive) -> None:
    archive.meet([seen()], "a", NOON)
    archive.meet([seen(URL + "?from=rss")], "b", NOON)
    settled(archive, Outcome.KEPT, article_id=archive.keep(reading()).id)

    tally = archive.meet([seen(URL + "?from=rss", title="Changed")], "b", after(60))

    assert tally.fetch == (URL,)


def test_a_rejected_page_is_not_visited_again(archive: Archive) -> None:
    archive.meet([seen()], "a", NOON)
    settled(archive, Outcome.OFF_TOPIC)

    assert archive.meet([seen(title="Changed")], "a", after(60)).fetch == ()


def test_a_failure_is_tried_again_later_and_given_up_in_the_end(archive: Archive) -> None:
    archive.meet([seen()], "a", NOON)
    for _ in range(ATTEMPTS - 1):
        settled(archive, Outcome.FAILED)
    waiting_now, waiting_later = archive.waiting(after(1)), archive.waiting(NOON + timedelta(days=2))
    settled(archive, Outcome.FAILED)

    assert waiting_now == []
    assert waiting_later == [(URL, "a")]
    assert archive.explain(URL, URL)[0].outcome is Outcome.GIVEN_UP


def test_the_wait_a_server_asks_for_is_kept_up_to_a_day(archive: Archive) -> None:
    settled(archive, Outcome.FAILED, retry_after=timedelta(hours=5))
    settled(archive, Outcome.FAILED, URL + "2", retry_after=timedelta(days=3650))

    assert archive.explain(URL, URL)[0].retry_at == NOON + timedelta(hours=5)
    assert archive.explain(URL + "2", URL + "2")[0].retry_at == NOON + timedelta(days=1)


def test_pages_that_a_killed_crawl_left_are_waiting(archive: Archive) -> None:
    archive.meet([seen(), seen(URL + "2")], "a", NOON)
    settled(archive, Outcome.OFF_TOPIC)

    assert archive.waiting(after(1)) == [(URL + "2", "a")]


def test_what_was_kept_stays_kept_when_its_page_is_gone(archive: Archive) -> None:
    archive.meet([seen()], "a", NOON)
    settled(archive, Outcome.KEPT, article_id=archive.keep(reading()).id)

    settled(archive, Outcome.MISSING, reason="answered 404")

    row = archive.explain(URL, URL)[0]
    assert (row.outcome, row.reason) == (Outcome.KEPT, "kept; visited again on 2025-03-04: answered 404")


def test_an_address_reached_by_a_redirect_has_a_row(archive: Archive) -> None:
    settled(archive, Outcome.KEPT, URL + "-final", evidence=("pact: 지소미아 (title)",))

    (row,) = archive.explain(URL + "-final", URL + "-final")
    assert (row.outcome, row.evidence, row.sightings) == (Outcome.KEPT, ("pact: 지소미아 (title)",), ())
