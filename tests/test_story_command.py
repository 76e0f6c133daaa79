"""`pactwatch story`: what it prints, and what a person's word does."""

from pathlib import Path

import pytest

from storage.archive import Archive
from tests.commands import run
from tests.test_stories import ENGLISH, KOREAN, OTHER, keep, told


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "stories.db"
    with Archive(path) as archive:
        keep(archive, told(1, ENGLISH))
        keep(archive, told(50, KOREAN, language="ko"))
        keep(archive, told(3, OTHER))
    return path


def test_a_story_shows_its_sources_its_lags_and_its_reasons(db: Path) -> None:
    shown = run(db, "story", "show", "1").out

    assert "2 articles from 2 independent sources: Outlet 1, Outlet 50" in shown
    assert "ko 49 min later" in shown
    assert "the acronym KMFA" in shown


def test_an_article_names_its_story_and_who_else_is_in_it(db: Path) -> None:
    shown = run(db, "show", "2", "--no-text").out

    assert "Story 1\n" in shown
    assert "1  en  Outlet 1:" in shown


def test_a_person_splits_merges_and_moves(db: Path) -> None:
    assert "now make story 3" in run(db, "story", "split", "1", "2").out
    assert "now holds story 3 too" in run(db, "story", "merge", "1", "3").out
    assert "is now in story 2" in run(db, "story", "move", "2", "2").out
    assert "came from story 1 to story 2" in run(db, "story", "show", "2").out


def test_a_story_that_is_not_there_is_named(db: Path) -> None:
    done = run(db, "story", "show", "9")

    assert done.status != 0
    assert "There is no story 9" in str(done.err) + str(done.out)
