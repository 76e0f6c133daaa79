"""The real scheduler: processes, signals and clocks as they happen to a service that runs for months."""

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.due import FARTHEST, due
from storage.ledger import Outcome, Settlement
from storage.locks import sole
from storage.preparation import prepare
from tests.builders import NOON
from tests.daemon import Daemon, all_kept, change, kept, polled, polled_at_least, ready, wait_until
from tests.disks import small_disk
from tests.outlet import ROOT, Collection, Outlet


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with Outlet() as outlet:
        yield outlet


@pytest.fixture
def collection(tmp_path: Path, outlet: Outlet) -> Collection:
    return Collection(tmp_path, outlet)


@pytest.fixture
def news(collection: Collection, outlet: Outlet) -> Collection:
    return one_article(collection, outlet)


def one_article(collection: Collection, outlet: Outlet) -> Collection:
    """A feed with one article."""
    collection.source("all", "/feed")
    outlet.article("/on")
    outlet.feed("/feed", ["/on"])
    return collection


def slow_news(collection: Collection, outlet: Outlet, pages: int) -> list[str]:
    """A feed whose pages take a tenth of a second each."""
    paths = [f"/on/{number}" for number in range(pages)]
    for path in paths:
        outlet.article(path, title=f"The pact, part {path}", topic=f"part {path}")
    outlet.feed("/feed", paths)
    collection.source("all", "/feed")
    collection.environment["PACTWATCH_DELAY"] = "0.1"
    return paths


@contextlib.contextmanager
def held(outlet: Outlet, path: str) -> Iterator[Callable[[], None]]:
    """Answer a page, and so let a crawl end, only when what this yields is called, or after the block."""
    released = threading.Event()
    outlet.answers[path].before = lambda: released.wait(250)
    try:
        yield released.set
    finally:
        released.set()


# What is due


@pytest.mark.parametrize(
    ("next_poll", "sources"),
    [
        (None, 1),
        (NOON, 1),
        (NOON + timedelta(seconds=1), 0),
        (NOON + timedelta(hours=24) * 1.1, 0),
        (NOON + FARTHEST + timedelta(seconds=1), 1),
    ],
)
def test_a_source_is_due_at_its_time_or_when_its_time_was_set_by_a_clock_that_ran_ahead(
    tmp_path: Path, next_poll: datetime | None, sources: int
) -> None:
    db = tmp_path / "a.db"
    (tmp_path / "c.toml").write_text(SOURCE)
    prepare(db, tmp_path / "c.toml", None, NOON)
    change(db, "UPDATE sources SET next_poll = ?", next_poll.isoformat(timespec="seconds") if next_poll else None)

    assert due(db, NOON).sources == sources
    with Archive(db) as archive:
        assert len(archive.due_sources(NOON)) == sources


@pytest.mark.parametrize(
    ("hours", "upkeep", "alarms"),
    [(None, True, True), (0.5, False, False), (2, False, True), (25, True, True), (-30, True, True)],
    ids=["never", "just now", "two hours ago", "yesterday", "by a clock that ran ahead"],
)
def test_chores_are_due_by_what_the_database_remembers_of_them(
    tmp_path: Path, hours: float | None, upkeep: bool, alarms: bool
) -> None:
    db = tmp_path / "a.db"
    (tmp_path / "c.toml").write_text(SOURCE)
    prepare(db, tmp_path / "c.toml", None, NOON)
    if hours is not None:
        done = (NOON - timedelta(hours=hours)).isoformat()
        change(db, "INSERT INTO chores VALUES ('upkeep', ?, 'ok'), ('alarms', ?, 'ok')", done, done)

    found = due(db, NOON)

    assert (found.upkeep, found.alarms) == (upkeep, alarms)


