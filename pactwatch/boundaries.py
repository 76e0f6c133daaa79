"""Where a term may begin and end, in scripts with and without spaces between words."""

import re
from collections.abc import Callable

_HANGUL = re.compile(r"[가-힣]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
_CJK = re.compile(r"[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")

Guard = Callable[[str, int, int], bool]
"""Whether a term may stand in a folded text from a position to another."""


def guard_of(spelling: str) -> Guard | None:
    """Return what a spelling asks of the characters around it; None where it may stand anywhere."""
    first, last = spelling[0], spelling[-1]
    if _KATAKANA.match(first) and _KATAKANA.match(last):
        return _katakana_word
    if len(spelling) <= 2 and _HANGUL.match(first):
        return _begins_korean_word
    if not _CJK.match(first):
        return _begins_word if _CJK.match(last) else _word
    return None if _CJK.match(last) else _ends_word


def _katakana_word(text: str, start: int, end: int) -> bool:
    return not (_KATAKANA.match(text[start - 1 : start]) or _KATAKANA.match(text[end : end + 1]))


def _begins_korean_word(text: str, start: int, end: int) -> bool:
    return not "가" <= text[start - 1 : start] <= "힣"


def _word(text: str, start: int, end: int) -> bool:
    return not _IN_WORD[text[start - 1 : start]] and _ends_word(text, start, end)


def _begins_word(text: str, start: int, end: int) -> bool:
    return not _IN_WORD[text[start - 1 : start]]


def _ends_word(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    if after == "s":  # "pacts", and "GSOMIA's" ends at the apostrophe
        after = text[end + 1 : end + 2]
    return not _IN_WORD[after]


def is_cjk_letter(character: str) -> bool:
    """Whether the character belongs to a script in which words are not set apart, Hangul with its particles too."""
    return _CJK_LETTER[character]


class _CjkLetter(dict[str, bool]):
    """The answer by character: it is asked of every term in an article."""

    def __missing__(self, character: str) -> bool:
        self[character] = _CJK.match(character) is not None
        return self[character]


_CJK_LETTER = _CjkLetter()


class _InWord(dict[str, bool]):
    """Whether a character, or none, goes on a word of an alphabet."""

    def __missing__(self, character: str) -> bool:
        goes_on = (character.isalnum() or character == "_") and not _CJK.match(character)
        self[character] = goes_on
        return goes_on


_IN_WORD = _InWord()
