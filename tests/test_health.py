from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.health import Checkup
from storage.ledger import Outcome, Settlement, Sighting
from storage.polls import Poll, PollOutcome
from storage.rhythm import State, rhythm
from tests.builders import NOON, article, judgement, moment, page, reading, source
from tests.commands import run

CHANNEL = "json://channel.example"


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(tmp_path / "a.db") as archive:
        yield archive


def day(number: float) -> datetime:
    return NOON + timedelta(days=number)


def daily(items: int, days: int, start: int = 0) -> list[tuple[datetime, int]]:
    """A first poll with a backlog of 50, then `items` new links every day."""
    return [(day(start), 50), *((day(start + number), items) for number in range(1, days + 1))]


def polled(archive: Archive, name: str, at: datetime, fresh: int = 0, **changes: object) -> None:
    values = {"outcome": PollOutcome.OK if fresh else PollOutcome.UNCHANGED, "fresh": fresh, "links": max(fresh, 20)}
    archive.record_poll(Poll(**({"source": name, "at": at} | values | changes)))  # type: ignore[arg-type]


def checkup(archive: Archive, now: datetime, name: str = "outlet-all") -> Checkup:
    return next(checkup for checkup in archive.checkups(now) if checkup.source == name)


# A source against its own past


@pytest.mark.parametrize(
    ("news", "now", "state"),
    [
        pytest.param([], 10, State.NEW, id="never brought anything"),
        pytest.param([(NOON, 50)], 10, State.NEW, id="a backlog is no rate"),
        pytest.param(daily(10, 2), 2.5, State.NEW, id="two days are too few"),
        pytest.param(daily(10, 28), 28.5, State.OK, id="as every day"),
        pytest.param(daily(10, 28), 28.9, State.OK, id="less than a day of quiet is a night"),
        pytest.param(daily(10, 28), 29.1, State.SILENT, id="ten items were to come"),
        pytest.param(daily(1, 28), 31, State.OK, id="three items may be missing by chance"),
        pytest.param(daily(1, 28), 36, State.SILENT, id="eight may not"),
        pytest.param(daily(1, 28), 85, State.SILENT, id="silence does not become the new rule"),
        pytest.param([*daily(10, 28), *((day(28 + n), 3) for n in range(1, 8))], 35.1, State.LOW, id="a third"),
        pytest.param([*daily(10, 28), *((day(28 + n), 5) for n in range(1, 8))], 35.1, State.OK, id="a half"),
        pytest.param([*daily(10, 28), (day(29), 60)], 29.1, State.FLOODING, id="six times a day's news"),
        pytest.param([*daily(1, 28), (day(29), 12)], 29.1, State.OK, id="twelve links are no flood"),
    ],
)
def test_a_source_is_judged_by_its_own_past(news: list[tuple[datetime, int]], now: float, state: State) -> None:
    assert rhythm(news, day(now)).state is state


def test_the_rate_leaves_the_first_backlog_out() -> None:
    found = rhythm(daily(10, 28), day(28))

    assert (found.per_day, found.day, found.week) == (10.0, 10, 70)


def test_a_silent_zero_is_told_with_what_was_to_come(archive: Archive) -> None:
    archive.sync_sources([source()])
    for at, fresh in daily(10, 28):
        polled(archive, "outlet-all", at, fresh)
    for hours in range(1, 48):
        polled(archive, "outlet-all", day(28) + timedelta(hours=hours))

    found = checkup(archive, day(30))
    assert (found.state, found.why) == (State.SILENT, "nothing new for 2 days, where 20 items were to come")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"outcome": PollOutcome.NOT_A_FEED}, "answers with something that is no feed: a page, a login or a challenge"),
        ({"outcome": PollOutcome.MISSING, "detail": "answered 404"}, "missing: answered 404"),
    ],
)
def test_a_source_that_fails_says_why(archive: Archive, changes: dict[str, object], why: str) -> None:
    archive.sync_sources([source()])
    polled(archive, "outlet-all", NOON, failures=1.0, **changes)

    found = checkup(archive, NOON)
    assert (found.state, found.why) == (State.FAILING, why)


