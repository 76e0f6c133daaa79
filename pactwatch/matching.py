"""One automaton over all terms of a topic (Aho and Corasick 1975, through pyahocorasick)."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from pactwatch.glossary import Concept, Topic
from pactwatch.variants import Folded, spellings

# The stronger of two overlapping claims on the same characters; at the same strength the longer.
_STRENGTH = {"related": 4, "name": 3, "generic": 2, "instrument": 1, "matter": 1, "sharing": 1}
_WORD = re.compile(r"[^\W_]")
_HANGUL = re.compile(r"[가-힣]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
_CJK = re.compile(r"[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Match:
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """What the automaton tells of a spelling it found."""

    length: int
    concept: Concept
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


def _entry(spelling: str, concept: Concept, only: str | None) -> _Entry:
    guard = _guard(spelling)
    return _Entry(length=len(spelling), concept=concept, guard=guard, only=only, opens=opens(concept))


def _claims(concept: Concept) -> bool:
    """Whether terms of the concept say something about an agreement; the others are context or marks."""
    if concept.kind in ("pact", "related"):
        return True
    return concept.kind == "phrase" and concept.role != "context" and concept.role not in _MARKS


class Matcher:
    """A topic, compiled."""

    def __init__(self, topic: Topic) -> None:
        self._sides = topic.sides
        self._automaton = ahocorasick.Automaton()
        for concept in topic.concepts:
            for language, term in concept.terms:
                for spelling in spellings(term):
                    # a single character is a word in its own language at most: 日 is Japan only in Korean headlines
                    only = language if len(spelling) == 1 else None
                    self._automaton.add_word(spelling, _entry(spelling, concept, only))
        self._automaton.make_automaton()

    def matches(self, folded: Folded, language: str) -> Matches:
        """Return the terms in `folded`; nothing at all where nothing in it could name or describe the pact."""
        found = list(self._automaton.iter(folded.text))
        if not opened({entry.opens for _, entry in found}, self._sides):
            return NOTHING
        text = folded.text
        kept = [
            Match(end - entry.length + 1, end + 1, entry.concept)
            for end, entry in found
            if (entry.only is None or entry.only == language)
            and (entry.guard is None or entry.guard(text, end - entry.length + 1, end + 1))
        ]
        kept = _without_false_friends(kept)
        return Matches(
            claims=_best(m for m in kept if _claims(m.concept)),
            context=_best(m for m in kept if not _claims(m.concept) and m.concept.role not in _MARKS),
            marks=_best(m for m in kept if m.concept.role in _MARKS),
        )


@lru_cache(maxsize=16)
def matcher(topic: Topic) -> Matcher:
    """Return the compiled topic; built once per topic."""
    return Matcher(topic)


def _without_false_friends(matches: list[Match]) -> list[Match]:
    friends = [m for m in matches if m.concept.hides]
    if not friends:
        return matches
    hides: dict[str, set[int]] = {}
    for friend in friends:
        for concept_id in friend.concept.hides:
            hides.setdefault(concept_id, set()).update(range(friend.start, friend.end))
    return [
        m
        for m in matches
        if m.concept.kind != "false_friend"
        and (m.concept.id not in hides or hides[m.concept.id].isdisjoint(range(m.start, m.end)))
    ]


def _best(matches: Iterator[Match]) -> list[Match]:
    """Keep the stronger, then longer, then earlier of matches that overlap."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
        elif _claim(match) > _claim(kept[-1]):
            kept[-1] = match
    return kept


def _claim(match: Match) -> tuple[int, int]:
    strength = _STRENGTH.get(match.concept.kind, 0) or _STRENGTH.get(match.concept.role, 0)
    return strength, match.end - match.start


# --- Where a term may begin and end ---


def _guard(spelling: str) -> Guard | None:
    if _KATAKANA.match(spelling[0]) and _KATAKANA.match(spelling[-1]):
        return _katakana_word
    if len(spelling) <= 2 and _HANGUL.match(spelling[0]):
        return _begins_korean_word
    if not _CJK.match(spelling[0]) or not _CJK.match(spelling[-1]):
        return _latin_word
    return None


def _katakana_word(text: str, start: int, end: int) -> bool:
    return not (_KATAKANA.match(text[start - 1 : start]) or _KATAKANA.match(text[end : end + 1]))


def _begins_korean_word(text: str, start: int, end: int) -> bool:
    return not _HANGUL.match(text[start - 1 : start])


def _latin_word(text: str, start: int, end: int) -> bool:
    if not _CJK.match(text[start]) and _in_word(text[start - 1 : start]):
        return False
    if _CJK.match(text[end - 1]):
        return True
    after = end + 1 if text[end : end + 1] == "s" else end  # "pacts", and "GSOMIA's" ends at the apostrophe
    return not _in_word(text[after : after + 1])


def is_cjk_letter(character: str) -> bool:
    """Whether the character belongs to a script in which words are not set apart, Hangul with its particles too."""
    return _CJK.match(character) is not None


def _in_word(character: str) -> bool:
    return character == "_" or (bool(_WORD.match(character)) and not _CJK.match(character))
