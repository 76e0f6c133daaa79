from pactwatch.matching import Terms, matcher
from pactwatch.topic import default_topic
from pactwatch.variants import Folded


def _found(text: str, language: str = "en") -> list[tuple[str, list[str]]]:
    matches = matcher(default_topic()).everything(Folded([text]), language)
    return [
        ("claims", [concept.id for _, _, concept in matches.claims]),
        ("context", [concept.id for concept in matches.context.concepts]),
        ("marks", [concept.id for concept in matches.marks.concepts]),
    ]


def test_terms_are_sorted_by_what_they_are_for() -> None:
    assert _found("Seoul scraps the military intelligence pact") == [
        ("claims", ["pact_in_words"]), ("context", ["seoul"]), ("marks", ["scrap", "defence"]),
    ]  # fmt: skip


def test_what_hides_a_term_counts_itself() -> None:
    assert _found("North Korea-Japan") == [("claims", []), ("context", ["north_korea", "japan"]), ("marks", [])]


def test_a_single_character_is_a_word_in_its_own_language() -> None:
    assert [_found("日 정부", "ko")[1], _found("日 정부", "ja")[1]] == [("context", ["japan"]), ("context", [])]


def test_the_terms_of_a_span_are_those_that_begin_in_it() -> None:
    terms = Terms(starts=(0, 5, 9), ends=(4, 8, 12))

    assert [terms.starts[terms.within(*span)] for span in ((0, 9), (5, 6), (1, 5), (0, 99))] == [
        (0, 5), (5,), (), (0, 5, 9),
    ]  # fmt: skip