def test_a_section_whose_selectors_match_nothing_any_more_was_rebuilt(archive: Archive) -> None:
    archive.sync_sources([source(kind="section", selectors=("a.headline",))])
    polled(archive, "outlet-all", NOON, fresh=10)
    polled(archive, "outlet-all", day(1), outcome=PollOutcome.EMPTY, failures=1.0)

    assert checkup(archive, day(1)).why == "its selectors match nothing any more: the page was rebuilt"


def test_a_certificate_that_ends_within_days_is_told(archive: Archive) -> None:
    archive.sync_sources([source()])
    polled(archive, "outlet-all", NOON, fresh=1, certificate_until=day(10))
    polled(archive, "outlet-all", day(1))

    before, after_ = checkup(archive, day(2)), checkup(archive, day(4))
    assert (before.state, before.certificate_until) == (State.NEW, day(10))
    assert (after_.state, after_.why) == (State.EXPIRING, "the certificate of its host ends on 2025-03-14 12:00")


def test_a_disabled_source_is_off_whatever_it_did(archive: Archive) -> None:
    archive.sync_sources([source()])
    polled(archive, "outlet-all", NOON, outcome=PollOutcome.GONE, failures=5.0)
    archive.disable_source("outlet-all", "closed for good")  # a person's word stands above what it answered

    found = checkup(archive, NOON)
    assert (found.state, found.why) == (State.OFF, "closed for good")


def test_the_shares_say_what_its_pages_gave(archive: Archive) -> None:
    archive.sync_sources([source()])
    for number in range(4):
        url = f"https://www.outlet.example/{number}"
        archive.meet([Sighting(url=url, canonical=url)], "outlet-all", NOON)
        archive.settle(url, url, Settlement(outcome=Outcome.NOT_ARTICLE, reason="no text", at=NOON))
    for number in range(4, 8):
        url = f"https://www.outlet.example/{number}"
        archive.meet([Sighting(url=url, canonical=url)], "outlet-all", NOON)
        read = article(url=url, title=f"Part {number}", published=moment() if number > 4 else None, authors=("A",))
        kept = archive.keep(reading(read, source="outlet-all", page=page(url=url)))
        archive.settle(url, url, Settlement(outcome=Outcome.KEPT, reason="new", at=NOON, article_id=kept.id))

    shares = checkup(archive, NOON).shares
    assert (shares.read, shares.kept) == (8, 4)
    assert (shares.body, shares.title, shares.date, shares.author) == (0.5, 1.0, 0.75, 1.0)


# Languages that fall silent


def told(archive: Archive, language: str, outlet: str, number: int, at: datetime) -> None:
    url = f"https://{outlet}.example/{number}"
    read = article(url=url, outlet=outlet, language=language, title=f"{outlet} {number}", published=moment(at))
    archive.keep(reading(read, at=at, judgement=judgement(verdict="core")))


@pytest.fixture
def event(archive: Archive) -> Archive:
    """Four Korean articles of two outlets in an hour; a Korean and two Japanese sources that were asked since."""
    sources = [
        source(name="ko-1", url="https://k.example/1", language="ko"),
        source(name="ja-1", url="https://j.example/1", language="ja"),
        source(name="ja-2", url="https://j.example/2", language="ja"),
    ]
    archive.sync_sources(sources)
    for number in range(4):
        told(archive, "ko", f"ko{number % 2}", number, NOON + timedelta(minutes=15 * number))
    for name in ("ko-1", "ja-1", "ja-2"):
        polled(archive, name, day(1.2))
    return archive


def test_a_language_that_is_silent_while_another_reports_is_a_gap(event: Archive) -> None:
    (gap,) = event.gaps(day(1.3))

    assert (gap.language, gap.other, gap.articles, gap.outlets, gap.cause) == ("ja", "ko", 4, 2, "silence")
    assert gap.why.startswith("nothing found although 2 of 2 sources answer; meanwhile 4 articles of 2 outlets in 'ko'")


def test_it_is_an_outage_when_the_language_s_own_sources_do_not_answer(event: Archive) -> None:
    for name in ("ja-1", "ja-2"):
        polled(event, name, day(4), outcome=PollOutcome.TIMEOUT, failures=2.0)
    for number in range(4, 8):
        told(event, "ko", f"ko{number % 2}", number, day(3) + timedelta(minutes=number))

    (gap,) = event.gaps(day(4.1))

    assert (gap.language, gap.cause, gap.dead, gap.sources) == ("ja", "outage", 2, 2)


