"""What is marked in a text, and what two texts differ in, as pieces."""

import time

import pytest

from pactwatch.edits import Change
from review.web.marking import Piece, difference, edits, marked
from storage.articles import Version
from tests.builders import NOON


@pytest.mark.parametrize(
    ("text", "marks", "pieces"),
    [
        ("한일 협정 연장", {"협정": "pact"}, [("한일 ", ""), ("협정", "pact"), (" 연장", "")]),
        ("GSOMIA and gsomia", {"GSOMIA": "pact"}, [("GSOMIA", "pact"), (" and ", ""), ("gsomia", "pact")]),
        ("軍事情報協定", {"軍事情報協定": "long", "情報": "short"}, [("軍事情報協定", "long")]),
        (
            "the military pact",
            {"the military": "one", "military pact": "two"},
            [("the military", "one"), (" pact", "")],
        ),
        ("nothing here", {"pact": "pact"}, [("nothing here", "")]),
        ("", {"pact": "pact"}, []),
    ],
)
def test_each_place_of_a_term_is_marked_once(text: str, marks: dict[str, str], pieces: list[tuple[str, str]]) -> None:
    found = marked(text, marks)

    assert found == tuple(Piece(*piece) for piece in pieces)
    assert "".join(piece.text for piece in found) == text


def test_a_difference_holds_both_texts() -> None:
    found = difference("14 rounds of talks", "15 rounds of long talks")

    assert "".join(piece.text for piece in found if piece.mark != "+") == "14 rounds of talks"
    assert "".join(piece.text for piece in found if piece.mark != "-") == "15 rounds of long talks"


def test_very_long_texts_are_shown_one_after_the_other_and_at_once() -> None:
    began = time.process_time()

    found = difference("가나다라 " * 20_000, "마바사아 " * 20_000)

    assert [piece.mark for piece in found] == ["-", "+"]
    assert time.process_time() - began < 5


def test_a_change_that_is_counted_twice_is_shown_once() -> None:
    change = Change(sort="number", before="14 rounds", after="15 rounds")
    version = Version(version=2, at=NOON, title="t", text="", page_id=None, grade="fact", changes=(change, change))

    assert len(edits(version)) == 1
