"""`pactwatch collect` and `sources check`: real processes, real HTTP on loopback, a real terminal."""

import os
import signal
import threading
from pathlib import Path

import pytest

from storage.archive import Archive
from tests.commands import Done, finish, on_terminal, run, start
from tests.outlet import Answer, Collection, Outlet, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def outlet():
    with Outlet() as outlet:
        yield outlet


@pytest.fixture
def collection(tmp_path: Path, outlet: Outlet) -> Collection:
    return Collection(tmp_path, outlet)


def collect(collection: Collection, *arguments: str) -> Done:
    return finish(start(collection.db, "collect", *arguments, environment=elsewhere(collection)))


def elsewhere(collection: Collection) -> dict[str, str]:
    """The crawl's environment but for its database, which only --db names."""
    return {name: value for name, value in collection.environment.items() if name != "PACTWATCH_DB"}


def table(done: Done) -> dict[str, int]:
    """The closing table: label -> number."""
    rows = (line[2:].split("  ") for line in done.out.splitlines() if line.startswith("  "))
    cells = ([part.strip() for part in row if part.strip()] for row in rows)
    return {row[0]: int(row[1].replace(",", "")) for row in cells if len(row) > 1 and row[1].replace(",", "").isdigit()}


def mixed(collection: Collection, outlet: Outlet) -> None:
    """Two sources that list an article, its copy, a page of no interest, one that is missing and one that fails."""
    collection.source("first", "/feed")
    collection.source("second", "/other")
    outlet.article("/on", title="Ministers keep the pact", topic="the pact")
    outlet.article("/copy", title="Ministers keep the pact", topic="the pact")
    outlet.answers["/off"] = Answer(body=b"<html><p>Football. The home side won again, 2-1.</p></html>")
    outlet.answers["/broken"] = Answer(status=500)
    outlet.feed("/feed", ["/on", "/off", "/missing"])
    outlet.feed("/other", ["/on", "/copy", "/broken", "file:///etc/passwd"])


def test_the_closing_table_counts_what_truly_happened(collection: Collection, outlet: Outlet) -> None:
    mixed(collection, outlet)

    done = collect(collection)

    assert (done.status, done.err) == (0, "")
    assert table(done) == {
        "found": 7, "already known": 1, "new": 5, "kept": 2, "of them duplicates": 1, "off topic": 0,
        "screened out": 1, "missing": 1, "refused": 1, "failed": 1,
    }  # fmt: skip
    assert "2 of 2 sources answered" in done.out
    assert "answered 500" in done.out
    assert "pactwatch inbox (1 article to review)" in done.out
    assert "wait" not in done.out


def test_a_second_collection_finds_everything_known(collection: Collection, outlet: Outlet) -> None:
    mixed(collection, outlet)
    collect(collection)

    done = collect(collection, "--json")

    outcomes = done.json["outcomes"]
    assert (outcomes["fresh"], outcomes["new"], outcomes["polls"]) == (0, 0, {"unchanged": 2})


def test_only_the_sources_asked_for_are_asked(collection: Collection, outlet: Outlet) -> None:
    mixed(collection, outlet)

    done = collect(collection, "--source", "second")

    assert outlet.asked("/feed") == 0
    assert table(done)["found"] == 4


def test_what_is_not_due_is_not_asked(collection: Collection, outlet: Outlet) -> None:
    mixed(collection, outlet)
    collect(collection)

    done = collect(collection, "--due")

    assert outlet.asked("/feed") == 1
    assert "none is due" in done.out
    assert "The next one is due at" in done.out


def test_no_such_source_is_told_its_neighbours_before_anything_is_fetched(
    collection: Collection, outlet: Outlet
) -> None:
    mixed(collection, outlet)

    done = collect(collection, "--source", "frist")

    assert (done.status, done.out) == (2, "")
    assert done.err == "pactwatch: There is no source named 'frist': did you mean first?\n"
    assert outlet.requests == []


