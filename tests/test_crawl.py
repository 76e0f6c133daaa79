"""Real crawls in processes of their own, over real HTTP on loopback, into real database files.

What goes wrong outside is in test_faults_*.py.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.archive import Archive
from tests.outlet import ROOT, Answer, Collection, Outlet, kill, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with Outlet() as outlet:
        yield outlet


@pytest.fixture
def collection(tmp_path: Path, outlet: Outlet) -> Collection:
    return Collection(tmp_path, outlet)


@dataclass(frozen=True, kw_only=True)
class Done:
    """What crawls left behind, and what they and the last of them wrote."""

    collection: Collection
    outlet: Outlet
    errors: str = ""
    later_errors: str = ""

    def outcomes(self, *paths: str) -> list[tuple[str, str]]:
        """Outcome and reason of each address in the ledger."""
        with Archive(self.collection.db) as archive:
            urls = [path if "://" in path else self.outlet.url(path) for path in paths]
            rows = [archive.explain(url, url)[0] for url in urls]
        return [(row.outcome.value, row.reason) for row in rows]

    def polls(self, source: str) -> list[str]:
        """The outcomes of a source's polls, the last one first."""
        with Archive(self.collection.db) as archive:
            return [str(poll["outcome"]) for poll in archive.polls(source)]


def parts(collection: Collection, outlet: Outlet, number: int) -> list[str]:
    """A feed of so many articles; their paths."""
    paths = [f"/on/{n}" for n in range(number)]
    for path in paths:
        outlet.article(path, title=f"The pact, part {path}", topic=f"part {path}")
    outlet.feed("/feed", paths, headers={"ETag": '"1"'})
    collection.source("all", "/feed")
    return paths


# Two crawls of one outlet


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    """Two crawls; before the second a page has been edited, and a reader of ours is broken."""
    with Outlet() as outlet:
        collection = Collection(tmp_path_factory.mktemp("twice"), outlet)
        every_outcome(collection, outlet)
        collection.source("same", "/same")
        outlet.article("/known", topic="a known part")
        outlet.feed("/same", ["/known"], headers={"ETag": '"1"'})
        collection.source("edited", "/edits")
        outlet.article("/edited", topic="the budget for the pact")
        outlet.feed("/edits", ["/edited"])
        errors = collection.run()

        outlet.article("/edited", topic="the larger budget for the pact")
        body = outlet.answers["/edits"].body.replace(b"<title>/edited", b"<title>Update: /edited")
        outlet.answers["/edits"].body = body
        collection.source("bad", "/section", "section")
        outlet.answers["/section"] = Answer(body=b'<a href="/never">never</a>')
        for name in ("same", "edited"):
            with Archive(collection.db) as archive:
                archive.enable_source(name)
        yield Done(collection=collection, outlet=outlet, errors=errors, later_errors=broken_crawl(collection))


