"""The real scheduler and clocks: set forward, set back, asleep, in summer time. Timers run on, as on a real machine."""

import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.clock import Clock, can_be_built
from storage.archive import Archive
from tests.daemon import Daemon, change, polled, ready, wait_until
from tests.outlet import Collection, Outlet

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_be_built(), reason="setting the clock of a process under test needs a C compiler"),
]

HOUR = 3600.0
SOURCES = ("all", "other")


class Step(NamedTuple):
    """How often each source had been polled when three more ticks had found nothing to do, and what was logged."""

    polls: tuple[int, int]
    log: str


class Course:
    """One scheduler, two sources, and a clock that is set while it runs."""

    def __init__(self, folder: Path, outlet: Outlet) -> None:
        self.collection = Collection(folder, outlet)
        for name in SOURCES:
            self.collection.source(name, f"/{name}")
            outlet.feed(f"/{name}", ["/on"])
        outlet.article("/on")
        self.clock = Clock(folder)
        self.daemon = Daemon(ready(self.collection), "--port", "0", clock=self.clock)

    def run(self) -> Iterator[tuple[str, Step]]:
        yield "begun", self._polled(1)
        self.clock.shift(24 * HOUR)
        yield "a day forward", self._polled(2)
        self.daemon.send(signal.SIGSTOP)
        self.clock.shift(32 * HOUR)
        time.sleep(0.5)
        self.daemon.send(signal.SIGCONT)
        yield "slept", self._polled(3)
        self.clock.shift(31 * HOUR)
        wait_until(lambda: "the clock was set back" in self.daemon.log)
        with Archive(self.collection.db) as archive:
            for name in SOURCES:
                archive.enable_source(name)  # due at once
        yield "an hour back", self._polled(4)
        self.clock.shift(-24 * HOUR)
        yield "two days back", self._polled(5)

    def _polled(self, times: int) -> Step:
        wait_until(lambda: all(polled(self.collection, name) >= times for name in SOURCES))
        self.daemon.tick(3)
        all_, other = (polled(self.collection, name) for name in SOURCES)
        return Step((all_, other), self.daemon.log)


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Step]:
    with Outlet() as outlet:
        course = Course(tmp_path_factory.mktemp("course"), outlet)
        with course.daemon:
            return dict(course.run())


def test_case_45_a_clock_set_forward_by_a_day_brings_one_poll_and_no_burst(steps: dict[str, Step]) -> None:
    assert (steps["begun"].polls, steps["a day forward"].polls) == ((1, 1), (2, 2))


def test_case_47_a_machine_that_slept_for_eight_hours_polls_each_source_once(steps: dict[str, Step]) -> None:
    assert (steps["a day forward"].polls, steps["slept"].polls) == ((2, 2), (3, 3))


def test_case_45_a_clock_set_back_by_an_hour_does_not_stop_the_ticks(steps: dict[str, Step]) -> None:
    assert "the clock was set back by 3600 s" in steps["an hour back"].log
    assert steps["an hour back"].polls == (4, 4)


def test_case_45_a_poll_time_left_by_a_clock_two_days_ahead_does_not_silence_a_source(steps: dict[str, Step]) -> None:
    assert steps["two days back"].polls == (5, 5)


@pytest.mark.parametrize("day", ["2025-03-30T00:59:58", "2025-10-26T00:59:58"])
def test_case_46_summer_time_begins_and_ends_without_a_tick_more_or_less(tmp_path: Path, day: str) -> None:
    clock, news = Clock(tmp_path), Collection(tmp_path)
    news.source("all", "http://127.0.0.1:9/feed")
    ready(news)
    then = datetime.fromisoformat(day).replace(tzinfo=UTC)
    change(news.db, "UPDATE sources SET enabled = 0, set_by_person = 1")  # so that every tick is an idle one
    change(news.db, "UPDATE chores SET at = ?", then.isoformat())
    clock.shift((then - datetime.now(UTC)).total_seconds())
    started = time.monotonic()

    with Daemon(news, "--every", "0.5", "--port", "0", clock=clock, TZ="Europe/Berlin") as daemon:
        wait_until(lambda: clock.now() > then + timedelta(seconds=3))
        daemon.tick(4)  # none of them an hour late
        daemon.send(signal.SIGTERM)
        assert daemon.ends() == 0
        seconds = time.monotonic() - started  # of all its ticks: it may have been slow to hear of its end

    assert daemon.ticks() <= seconds / 0.5 + 3  # an hour's worth of ticks would be 7,200
