from pactwatch.automaton import Automaton


def test_words_are_found_where_they_end_the_longest_first() -> None:
    words = Automaton({"korea": 1, "north korea": 2, "or": 3})

    found = [(words.values[number], start, end) for number, start, end in words.found_in("north korea")]

    assert found == [(3, 1, 3), (3, 7, 9), (2, 0, 11), (1, 6, 11)]


def test_positions_are_those_of_characters() -> None:
    assert Automaton({"협정": 1}).found_in("韓日 협정") == [(0, 3, 5)]


def test_half_a_pair_of_surrogates_is_one_character_and_no_word() -> None:
    assert Automaton({"pact": 1}).found_in("\ud800pact\udfff") == [(0, 1, 5)]
