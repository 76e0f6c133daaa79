"""One automaton over all terms of a topic (Aho and Corasick 1975, through pyahocorasick)."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import ahocorasick

from pactwatch.glossary import Concept, Topic
from pactwatch.variants import Folded, spellings

# The stronger of two overlapping claims on the same characters; at the same strength the longer.
_STRENGTH = {"related": 4, "name": 3, "generic": 2, "instrument": 1, "matter": 1, "sharing": 1}
_HANGUL = re.compile(r"[가-힣]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
_CJK = re.compile(r"[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")


class Match(NamedTuple):
    """One term in a folded text. Positional and small: there are dozens in an article."""

    start: int
    end: int
    concept: Concept


@dataclass(frozen=True, kw_only=True, slots=True)
class Matches:
    """What a text holds, each list in order of position and free of overlaps."""

    claims: list[Match]
    """Terms that name or describe the pact, and other agreements: pact, related, phrases but for context."""
    context: list[Match]
    """Parties, people, offices, places, events, context phrases."""
    marks: list[Match]
    """Words that colour the sentence they stand in: frames, a field, civil matters."""


Guard = Callable[[str, int, int], bool]
Lane = Literal["claims", "context", "marks", "false friends"]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """What the automaton tells of a spelling it found."""

    length: int
    concept: Concept
    lane: Lane
    guard: Guard | None
    """Whether it may begin and end there."""
    only: str | None
    """The language of the article it needs."""
    opens: str | None
    """What it does to open an article for judging, see `opened`."""


NOTHING = Matches(claims=[], context=[], marks=[])
_OPENS = {"name": "name", "generic": "name", "instrument": "instrument", "matter": "matter", "sharing": "matter"}
_MARKS = frozenset(("frame", "field", "civil"))


def opens(concept: Concept) -> str | None:
    """Return what a term of the concept does to open an article for judging, or a page for reading."""
    if concept.kind == "person" and concept.side:
        return f"spokesman of {concept.side}"
    return _OPENS.get(concept.role)


def opened(by: Collection[str | None], sides: frozenset[str]) -> bool:
    """Whether what was found can name the pact, describe it, or speak for it: without that every verdict is "off"."""
    if "name" in by:
        return True
    if "instrument" not in by:
        return False
    return "matter" in by or (bool(sides) and all(f"spokesman of {side}" in by for side in sides))


def _lane(concept: Concept) -> Lane:
    if concept.kind == "false_friend" or concept.hides:
        return "false friends"
    if concept.role in _MARKS:
        return "marks"
    speaks = concept.kind in ("pact", "related") or (concept.kind == "phrase" and concept.role != "context")
    return "claims" if speaks else "context"


class Matcher:
    """A topic, compiled."""

    def __init__(self, topic: Topic) -> None:
        self._sides = topic.sides
        self._automaton = ahocorasick.Automaton()
        for concept in topic.concepts:
            for language, term in concept.terms:
                for spelling in spellings(term):
                    entry = _Entry(
                        length=len(spelling), concept=concept, lane=_lane(concept), guard=_guard(spelling),
                        # a single character is a word in its own language at most: 日 is Japan only in Korean headlines
                        only=language if len(spelling) == 1 else None,
                        opens=opens(concept),
                    )  # fmt: skip
                    self._automaton.add_word(spelling, entry)
        self._automaton.make_automaton()

    def matches(self, folded: Folded, language: str) -> Matches:
        """Return the terms in `folded`; nothing at all where nothing in it could name or describe the pact."""
        found = list(self._automaton.iter(folded.text))
        if not opened({entry.opens for _, entry in found}, self._sides):
            return NOTHING
        text = folded.text
        lanes: dict[Lane, list[Match]] = {"claims": [], "context": [], "marks": [], "false friends": []}
        for last, entry in found:
            start, end = last - entry.length + 1, last + 1
            if entry.only is not None and entry.only != language:
                continue
            if entry.guard is None or entry.guard(text, start, end):
                lanes[entry.lane].append(Match(start, end, entry.concept))
        friends = lanes["false friends"]
        return Matches(
            claims=_best(_without(friends, lanes["claims"])),
            context=_best(_without(friends, lanes["context"])),
            marks=_best(_without(friends, lanes["marks"])),
        )


@lru_cache(maxsize=16)
def matcher(topic: Topic) -> Matcher:
    """Return the compiled topic; built once per topic."""
    return Matcher(topic)


def _without(friends: list[Match], matches: list[Match]) -> list[Match]:
    """Return the matches that no false friend hides."""
    if not friends:
        return matches
    hidden = {(concept, at) for friend in friends for concept in friend.concept.hides for at in range(*friend[:2])}
    return [m for m in matches if all((m.concept.id, at) not in hidden for at in (m.start, m.end - 1))]


def _best(matches: list[Match]) -> list[Match]:
    """Keep the stronger, then longer, then earlier of matches that overlap."""
    kept: list[Match] = []
    end = 0
    for match in sorted(matches, key=_longest_first):
        if match.start >= end:
            kept.append(match)
            end = match.end
        elif _claim(match) > _claim(kept[-1]):
            kept[-1] = match
            end = match.end
    return kept


def _longest_first(match: Match) -> tuple[int, int]:
    return match.start, -match.end


def _claim(match: Match) -> tuple[int, int]:
    strength = _STRENGTH.get(match.concept.kind, 0) or _STRENGTH.get(match.concept.role, 0)
    return strength, match.end - match.start


# --- Where a term may begin and end ---


def _guard(spelling: str) -> Guard | None:
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
    return not _HANGUL.match(text[start - 1 : start])


def _word(text: str, start: int, end: int) -> bool:
    return not _in_word(text[start - 1 : start]) and _ends_word(text, start, end)


def _begins_word(text: str, start: int, end: int) -> bool:
    return not _in_word(text[start - 1 : start])


def _ends_word(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    if after == "s":  # "pacts", and "GSOMIA's" ends at the apostrophe
        after = text[end + 1 : end + 2]
    return not _in_word(after)


def is_cjk_letter(character: str) -> bool:
    """Whether the character belongs to a script in which words are not set apart, Hangul with its particles too."""
    return _CJK.match(character) is not None


def _in_word(character: str) -> bool:
    if character < "\x80":
        return character.isalnum() or character == "_"
    return character.isalnum() and not _CJK.match(character)