def test_a_source_with_trouble_is_named_with_its_trouble(collection: Collection, outlet: Outlet) -> None:
    mixed(collection, outlet)
    outlet.answers["/feed"] = Answer(body=b"<html><form>Please log in</form></html>")

    done = collect(collection)

    assert done.status == 0
    assert "1 of 2 sources answered" in done.out
    assert "first: not a feed" in done.out
    assert "pactwatch sources show first" in done.out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_collection_that_is_stopped_prints_its_table_and_says_what_waits(
    collection: Collection, outlet: Outlet, number: signal.Signals
) -> None:
    paths = [f"/on/{n}" for n in range(30)]
    for path in paths:
        outlet.article(path, title=f"The pact, part {path}", topic=f"part {path}")
    outlet.feed("/feed", paths)
    collection.source("all", "/feed")
    collection.environment["PACTWATCH_DELAY"] = "0.1"
    process = start(collection.db, "collect", environment=elsewhere(collection))
    wait_until(lambda: len(outlet.requests) > 8)

    process.send_signal(number)

    done = finish(process)
    asked = {path for path, _ in outlet.requests if path.startswith("/on")}
    assert (done.status, done.err) == (0, "")
    assert "Stopped after" in done.out
    assert table(done)["kept"] == len(asked)
    assert f"{30 - len(asked)} pages wait" in done.out


def test_a_second_collection_at_the_same_time_refuses_with_a_sentence(collection: Collection, outlet: Outlet) -> None:
    collection.source("all", "/feed")
    collection.environment["PACTWATCH_TIMEOUT"] = "30"
    refused = threading.Event()
    outlet.feed("/feed", ["/on"], before=lambda: refused.wait(30))
    first = start(collection.db, "collect", environment=elsewhere(collection))
    wait_until(lambda: outlet.asked("/feed") > 0)

    second = start(collection.db, "collect", environment=elsewhere(collection))

    done = finish(second)
    refused.set()
    finish(first)
    assert done.status == 2
    assert done.err.startswith("pactwatch: Another collection")
    assert len(done.err.splitlines()) == 1


def test_the_log_goes_into_a_file_when_a_person_wants_it(
    collection: Collection, outlet: Outlet, tmp_path: Path
) -> None:
    mixed(collection, outlet)

    done = collect(collection, "--log", str(tmp_path / "crawl.log"))

    assert done.err == ""
    assert "Spider opened" in (tmp_path / "crawl.log").read_text("utf8")


def test_on_a_terminal_the_progress_moves_and_is_gone_at_the_end(collection: Collection, outlet: Outlet) -> None:
    mixed(collection, outlet)

    seen = on_terminal(collection.db, "collect", columns=100, **elsewhere(collection))

    assert "sources" in seen.partition("Collected in")[0]
    assert "\x1b[?25h" in seen
    assert "pages read" not in seen.partition("Collected in")[2]
    assert "INFO" not in seen


def test_a_source_is_checked_without_keeping_anything(collection: Collection, outlet: Outlet) -> None:
    mixed(collection, outlet)
    outlet.feed("/feed", ["/on", "/off", "file:///etc/passwd"], headers={"ETag": '"1"'})

    done = finish(start(collection.db, "sources", "check", "first", environment=elsewhere(collection)))

    assert (done.status, done.err) == (0, "")
    assert "ok, status 200" in done.out
    assert 'ETag "1"' in done.out
    assert outlet.url("/on") in done.out
    assert outlet.asked("/on") == 0
    with Archive(collection.db) as archive:
        assert archive.polls("first") == []
        assert archive.explain(outlet.url("/on"), outlet.url("/on")) == []


def test_a_source_that_the_catalogue_got_later_and_a_disabled_one_can_be_named(
    collection: Collection, outlet: Outlet
) -> None:
    mixed(collection, outlet)
    collect(collection, "--source", "first")
    collection.source("third", "/other")
    run(collection.db, "sources", "disable", "second")

    later = collect(collection, "--source", "third")
    disabled = finish(start(collection.db, "sources", "check", "second", environment=elsewhere(collection)))

    assert table(later)["found"] == 4
    assert disabled.status == 0


def test_a_check_of_a_source_that_fails_says_why(collection: Collection, outlet: Outlet) -> None:
    mixed(collection, outlet)
    outlet.answers["/feed"] = Answer(status=403)

    done = finish(start(collection.db, "sources", "check", "first", environment=elsewhere(collection)))

    assert done.status == 1
    assert "blocked, status 403" in done.out


def test_pages_that_cannot_be_written_end_the_collection_with_a_sentence(
    collection: Collection, outlet: Outlet
) -> None:
    mixed(collection, outlet)
    run(collection.db, "sources", "list")
    pages = collection.db.with_name(collection.db.name + ".warc")
    pages.write_bytes(b"")  # where the folder of the pages would be

    done = collect(collection)

    assert done.status == 2
    assert done.err.startswith("pactwatch: ")
    assert len(done.err.splitlines()) == 1
    assert str(pages) in done.err
    assert os.path.isfile(pages)
