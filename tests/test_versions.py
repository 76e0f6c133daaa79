from pathlib import Path

import pytest

from storage.archive import Archive
from tests.builders import PARAGRAPHS, after, article, reading


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(tmp_path / "a.db") as archive:
        yield archive


def kept(archive: Archive, *paragraphs: str, minutes: float = 60):
    return archive.keep(reading(article(paragraphs=paragraphs), at=after(minutes)))


def test_a_version_knows_what_was_changed(archive: Archive) -> None:
    archive.keep(reading())

    edited = kept(archive, *(p.replace("14 rounds", "15 rounds") for p in PARAGRAPHS))

    assert edited.edit is not None
    first, second = archive.versions(1)
    assert (first.grade, second.grade, second.substance) == ("first", "fact", True)
    (change,) = second.changes
    assert (change.sort, "14 rounds" in change.before, "15 rounds" in change.after) == ("number", True, True)


def test_an_edit_of_substance_puts_a_reviewed_article_back_into_the_inbox(archive: Archive) -> None:
    archive.keep(reading())
    archive.review(1, "accept", None, after(1))

    kept(archive, *PARAGRAPHS, "A vote is expected in May.")

    assert [row.version for row in archive.inbox()] == [2]


def test_a_typographic_edit_does_not(archive: Archive) -> None:
    archive.keep(reading())
    archive.review(1, "accept", None, after(1))

    edited = kept(archive, *(p.replace(", who is invented,", " — who is invented —") for p in PARAGRAPHS))

    assert (edited.version, edited.change) == (2, "edited")
    assert archive.inbox() == []


def test_a_counter_is_no_version(archive: Archive) -> None:
    archive.keep(reading())

    again = kept(archive, *PARAGRAPHS, "1,204 views")

    assert (again.change, again.version) == ("unchanged", 1)


def test_typography_after_substance_leaves_it_unread(archive: Archive) -> None:
    archive.keep(reading())
    archive.review(1, "accept", None, after(1))
    kept(archive, *PARAGRAPHS, "A vote is expected in May.")

    kept(archive, *PARAGRAPHS, "A vote is expected: in May.", minutes=90)

    assert [row.version for row in archive.inbox()] == [3]