def every_outcome(collection: Collection, outlet: Outlet) -> None:
    collection.source("all", "/feed")
    busy = f"http://busy.test:{outlet.port}/busy"
    collection.environment["PACTWATCH_HOSTS"] = '{"busy.test": "127.0.0.1"}'
    outlet.answers["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    outlet.article("/on")
    outlet.article("/private/on")
    outlet.answers["/off"] = Answer(body=b"<html><p>Football. The home side won again, 2-1.</p></html>" * 3)
    outlet.answers["/busy"] = Answer(status=429, headers={"Retry-After": "3600"})
    outlet.answers["/broken"] = Answer(status=500)
    outlet.answers["/moved"] = Answer(status=301, headers={"Location": "/on?utm_source=x"})
    outlet.answers["/on?utm_source=x"] = outlet.answers["/on"]
    outlet.feed(
        "/feed", ["/on", "/off", "/missing", busy, "/broken", "/moved", "file:///etc/passwd", "/private/on"]
    )  # fmt: skip


def broken_crawl(collection: Collection) -> str:
    """Crawl with a reader of section pages that fails; what it wrote to stderr."""
    broken = "import spiders.answers as answers; answers.READERS['section'] = None; import spiders.crawl as crawl; crawl.main()"
    run = subprocess.run(
        [sys.executable, "-c", broken], env=os.environ | collection.environment, cwd=ROOT, capture_output=True, text=True,
        timeout=100, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stderr


def test_everything_a_feed_lists_ends_in_the_ledger(twice: Done) -> None:
    busy = f"http://busy.test:{twice.outlet.port}/busy"
    found = twice.outcomes("/on", "/off", "/missing", busy, "/broken", "/moved")

    assert [outcome for outcome, _ in found] == ["kept", "screened_out", "missing", "failed", "failed", "kept"]
    assert found[2:5] == [("missing", "answered 404"), ("failed", "answered 429"), ("failed", "answered 500")]
    assert "Traceback" not in twice.errors
    assert twice.outlet.asked("/busy") == 1
    with Archive(twice.collection.db) as archive:
        (refused,) = archive.explain("file:///etc/passwd", "file:///etc/passwd")
        assert refused.outcome == "refused"
        assert len([entry for entry in archive.articles() if entry.article.url == twice.outlet.url("/on")]) == 1
        assert archive.source("all").next_poll is not None


def test_a_feed_that_has_not_changed_is_not_parsed_and_no_page_is_fetched_again(twice: Done) -> None:
    assert twice.polls("same") == ["unchanged", "ok"]
    assert twice.outlet.asked("/known") == 1


def test_an_edited_page_becomes_a_version_when_its_feed_says_so(twice: Done) -> None:
    with Archive(twice.collection.db) as archive:
        (edited,) = [s.id for s in archive.articles() if s.article.url == twice.outlet.url("/edited")]

        assert [version.version for version in archive.versions(edited)] == [1, 2]


def test_robots_txt_is_obeyed_and_said_so(twice: Done) -> None:
    assert twice.outcomes("/private/on") == [("robots", "robots.txt forbids it")]
    assert twice.outlet.asked("/private/on") == 0


def test_case_44_a_fault_of_ours_in_one_source_leaves_the_others_alone(twice: Done) -> None:
    assert twice.polls("bad") == ["fault"]
    assert twice.polls("edited") == ["ok", "ok"]
    assert "fault while following" in twice.later_errors
    with Archive(twice.collection.db) as archive:
        assert archive.source("bad").failures == 0.5


# Ends


@dataclass(frozen=True, kw_only=True)
class Stopped(Done):
    """A crawl that was stopped with a page in flight, after a second one had been started beside it."""

    paths: list[str]
    status: int
    second_status: int
    second_errors: str


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stopped]:
    with Outlet() as outlet:
        collection = Collection(tmp_path_factory.mktemp("stopped"), outlet)
        collection.environment |= {"PACTWATCH_TIMEOUT": "90", "PACTWATCH_DELAY": "0.1"}
        paths = parts(collection, outlet, 30)
        released = threading.Event()
        outlet.answers["/on/5"].before = lambda: released.wait(100)
        process = collection.start()
        wait_until(lambda: outlet.asked("/on/5") > 0)
        second = collection.start()
        _, second_errors = second.communicate(timeout=100)
        process.send_signal(signal.SIGTERM)
        released.set()
        process.communicate(timeout=100)
        yield Stopped(
            collection=collection, outlet=outlet, paths=paths, status=process.returncode,
            second_status=second.returncode, second_errors=second_errors,
        )  # fmt: skip


def test_sigterm_stores_what_is_in_flight_and_leaves_the_rest_waiting(stopped: Stopped) -> None:
    asked = {path for path, _ in stopped.outlet.requests if path.startswith("/on")}

    assert stopped.status == 0
    assert len(asked) < len(stopped.paths)
    with Archive(stopped.collection.db) as archive:
        kept = {stored.article.url for stored in archive.articles()}
        assert kept == {stopped.outlet.url(path) for path in asked}
        assert archive.source("all").next_poll is None
    assert stopped.polls("all") == ["interrupted"]


def test_a_second_crawl_on_the_same_database_refuses_with_a_sentence(stopped: Stopped) -> None:
    assert stopped.second_status == 2
    assert "Another collection" in stopped.second_errors
    assert "Traceback" not in stopped.second_errors


def test_case_50_kill_9_loses_no_committed_article_and_the_next_crawl_finishes(
    collection: Collection, outlet: Outlet
) -> None:
    paths = parts(collection, outlet, 20)
    collection.environment["PACTWATCH_DELAY"] = "0.05"
    for enough in (5, 10):
        process = collection.start()
        wait_until(lambda enough=enough: sum(path.startswith("/on") for path, _ in outlet.requests) > enough)
        kill(process, signal.SIGKILL)

    collection.environment["PACTWATCH_DELAY"] = "0"
    collection.run()

    with Archive(collection.db) as archive:
        assert sorted(stored.article.url for stored in archive.articles()) == sorted(map(outlet.url, paths))
        assert all(archive.page(stored.page_id or 0).body for stored in archive.articles())
        assert archive.check().integrity == "ok"


def test_case_43_texts_of_ten_megabytes_in_one_piece_are_decided_and_the_others_are_kept(
    collection: Collection, outlet: Outlet
) -> None:
    collection.source("all", "/feed")
    huge = {"/letters": b"a!" * 5_000_000, "/brackets": b"(((((.-" * 1_400_000}
    for path, text in huge.items():
        outlet.answers[path] = Answer(body=b"<html><title>The pact</title><p>GSOMIA " + text + b"</p></html>")
    outlet.article("/on")
    outlet.feed("/feed", [*huge, "/on"])

    collection.run()

    *decided, (on, _) = Done(collection=collection, outlet=outlet).outcomes(*huge, "/on")
    assert {outcome for outcome, _ in decided} <= {"kept", "off_topic", "screened_out", "not_article"}
    assert on == "kept"
