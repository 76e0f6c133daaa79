"""Backups, restorations, upkeep, retention: real files, other processes that write meanwhile, disks that are full."""

import contextlib
import multiprocessing
import os
import shutil
import signal
import sqlite3
import time
from datetime import timedelta
from pathlib import Path

import pytest

from pactwatch.errors import AlreadyRunning, ArchiveError, ArchiveUnavailable, ForeignDatabase, NewerDatabase
from storage.archive import Archive
from storage.backup import back_up, restore
from storage.due import due
from storage.figures import wal_bytes
from storage.ledger import Outcome, Settlement, Sighting
from storage.locks import sole
from storage.polls import Poll, PollOutcome
from storage.retention import Rules, Surplus, discard, surplus
from storage.upkeep import maintain, shrink
from tests.builders import NOON, after, article, page, reading, source
from tests.commands import run
from tests.disks import read_only, small_disk
from tests.outlet import wait_until

BODY = b"<html><p>a page with some text in it, enough to be worth a record</p></html>"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """An archive with three articles, each with its page."""
    with Archive(tmp_path / "news.db") as archive:
        archive.sync_sources([source()])
        for number in range(3):
            add(archive, number)
    return tmp_path / "news.db"


def add(archive: Archive, number: int) -> None:
    url = f"https://www.outlet.example/news/{number}"
    with archive.writing():
        archive.meet([Sighting(url=url, canonical=url)], "outlet-all", NOON)
        read = article(url=url, title=f"Part {number}", paragraphs=(f"The pact was discussed in round {number}.",))
        kept = archive.keep(reading(read, page=page(url=url, body=BODY + str(number).encode())))
        archive.settle(url, url, Settlement(outcome=Outcome.KEPT, reason="new", at=NOON, article_id=kept.id))


def titles(path: Path) -> list[str]:
    with Archive(path) as archive:
        assert all(archive.page(stored.page_id or 0).body.startswith(BODY) for stored in archive.articles())
        return [stored.article.title for stored in archive.articles()]


def run_sql(path: Path, sql: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


# Backups


def test_a_backup_has_every_article_and_every_page(db: Path, tmp_path: Path) -> None:
    copied = back_up(db, tmp_path / "copy.db")

    assert (copied.articles, copied.urls, copied.page_files, copied.pages_checked) == (3, 3, 1, 3)
    assert titles(tmp_path / "copy.db") == ["Part 0", "Part 1", "Part 2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "copy.db",
        "copy.db.warc",
        "news.db",
        "news.db.warc",
    ]


def _write_on(path: Path) -> None:
    with Archive(path) as archive:
        for number in range(1000, 100_000):
            add(archive, number)


@pytest.mark.slow
def test_case_56_a_backup_made_while_another_process_writes_is_sound(db: Path, tmp_path: Path) -> None:
    writer = multiprocessing.get_context("spawn").Process(target=_write_on, args=(db,), daemon=True)
    writer.start()
    try:
        wait_until(lambda: len(titles_of(db)) >= 20)
        before = len(titles_of(db))
        copied = back_up(db, tmp_path / "copy.db")
        alive = writer.is_alive()
    finally:
        writer.kill()
        writer.join()

    assert alive
    assert copied.articles >= before >= 20
    assert len(titles(tmp_path / "copy.db")) == copied.articles
    assert copied.pages_checked >= 20


def titles_of(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path, timeout=100)) as connection:
        return [title for (title,) in connection.execute("SELECT title FROM articles")]


