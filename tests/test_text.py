import pytest

from pactwatch.text import fold, index_terms, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＧＳＯＭＩＡ", "gsomia"),
        ("ｼﾞｰｿﾐｱ", "ジーソミア"),
        ("지소미아", "지소미아"),
        ("Straße", "STRASSE"),
    ],
)
def test_width_composition_and_case_do_not_tell_spellings_apart(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pact's 3rd year.", ["the", "pact", "s", "3rd", "year"]),
        ("한일 협정", ["한", "일", "협", "정"]),
        ("日韓GSOMIA、延長へ", ["日", "韓", "gsomia", "延", "長", "へ"]),
        ("ジーソミア", ["ジ", "ー", "ソ", "ミ", "ア"]),
        ("соглашение о GSOMIA", ["соглашение", "о", "gsomia"]),
        ("_ … —", []),
    ],
)
def test_tokens_are_words_of_alphabets_and_single_cjk_characters(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_index_terms_are_overlapping_bigrams_with_the_last_character_again() -> None:
    assert index_terms("지소미아 GSOMIA 日韓") == ["지소", "소미", "미아", "아", "gsomia", "日韓", "韓"]
