"""Counts of terms: exact after every kind of writing, whoever wrote, and whatever was taken back."""

import contextlib
import sqlite3
import zlib
from pathlib import Path

import pytest

from storage import story_index, story_terms
from storage.archive import Archive
from storage.database import open_database, transaction
from tests.builders import article, reading


@pytest.fixture
def db(tmp_path):
    opened = open_database(tmp_path / "a.db")
    yield opened
    opened.close()


def several(*terms: str) -> dict[str, int]:
    return dict.fromkeys(terms, 1)


def rolled_back(db, texts: list[str]) -> None:
    with contextlib.suppress(ZeroDivisionError), transaction(db):
        for text in texts:
            story_terms.add(db, several(text))
        raise ZeroDivisionError


def test_a_term_counts_the_texts_that_have_it(db):
    with transaction(db):
        story_terms.add(db, several("pact", "ferry"))
        story_terms.add(db, several("pact"))
        story_terms.take_away(db, several("pact", "ferry"))

    assert story_terms.counts(db, ["pact", "ferry", "crane"]) == {"pact": 1, "ferry": 0, "crane": 0}
    assert story_terms.size(db) == 1


def test_counts_stay_right_when_the_log_is_added_to_the_table(db):
    for number in range(2 * story_terms.UNCOUNTED + 7):
        with transaction(db):
            story_terms.add(db, several("pact", f"word{number}"))

    (rows,) = db.execute("SELECT count(*) FROM story_terms_log").fetchone()
    assert rows <= story_terms.UNCOUNTED
    assert story_terms.counts(db, ["pact", "word3"]) == {"pact": 2 * story_terms.UNCOUNTED + 7, "word3": 1}


def test_what_is_rolled_back_is_not_counted(db):
    with transaction(db):
        story_terms.add(db, several("pact"))
    rolled_back(db, ["pact"] * (story_terms.UNCOUNTED + 1))
    with transaction(db):
        story_terms.add(db, several("ferry"))

    assert story_terms.counts(db, ["pact", "ferry"]) == {"pact": 1, "ferry": 1}


def test_what_another_process_wrote_is_counted(db, tmp_path):
    with transaction(db):
        story_terms.add(db, several("pact"))
    other = open_database(tmp_path / "a.db")
    seen = []
    for number in range(story_terms.UNCOUNTED + 1):
        with transaction(other):
            story_terms.add(other, several("pact"))
        if number in (0, story_terms.UNCOUNTED):
            seen.append(story_terms.counts(db, ["pact"])["pact"])
    other.close()

    assert seen == [2, story_terms.UNCOUNTED + 2]


def test_a_row_rolled_back_here_and_written_there_is_told_apart(db, tmp_path):
    rolled_back(db, ["pact"])
    other = open_database(tmp_path / "a.db")
    with transaction(other):
        story_terms.add(other, several("ferry"))
    other.close()

    assert story_terms.counts(db, ["pact", "ferry"]) == {"pact": 0, "ferry": 1}


def test_the_memory_is_bounded_and_forgets_nothing_that_counts(db, monkeypatch):
    monkeypatch.setattr(story_terms, "REMEMBERED", 3)
    with transaction(db):
        story_terms.add(db, several("one", "two"))

    answers = [story_terms.counts(db, [*"abcde", term])[term] for term in ("one", "two", "one")]

    assert answers == [1, 1, 1]


def test_anchors_and_counts_of_a_database_of_today_are_read(tmp_path):
    """What an archive wrote before terms had a log: all counts in the table, anchors as JSON, no lengths."""
    file = _as_it_was_written(tmp_path)

    with Archive(file) as archive:
        old = archive.keep(reading(article(url="https://b.example/2", outlet="B"))).id
        size, (anchors,) = story_index.size(archive._db), story_index.of(archive._db, [1]).values()

    assert (old, size) == (2, 1)
    assert anchors.words == {"pact": 4, "renewed": 3}
    assert anchors.marks == {"d:2025-03-04": 4}
    assert (anchors.genre, anchors.told.outlet) == ("report", "A")


def _as_it_was_written(folder: Path) -> Path:
    file = folder / "old.db"
    with Archive(file) as archive:
        archive.keep(reading(article(url="https://a.example/1", outlet="A")))
    body = '[{"pact":4,"renewed":3},{"d:2025-03-04":4},"en","A","a.example","A","2025-03-04","2025-03-04T12:00:00Z"]'
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'story_terms_in_a_log'")
        connection.execute("DROP TABLE story_terms_log")
        for column in ("words_length", "marks_length", "weighed_among"):
            connection.execute(f"ALTER TABLE story_anchors DROP COLUMN {column}")
        connection.execute("UPDATE story_anchors SET body = ?", [zlib.compress(body.encode())])
        connection.execute("DELETE FROM story_terms")
        counted = [("", 1), ("pact", 1), ("renewed", 1), ("d:2025-03-04", 1)]
        connection.executemany("INSERT INTO story_terms VALUES (?,?)", counted)
    connection.close()
    return file