def test_a_backup_is_never_written_over_a_file(db: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")

    with pytest.raises(ArchiveUnavailable, match="there already"):
        back_up(db, tmp_path / "diary.txt")

    assert (tmp_path / "diary.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["news.db", "news.db-wal", "news.db.warc/x.db", "missing/x.db", "link.db", ".."])
def test_case_69_a_backup_does_not_go_where_it_would_do_harm(db: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "elsewhere.db")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*") if path.is_file()}

    with pytest.raises(ArchiveUnavailable):
        back_up(db, tmp_path / name)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*") if path.is_file()} == before


def test_a_backup_of_an_archive_whose_page_file_is_gone_is_refused_and_leaves_nothing(db: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "news.db.warc")

    with pytest.raises(ArchiveUnavailable, match="is missing"):
        back_up(db, tmp_path / "copy.db")

    assert [path.name for path in tmp_path.iterdir()] == ["news.db"]


@pytest.mark.slow
def test_case_52_a_backup_onto_a_full_disk_names_that_disk_and_leaves_nothing(db: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", ballast=4_100_000) as disk:
        with pytest.raises(ArchiveUnavailable, match=f"The disk of {disk / 'copy.db'} is full"):
            back_up(db, disk / "copy.db")

        assert [path.name for path in disk.iterdir()] == ["ballast"]


def test_a_backup_that_fails_half_way_leaves_nothing(db: Path, tmp_path: Path) -> None:
    (warc,) = (tmp_path / "news.db.warc").iterdir()
    data = bytearray(warc.read_bytes())
    data[-40] ^= 0xFF
    warc.write_bytes(data)

    with pytest.raises(ArchiveUnavailable, match="damaged"):
        back_up(db, tmp_path / "copy.db")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.db", "news.db.warc"]


# Restorations


def test_a_backup_comes_back_as_it_was(db: Path, tmp_path: Path) -> None:
    back_up(db, tmp_path / "copy.db")

    copied = restore(tmp_path / "copy.db", tmp_path / "new.db", at=NOON)

    assert (copied.path, copied.articles, copied.set_aside) == (tmp_path / "new.db", 3, None)
    assert titles(tmp_path / "new.db") == titles(tmp_path / "copy.db")


def test_a_database_that_holds_something_is_set_aside_and_only_when_told_to(db: Path, tmp_path: Path) -> None:
    back_up(db, tmp_path / "copy.db")
    with Archive(db) as archive:
        add(archive, 9)

    with pytest.raises(ArchiveUnavailable, match="--force"):
        restore(tmp_path / "copy.db", db, at=NOON)
    kept = titles(db)
    copied = restore(tmp_path / "copy.db", db, at=NOON, force=True)

    assert kept == ["Part 0", "Part 1", "Part 2", "Part 9"]
    assert titles(db) == ["Part 0", "Part 1", "Part 2"]
    assert copied.set_aside == tmp_path / "news.db.replaced-20250304T120000"
    assert titles(copied.set_aside) == kept


def test_case_55_a_damaged_database_is_set_aside_too_and_only_when_told_to(db: Path, tmp_path: Path) -> None:
    back_up(db, tmp_path / "copy.db")
    db.write_bytes(b"damage" * 1000)

    with pytest.raises(ArchiveUnavailable, match="--force"):
        restore(tmp_path / "copy.db", db, at=NOON)
    copied = restore(tmp_path / "copy.db", db, at=NOON, force=True)

    assert copied.set_aside is not None
    assert copied.set_aside.read_bytes() == b"damage" * 1000
    assert len(titles(db)) == 3


def test_a_backup_on_a_disk_that_may_only_be_read_is_restored(db: Path, tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    back_up(db, tmp_path / "media" / "copy.db")
    with read_only(tmp_path / "media"):
        restore(tmp_path / "media" / "copy.db", tmp_path / "new.db", at=NOON)

        assert sorted(path.name for path in (tmp_path / "media").iterdir()) == ["copy.db", "copy.db.warc"]
    assert len(titles(tmp_path / "new.db")) == 3


def test_a_damaged_backup_changes_nothing(db: Path, tmp_path: Path) -> None:
    back_up(db, tmp_path / "copy.db")
    data = bytearray((tmp_path / "copy.db").read_bytes())
    data[20_000:60_000] = os.urandom(40_000)
    (tmp_path / "copy.db").write_bytes(data)

    with pytest.raises(ArchiveError):
        restore(tmp_path / "copy.db", tmp_path / "new.db", at=NOON)

    assert not [path for path in tmp_path.iterdir() if path.name.startswith("new.db") and "lock" not in path.name]


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("PRAGMA application_id = 7", ForeignDatabase),
        (
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('pactwatch', 'later', '2031')",
            NewerDatabase,
        ),
        ("UPDATE pages SET file = '../../etc/passwd'", ArchiveError),
    ],
)
def test_case_69_a_backup_from_elsewhere_is_looked_at_before_it_is_believed(
    db: Path, tmp_path: Path, sql: str, error: type[ArchiveError]
) -> None:
    back_up(db, tmp_path / "copy.db")
    run_sql(tmp_path / "copy.db", sql)

    with pytest.raises(error):
        restore(tmp_path / "copy.db", tmp_path / "new.db", at=NOON)

    assert not (tmp_path / "new.db").exists()


def test_case_69_a_page_outside_the_archive_s_folder_is_not_read(db: Path) -> None:
    run_sql(db, "UPDATE pages SET file = '../../../../etc/passwd' WHERE id = 1")

    with Archive(db) as archive, pytest.raises(ArchiveUnavailable, match="outside"):
        archive.page(1)


def test_nothing_is_restored_under_a_scheduler_that_runs(db: Path, tmp_path: Path) -> None:
    back_up(db, tmp_path / "copy.db")

    with sole(db, "scheduler"), pytest.raises(AlreadyRunning):
        restore(tmp_path / "copy.db", db, at=NOON, force=True)


# Upkeep


def test_upkeep_empties_the_log_and_says_that_all_is_well(db: Path) -> None:
    with Archive(db) as archive:
        add(archive, 9)
        done = maintain(db, NOON)

        assert (done.integrity, done.wal_before > 0, done.wal_after) == ("ok", True, 0)
        assert archive.check().last_upkeep is not None


def test_upkeep_finds_damage(db: Path) -> None:
    data = bytearray(db.read_bytes())
    with contextlib.closing(sqlite3.connect(db)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ledger_canonical'").fetchone()
    data[(root - 1) * 4096 + 100 : root * 4096] = os.urandom(3996)
    db.write_bytes(data)

    assert maintain(db, NOON).integrity != "ok"


@pytest.mark.slow
def test_case_54_a_reader_that_does_not_end_keeps_the_log_and_the_next_upkeep_empties_it(db: Path) -> None:
    with contextlib.closing(sqlite3.connect(db, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        with Archive(db) as archive:
            for number in range(100, 160):
                add(archive, number)
        pinned = maintain(db, NOON)
    free = maintain(db, after(60 * 24))

    assert pinned.wal_after > 0
    assert pinned.integrity == "ok"
    assert free.wal_after == wal_bytes(db) == 0


def test_upkeep_waits_for_a_crawl(db: Path) -> None:
    with sole(db, "collection"), pytest.raises(AlreadyRunning):
        maintain(db, NOON)


def test_vacuum_gives_space_back(db: Path) -> None:
    run_sql(db, "CREATE TABLE ballast AS SELECT randomblob(1000000) AS x")
    run_sql(db, "DROP TABLE ballast")

    shrunk = shrink(db)

    assert shrunk.after < shrunk.before - 900_000
    assert titles(db) == ["Part 0", "Part 1", "Part 2"]


# Retention


@pytest.fixture
def rejected(db: Path) -> Path:
    """Beside the articles: two rejected pages, one of them also kept under another URL, and polls of two years."""
    with Archive(db) as archive, archive.writing():
        ids = [archive.add_page(page(url=f"https://o.example/{n}", body=b"off" * 50)) for n in range(2)]
        for url, page_id in (("https://o.example/0", ids[0]), ("https://o.example/1", ids[1])):
            archive.settle(url, url, Settlement(outcome=Outcome.OFF_TOPIC, reason="off", at=NOON, page_id=page_id))
        kept = Settlement(outcome=Outcome.KEPT, reason="kept", at=NOON, page_id=ids[1])
        archive.settle("https://o.example/again", "https://o.example/again", kept)
        for days in (0, 300, 600):
            archive.record_poll(Poll(source="outlet-all", at=NOON + timedelta(days=days), outcome=PollOutcome.OK))
    return db


RULES = Rules(rejected_pages=timedelta(days=90), polls=timedelta(days=100))


def test_without_rules_nothing_is_ever_thrown_away(rejected: Path) -> None:
    assert discard(rejected, Rules(), NOON + timedelta(days=9999)) == Surplus(pages=0, page_bytes=0, polls=0)


def test_what_the_rules_name_is_counted_and_stays(rejected: Path) -> None:
    found = surplus(rejected, RULES, NOON + timedelta(days=601))

    assert (found.pages, found.polls) == (1, 2)
    with Archive(rejected) as archive:
        assert archive.page(4).body == b"off" * 50


def test_a_rejected_page_goes_and_every_other_stays_readable(rejected: Path) -> None:
    size = sum(file.stat().st_size for file in rejected.with_name("news.db.warc").iterdir())

    found = discard(rejected, RULES, NOON + timedelta(days=601))

    assert (found.pages, found.polls) == (1, 2)
    assert len(titles(rejected)) == 3
    with Archive(rejected) as archive:
        (row,) = archive.explain("https://o.example/0", "https://o.example/0")
        assert (row.outcome, row.page_id) == ("off_topic", None)
        assert archive.page(5).body == b"off" * 50
        assert len(archive.polls("outlet-all")) == 1
        assert archive.check().integrity == "ok"
    assert sum(file.stat().st_size for file in rejected.with_name("news.db.warc").iterdir()) < size


def test_pages_younger_than_the_rule_stay(rejected: Path) -> None:
    assert surplus(rejected, RULES, NOON + timedelta(days=89)).pages == 0


# A full disk


@pytest.mark.slow
def test_case_52_a_full_disk_fails_with_a_sentence_keeps_the_database_readable_and_recovers(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        with Archive(disk / "news.db") as archive:
            archive.sync_sources([source()])
            with pytest.raises(ArchiveUnavailable, match=r"full|cannot be written"):
                _fill(archive)
        whole = titles(disk / "news.db")
        (disk / "ballast").unlink()

        with Archive(disk / "news.db") as archive:
            add(archive, len(whole))
            assert archive.check().integrity == "ok"
        assert whole == [f"Part {number}" for number in range(len(whole))]
        assert len(titles(disk / "news.db")) == len(whole) + 1 > 10


@pytest.mark.slow
def test_case_52_a_reader_that_finds_no_room_for_its_shared_memory_says_that_the_disk_is_full(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        Archive(disk / "news.db").close()
        with (disk / "more").open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))

        with pytest.raises(ArchiveUnavailable, match=f"The disk of {disk / 'news.db'} is full"):
            due(disk / "news.db", NOON)


def _fill(archive: Archive) -> None:
    for number in range(100_000):
        add(archive, number)


# The commands


def test_backup_and_restore_say_what_they_did(db: Path, tmp_path: Path) -> None:
    made = run(db, "backup", str(tmp_path / "copy.db"))
    put_back = run(tmp_path / "new.db", "restore", str(tmp_path / "copy.db"), "--json")

    assert made.status == 0
    assert "3 articles, 3 URLs" in made.out
    assert "structure sound, 3 pages read back" in made.out
    assert (put_back.status, put_back.json["articles"]) == (0, 3)


def test_restore_without_force_is_refused_with_a_sentence(db: Path, tmp_path: Path) -> None:
    run(db, "backup", str(tmp_path / "copy.db"))

    done = run(db, "restore", str(tmp_path / "copy.db"))

    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "--force" in done.err


def test_retention_without_a_rule_keeps_everything(db: Path) -> None:
    assert run(db, "retention", "--apply").out == "Everything is kept: no rule is set (--rejected-pages, --polls).\n"


def test_retention_shows_before_it_deletes(rejected: Path) -> None:
    shown = run(rejected, "retention", "--rejected-pages", "90")
    done = run(rejected, "retention", "--rejected-pages", "90", "--apply", "--json")

    assert shown.out.startswith("To delete: 1 page of rejected articles (")
    assert "Nothing was deleted" in shown.out
    assert done.json["surplus"]["pages"] == 1


def test_vacuum_says_the_sizes(db: Path) -> None:
    assert set(run(db, "vacuum", "--json").json) == {"before", "after"}


@pytest.mark.slow
def test_case_50_a_retention_that_is_killed_leaves_every_page_readable(rejected: Path) -> None:
    begun = rejected.with_name("begun")
    for delay in (0.0, 0.02, 0.05, 0.1):
        begun.unlink(missing_ok=True)
        process = multiprocessing.get_context("spawn").Process(target=_discard_on, args=(rejected,))
        process.start()
        wait_until(begun.exists)
        time.sleep(delay)
        if process.pid:
            os.kill(process.pid, signal.SIGKILL)
        process.join()

        assert len(titles(rejected)) == 3
        with Archive(rejected) as archive:
            assert archive.page(5).body == b"off" * 50


def _discard_on(path: Path) -> None:
    path.with_name("begun").touch()
    discard(path, RULES, NOON + timedelta(days=601))
