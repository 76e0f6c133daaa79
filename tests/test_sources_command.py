from pathlib import Path

import pytest

from review.sources import distance
from storage.archive import Archive
from storage.polls import Poll, PollOutcome
from tests.builders import NOON, after
from tests.commands import run
from tests.newsstand import newsstand

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Outlet feed" type="rss" xmlUrl="https://outlet.example/rss.xml"/>
<outline text="Folder"><outline text="한국 피드" type="rss" xmlUrl="https://feeds.example/ko.xml"/></outline>
<outline text="Bad" type="rss" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return newsstand(tmp_path / "news.db")


def names(db: Path, *arguments: str) -> list[str]:
    return [tracked["source"]["name"] for tracked in run(db, "sources", "list", *arguments, "--json").json]


def test_the_catalogue_is_there_before_the_first_collection(tmp_path: Path) -> None:
    assert len(names(tmp_path / "new.db")) >= 90


def test_the_list_says_how_each_source_is(db: Path) -> None:
    with Archive(db) as archive:
        archive.enable_source("wire-ko")  # by a person: it is in no catalogue
        archive.record_poll(Poll(source="wire-ko", at=NOON, outcome=PollOutcome.RATE_LIMITED, next_poll=after(60)))

    lines = run(db, "sources", "list").out.splitlines()

    assert lines[0].split() == ["name", "kind", "lang", "state", "last", "answer", "next"]
    assert next(line for line in lines if line.startswith("wire-ko")).split()[3:5] == ["rate", "limited"]
    assert next(line for line in lines if line.startswith("outlet-off")).split()[3] == "disabled"
    assert lines[-1] == "2 sources, 1 of them enabled."


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(-5, "5 min ago"), (89, "in 89 min"), (-120, "2 h ago"), (47 * 60, "in 47 h"), (-3 * 1440, "3 days ago")],
)
def test_how_far_a_moment_is_is_told_briefly(minutes: float, told: str) -> None:
    assert distance(after(minutes), NOON) == told


def test_the_list_is_narrowed(db: Path) -> None:
    assert names(db, "--disabled") == ["outlet-off"]
    assert names(db, "--kind", "section") == []
    assert run(db, "sources", "list", "--kind", "section").out == "There are no such sources.\n"


def test_a_source_is_disabled_for_a_reason_and_enabled_again(db: Path) -> None:
    assert run(db, "sources", "disable", "wire-ko", "--why", "로그인 뒤").out == "wire-ko is disabled: 로그인 뒤\n"
    assert "로그인 뒤" in run(db, "sources", "list", "--disabled").out
    assert "로그인 뒤" in run(db, "sources", "show", "wire-ko").out

    run(db, "sources", "enable", "wire-ko")

    assert "disabled" not in run(db, "sources", "show", "wire-ko").out


def test_case_17_a_person_may_ask_again_before_the_wait_is_over(db: Path) -> None:
    with Archive(db) as archive:
        archive.enable_source("wire-ko")  # by a person: it is in no catalogue
        archive.record_poll(Poll(source="wire-ko", at=NOON, outcome=PollOutcome.RATE_LIMITED, next_poll=after(60)))
        due = archive.due_sources(NOON)

    assert due == []
    assert run(db, "sources", "retry", "wire-ko").out == "wire-ko is due.\n"
    assert run(db, "sources", "retry", "wire-kr").status == 2
    with Archive(db) as archive:
        assert "wire-ko" in [tracked.source.name for tracked in archive.due_sources(NOON)]


def test_show_tells_the_last_answers_and_links(db: Path) -> None:
    with Archive(db) as archive:
        archive.record_poll(Poll(source="wire-ko", at=NOON, outcome=PollOutcome.OK, status=200, links=7, fresh=2))
        archive.record_poll(
            Poll(source="wire-ko", at=after(9), outcome=PollOutcome.BLOCKED, status=403, detail="answered 403")
        )

    told = run(db, "sources", "show", "wire-ko").out

    assert told.index("answered 403") < told.index("2025-03-04 12:00  ok")
    assert "kept          https://evil.example/news/6" in told


