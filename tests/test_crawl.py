"""Real crawls in processes of their own, over real HTTP on loopback, into real database files.

What goes wrong outside is in test_faults_*.py.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from storage.archive import Archive
from tests.outlet import ROOT, Answer, Collection, Outlet, kill, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def outlet():
    with Outlet() as outlet:
        yield outlet


@pytest.fixture
def collection(tmp_path: Path, outlet: Outlet) -> Collection:
    return Collection(tmp_path, outlet)


def outcomes(collection: Collection, outlet: Outlet, *paths: str) -> list[tuple[str, str]]:
    with Archive(collection.db) as archive:
        urls = [path if "://" in path else outlet.url(path) for path in paths]
        rows = [archive.explain(url, url)[0] for url in urls]
    return [(row.outcome.value, row.reason) for row in rows]


def polls(collection: Collection, source: str) -> list[str]:
    with Archive(collection.db) as archive:
        return [str(poll["outcome"]) for poll in archive.polls(source)]


def test_everything_a_feed_lists_ends_in_the_ledger(collection: Collection, outlet: Outlet) -> None:
    collection.source("all", "/feed")
    collection.environment["PACTWATCH_HOSTS"] = '{"busy.test": "127.0.0.1"}'
    busy = f"http://busy.test:{outlet.port}/busy"
    outlet.article("/on")
    outlet.answers["/off"] = Answer(body=b"<html><p>Football. The home side won again, 2-1.</p></html>" * 3)
    outlet.answers["/busy"] = Answer(status=429, headers={"Retry-After": "3600"})
    outlet.answers["/broken"] = Answer(status=500)
    outlet.answers["/moved"] = Answer(status=301, headers={"Location": "/on?utm_source=x"})
    outlet.answers["/on?utm_source=x"] = outlet.answers["/on"]
    outlet.feed("/feed", ["/on", "/off", "/missing", busy, "/broken", "/moved", "file:///etc/passwd"])

    errors = collection.run()

    found = outcomes(collection, outlet, "/on", "/off", "/missing", busy, "/broken", "/moved")
    assert [outcome for outcome, _ in found] == ["kept", "screened_out", "missing", "failed", "failed", "kept"]
    assert found[2:5] == [("missing", "answered 404"), ("failed", "answered 429"), ("failed", "answered 500")]
    assert "Traceback" not in errors
    assert outlet.asked("/busy") == 1
    with Archive(collection.db) as archive:
        (refused,) = archive.explain("file:///etc/passwd", "file:///etc/passwd")
        assert refused.outcome == "refused"
        assert len(archive.inbox()) == 1
        assert archive.source("all").next_poll is not None


def test_a_feed_that_has_not_changed_is_not_parsed_and_no_page_is_fetched_again(
    collection: Collection, outlet: Outlet
) -> None:
    collection.source("all", "/feed")
    outlet.article("/on")
    outlet.feed("/feed", ["/on"], headers={"ETag": '"1"'})
    collection.run()
    with Archive(collection.db) as archive:
        archive.enable_source("all")

    collection.run()

    assert polls(collection, "all") == ["unchanged", "ok"]
    assert outlet.asked("/on") == 1


def test_an_edited_page_becomes_a_version_when_its_feed_says_so(collection: Collection, outlet: Outlet) -> None:
    collection.source("all", "/feed")
    outlet.article("/on", topic="the pact")
    outlet.feed("/feed", ["/on"])
    collection.run()
    outlet.article("/on", topic="the intelligence pact")
    body = outlet.answers["/feed"].body.replace(b"<title>/on", b"<title>Update: /on")
    outlet.answers["/feed"].body = body
    with Archive(collection.db) as archive:
        archive.enable_source("all")

    collection.run()

    with Archive(collection.db) as archive:
        assert [version.version for version in archive.versions(1)] == [1, 2]


def test_robots_txt_is_obeyed_and_said_so(collection: Collection, outlet: Outlet) -> None:
    collection.source("all", "/feed")
    outlet.answers["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    outlet.article("/private/on")
    outlet.feed("/feed", ["/private/on"])

    collection.run()

    assert outcomes(collection, outlet, "/private/on") == [("robots", "robots.txt forbids it")]
    assert outlet.asked("/private/on") == 0


def test_sigterm_stores_what_is_in_flight_and_leaves_the_rest_waiting(collection: Collection, outlet: Outlet) -> None:
    paths = [f"/on/{n}" for n in range(30)]
    for path in paths:
        outlet.article(path, title=f"The pact, part {path}", topic=f"part {path}")
    outlet.feed("/feed", paths)
    collection.source("all", "/feed")
    collection.environment["PACTWATCH_DELAY"] = "0.1"
    process = collection.start()
    wait_until(lambda: outlet.asked("/on/0") > 0 and len(outlet.requests) > 8)

    kill(process, signal.SIGTERM)

    assert process.returncode == 0
    asked = {path for path, _ in outlet.requests if path.startswith("/on")}
    with Archive(collection.db) as archive:
        kept = {stored.article.url for stored in archive.articles()}
        assert kept == {outlet.url(path) for path in asked}
        assert archive.source("all").next_poll is None
    assert polls(collection, "all") == ["interrupted"]


def test_case_50_kill_9_loses_no_committed_article_and_the_next_crawl_finishes(
    collection: Collection, outlet: Outlet
) -> None:
    paths = [f"/on/{n}" for n in range(20)]
    for path in paths:
        outlet.article(path, title=f"The pact, part {path}", topic=f"part {path}")
    outlet.feed("/feed", paths, headers={"ETag": '"1"'})
    collection.source("all", "/feed")
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


def test_a_second_crawl_on_the_same_database_refuses_with_a_sentence(collection: Collection, outlet: Outlet) -> None:
    collection.environment["PACTWATCH_TIMEOUT"] = "30"
    collection.source("all", "/feed")
    refused = threading.Event()
    outlet.feed("/feed", ["/on"], before=lambda: refused.wait(30))
    process = collection.start()
    wait_until(lambda: outlet.asked("/feed") > 0)

    second = collection.start()
    _, errors = second.communicate(timeout=30)
    refused.set()
    process.communicate(timeout=30)

    assert second.returncode == 2
    assert "Another collection" in errors
    assert "Traceback" not in errors


def test_a_page_that_never_ends_is_cut_and_tried_again_later(collection: Collection, outlet: Outlet) -> None:
    collection.environment["PACTWATCH_TIMEOUT"] = "1"
    collection.source("all", "/feed")
    outlet.article("/slow", before=lambda: time.sleep(3))
    outlet.feed("/feed", ["/slow"])

    collection.run()

    assert outcomes(collection, outlet, "/slow") == [("failed", "no complete answer in time")]


def test_case_44_a_fault_of_ours_in_one_source_leaves_the_others_alone(collection: Collection, outlet: Outlet) -> None:
    collection.source("bad", "/section", "section")
    collection.source("good", "/feed")
    outlet.answers["/section"] = Answer(body=b'<a href="/never">never</a>')
    outlet.article("/on")
    outlet.feed("/feed", ["/on"])
    broken = "import spiders.answers as answers; answers.READERS['section'] = None; import spiders.crawl as crawl; crawl.main()"

    run = subprocess.run(
        [sys.executable, "-c", broken], env=os.environ | collection.environment, cwd=ROOT, capture_output=True, text=True,
        timeout=100, check=False,
    )  # fmt: skip

    assert run.returncode == 0, run.stderr
    assert polls(collection, "bad") == ["fault"]
    assert polls(collection, "good") == ["ok"]
    assert outcomes(collection, outlet, "/on")[0][0] == "kept"
    assert "fault while following" in run.stderr
    with Archive(collection.db) as archive:
        assert archive.source("bad").failures == 0.5


@pytest.mark.parametrize("text", [b"GSOMIA " + b"a!" * 5_000_000, b"GSOMIA " + b"(((((.-" * 1_400_000])
def test_case_43_a_text_of_ten_megabytes_in_one_piece_is_decided_and_the_others_are_kept(
    collection: Collection, outlet: Outlet, text: bytes
) -> None:
    collection.source("all", "/feed")
    outlet.answers["/huge"] = Answer(body=b"<html><title>The pact</title><p>" + text + b"</p></html>")
    outlet.article("/on")
    outlet.feed("/feed", ["/huge", "/on"])

    collection.run()

    (huge, _), (on, _) = outcomes(collection, outlet, "/huge", "/on")
    assert huge in {"kept", "off_topic", "screened_out", "not_article"}
    assert on == "kept"
