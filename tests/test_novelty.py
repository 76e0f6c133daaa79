import pytest

from pactwatch.fingerprints import fingerprint
from pactwatch.novelty import new_share, novelty
from pactwatch.seed import seed_of
from pactwatch.sharing import marked_against, side_by_side
from tests.builders import PARAGRAPHS, article

KOREAN = (
    "가상의 정부는 협정을 한 해 더 연장하기로 했다고 17일 밝혔다.",
    "한서진 차관은 기자들에게 협의가 14차례 열렸다고 말했다.",
)
NEW = "A parliamentary committee asked for the minutes of every meeting that was held since last spring."


def test_every_sentence_is_new_repeated_or_repeated_with_another_number() -> None:
    seed = seed_of(article(paragraphs=PARAGRAPHS[:2]), "own")
    known = article(paragraphs=PARAGRAPHS[2:])
    said = novelty(
        article(paragraphs=(PARAGRAPHS[0], PARAGRAPHS[1].replace("14", "15"), PARAGRAPHS[2], NEW)), [seed], [(7, known)]
    )

    assert [(one.state, one.where) for one in said] == [
        ("repeated", "seed own"), ("other_number", "seed own"), ("repeated", "7"), ("new", None),
    ]  # fmt: skip
    assert new_share(said) == pytest.approx(len(NEW) / sum(len(one.sentence) for one in said))


def test_another_number_shows_what_was_said_before() -> None:
    before, after = article(paragraphs=KOREAN), article(paragraphs=tuple(p.replace("14", "16") for p in KOREAN))

    said = novelty(after, [], [(3, before)])

    assert [(one.state, one.before) for one in said] == [("repeated", KOREAN[0]), ("other_number", KOREAN[1])]


def test_a_word_changed_in_a_long_sentence_leaves_it_repeated() -> None:
    said = novelty(article(paragraphs=(PARAGRAPHS[3].replace("later", "then"),)), [], [(1, article())])

    assert [one.state for one in said] == ["repeated"]


def test_short_sentences_are_repeated_only_as_a_whole() -> None:
    known = article(paragraphs=("He agreed.", "It is over now."))

    said = novelty(article(paragraphs=("He agreed.", "She agreed.")), [], [(1, known)])

    assert [one.state for one in said] == ["repeated", "new"]


def test_an_empty_text_has_nothing_new() -> None:
    assert novelty(article(paragraphs=()), [], []) == ()
    assert new_share(()) == 0.0


def test_shared_passages_are_marked_where_they_stand() -> None:
    text = f"{NEW} {PARAGRAPHS[0]}"

    pieces = marked_against(text, fingerprint(article()).shingles)

    assert "".join(piece for piece, _ in pieces) == text
    assert [piece.strip(" .") for piece, shared in pieces if shared] == [PARAGRAPHS[0].strip(".")]


def test_paragraphs_stand_beside_those_they_share_most_with() -> None:
    rows = side_by_side((NEW, *PARAGRAPHS[:2]), (PARAGRAPHS[1], PARAGRAPHS[3], PARAGRAPHS[0]))

    beside = [("".join(t for t, _ in row.one)[:12], "".join(t for t, _ in row.two)[:12]) for row in rows]
    assert beside == [
        (NEW[:12], ""), ("", PARAGRAPHS[3][:12]), (PARAGRAPHS[0][:12], PARAGRAPHS[0][:12]),
        (PARAGRAPHS[1][:12], PARAGRAPHS[1][:12]),
    ]  # fmt: skip
