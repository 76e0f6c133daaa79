"""Moments in the forms that feeds and pages of our outlets write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.article import Moment
from pactwatch.dates import parse_moment, plausible

EAST = 540
NOON = datetime(2025, 3, 4, 12, 0, tzinfo=UTC)
WRITTEN_BY = date(2023, 2, 1)

# text, read in KST/JST by 2023-02-01; instant in UTC; minutes east; precision
STATED = [
    ("2022-06-14T15:21:33.123+09:00", "2022-06-14T06:21:33", EAST, "second"),
    ("2022-06-14T15:21:33Z", "2022-06-14T15:21:33", 0, "second"),
    ("2022-06-14T15:21+0900", "2022-06-14T06:21:00", EAST, "minute"),
    ("2022-06-14T15:21:33-04:00", "2022-06-14T19:21:33", -240, "second"),
    ("2021-02-03T01:26:00.0000000Z", "2021-02-03T01:26:00", 0, "second"),
    ("2022-06-14 15:21:33 +0000 UTC", "2022-06-14T15:21:33", 0, "second"),
    ("2022-06-14T24:00:00", "2022-06-14T15:00:00", EAST, "second"),
    ("2022-06-14", "2022-06-13T15:00:00", EAST, "day"),
    ("2022-06-14 15:21", "2022-06-14T06:21:00", EAST, "minute"),
    ("2022.06.14 오후 3:21", "2022-06-14T06:21:00", EAST, "minute"),
    ("2022. 6. 14. 오전 12:05", "2022-06-13T15:05:00", EAST, "minute"),
    ("입력 2022.06.14 15:21 수정 2022.06.15 16:00", "2022-06-14T06:21:00", EAST, "minute"),
    ("2022년 6월 14일 15시 21분", "2022-06-14T06:21:00", EAST, "minute"),
    ("2022년 6월 14일 (화) 오후 3시", "2022-06-14T06:00:00", EAST, "minute"),
    ("2022 06/14 15:21:33", "2022-06-14T06:21:33", EAST, "second"),
    ("令和4年6月14日", "2022-06-13T15:00:00", EAST, "day"),
    ("令和元年5月1日 午前0時", "2019-04-30T15:00:00", EAST, "minute"),
    ("６月14日 15時", "2022-06-14T06:00:00", EAST, "minute"),
    ("2022年6月14日（火）午後3時21分", "2022-06-14T06:21:00", EAST, "minute"),
    ("2022年6月14日 25時10分", "2022-06-14T16:10:00", EAST, "minute"),
    ("2019年11月19日 正午", "2019-11-19T03:00:00", EAST, "minute"),
    ("1月29日", "2023-01-28T15:00:00", EAST, "day"),
    ("2月2日", "2023-02-01T15:00:00", EAST, "day"),
    ("2月3日", "2022-02-02T15:00:00", EAST, "day"),
    ("Tue, 14 Jun 2022 15:21:00 +0900", "2022-06-14T06:21:00", EAST, "second"),
    ("Mon, 17 Nov 2025 21:44:23 +09:00", "2025-11-17T12:44:23", EAST, "second"),
    ("Tue, 14 Jun 2022 15:21:00 GMT", "2022-06-14T15:21:00", 0, "second"),
    ("Tue, 14 Jun 2022 15:21:00 EST", "2022-06-14T20:21:00", -300, "second"),
    ("June 14, 2022 3:21 pm KST", "2022-06-14T06:21:00", EAST, "minute"),
    ("Posted on : Nov.11,2018 17:00 KST", "2018-11-11T08:00:00", EAST, "minute"),
    ("Published: 30 Jan. 2026, 20:21", "2026-01-30T11:21:00", EAST, "minute"),
    ("14:08 JST, March 17, 2023", "2023-03-17T05:08:00", EAST, "minute"),
    ("1:26 AM EST, February 3, 2021", "2021-02-03T06:26:00", -300, "minute"),
    ("June 3, 2023 - 16:53", "2023-06-03T07:53:00", EAST, "minute"),
    ("Published : Jul 21, 2022 - 20:24 Updated : Jul 22, 2022", "2022-07-21T11:24:00", EAST, "minute"),
    ("Tuesday, June 14, 2022 at 3 p.m. EDT", "2022-06-14T19:00:00", -240, "minute"),
    ("Nov 25,2018", "2018-11-24T15:00:00", EAST, "day"),
    ("May 5", "2022-05-04T15:00:00", EAST, "day"),
    ("14.06.2022, 17:30", "2022-06-14T08:30:00", EAST, "minute"),
    ("22.06.14 15:21", "2022-06-14T06:21:00", EAST, "minute"),
    ("14/06/2022", "2022-06-13T15:00:00", EAST, "day"),
    ("20220616170750364", "2022-06-16T08:07:50", EAST, "second"),
    ("20220616", "2022-06-15T15:00:00", EAST, "day"),
    ("1655200000", "2022-06-14T09:46:40", None, "second"),
    ("2022年6月", "2022-05-31T15:00:00", EAST, "month"),
    ("June 2022", "2022-05-31T15:00:00", EAST, "month"),
]

NOT_STATED = [
    "Mon, 01 Jan 0001 00:00:00 GMT",
    "",
    "3 hours ago",
    "3시간 전",
    "어제",
    "昨日",
    "04/05/2022",
    "2022-13-45",
    "2022-02-30",
    "12:30",
    "v2.10.4",
]


@pytest.mark.parametrize(("text", "instant", "offset", "precision"), STATED, ids=[row[0] for row in STATED])
def test_a_date_is_read_as_its_writer_meant_it(text: str, instant: str, offset: int | None, precision: str) -> None:
    found = parse_moment(text, source="text", zone=EAST, reference=WRITTEN_BY)

    assert found == Moment(
        instant=datetime.fromisoformat(instant).replace(tzinfo=UTC),
        text=text,
        offset=offset,
        precision=precision,  # type: ignore[arg-type]
        source="text",
    )


@pytest.mark.parametrize("text", NOT_STATED)
def test_what_states_no_date_gives_none(text: str) -> None:
    assert parse_moment(text, source="text", zone=EAST, reference=WRITTEN_BY) is None


def test_without_a_reference_a_text_without_a_year_gives_none() -> None:
    assert parse_moment("6월 14일 15시", source="text", zone=EAST, reference=None) is None


def test_outside_east_asia_a_year_of_two_digits_stands_last() -> None:
    found = parse_moment("Do 14.06.22 | 15:21 Uhr", source="text", zone=None, reference=None)

    assert found is not None
    assert found.instant == datetime(2022, 6, 14, 15, 21, tzinfo=UTC)


def test_a_zone_that_nobody_knows_stays_unknown_and_is_read_as_utc() -> None:
    found = parse_moment("2022-06-14 15:21", source="feed", zone=None, reference=None)

    assert found is not None
    assert (found.instant, found.offset) == (datetime(2022, 6, 14, 15, 21, tzinfo=UTC), None)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (NOON, True),
        (NOON + timedelta(hours=23), True),
        (NOON + timedelta(hours=25), False),
        (datetime(1990, 1, 1, tzinfo=UTC), True),
        (datetime(1989, 12, 31, tzinfo=UTC), False),
    ],
)
def test_a_moment_is_plausible_from_1990_to_a_day_ahead(instant: datetime, expected: bool) -> None:
    moment = Moment(instant=instant, text="", offset=0, precision="second", source="text")

    assert plausible(moment, NOON) is expected


@given(st.text(max_size=400), st.none() | st.integers(-840, 840), st.none() | st.dates())
def test_any_text_gives_a_moment_or_none(text: str, zone: int | None, reference: date | None) -> None:
    found = parse_moment(text, source="text", zone=zone, reference=reference)

    assert found is None or found.text == text.strip()[:300]


@given(st.integers(0, 100 * 365 * 86_400), st.integers(-13 * 60, 13 * 60))
def test_what_is_written_in_iso_form_is_read_back(seconds: int, offset: int) -> None:
    local = datetime(1990, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    sign, minutes = ("-" if offset < 0 else "+"), abs(offset)
    text = f"{local:%Y-%m-%dT%H:%M:%S}{sign}{minutes // 60:02}:{minutes % 60:02}"

    found = parse_moment(text, source="text", zone=None, reference=None)

    assert found is not None
    assert found.instant == local - timedelta(minutes=offset)
    assert found.offset == offset
