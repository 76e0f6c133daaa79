"""Where the terms of a topic stand in a text, in one pass, and which of those that overlap counts."""

from bisect import bisect_left
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from pactwatch.automaton import Automaton
from pactwatch.boundaries import Guard, guard_of, plural
from pactwatch.glossary import Concept, Topic
from pactwatch.variants import Folded, spellings

# The stronger of two overlapping claims on the same characters; at the same strength the longer.
_STRENGTH = {"related": 4, "name": 3, "generic": 2, "instrument": 1, "matter": 1, "sharing": 1}


Term = tuple[int, int, Concept]
"""Where one begins and ends in a folded text, and what it stands for. Plain, as there are dozens in an article."""


class Terms(NamedTuple):
    """Terms of one sort in order of position and free of overlaps, by columns: what stands where is a bisection."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    concepts: tuple[Concept, ...] = ()

    def within(self, start: int, end: int) -> slice:
        """Return which of them begin from `start` to before `end`."""
        return slice(bisect_left(self.starts, start), bisect_left(self.starts, end))


class Matches(NamedTuple):
    """What a text holds."""

    claims: list[Term]
    """Terms that name or describe the pact, and other agreements: pact, related, phrases but for context."""
    context: Terms
    """Parties, people, offices, places, events, context phrases."""
    marks: Terms
    """Words that colour the sentence they stand in: frames, an exchange, a field, civil matters."""


_Hit = tuple[int, int, int]
"""What the automaton found: the number of a spelling, start and end. There are over a hundred in an article."""

_CLAIMS, _CONTEXT, _MARKS, _FRIENDS = range(4)
"""The lanes into which hits are sorted."""


class _Entry(NamedTuple):
    """What a spelling stands for."""

    concept: Concept
    lane: int
    strength: int
    """How strong a claim it has on its characters against a term that overlaps it."""
    guard: Guard
    """What may not stand around it."""
    hides: bool
    """Whether it is no false friend and yet hides what overlaps it."""
    only: str | None
    """The language of the article it needs."""
    opens: str | None
    """What it does to open an article for judging, see `opened`."""


NOTHING = Matches(claims=[], context=Terms(), marks=Terms())
_OPENS = {"name": "name", "generic": "name", "instrument": "instrument", "matter": "secret", "sharing": "matter"}
_COLOURS = frozenset(("frame", "exchange", "field", "civil", "passing"))


def opens(concept: Concept) -> str | None:
    """Return what a term of the concept does to open an article for judging, or a page for reading."""
    if concept.kind == "person" and concept.side:
        return f"spokesman of {concept.side}"
    return _OPENS.get(concept.role)


def opened(by: Collection[str | None], sides: frozenset[str]) -> bool:
    """Whether what was found can name the pact, describe it, or speak for it: without that every verdict is "off"."""
    if "name" in by or "secret" in by:
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
        entries: dict[str, _Entry] = {}
        for concept in topic.concepts:
            for language, term in concept.terms:
                for spelling in spellings(term):
                    entries[spelling] = _entry(spelling, concept, language)
        self._sides = topic.sides
        self._automaton = Automaton(entries)
        self._asked = [(entry.lane, *entry.guard, entry.only, entry.hides) for entry in entries.values()]
        """What is asked of every hit, by the number of its spelling; then what is asked of some."""
        self._concepts = [entry.concept for entry in entries.values()]
        self._strengths = [entry.strength for entry in entries.values()]
        self._opens = [entry.opens for entry in entries.values()]
        self._lanes = {concept.id: _lane(concept) for concept in topic.concepts}

    def matches(self, folded: Folded, language: str) -> Matches:
        """Return the terms in `folded`; nothing at all where nothing in it could name or describe the pact."""
        found = self._automaton.found_in(folded.text)
        opens = self._opens
        named = any(opens[number] == "name" for number, _, _ in found)  # mostly one of the first few
        if named or opened({opens[number] for number, _, _ in found}, self._sides):
            return self._sorted(found, folded.text, language)
        return NOTHING

    def everything(self, folded: Folded, language: str) -> Matches:
        """Return the terms in `folded`, whatever it is about."""
        return self._sorted(self._automaton.found_in(folded.text), folded.text, language)

    def _sorted(self, found: list[_Hit], text: str, language: str) -> Matches:
        lanes: tuple[list[_Hit], ...] = ([], [], [], [])
        add, asked = [lane.append for lane in lanes], self._asked
        text += "\n"  # so that something stands behind the last term, and before the first
        for hit in found:
            number, start, end = hit
            lane, before, behind, only, hides = asked[number]
            if (
                (before is None or not before[text[start - 1]])
                and (behind is None or not behind[text[end]] or plural(text, end, behind))
                and (only is None or only == language)
            ):
                add[lane](hit)
                if hides:
                    add[_FRIENDS](hit)
        hidden = self._hidden(lanes[_FRIENDS])
        claims, context, marks = [
            self._best(self._shown(lanes[lane], hidden[lane])) for lane in (_CLAIMS, _CONTEXT, _MARKS)
        ]
        return Matches(list(zip(*claims, strict=True)), context, marks)

    def _hidden(self, friends: list[_Hit]) -> tuple[dict[str, set[int]], ...]:
        """Return the positions where the terms of a concept do not count, by its id, for each lane."""
        hidden: tuple[dict[str, set[int]], ...] = ({}, {}, {}, {})
        for number, start, end in friends:
            for name in self._concepts[number].hides:
                hidden[self._lanes[name]].setdefault(name, set()).update(range(start, end))
        return hidden

    def _shown(self, hits: list[_Hit], hidden: dict[str, set[int]]) -> list[_Hit]:
        """Return those that no false friend hides."""
        if not hidden:
            return hits
        concepts = self._concepts
        return [
            (number, start, end)
            for number, start, end in hits
            if (at := hidden.get(concepts[number].id)) is None or not (start in at or end - 1 in at)
        ]

    def _best(self, hits: list[_Hit]) -> Terms:
        """Keep the stronger, then longer, then earlier of those that overlap; they come in order of their ends."""
        kept: list[_Hit] = []
        last_end, strengths = 0, self._strengths
        for hit in hits:
            number, start, end = hit
            if start >= last_end:
                kept.append(hit)
                last_end = end
                continue
            last, last_start, _ = kept[-1]
            strength = strengths[number]
            if end == last_end and start >= last_start and strength <= strengths[last]:
                continue  # inside the last and no stronger, as most of those that overlap
            place = len(kept) - 1
            while place and kept[place - 1][2] > start:
                place -= 1
            weight = strength, end - start
            for other, other_start, other_end in kept[place:]:
                if (strengths[other], other_end - other_start) >= weight:
                    break
            else:
                kept[place:] = [hit]
                last_end = end
        return self._terms(kept)

    def _terms(self, hits: list[_Hit]) -> Terms:
        if not hits:
            return Terms()
        numbers, starts, ends = zip(*hits, strict=True)
        return Terms(starts, ends, tuple(map(self._concepts.__getitem__, numbers)))


@lru_cache(maxsize=16)
def matcher(topic: Topic) -> Matcher:
    """Return the compiled topic; built once per topic."""
    return Matcher(topic)
