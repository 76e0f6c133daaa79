"""One automaton over many words (Aho and Corasick 1975, through pyahocorasick), quick on text that holds few of them.

pyahocorasick looks for the next character among a node's children in the order in which they were added. From the root
hundreds of characters lead on, so the most frequent characters of running text are added first, whether or not a word
begins with them: half the time on Korean and Japanese text (2026-11: 139 to 60 ns a character).
"""

from collections.abc import Mapping
from typing import Any

import ahocorasick

# The most frequent characters of 3,900 Korean, Japanese and English news articles in folded form.
_FREQUENT = (
    " eatisonrdlcphの.いmuるにと이で다なgfてーし0を/1wた,はby2는에을대も기すっか로ンv고가한의れ사)(k=하ま3らこス자를り"
    "서」「トだ은해인ん업전イく수카さ시5き장4원으ル정도ク'제リあ상보공있했성6アよ과부오一일주そ7ラ98비け"
)
_NEVER = "\ue0ff"  # of the private use area: no text that was folded holds it


def automaton(words: Mapping[str, object]) -> Any:
    """Return the automaton whose `iter(text)` yields (last position, value) for every word that occurs in `text`."""
    built = ahocorasick.Automaton()
    for character in _FREQUENT:
        built.add_word(character + _NEVER, None)
    rank = {character: place for place, character in enumerate(_FREQUENT)}
    for word in sorted(words, key=lambda word: rank.get(word[0], len(rank))):
        built.add_word(word, words[word])
    built.make_automaton()
    return built