def test_nothing_of_a_host_that_asked_for_patience_is_due_and_no_wait_outlasts_a_day(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    (tmp_path / "c.toml").write_text(SOURCE)
    prepare(db, tmp_path / "c.toml", None, NOON)
    url = "https://a.example/1"
    with Archive(db) as archive:
        archive.settle(url, url, Settlement(outcome=Outcome.FAILED, reason="answered 429", at=NOON))
        before = due(db, NOON + timedelta(hours=1))
        archive.hold_host("a.example", NOON + timedelta(hours=5), "asked to wait")
    change(db, "UPDATE sources SET next_poll = NULL")

    held, later = due(db, NOON + timedelta(hours=1)), due(db, NOON + timedelta(hours=6))
    misled = due(db, NOON - timedelta(hours=23))  # the hold was set by a clock that ran a day ahead
    assert (before.sources, before.pages, before.crawl) == (1, 1, True)
    assert (held.sources, held.pages, held.crawl) == (0, 0, False)
    assert (later.sources, later.pages) == (1, 1)
    assert misled.sources == 1


SOURCE = """
[[source]]
name = "a"
outlet = "A"
url = "https://a.example/feed"
kind = "feed"
language = "en"
country = "KR"
category = "all"
paywall = "none"
confidence = "high"
enabled = true
"""


# Starting


@pytest.fixture(scope="module")
def first_tick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a machine without a database after one tick, which was told to make it `other.db`."""
    folder = tmp_path_factory.mktemp("first")
    with Outlet() as outlet:
        news = one_article(Collection(folder, outlet), outlet)
        with Daemon(news, "--once", "--db", str(folder / "other.db")) as daemon:
            assert daemon.ends() == 0
        yield folder


@pytest.mark.slow
def test_a_machine_without_a_database_gets_one_with_catalogue_and_seed(first_tick: Path) -> None:
    with Archive(first_tick / "other.db") as archive:
        assert [tracked.source.name for tracked in archive.sources()] == ["all"]
        assert len(archive.seeds()) == 1
        assert len(archive.inbox()) == 1


@pytest.mark.slow
def test_the_database_is_the_one_of_the_option_whatever_the_environment_says(first_tick: Path) -> None:
    assert not (first_tick / "news.db").exists()
    assert (first_tick / "other.db").exists()


@pytest.mark.slow
def test_case_51_a_second_scheduler_on_the_same_database_refuses_and_the_first_stays_under_50_megabytes(
    news: Collection,
) -> None:
    with Daemon(ready(news)) as first:
        wait_until(polled_at_least(news, 1))
        with Daemon(news) as second:
            assert second.ends() == 2

        assert second.log.startswith(f"pactwatch-scheduler: Another scheduler (process {first.process.pid})")
        assert first.process.poll() is None
        assert first.resident_megabytes() < 50


@pytest.mark.slow
def test_case_55_a_file_of_another_program_is_refused_and_left_as_it_is(news: Collection) -> None:
    news.db.write_bytes(b"my diary, not a database\n" * 100)

    with Daemon(news) as daemon:
        assert daemon.ends() == 2

    assert "is not a database" in daemon.log
    assert news.db.read_bytes() == b"my diary, not a database\n" * 100


@pytest.mark.slow
def test_case_57_a_database_of_a_later_version_is_refused(news: Collection) -> None:
    ready(news)
    sql = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('pactwatch', 'teleport', '2031')"
    change(news.db, sql)

    with Daemon(news) as daemon:
        assert daemon.ends() == 2

    assert "written by a later pactwatch" in daemon.log


@pytest.mark.slow
def test_a_broken_catalogue_is_refused_with_a_sentence(news: Collection, tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_text("[[source]\n")

    with Daemon(news) as daemon:
        assert daemon.ends() == 2

    assert daemon.lines[-1].startswith("pactwatch-scheduler: ")
    assert "catalogue.toml" in daemon.lines[-1]
    assert "Traceback" not in daemon.log


@pytest.mark.slow
@pytest.mark.parametrize("name", ["PACTWATCH_HOSTS", "PACTWATCH_GRACE", "PACTWATCH_DELAY"])
def test_a_setting_that_cannot_be_read_is_refused_with_a_sentence(news: Collection, name: str) -> None:
    with Daemon(news, **{name: "much"}) as daemon:
        assert daemon.ends() == 2

    assert len(daemon.lines) == 1
    assert daemon.log.startswith(
        "pactwatch-scheduler: A PACTWATCH_ variable of the environment is not what it should be"
    )


@pytest.mark.slow
def test_a_tick_leaves_a_collection_that_a_person_has_begun_to_its_end(news: Collection) -> None:
    ready(news)

    with sole(news.db, "collection"), Daemon(news, "--once") as daemon:
        assert daemon.ends() == 0

    assert f"the crawl waits: process {os.getpid()} collects" in daemon.log
    assert polled(news) == 0


def test_the_daemon_imports_nothing_that_only_crawls_need() -> None:
    heavy = {
        "scrapy",
        "twisted",
        "lxml",
        "trafilatura",
        "feedparser",
        "sqlite_utils",
        "warcio",
        "ahocorasick_rs",
        "apprise",
    }
    script = "import scheduler, sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"

    modules = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert heavy & set(modules.stdout.split()) == set()


# Ends


@pytest.mark.slow
def test_case_48_sigterm_in_mid_crawl_stores_what_is_in_flight_and_exits_0(
    collection: Collection, outlet: Outlet
) -> None:
    slow_news(collection, outlet, pages=40)
    with held(outlet, "/on/5") as release, Daemon(ready(collection), PACTWATCH_TIMEOUT="240") as daemon:
        wait_until(lambda: outlet.asked("/on/5") > 0)
        daemon.send(signal.SIGTERM)
        wait_until(lambda: "stopping" in daemon.log)
        release()

        assert daemon.ends() == 0

    asked = {outlet.url(path) for path, _ in outlet.requests if path.startswith("/on")}
    assert len(asked) < 40
    assert kept(collection) == sorted(asked)
    with Archive(collection.db) as archive:
        assert archive.source("all").next_poll is None


@pytest.mark.slow
def test_case_49_a_crawl_that_does_not_stop_is_killed_after_the_grace(collection: Collection, outlet: Outlet) -> None:
    slow_news(collection, outlet, pages=3)
    waits = {"PACTWATCH_TIMEOUT": "240", "PACTWATCH_GRACE": "1"}
    with held(outlet, "/on/1"), Daemon(ready(collection), **waits) as daemon:
        wait_until(lambda: outlet.asked("/on/1") > 0)
        daemon.send(signal.SIGTERM)

        assert daemon.ends() == 0  # while the page is still held

    with Archive(collection.db) as archive:
        assert archive.check().integrity == "ok"


@pytest.mark.slow
def test_case_49_a_second_sigterm_kills_the_crawl_at_once(collection: Collection, outlet: Outlet) -> None:
    slow_news(collection, outlet, pages=3)
    waits = {"PACTWATCH_TIMEOUT": "240", "PACTWATCH_GRACE": "240"}
    with held(outlet, "/on/1"), Daemon(ready(collection), **waits) as daemon:
        wait_until(lambda: outlet.asked("/on/1") > 0)
        daemon.send(signal.SIGTERM)
        wait_until(lambda: "stopping" in daemon.log)
        daemon.send(signal.SIGTERM)

        assert daemon.ends() == 0  # while the page is still held and the grace has not passed


@pytest.mark.slow
def test_case_49_a_crawl_beyond_its_deadline_is_stopped_and_the_scheduler_goes_on(
    collection: Collection, outlet: Outlet
) -> None:
    slow_news(collection, outlet, pages=3)
    outlet.answers["/on/1"].before = lambda: time.sleep(40)
    with Daemon(ready(collection), PACTWATCH_TIMEOUT="60", PACTWATCH_DEADLINE="12", PACTWATCH_GRACE="1") as daemon:
        wait_until(lambda: "the crawl was not done after 12 s" in daemon.log)
        outlet.answers["/on/1"].before = None

        wait_until(polled_at_least(collection, 1))
        assert daemon.process.poll() is None


@pytest.mark.slow
def test_case_44_a_crawl_that_is_killed_is_made_up_for_by_the_next_tick(collection: Collection, outlet: Outlet) -> None:
    paths = slow_news(collection, outlet, pages=20)
    with held(outlet, "/on/5") as release, Daemon(ready(collection), PACTWATCH_TIMEOUT="240") as daemon:
        wait_until(lambda: outlet.asked("/on/5") > 0)
        os.kill(daemon.crawl(), signal.SIGKILL)
        wait_until(lambda: "ended by signal 9" in daemon.log)
        release()
        wait_until(all_kept(collection, map(outlet.url, paths)))


@pytest.mark.slow
def test_case_44_a_page_of_which_every_crawl_dies_waits_and_all_others_are_read(
    collection: Collection, outlet: Outlet
) -> None:
    paths = slow_news(collection, outlet, pages=6)
    poison = outlet.url(paths[0])
    with Daemon(ready(collection)) as daemon, stuck(collection, outlet, paths[0]) as release:
        wait_until(lambda: poison in being_read(collection))
        os.kill(daemon.crawl(), signal.SIGSEGV)
        release()
        wait_until(lambda: '"again": true' in being_read(collection))
        os.kill(daemon.crawl(), signal.SIGSEGV)
        release()
        wait_until(all_kept(collection, map(outlet.url, paths[1:])))

    with Archive(collection.db) as archive:
        (row,) = archive.explain(poison, poison)
    assert (row.outcome, row.reason, row.attempts) == (Outcome.FAILED, "the crawl died while this was read", 1)


@contextlib.contextmanager
def stuck(collection: Collection, outlet: Outlet, path: str) -> Iterator[Callable[[], object]]:
    """Lock the database whenever `path` is asked for: a crawl is then found reading it until what this yields is called."""
    with contextlib.closing(sqlite3.connect(collection.db, isolation_level=None, check_same_thread=False)) as lock:
        outlet.answers[path].before = lambda: lock.execute("BEGIN IMMEDIATE")
        yield lambda: lock.execute("ROLLBACK")


def being_read(collection: Collection) -> str:
    mark = collection.db.with_name(collection.db.name + ".reading")
    return mark.read_text() if mark.exists() else ""


@pytest.mark.slow
def test_case_44_a_source_of_whose_answer_every_crawl_dies_backs_off_and_the_others_are_polled(
    collection: Collection, outlet: Outlet
) -> None:
    collection.source("bad", "/bad")
    collection.source("good", "/good")
    outlet.feed("/bad", [f"/on/{number}?{'x' * 200}" for number in range(30_000)])
    outlet.article("/on")
    outlet.feed("/good", ["/on"], before=lambda: time.sleep(1))
    with Daemon(ready(collection)) as daemon:
        wait_until(lambda: '"bad"' in being_read(collection))
        os.kill(daemon.crawl(), signal.SIGSEGV)
        wait_until(lambda: '"bad", "again": true' in being_read(collection))
        os.kill(daemon.crawl(), signal.SIGSEGV)
        wait_until(lambda: polled(collection, "good") == 1 and polled(collection, "bad") == 1)
        wait_until(all_kept(collection, [outlet.url("/on")]))

    with Archive(collection.db) as archive:
        bad = archive.source("bad")
        assert (bad.last_outcome, bad.failures > 0, bad.next_poll is not None) == ("fault", True, True)


@pytest.mark.slow
def test_case_50_kill_9_of_the_scheduler_loses_nothing(collection: Collection, outlet: Outlet) -> None:
    paths = slow_news(collection, outlet, pages=20)
    with Daemon(ready(collection)) as daemon:
        wait_until(lambda: len(outlet.requests) > 8)
        daemon.send(signal.SIGKILL)
        daemon.ends()

    with Daemon(collection) as daemon:  # the orphaned crawl may still hold the archive: then a later tick follows it
        wait_until(all_kept(collection, map(outlet.url, paths)))


@pytest.mark.slow
def test_case_53_a_locked_database_fails_the_tick_and_not_the_scheduler(news: Collection) -> None:
    with Daemon(ready(news)) as daemon:
        wait_until(polled_at_least(news, 1))
        holder = _alone_with(news.db)
        wait_until(lambda: "this tick failed" in daemon.log and "is locked by another program" in daemon.log)
        holder.execute("UPDATE sources SET next_poll = NULL")
        holder.execute("COMMIT")
        holder.close()

        wait_until(polled_at_least(news, 2))


def _alone_with(db: Path) -> sqlite3.Connection:
    """Open the database as a tool does that lets nobody else in, not even to read."""
    deadline = time.monotonic() + 60
    while True:
        connection = sqlite3.connect(db, isolation_level=None, timeout=1)
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            assert time.monotonic() < deadline, "the database was never free"
        else:
            return connection


@pytest.mark.slow
def test_case_52_a_full_disk_fails_the_tick_with_a_sentence_and_the_scheduler_goes_on_when_there_is_room(
    collection: Collection, outlet: Outlet, tmp_path: Path
) -> None:
    paths = slow_news(collection, outlet, pages=10)
    for path in paths:
        outlet.answers[path].body += b"<!--" + os.urandom(100_000).hex().encode() + b"-->"
    with small_disk(tmp_path / "disk", megabytes=8, ballast=6_900_000) as disk:
        collection.db = disk / "news.db"
        collection.environment["PACTWATCH_DB"] = str(collection.db)
        with Daemon(collection) as daemon:
            wait_until(lambda: bool(re.search("this tick failed: .*(is full|cannot be written)", daemon.log)))
            (disk / "ballast").unlink()

            wait_until(all_kept(collection, map(outlet.url, paths)))


@pytest.mark.slow
def test_what_a_crawl_writes_reaches_the_log_as_json(news: Collection, outlet: Outlet) -> None:
    with held(outlet, "/on"), Daemon(ready(news), PACTWATCH_LOG="json") as daemon:
        os.kill(daemon.crawl(), signal.SIGKILL)
        wait_until(lambda: "ended by signal 9" in daemon.log)

    (line,) = [line for line in daemon.lines if "ended by signal 9" in line]
    assert '"level": "ERROR", "from": "scheduler"' in line
