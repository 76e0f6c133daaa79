"""Where the terms of a topic stand in a text, in one pass, and which of those that overlap counts."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from pactwatch.automaton import Automaton
from pactwatch.boundaries import Guard, Letters, guard_of, plural
from pactwatch.glossary import Concept, Topic
from pactwatch.variants import Folded, spellings

# The stronger of two overlapping claims on the same characters; at the same strength the longer.
_STRENGTH = {"related": 4, "name": 3, "generic": 2, "instrument": 1, "matter": 1, "sharing": 1}


class Match(NamedTuple):
    """One term in a folded text. Positional and small: there are dozens in an article."""

    start: int
    end: int
    concept: Concept
    strength: int = 0
    """How strong a claim it has on its characters against a term that overlaps it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Matches:
    """What a text holds, each list in order of position and free of overlaps."""

    claims: list[Match]
    """Terms that name or describe the pact, and other agreements: pact, related, phrases but for context."""
    context: list[Match]
    """Parties, people, offices, places, events, context phrases."""
    marks: list[Match]
    """Words that colour the sentence they stand in: frames, a field, civil matters."""


_match: Callable[[tuple[int, int, Concept, int]], Match] = partial(tuple.__new__, Match)
_Hit = tuple[int, int, Concept, int]
"""A match before it is one: there are over a hundred in an article, and plain tuples are quicker."""

_CLAIMS, _CONTEXT, _MARKS, _FRIENDS = range(4)
"""The lanes into which matches are sorted."""


class _Entry(NamedTuple):
    """What the automaton tells of a spelling it found."""

    concept: Concept
    lane: int
    strength: int
    guard: Guard
    """What may not stand around it."""
    hides: bool
    """Whether it is no false friend and yet hides what overlaps it."""
    only: str | None
    """The language of the article it needs."""
    opens: str | None
    """What it does to open an article for judging, see `opened`."""


def _plain(
    entry: _Entry,
) -> tuple[Concept, int, int, Letters | None, Letters | None, bool, str | None]:
    """Return what is asked of every hit as a plain tuple: it is taken apart in a third of the time."""
    return entry.concept, entry.lane, entry.strength, *entry.guard, entry.hides, entry.only


NOTHING = Matches(claims=[], context=[], marks=[])
_OPENS = {"name": "name", "generic": "name", "instrument": "instrument", "matter": "matter", "sharing": "matter"}
_COLOURS = frozenset(("frame", "field", "civil", "passing"))


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


def _lane(concept: Concept) -> int:
    if concept.kind == "false_friend":
        return _FRIENDS
    if concept.role in _COLOURS:
        return _MARKS
    speaks = concept.kind in ("pact", "related") or (concept.kind == "phrase" and concept.role != "context")
    return _CLAIMS if speaks else _CONTEXT


def _entry(spelling: str, concept: Concept, language: str) -> _Entry:
    return _Entry(
        concept=concept, lane=_lane(concept), strength=_strength(concept),
        guard=guard_of(spelling),
        hides=bool(concept.hides) and concept.kind != "false_friend",
        # a single character is a word in its own language at most: 日 is Japan only in Korean headlines
        only=language if len(spelling) == 1 else None,
        opens=opens(concept),
    )  # fmt: skip


def _strength(concept: Concept) -> int:
    return _STRENGTH.get(concept.kind, 0) or _STRENGTH.get(concept.role, 0)


class Matcher:
    """A topic, compiled."""

    def __init__(self, topic: Topic) -> None:
        self._sides = topic.sides
        entries: dict[str, _Entry] = {}
        for concept in topic.concepts:
            for language, term in concept.terms:
                for spelling in spellings(term):
                    entries[spelling] = _entry(spelling, concept, language)
        self._automaton = Automaton(entries)
        self._entries = [_plain(entry) for entry in entries.values()]
        self._names = {number for number, entry in enumerate(entries.values()) if entry.opens == "name"}

    def matches(self, folded: Folded, language: str) -> Matches:
        """Return the terms in `folded`; nothing at all where nothing in it could name or describe the pact."""
        found = self._automaton.found_in(folded.text)
        numbers = {number for number, _, _ in found}
        if self._names.isdisjoint(numbers):
            by = {self._automaton.values[number].opens for number in numbers}
            if not opened(by, self._sides):
                return NOTHING
        return self._sorted(found, folded.text, language)

    def everything(self, folded: Folded, language: str) -> Matches:
        """Return the terms in `folded`, whatever it is about."""
        return self._sorted(self._automaton.found_in(folded.text), folded.text, language)

    def _sorted(self, found: list[tuple[int, int, int]], text: str, language: str) -> Matches:
        lanes: tuple[list[_Hit], ...] = ([], [], [], [])
        add, entries = [lane.append for lane in lanes], self._entries
        text += "\n"  # so that something stands behind the last term, and before the first
        for number, start, end in found:
            concept, lane, strength, before, behind, hides, only = entries[number]
            if (
                (before is None or not before[text[start - 1]])
                and (behind is None or not behind[text[end]] or plural(text, end, behind))
                and (only is None or only == language)
            ):
                hit = (start, end, concept, strength)
                add[lane](hit)
                if hides:
                    add[_FRIENDS](hit)
        hidden = _hidden(lanes[_FRIENDS])
        claims, context, marks = [_best(_shown(lanes[lane], hidden)) for lane in (_CLAIMS, _CONTEXT, _MARKS)]
        return Matches(claims=claims, context=context, marks=marks)


@lru_cache(maxsize=16)
def matcher(topic: Topic) -> Matcher:
    """Return the compiled topic; built once per topic."""
    return Matcher(topic)


def _hidden(friends: list[_Hit]) -> dict[str, set[int]]:
    """Return the positions where the terms of a concept do not count, by its id."""
    hidden: dict[str, set[int]] = {}
    for start, end, concept, _ in friends:
        for name in concept.hides:
            hidden.setdefault(name, set()).update(range(start, end))
    return hidden


def _shown(hits: list[_Hit], hidden: dict[str, set[int]]) -> list[_Hit]:
    """Return those that no false friend hides."""
    if not hidden:
        return hits
    return [hit for hit in hits if (at := hidden.get(hit[2].id)) is None or not (hit[0] in at or hit[1] - 1 in at)]


def _best(hits: list[_Hit]) -> list[Match]:
    """Keep the stronger, then longer, then earlier of those that overlap; they come in order of their ends."""
    kept: list[_Hit] = []
    last_end = 0
    for hit in hits:
        start, end, _, strength = hit
        if start >= last_end:
            kept.append(hit)
            last_end = end
            continue
        last = kept[-1]
        if end == last_end and start >= last[0] and strength <= last[3]:
            continue  # inside the last and no stronger, as most of those that overlap
        place = len(kept) - 1
        while place and kept[place - 1][1] > start:
            place -= 1
        weight = strength, end - start
        for other_start, other_end, _, other_strength in kept[place:]:
            if (other_strength, other_end - other_start) >= weight:
                break
        else:
            kept[place:] = [hit]
            last_end = end
    return list(map(_match, kept))
