"""A first look for what opens a page, much quicker than the automaton that says what was found.

Every verdict but "off" needs a name of the pact; or a word for an agreement, together with one for its matter or with
people of both parties (`matching.opened`). So a page passes only if it holds one of the names and words for an
agreement, and one of the names, words for a matter and people of one party: two lists of words, and of each only those
in which no other of the list occurs ("pact" finds "spypact", "gsomia" every name that ends so). That no page is refused
which the automaton would let pass follows from the lists alone: both look in the same letters for the same keys.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PART = 5
"""Letters; shorter parts stand in nearly every page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    """Words that share a part: where that is not found, none of them is."""

    part: str
    words: tuple[str, ...]


class Gate:
    """The two lists of a topic, made of the keys under which the streams of a page are searched."""

    def __init__(self, opening: Mapping[str, frozenset[str]], sides: frozenset[str]) -> None:
        """`opening` gives what each key does, see `matching.opens`."""

        def keys(*does: str) -> set[str]:
            return {key for key, did in opening.items() if not did.isdisjoint(does)}

        people = min((keys(f"spokesman of {side}") for side in sorted(sides)), key=len, default=set[str]())
        self._agreements = _grouped(keys("name", "instrument"))
        self._matters = _grouped(keys("name", "matter") | people)

    def lets_pass(self, streams: Sequence[str]) -> bool:
        """Whether a word of each list stands in the letters of a page."""
        return _found(self._agreements, streams) and _found(self._matters, streams)


def _found(groups: list[_Group], streams: Sequence[str]) -> bool:
    return any(
        group.part in stream and any(word in stream for word in group.words) for stream in streams for group in groups
    )


def _grouped(words: set[str]) -> list[_Group]:
    """Return `words` by the part that most of them share, so that one search answers for all of them."""
    groups, left = [], _shortest(words)
    while left:
        parts = Counter(part for word in left for part in _parts(word))
        shared = max(parts, key=lambda part: (parts[part], len(part), part))
        groups.append(_Group(part=shared, words=tuple(sorted(word for word in left if shared in word))))
        left = {word for word in left if shared not in word}
    return groups


def _parts(word: str) -> set[str]:
    """Return the runs of at least PART letters in `word`, itself among them."""
    return {word[i:j] for i in range(len(word)) for j in range(i + PART, len(word) + 1)} | {word}


def _shortest(words: set[str]) -> set[str]:
    """Return the words in which no other occurs."""
    return {word for word in words if not any(other in word for other in words if other != word)}