def test_a_source_of_ones_own_is_added_once(db: Path) -> None:
    first = run(db, "sources", "add", "https://www.뉴스.example/rss", "--language", "ko", "--name", "mine")
    again = run(db, "sources", "add", "https://www.뉴스.example/rss", "--name", "mine-too")

    assert first.out.startswith("Added mine. Try it with: pactwatch sources check mine")
    assert (again.status, again.out) == (2, "")
    assert "is there already" in again.err
    with Archive(db) as archive:
        tracked = archive.source("mine")
        assert (tracked.source.language, tracked.origin, tracked.source.enabled) == ("ko", "person", True)


def test_a_name_is_made_from_the_address(db: Path) -> None:
    assert run(db, "sources", "add", "https://www.outlet.example/rss").out.startswith("Added outlet.example-feed.")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["file:///etc/passwd"], "file:///etc/passwd"),
        (["gopher://x.example/"], "gopher"),
        (["javascript:alert(1)"], "javascript"),
        (["https://user:secret@x.example/"], "names a user"),
        (["https://x.example/", "--name", "../../etc"], "is not a name"),
        (["https://x.example/", "--name", "\x1b[31m"], "is not a name"),
        (["https://x.example/", "--language", "Korean"], "is not a language code"),
        (["https://x.example/", "--country", "Korea"], "is not a country code"),
        (["https://x.example/", "--kind", "smoke"], "smoke"),
    ],
)
def test_case_62_what_is_no_source_is_refused(db: Path, arguments: list[str], why: str) -> None:
    before = names(db)

    done = run(db, "sources", "add", *arguments)

    assert (done.status, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert why in done.err
    assert "\x1b" not in done.err
    assert names(db) == before


def test_the_feeds_of_a_feed_reader_are_imported_once(db: Path, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML, "utf8")

    first = run(db, "sources", "import", str(tmp_path / "feeds.opml"))
    again = run(db, "sources", "import", str(tmp_path / "feeds.opml"))

    assert first.out.startswith("Added 2 sources; 0 were there already.")
    assert "left out: file:///etc/passwd" in first.out
    assert again.out.startswith("Added 0 sources; 2 were there already.")
    with Archive(db) as archive:
        assert {t.source.url for t in archive.sources() if t.origin == "opml"} == {
            "https://outlet.example/rss.xml", "https://feeds.example/ko.xml",
        }  # fmt: skip


def test_a_feed_of_a_known_name_and_another_address_is_imported_too(db: Path, tmp_path: Path) -> None:
    for host in ("one", "two"):
        (tmp_path / "feeds.opml").write_text(OPML.replace("outlet.example", f"{host}.example"), "utf8")
        run(db, "sources", "import", str(tmp_path / "feeds.opml"))

    assert [name for name in names(db) if name.startswith("outlet-feed")] == ["outlet-feed", "outlet-feed-2"]


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "OPML"), (b"not XML at all", "OPML"), (b"<rss/>", "OPML"), (b"\xff\xfe\x00garbage", "OPML")],
)
def test_what_is_no_opml_is_said_to_be_none(db: Path, tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "feeds.opml").write_bytes(content)

    done = run(db, "sources", "import", str(tmp_path / "feeds.opml"))

    assert (done.status, len(done.err.splitlines())) == (2, 1)
    assert why in done.err


@pytest.mark.parametrize("command", ["show", "disable", "enable", "check"])
def test_no_such_source_is_told_its_neighbours(db: Path, command: str) -> None:
    done = run(db, "sources", command, "wire-kr")

    assert (done.status, done.out) == (2, "")
    assert "did you mean wire-ko?" in done.err


def test_a_file_that_is_not_there_is_named(db: Path) -> None:
    assert "none.opml cannot be read" in run(db, "sources", "import", "none.opml").err
