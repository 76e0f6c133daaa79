"""Where a term may begin and end, in scripts with and without spaces between words."""

import re
from collections.abc import Callable
from typing import NamedTuple

_KATAKANA = re.compile(r"[ァ-ヺー]")
_CJK = re.compile(r"[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")


class Letters(dict[str, bool]):
    """Whether a character, or none, is one of a sort, remembered by the character: it is asked of every term."""

    def __init__(self, belongs: Callable[[str], bool]) -> None:
        super().__init__({"": False})
        self._belongs = belongs

    def __missing__(self, character: str) -> bool:
        self[character] = self._belongs(character)
        return self[character]


CJK = Letters(lambda character: _CJK.match(character) is not None)
"""Those of a script in which words are not set apart, Hangul with its particles too."""
HANGUL = Letters(lambda character: "가" <= character <= "힣")
KATAKANA = Letters(lambda character: _KATAKANA.match(character) is not None)
WORD = Letters(lambda character: (character.isalnum() or character == "_") and not CJK[character])
"""Those that go on a word of an alphabet."""


class Guard(NamedTuple):
    """What may not stand directly before a term, and directly behind it."""

    before: Letters | None
    behind: Letters | None


def guard_of(spelling: str) -> Guard:
    """Return what a spelling asks of the characters around it."""
    first, last = spelling[0], spelling[-1]
    if KATAKANA[first] and KATAKANA[last]:
        return Guard(KATAKANA, KATAKANA)
    if len(spelling) <= 2 and HANGUL[first]:
        return Guard(HANGUL, None)
    return Guard(None if CJK[first] else WORD, None if CJK[last] else WORD)


def plural(text: str, end: int, behind: Letters) -> bool:
    """Whether a term ends there by the s that follows: "pacts", and "GSOMIA's" ends at the apostrophe."""
    return text[end] == "s" and behind is WORD and not WORD[text[end + 1]]
