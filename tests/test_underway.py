from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from spiders.underway import Reading, Underway

PAGE = Reading(kind="page", name="https://www.outlet.example/1")
OTHER = Reading(kind="page", name="https://www.outlet.example/2")


LEFT_OPEN: list[AbstractContextManager[None]] = []


@pytest.fixture(autouse=True)
def left_open() -> Iterator[None]:
    """Close what the deaths of a test left open, once they no longer matter."""
    yield
    while LEFT_OPEN:
        LEFT_OPEN.pop().__exit__(None, None, None)


def die_of(db: Path, what: Reading) -> None:
    """Leave the mark as a process does that is killed inside the block."""
    underway = Underway(db)
    underway.left()
    block = underway.reading(what)
    block.__enter__()
    LEFT_OPEN.append(block)


def left(db: Path) -> Reading | None:
    return Underway(db).left()


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def test_what_was_read_to_its_end_is_not_accused(db: Path) -> None:
    with Underway(db).reading(PAGE):
        pass

    assert left(db) is None


def test_one_death_is_no_proof(db: Path) -> None:
    die_of(db, PAGE)

    assert left(db) is None


def test_two_deaths_in_a_row_are_and_are_told_once(db: Path) -> None:
    die_of(db, PAGE)
    die_of(db, PAGE)

    first, second = left(db), left(db)
    assert first is not None
    assert (first.kind, first.name) == ("page", PAGE.name)
    assert second is None


def test_two_deaths_of_different_pages_are_accidents(db: Path) -> None:
    die_of(db, PAGE)
    die_of(db, OTHER)

    assert left(db) is None


def test_a_suspect_that_is_read_to_its_end_is_cleared(db: Path) -> None:
    die_of(db, PAGE)
    underway = Underway(db)
    underway.left()
    with underway.reading(PAGE):
        pass
    with underway.reading(OTHER):
        pass

    die_of(db, PAGE)
    assert left(db) is None


def test_an_exception_is_no_death(db: Path) -> None:
    with pytest.raises(ValueError), Underway(db).reading(PAGE):
        raise ValueError

    assert left(db) is None


@pytest.mark.parametrize("text", [b"", b'{"kind": "pa', b"[1]", b'{"kind": "page"}', b"\xff"])
def test_a_mark_that_was_cut_off_accuses_nobody(db: Path, text: bytes) -> None:
    db.with_name("news.db.reading").write_bytes(text)

    assert left(db) is None
