"""Who is party to what: the countries in a span of text, and those written as one."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from pactwatch.glossary import Concept, Topic
from pactwatch.matching import Term, Terms

# What joins countries to one party of an agreement, in folded text: "Japan and the Philippines", "日本とカナダ",
# "한국과 미국", "Seoul-Tokyo" (a joiner folds to a space).
_JOINT = re.compile(r" ?(?:,|、|・|/|&|and|both|と|や|및|과|와|하고|和|与|跟|同|及|및)? ?(?:and )?(?:the )?")
_FOREIGN = frozenset(("other", "power", "foe"))
_WRITTEN_AS_ONE = frozenset(("pair", "others", "group"))
_COUNTRIES = frozenset(("party", "place"))
_WIDEST_JOINT = 9  # characters

Whose = Literal["pair", "others", "group"]
"""Whose agreement: both of our parties', that of a country outside, that of more than two with both of ours."""


class Joined(NamedTuple):
    """Countries written as one: "Japan and the Philippines", "日米". A named tuple, as an article has a handful."""

    start: int
    end: int
    whose: Whose
    listed: bool
    """Whether the topic lists it as one word, so that it holds no country by name."""
    sides: frozenset[str] = frozenset()
    """Which parties of ours are among them, as far as they are named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parties:
    """Who stands in a span of the text."""

    sides: frozenset[str]
    """The parties of ours, by their own name, their capital, offices or people, or as a pair."""
    roles: frozenset[str]
    spokesmen: frozenset[str]
    """The parties for which a person of the topic stands there."""
    together: frozenset[str]
    """Whose the countries written as one are."""
    outsider: bool
    """Whether a country stands there that could be the other party of such an agreement."""
    partner: bool
    """Whether one does, or is joined to another by the text, so that the agreement may be theirs."""
    stranger: bool
    """Whether any third country stands there, the powers that comment on everything included."""

    def shown(self, all_sides: frozenset[str]) -> frozenset[str]:
        """The parties of ours, where a group of three counts for both of them."""
        return all_sides if "group" in self.roles else self.sides


class Signs:
    """What each concept of a topic shows of who stands in a span: a bit for each sign, a span is their union."""

    def __init__(self, topic: Topic) -> None:
        self._sides = topic.sides
        shown = {concept.id: _signs(concept) for concept in topic.concepts}
        joined = {whose: ("joined", whose) for whose in _WRITTEN_AS_ONE}
        self._bits = {sign: 1 << i for i, sign in enumerate(sorted({*joined.values()}.union(*shown.values())))}
        self.of = {name: sum(self._bits[sign] for sign in signs) for name, signs in shown.items()}
        """The bits of a concept, by its id."""
        self.of_joined = {whose: self._bits[sign] for whose, sign in joined.items()}
        """Those of countries that the text joins."""
        self.parties = lru_cache(maxsize=1024)(self._parties)
        """Who stands there, by the bits of a span: there are few combinations, so each is told apart once."""

    def _parties(self, bits: int) -> Parties:
        told: dict[str, set[str]] = defaultdict(set)
        for (what, name), bit in self._bits.items():
            if bits & bit:
                told[what].add(name)
        roles, joined = frozenset(told["role"]), told["joined"]
        return Parties(
            sides=self._sides if "pair" in roles else frozenset(told["side"]),
            roles=roles,
            spokesmen=frozenset(told["spokesman"]),
            together=frozenset(joined | (roles & _WRITTEN_AS_ONE)),
            outsider="other" in roles,
            partner="other" in roles or "others" in joined,
            stranger=not roles.isdisjoint(("other", "power", "others", "group")),
        )


@lru_cache(maxsize=16)
def signs(topic: Topic) -> Signs:
    """Return the signs of a topic; made once."""
    return Signs(topic)


def _signs(concept: Concept) -> set[tuple[str, str]]:
    shown = {("role", concept.role)} if concept.kind == "party" else set()
    if concept.side:
        shown.add(("side", concept.side))
        if concept.kind == "person":
            shown.add(("spokesman", concept.side))
    return shown


def joined_in(text: str, context: Terms, all_sides: frozenset[str]) -> list[Joined]:
    """Return the countries written as one, in order: listed so by the topic, or joined by "and" and its kin."""
    fewest = 2 if len(all_sides) > 1 else 1  # a topic of one party is joined to none
    joined: list[Joined | None] = []
    for run in _runs(text, context):
        start, end, concept = run[0]
        if concept.role in _WRITTEN_AS_ONE:
            joined.append(Joined(start, end, cast(Whose, concept.role), True))
        elif len(run) >= fewest:
            joined.append(_as_one(run, all_sides))
    return [countries for countries in joined if countries is not None]


def _runs(text: str, context: Terms) -> list[list[Term]]:
    """Return the countries, those that something joins in one list; what the topic lists as one is joined to none."""
    runs: list[list[Term]] = []
    nowhere = -_WIDEST_JOINT - 1
    reach = nowhere  # where the last country ends, if the next may be joined to it
    for start, end, concept in zip(*context, strict=True):
        if concept.role in _WRITTEN_AS_ONE:
            runs.append([(start, end, concept)])
            reach = nowhere
        elif concept.kind in _COUNTRIES and (concept.side or concept.role != "context"):
            if start - reach <= _WIDEST_JOINT and _joins(text[reach:start]):
                runs[-1].append((start, end, concept))
            else:
                runs.append([(start, end, concept)])
            reach = end
    return runs


@lru_cache(maxsize=1024)
def _joins(between: str) -> bool:
    return _JOINT.fullmatch(between) is not None


def _as_one(run: list[Term], all_sides: frozenset[str]) -> Joined | None:
    """Return what a run of countries is; one country is none, but where a topic has one party it is that of its own."""
    concepts = [concept for _, _, concept in run]
    foreign = not _FOREIGN.isdisjoint([concept.role for concept in concepts])
    if foreign and len(run) == 1:
        return None
    sides = frozenset([concept.side for concept in concepts if concept.side])
    if not foreign and sides < all_sides:
        return None
    whose: Whose = "pair" if not foreign else "group" if sides >= all_sides else "others"
    return Joined(run[0][0], run[-1][1], whose, False, sides)
