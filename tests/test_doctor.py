import contextlib
import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from review import doctor
from spiders import settings
from storage.archive import Archive
from storage.locks import sole
from storage.polls import Poll, PollOutcome
from storage.upkeep import maintain
from tests.builders import source
from tests.commands import Done, read_anew, run
from tests.disks import read_only


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """An archive as it is an hour after a healthy start."""
    with Archive(tmp_path / "news.db") as archive:
        archive.sync_sources([source()])
        archive.record_poll(Poll(source="outlet-all", at=now(), outcome=PollOutcome.OK, next_poll=now()))
        archive.add_seed(_seed(), now())
    maintain(tmp_path / "news.db", now())
    return tmp_path / "news.db"


def _seed() -> Any:
    from pactwatch.seed import default_seed

    return default_seed()


def rank(done: Done, what: str) -> str:
    return next(finding["rank"] for finding in done.json["findings"] if finding["what"] == what)


def said(done: Done, what: str) -> str:
    return next(finding["said"] for finding in done.json["findings"] if finding["what"] == what)


def test_a_healthy_place_has_status_0(db: Path) -> None:
    done = run(db, "doctor", "--json")

    assert [finding for finding in done.json["findings"] if finding["rank"] in ("warning", "error")] == []
    assert (done.status, done.json["state"]) == (0, "ok")


def test_without_a_database_there_is_a_warning(tmp_path: Path) -> None:
    done = run(tmp_path / "none.db", "doctor", "--json")

    assert (done.status, rank(done, "database")) == (1, "warning")


@pytest.mark.parametrize(
    "content", [b"my diary, not a database\n" * 100, b"SQLite format 3\x00" + os.urandom(8000)], ids=["text", "damaged"]
)
def test_case_55_what_is_no_database_of_ours_is_an_error_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.db").write_bytes(content)

    done = run(tmp_path / "a.db", "doctor", "--json")

    assert (done.status, rank(done, "database")) == (2, "error")
    assert (tmp_path / "a.db").read_bytes() == content


def test_case_55_a_database_that_may_not_be_written_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    Archive(folder / "news.db").close()

    with read_only(folder):
        done = run(folder / "news.db", "doctor", "--json")

    assert (done.status, rank(done, "database"), rank(done, "disk")) == (2, "error", "error")
    assert "may not be written" in said(done, "disk")


def test_case_57_a_database_of_a_later_version_is_an_error(db: Path) -> None:
    with contextlib.closing(sqlite3.connect(db)) as connection, connection:
        sql = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('pactwatch', 'later', '2031')"
        connection.execute(sql)

    done = run(db, "doctor", "--json")

    assert done.status == 2
    assert "later pactwatch" in said(done, "database")


def test_case_45_a_clock_behind_the_newest_row_is_an_error(db: Path) -> None:
    with Archive(db) as archive:
        ahead = now() + timedelta(days=2)
        archive.record_poll(Poll(source="outlet-all", at=ahead, outcome=PollOutcome.OK))

    done = run(db, "doctor", "--json")

    assert (done.status, rank(done, "clock")) == (2, "error")


def test_damage_inside_the_file_is_an_error_and_fast_does_not_look_for_it(db: Path) -> None:
    with contextlib.closing(sqlite3.connect(db)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'reviews_article'").fetchone()
    data = bytearray(db.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\x02" + os.urandom(4095)
    db.write_bytes(data)

    assert rank(run(db, "doctor", "--json"), "database") == "error"
    assert rank(run(db, "doctor", "--json", "--fast"), "database") == "ok"


def test_an_index_made_by_other_rules_is_a_warning_that_names_the_remedy(db: Path) -> None:
    with contextlib.closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("INSERT INTO indexed_by (name, version) VALUES ('fingerprints', 1)")

    before = run(db, "doctor", "--json")
    run(db, "reindex")

    assert (before.status, rank(before, "index")) == (1, "warning")
    assert "pactwatch reindex" in said(before, "index")
    assert rank(run(db, "doctor", "--json"), "index") == "ok"


def test_a_poll_long_ago_and_sources_that_fail_are_warnings(db: Path) -> None:
    with Archive(db) as archive:
        long_ago = now() - timedelta(days=3)
        archive.record_poll(Poll(source="outlet-all", at=long_ago, outcome=PollOutcome.GONE, failures=1.0))

    done = run(db, "doctor", "--json")

    assert (done.status, rank(done, "last poll"), rank(done, "sources")) == (1, "warning", "warning")


def test_a_scheduler_that_runs_is_named(db: Path) -> None:
    with sole(db, "scheduler"):
        assert said(run(db, "doctor", "--json"), "scheduler") == f"process {os.getpid()}"
    assert said(run(db, "doctor", "--json"), "scheduler") == "none runs"


@pytest.mark.parametrize(
    ("setting", "value", "expected"),
    [
        ("TWISTED_DNS_RESOLVER", "scrapy.resolver.CachingThreadedResolver", "error"),
        ("PACTWATCH_PROXY", "http://127.0.0.1:3128", "warning"),
        ("PACTWATCH_ALLOW", ["10.0.0.0/8"], "warning"),
    ],
)
def test_a_weakened_address_guard_is_told(
    db: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: Any, expected: str
) -> None:
    monkeypatch.setattr(settings, setting, value)

    assert rank(run(db, "doctor", "--json"), "address guard") == expected


def test_a_setting_that_cannot_be_read_is_an_error(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_anew(monkeypatch, {"PACTWATCH_HOSTS": "{"})

    done = run(db, "doctor", "--json")

    assert (done.status, rank(done, "environment"), rank(done, "database")) == (2, "error", "ok")


def test_a_catalogue_that_does_not_load_is_an_error(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text("[[source]\n")
    monkeypatch.setattr(settings, "PACTWATCH_CATALOGUE", str(tmp_path / "mine.toml"))

    done = run(db, "doctor", "--json")

    assert rank(done, "catalogue") == "error"
    assert "mine.toml" in said(done, "catalogue")


def test_little_space_is_a_warning_and_none_an_error(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LITTLE_SPACE", 10**18)
    little = run(db, "doctor", "--json")
    monkeypatch.setattr(doctor, "NO_SPACE", 10**18)

    assert (rank(little, "disk"), rank(run(db, "doctor", "--json"), "disk")) == ("warning", "error")


def test_a_missing_certificate_store_is_an_error(db: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))

    assert rank(run(db, "doctor", "--json"), "certificates") == "error"
