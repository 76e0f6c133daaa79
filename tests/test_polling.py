"""When a source is asked again, and what an answer says of that."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Request, Response
from scrapy.http.headers import Headers

from spiders.cache_headers import freshness, may_be_asked_conditionally, retry_after
from spiders.failures import Trouble
from spiders.moves import moved
from spiders.polling import FULL_EVERY, LONGEST, SHORTEST, after_success, after_trouble, wants_everything
from spiders.rounds import Round
from storage.ledger import Outcome, Tally
from storage.polls import PollOutcome
from storage.sources import MOVES_UNTIL_ADOPTED, Tracked
from tests.builders import NOON, source

HOUR = timedelta(hours=1)
OLD, NEW = "https://www.outlet.example/feed.xml", "https://www.outlet.example/rss/all.xml"


def tracked(**changes: object) -> Tracked:
    return Tracked(source=source(url=OLD), interval_seconds=3600, **changes)  # type: ignore[arg-type]


def trouble(**changes: object) -> Trouble:
    values = {"poll": PollOutcome.TIMEOUT, "page": Outcome.FAILED, "reason": "no answer"}
    return Trouble(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fresh", "hurried", "interval"),
    [(1, False, HOUR / 2), (0, False, HOUR * 1.5), (5, True, HOUR / 4)],
)
def test_news_shortens_the_interval_and_silence_lengthens_it(fresh: int, hurried: bool, interval: timedelta) -> None:
    schedule = after_success(tracked(), NOON, fresh=fresh, asked_wait=None, hurried=hurried)

    assert schedule.interval == interval
    assert interval <= schedule.next_poll - NOON <= interval * 1.1
    assert schedule.failures == 0


def test_what_the_answer_and_the_catalogue_ask_for_lengthens_the_wait() -> None:
    slow = Tracked(source=source(min_interval=7200), interval_seconds=3600)

    assert after_success(tracked(), NOON, fresh=1, asked_wait=3 * HOUR).next_poll >= NOON + 3 * HOUR
    assert after_success(slow, NOON, fresh=1, asked_wait=None).next_poll >= NOON + 2 * HOUR


def test_the_wait_grows_in_a_line_with_the_weight_of_failures() -> None:
    waits = []
    failures = 0.0
    for _ in range(4):
        schedule = after_trouble(tracked(failures=failures), NOON, trouble(weight=0.25))
        failures = schedule.failures
        waits.append(schedule.next_poll - NOON)

    assert failures == 1.0
    for number, wait in enumerate(waits, start=1):
        assert HOUR * (1 + number / 4) <= wait <= HOUR * (1 + number / 4) * 1.1


@given(
    st.integers(0, 10**7), st.floats(0, 1e6), st.timedeltas(timedelta(), timedelta(days=4000)), st.integers(0, 1), st.sampled_from([0.25, 0.5, 1.0]),
)  # fmt: skip
def test_no_source_is_asked_too_often_or_never_again(
    interval: int, failures: float, asked: timedelta, fresh: int, weight: float
) -> None:
    state = Tracked(source=source(), interval_seconds=interval, failures=failures)

    for schedule in (
        after_success(state, NOON, fresh=fresh, asked_wait=asked),
        after_trouble(state, NOON, trouble(weight=weight, retry_after=asked)),
    ):
        assert SHORTEST <= schedule.interval <= LONGEST
        assert SHORTEST <= schedule.next_poll - NOON <= LONGEST * 1.1


def test_now_and_then_the_whole_answer_is_asked_for() -> None:
    assert [n for n in range(30) if wants_everything(tracked(unchanged_in_a_row=n))] == [FULL_EVERY, 2 * FULL_EVERY]


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        (b"120", timedelta(seconds=120)),
        (b"0", timedelta()),
        (b"Tue, 04 Mar 2025 13:00:00 GMT", HOUR),
        (b"Tue, 04 Mar 2025 11:00:00 GMT", timedelta()),
        (b"Wed, 04 Mar 2065 11:00:00 GMT", LONGEST),
        (b"99999999999999999999", LONGEST),
        (b"-5", None), (b"soon", None), (b"", None), (None, None), (b"\xff", None), ("١٢".encode(), None),
    ],
)  # fmt: skip
def test_case_17_retry_after_is_seconds_or_a_date_and_at_most_a_day(
    value: bytes | None, wait: timedelta | None
) -> None:
    assert retry_after(value, NOON) == wait


@given(st.binary(max_size=60))
def test_no_retry_after_raises(value: bytes) -> None:
    wait = retry_after(value, NOON)

    assert wait is None or timedelta() <= wait <= LONGEST


@pytest.mark.parametrize(
    ("headers", "holds"),
    [
        ({"Cache-Control": "public, max-age=600"}, timedelta(minutes=10)),
        ({"Cache-Control": "max-age=999999999"}, LONGEST),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Expires": "Tue, 04 Mar 2025 13:00:00 GMT"}, HOUR),
        ({"Expires": "Tue, 04 Mar 2025 13:00:00 GMT", "Date": "Tue, 04 Mar 2025 12:30:00 GMT"}, HOUR / 2),
        ({"Cache-Control": "max-age=60", "Expires": "Tue, 04 Mar 2025 13:00:00 GMT"}, timedelta(minutes=1)),
        ({"Expires": "0"}, None),
        ({}, None),
    ],
)
def test_how_long_an_answer_holds(headers: dict[str, str], holds: timedelta | None) -> None:
    assert freshness(Headers(headers), NOON) == holds


def test_case_16_validators_of_an_answer_that_expires_at_zero_are_not_believed() -> None:
    assert not may_be_asked_conditionally(Headers({"Expires": "0", "ETag": '"1"'}))
    assert may_be_asked_conditionally(Headers({"ETag": '"1"'}))


def led(to: str, *statuses: int) -> Response:
    return Response(to, request=Request(to, meta={"redirect_reasons": list(statuses)} if statuses else {}))


@pytest.mark.parametrize(
    ("state", "answer", "expected"),
    [
        ({}, led(NEW, 301), (NEW, 1)),
        ({"moved_to": NEW, "moved_times": 1}, led(NEW, 308), (NEW, 2)),
        ({"moved_to": NEW, "moved_times": 2}, led(NEW, 301), (NEW, MOVES_UNTIL_ADOPTED)),
        ({"moved_to": "https://other.example/feed", "moved_times": 2}, led(NEW, 301), (NEW, 1)),
        ({"moved_to": NEW, "moved_times": 2}, led(OLD), (None, 0)),
        ({"moved_to": NEW, "moved_times": 2}, led(NEW, 302), (None, 0)),
        ({"moved_to": NEW, "moved_times": 2}, led(NEW, 301, 302), (None, 0)),
        ({}, led("https://www.outlet.example/", 301), (None, 0)),
        ({}, led("http://www.outlet.example/rss/all.xml", 301), (None, 0)),
        ({"moved_to": NEW, "moved_times": MOVES_UNTIL_ADOPTED}, led(NEW), (NEW, MOVES_UNTIL_ADOPTED)),
    ],
)
def test_case_22_a_move_is_believed_when_it_repeats_and_leads_somewhere_sensible(
    state: dict[str, object], answer: Response, expected: tuple[str | None, int]
) -> None:
    assert moved(tracked(**state), answer)[:2] == expected


def test_case_22_a_source_is_asked_where_it_moved_to_and_again_at_the_old_place_when_that_fails() -> None:
    adopted = tracked(moved_to=NEW, moved_times=MOVES_UNTIL_ADOPTED)
    round_ = Round(tracked=adopted, began=NOON)

    round_.failed(trouble(poll=PollOutcome.MISSING))

    assert adopted.address == NEW
    assert round_.poll(NOON + HOUR).moved_to is None


def listed(links: int, shared: int, *, first: bool = False, kind: str = "feed") -> Round:
    round_ = Round(tracked=Tracked(source=source(kind=kind)), began=NOON)
    round_.listed(links, Tally(fetch=(), fresh=links - shared, shared=shared, first=first))
    return round_


@pytest.mark.parametrize(
    ("round_", "missed", "hurried"),
    [
        (listed(20, 0), 20, True),
        (listed(20, 3), 0, True),
        (listed(20, 4), 0, False),
        (listed(20, 0, first=True), 0, False),
        (listed(2, 0), 0, False),
        (listed(20, 0, kind="search"), 0, False),
    ],
)
def test_too_little_in_common_with_the_last_list_means_that_items_may_have_been_missed(
    round_: Round, missed: int, hurried: bool
) -> None:
    assert (round_.missed, round_.hurried) == (missed, hurried)
    assert ("may have been missed" in (round_.detail or "")) == bool(missed)


def test_a_part_that_fails_leaves_the_rest_and_a_whole_that_fails_is_a_failure() -> None:
    some, none = Round(tracked=tracked(), began=NOON), Round(tracked=tracked(), began=NOON)
    some.etag = '"1"'
    for round_ in (some, none):
        round_.child_failed("https://www.outlet.example/map/1", trouble())
    some.listed(5, Tally(fetch=(), fresh=5, shared=0, first=True))

    assert (some.poll(NOON).outcome, some.poll(NOON).etag) == (PollOutcome.TRUNCATED, None)
    assert (none.poll(NOON).outcome, none.poll(NOON).failures) == (PollOutcome.TIMEOUT, 0.25)


def test_the_clock_of_a_round_is_that_of_its_beginning() -> None:
    began = datetime(2025, 3, 4, tzinfo=UTC)

    assert Round(tracked=tracked(), began=began).poll(began + HOUR).at == began