def test_there_is_no_gap_before_the_hours_are_over(event: Archive) -> None:
    assert event.gaps(day(0.9)) == []


def test_there_is_no_gap_where_the_language_reported_too(event: Archive) -> None:
    told(event, "ja", "ja", 9, day(0.5))

    assert event.gaps(day(1.3)) == []


def test_one_outlet_alone_is_no_event(archive: Archive) -> None:
    archive.sync_sources([source(name="ja-1", language="ja")])
    polled(archive, "ja-1", day(1.2))
    for number in range(5):
        told(archive, "ko", "ko", number, NOON)

    assert archive.gaps(day(1.3)) == []


# What the operator is told


def test_a_source_that_fails_and_recovers_is_told_of_once_each_way(archive: Archive) -> None:
    archive.sync_sources([source()])
    polled(archive, "outlet-all", NOON, outcome=PollOutcome.BLOCKED, failures=1.0)
    first = archive.alarm_changes(NOON, CHANNEL)
    archive.alarms_told(first, NOON, CHANNEL)
    polled(archive, "outlet-all", day(1), outcome=PollOutcome.BLOCKED, failures=2.0)
    second = archive.alarm_changes(day(1), CHANNEL)
    polled(archive, "outlet-all", day(2), failures=0.0)
    third = archive.alarm_changes(day(2), CHANNEL)
    archive.alarms_told(third, day(2), CHANNEL)

    assert [change.sentence for change in first] == ["source outlet-all: ok -> failing (blocked)"]
    assert second == []
    assert [change.sentence for change in third] == ["source outlet-all: failing -> ok"]
    assert archive.alarm_changes(day(2), CHANNEL) == []


def test_a_source_that_is_gone_is_told_of_and_its_return_when_a_person_gives_it_another_try(archive: Archive) -> None:
    archive.sync_sources([source()])
    polled(archive, "outlet-all", NOON, outcome=PollOutcome.GONE, failures=1.0)
    first = archive.alarm_changes(NOON, CHANNEL)
    archive.alarms_told(first, NOON, CHANNEL)
    archive.enable_source("outlet-all")
    before_it_is_asked = archive.alarm_changes(day(1), CHANNEL)
    polled(archive, "outlet-all", day(1))

    assert [change.now for change in first] == ["gone"]
    assert before_it_is_asked == []
    assert [change.sentence for change in archive.alarm_changes(day(1), CHANNEL)] == ["source outlet-all: gone -> ok"]


def test_a_source_between_failing_and_well_is_no_news(archive: Archive) -> None:
    archive.sync_sources([source()])
    polled(archive, "outlet-all", NOON, outcome=PollOutcome.TIMEOUT, failures=0.25)

    assert archive.alarm_changes(NOON, CHANNEL) == []


def test_what_was_not_sent_is_told_again(archive: Archive) -> None:
    archive.sync_sources([source()])
    polled(archive, "outlet-all", NOON, outcome=PollOutcome.GONE, failures=1.0)

    assert archive.alarm_changes(NOON, CHANNEL) == archive.alarm_changes(day(1), CHANNEL) != []


def test_a_silent_language_is_told_of(event: Archive) -> None:
    assert [change.subject for change in event.alarm_changes(day(1.3), CHANNEL)] == ["language ja"]


# The commands


def test_sources_health_shows_the_worst_first_and_what_is_wrong(event: Archive) -> None:
    polled(event, "ja-2", day(2), outcome=PollOutcome.BLOCKED, failures=1.5, detail="answered 403")

    done = run(event.path, "sources", "health", "--json")

    assert (done.json[0]["source"], done.json[0]["state"]) == ("ja-2", "failing")
    assert run(event.path, "sources", "health", "--trouble").status == 1
    assert "blocked: answered 403" in run(event.path, "sources", "health").out


def test_gaps_ends_with_status_1_when_there_is_one(event: Archive) -> None:
    assert run(event.path, "gaps").out == "No language is silent while another reports.\n"
    assert run(event.path, "gaps").status == 0
