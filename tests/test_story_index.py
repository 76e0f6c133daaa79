"""Which texts a new one is weighed against: those that share its rare words, found without a scan."""

import pytest

from pactwatch.anchors import Anchors, Telling
from storage import story_index
from storage.database import open_database, transaction
from tests.builders import NOON


@pytest.fixture
def db(tmp_path, monkeypatch):
    monkeypatch.setattr(story_index, "YOUNG", 50)
    opened = open_database(tmp_path / "a.db")
    opened.execute("PRAGMA foreign_keys = OFF")  # no rows of articles are needed
    yield opened
    opened.close()


def anchors(*words: str, **changes) -> Anchors:
    told = Telling(outlet="Outlet", day=NOON.date(), at=NOON)
    values = {"words": dict.fromkeys(words, 3), "marks": {}, "language": "en", "genre": "report", "told": told}
    return Anchors(**(values | changes))


def fill(db, texts: int) -> None:
    with transaction(db):
        for number in range(1, texts + 1):
            words = ("harbour", f"rare{number // 2}", f"own{number}")
            story_index.put(db, number, anchors(*words), 100)


def found(db, one: Anchors) -> list[int]:
    return story_index.candidates(db, 0, one, story_index.rarity(db, [one]))


def test_a_word_of_every_text_finds_nobody_in_a_grown_archive_and_a_rare_one_does(db):
    fill(db, 90)

    assert found(db, anchors("harbour")) == []
    assert found(db, anchors("harbour", "rare30")) == [60, 61]


def test_in_a_young_archive_every_word_finds(db):
    fill(db, 9)

    assert len(found(db, anchors("harbour"))) == 9


def test_what_is_taken_out_is_found_no_more_whatever_has_become_common_since(db):
    fill(db, 90)
    with transaction(db):
        for number in range(1, 91):
            story_index.remove(db, number)

    assert db.execute("SELECT count(*) FROM story_index").fetchone() == (0,)
    assert story_index.size(db) == 0


def test_anchors_come_back_as_they_were_put(db):
    one = anchors("pact", "협정", marks={"n:50 minute": 4, "d:2025-03-04": 300}, genre="comment")
    with transaction(db):
        story_index.put(db, 1, one, 100)

    (back,) = story_index.of(db, [1]).values()

    assert (list(back.words), back.words, back.genre, back.told) == (list(one.words), one.words, one.genre, one.told)
    assert back.marks == {"n:50 minute": 4, "d:2025-03-04": 255}
