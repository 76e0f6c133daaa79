"""A crawl and a database on bad days: real locks, a real limit on file size, real processes."""

import os
import re
import resource
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from pactwatch.errors import ArchiveUnavailable
from storage.archive import Archive
from tests.builders import source
from tests.daemon import change, ready
from tests.outlet import ROOT, Answer, Collection, Outlet, wait_until

pytestmark = pytest.mark.slow

PAGES = [f"/on/{number}" for number in range(12)]


@pytest.fixture
def outlet():
    with Outlet() as outlet:
        for path in PAGES:
            outlet.article(path, title=f"The pact, part {path}", topic=f"part {path}")
        outlet.feed("/feed", PAGES)
        yield outlet


@pytest.fixture
def collection(tmp_path: Path, outlet: Outlet) -> Collection:
    collection = Collection(tmp_path, outlet)
    collection.source("all", "/feed")
    return collection


def kept(collection: Collection) -> set[str]:
    with Archive(collection.db) as archive:
        return {stored.article.url for stored in archive.articles()}


def test_case_53_a_lock_held_in_the_middle_of_a_crawl_costs_nothing(collection: Collection, outlet: Outlet) -> None:
    collection.environment["PACTWATCH_DELAY"] = "0.1"
    process = collection.start()
    wait_until(lambda: outlet.asked("/on/1") > 0)

    tool = sqlite3.connect(collection.db, timeout=60, isolation_level=None)
    tool.execute("BEGIN IMMEDIATE")
    time.sleep(4)
    tool.execute("COMMIT")
    tool.close()
    _, errors = process.communicate(timeout=100)

    assert process.returncode == 0, errors
    assert kept(collection) == {outlet.url(path) for path in PAGES}
    with Archive(collection.db) as archive:
        assert archive.polls("all")[0]["outcome"] == "ok"


def test_case_53_a_writer_waits_as_long_as_it_was_told(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        archive.sync_sources([source()])
    tool = sqlite3.connect(tmp_path / "news.db", isolation_level=None, check_same_thread=False)
    tool.execute("BEGIN IMMEDIATE")

    with (
        Archive(tmp_path / "news.db", patience=timedelta(milliseconds=100)) as archive,
        pytest.raises(ArchiveUnavailable, match="locked"),
    ):
        archive.disable_source("outlet-all", "too early")
    release = threading.Timer(0.5, tool.execute, ["COMMIT"])
    release.start()
    with Archive(tmp_path / "news.db", patience=timedelta(seconds=60)) as archive:
        archive.disable_source("outlet-all", "in time")

        assert archive.source("outlet-all").source.why_disabled == "in time"
    release.join()
    tool.close()


def test_case_52_a_full_disk_ends_the_crawl_with_a_sentence_and_the_next_one_makes_up(
    collection: Collection, outlet: Outlet
) -> None:
    with Archive(collection.db):
        pass
    room = collection.db.stat().st_size + 40_000

    process = subprocess.run(
        [sys.executable, "-m", "spiders.crawl"], env=os.environ | collection.environment, cwd=ROOT, text=True,
        capture_output=True, timeout=100, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip

    assert process.returncode == 2, process.stderr
    assert re.search(r"pactwatch: .*news\.db.*: ", process.stderr)
    assert "Traceback" not in process.stderr
    with Archive(collection.db) as archive:
        assert archive.check().integrity == "ok"
        assert archive.source("all").next_poll is None

    collection.run()

    assert kept(collection) == {outlet.url(path) for path in PAGES}


def test_a_crawl_that_has_read_its_share_finishes_what_is_in_flight_and_the_next_one_goes_on(
    collection: Collection, outlet: Outlet
) -> None:
    many = [f"/many/{number}" for number in range(30)]
    outlet.feed("/feed", many)
    outlet.answers |= {path: Answer(body=b"<p>Football." + b" " * 2000) for path in many}
    collection.environment |= {"PACTWATCH_RUN_BYTES": "8000", "PACTWATCH_DELAY": "0.02"}

    errors = collection.run()
    first = {path for path in many if outlet.asked(path)}
    collection.environment["PACTWATCH_RUN_BYTES"] = "1000000"
    collection.run()

    assert "it has read all that one crawl may read" in errors
    assert 0 < len(first) < len(many)
    assert all(outlet.asked(path) == 1 for path in many)


def test_case_47_after_a_long_sleep_every_source_is_asked_once_and_not_at_once_again(
    collection: Collection, outlet: Outlet
) -> None:
    change(ready(collection).db, "UPDATE sources SET next_poll = datetime('now', '-8 hours')")

    collection.run()
    collection.run()

    with Archive(collection.db) as archive:
        assert len(archive.polls("all")) == 1
    assert outlet.asked("/feed") == 1
