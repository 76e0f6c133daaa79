"""`pactwatch collect` and `sources check`: real processes, real HTTP on loopback, a real terminal."""

import os
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.ledger_rows import Entry
from tests.commands import Done, finish, on_terminal, read_anew, run, start
from tests.outlet import Answer, Collection, Outlet, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def outlet() -> Iterator[Outlet]:
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


# One newsroom, collected again and again


@dataclass(frozen=True, kw_only=True)
class Told:
    """What each command said, and how often addresses had been asked for after it."""

    first: Done
    known: Done
    not_due: Done
    named: Done
    on_terminal: str
    checked: Done
    blocked: Done
    asked: dict[str, Counter[str]]
    log: str
    polls: tuple[int, int]
    """Of the source that was checked, before and after."""
    ledger: list[Entry]
    """Of what only the check found."""
    url: Callable[[str], str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Seven commands on one collection, each once, in an order in which none is in the way of another."""
    folder = tmp_path_factory.mktemp("newsroom")
    asked: dict[str, Counter[str]] = {}
    with Outlet() as outlet:
        collection = Collection(folder, outlet)
        mixed(collection, outlet)

        def after(name: str, done: Done) -> Done:
            asked[name] = Counter(path for path, _ in outlet.requests)
            return done

        first = after("first", collect(collection))
        known = after("known", collect(collection, "--json", "--log", str(folder / "crawl.log")))
        not_due = after("not due", collect(collection, "--due"))
        collection.source("third", "/third")
        outlet.feed("/third", ["/on", "/copy", "/third/1", "/third/2"])
        named = after("named", collect(collection, "--source", "third"))
        outlet.answers["/feed"] = Answer(body=b"<html><form>Please log in</form></html>")
        seen = on_terminal(collection.db, "collect", columns=100, **elsewhere(collection))
        outlet.feed("/feed", ["/on", "/fresh", "file:///etc/passwd"], headers={"ETag": '"1"'})
        before = number_of_polls(collection, "first")
        checked = after("checked", check(collection, "first"))
        outlet.answers["/other"] = Answer(status=403)
        run(collection.db, "sources", "disable", "second")
        blocked = after("blocked", check(collection, "second"))
        with Archive(collection.db) as archive:
            ledger = archive.explain(outlet.url("/fresh"), outlet.url("/fresh"))
        yield Told(
            first=first, known=known, not_due=not_due, named=named, on_terminal=seen, checked=checked, blocked=blocked,
            asked=asked, log=(folder / "crawl.log").read_text("utf8"),
            polls=(before, number_of_polls(collection, "first")), ledger=ledger, url=outlet.url,
        )  # fmt: skip


def check(collection: Collection, source: str) -> Done:
    return finish(start(collection.db, "sources", "check", source, environment=elsewhere(collection)))


def number_of_polls(collection: Collection, source: str) -> int:
    with Archive(collection.db) as archive:
        return len(archive.polls(source))


def test_the_closing_table_counts_what_truly_happened(told: Told) -> None:
    done = told.first

    assert (done.status, done.err) == (0, "")
    assert table(done) == {
        "found": 7, "already known": 1, "new": 5, "kept": 2, "of them duplicates": 1, "off topic": 0,
        "screened out": 1, "missing": 1, "refused": 1, "failed": 1,
    }  # fmt: skip
    assert "2 of 2 sources answered" in done.out
    assert "answered 500" in done.out
    assert "pactwatch inbox (1 article to review)" in done.out
    assert "wait" not in done.out


def test_a_second_collection_finds_everything_known(told: Told) -> None:
    outcomes = told.known.json["outcomes"]

    assert (outcomes["fresh"], outcomes["new"], outcomes["polls"]) == (0, 0, {"unchanged": 2})


def test_the_log_goes_into_a_file_when_a_person_wants_it(told: Told) -> None:
    assert told.known.err == ""
    assert "Spider opened" in told.log


def test_what_is_not_due_is_not_asked(told: Told) -> None:
    assert told.asked["not due"] == told.asked["known"]
    assert "none is due" in told.not_due.out
    assert "The next one is due at" in told.not_due.out


def test_only_the_sources_asked_for_are_asked_also_one_that_the_catalogue_got_later(told: Told) -> None:
    assert set(told.asked["named"] - told.asked["not due"]) == {"/robots.txt", "/third", "/third/1", "/third/2"}
    assert table(told.named)["found"] == 4


def test_a_source_with_trouble_is_named_with_its_trouble(told: Told) -> None:
    closing = told.on_terminal.partition("Collected in")[2]

    assert "2 of 3 sources answered" in closing
    assert "first: not a feed" in closing
    assert "pactwatch sources show first" in closing


def test_on_a_terminal_the_progress_moves_and_is_gone_at_the_end(told: Told) -> None:
    seen = told.on_terminal

    assert "sources" in seen.partition("Collected in")[0]
    assert "\x1b[?25h" in seen
    assert "pages read" not in seen.partition("Collected in")[2]
    assert "INFO" not in seen


def test_a_source_is_checked_without_keeping_anything(told: Told) -> None:
    done = told.checked

    assert (done.status, done.err) == (0, "")
    assert "ok, status 200" in done.out
    assert 'ETag "1"' in done.out
    assert told.url("/fresh") in done.out
    assert told.asked["checked"]["/fresh"] == 0
    assert told.polls[0] == told.polls[1]
    assert told.ledger == []


def test_a_check_says_why_a_source_fails_also_of_a_disabled_one(told: Told) -> None:
    assert told.blocked.status == 1
    assert "blocked, status 403" in told.blocked.out


# Collections that end otherwise


def test_no_such_source_is_told_its_neighbours_before_anything_is_fetched(
    collection: Collection, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed(collection, outlet)
    read_anew(monkeypatch, elsewhere(collection))

    done = run(collection.db, "collect", "--source", "frist")

    assert (done.status, done.out) == (2, "")
    assert done.err == "pactwatch: There is no source named 'frist': did you mean first?\n"
    assert outlet.requests == []


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """A collection of thirty pages that was sent a signal at the sixth."""

    done: Done
    asked: int
    """Pages that had been asked for by its end."""
    beside: Done | None
    """A second collection that was begun while it ran."""


def stopped(folder: Path, number: signal.Signals, *, second: bool = False) -> Stopped:
    with Outlet() as outlet:
        collection = Collection(folder, outlet)
        process, released = under_way(collection, outlet)
        beside = collect(collection) if second else None
        process.send_signal(number)
        released.set()
        done = finish(process)
        asked = {path for path, _ in outlet.requests if path.startswith("/on")}
    return Stopped(done=done, asked=len(asked), beside=beside)


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Stopped:
    return stopped(tmp_path_factory.mktemp("interrupted"), signal.SIGINT, second=True)


@pytest.fixture
def terminated(tmp_path: Path) -> Stopped:
    return stopped(tmp_path, signal.SIGTERM)


def under_way(collection: Collection, outlet: Outlet) -> tuple["subprocess.Popen[bytes]", threading.Event]:
    """A collection of thirty pages that waits for the sixth until the event is set."""
    paths = [f"/on/{n}" for n in range(30)]
    for path in paths:
        outlet.article(path, title=f"The pact, part {path}", topic=f"part {path}")
    released = threading.Event()
    outlet.answers["/on/5"].before = lambda: released.wait(100)
    outlet.feed("/feed", paths)
    collection.source("all", "/feed")
    collection.environment |= {"PACTWATCH_DELAY": "0.1", "PACTWATCH_TIMEOUT": "90"}
    process = start(collection.db, "collect", environment=elsewhere(collection))
    wait_until(lambda: outlet.asked("/on/5") > 0)
    return process, released


@pytest.mark.parametrize("how", ["interrupted", "terminated"])
def test_a_collection_that_is_stopped_prints_its_table_and_says_what_waits(
    how: str, request: pytest.FixtureRequest
) -> None:
    stopped = request.getfixturevalue(how)

    assert (stopped.done.status, stopped.done.err) == (0, "")
    assert "Stopped after" in stopped.done.out
    assert table(stopped.done)["kept"] == stopped.asked
    assert f"{30 - stopped.asked} pages wait" in stopped.done.out


def test_a_second_collection_at_the_same_time_refuses_with_a_sentence(interrupted: Stopped) -> None:
    done = interrupted.beside

    assert done is not None
    assert done.status == 2
    assert done.err.startswith("pactwatch: Another collection")
    assert len(done.err.splitlines()) == 1


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
