"""Who is party to what: the countries in a span of text, and those written as one."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple, cast

from pactwatch.matching import Match

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
    """Countries written as one: "Japan and the Philippines", "日米". Small, as Match is."""

    start: int
    end: int
    whose: Whose
    listed: bool
    """Whether the topic lists it as one word, so that it holds no country by name."""
    sides: frozenset[str] = frozenset()
    """Which parties of ours are among them, as far as they are named."""


class Parties(NamedTuple):
    """Who stands in a span of the text."""

    sides: frozenset[str]
    """The parties of ours, by their own name, their capital, offices or people, or as a pair."""
    roles: frozenset[str]
    spokesmen: frozenset[str]
    """The parties for which a person of the topic stands there."""
    joined: frozenset[tuple[Whose, bool]]
    """Whose the countries written as one are, and whether the topic lists them so."""

    @property
    def outsider(self) -> bool:
        """Whether a country stands there that could be the other party of such an agreement."""
        return "other" in self.roles

    @property
    def stranger(self) -> bool:
        """Whether any third country stands there, the powers that comment on everything included."""
        return not self.roles.isdisjoint(("other", "power", "others", "group"))

    @property
    def together(self) -> set[Whose]:
        """Whose the countries written as one are."""
        return {whose for whose, _ in self.joined}

    def shown(self, all_sides: frozenset[str]) -> frozenset[str]:
        """The parties of ours, where a group of three counts for both of them."""
        return all_sides if "group" in self.roles else self.sides


def joined_in(text: str, context: Iterable[Match], all_sides: frozenset[str]) -> list[Joined]:
    """Return the countries written as one, in order: listed so by the topic, or joined by "and" and its kin."""
    fewest = 2 if len(all_sides) > 1 else 1  # a topic of one party is joined to none
    joined: list[Joined | None] = []
    run: list[Match] = []
    for match in context:
        start, end, concept, _ = match
        if concept.role in _WRITTEN_AS_ONE:
            joined += (_as_one(run, all_sides), Joined(start, end, cast(Whose, concept.role), True))
            run = []
        elif concept.kind in _COUNTRIES and (concept.side or concept.role != "context"):
            if run and _continues(text, run[-1].end, start):
                run.append(match)
            else:
                if len(run) >= fewest:
                    joined.append(_as_one(run, all_sides))
                run = [match]
    joined.append(_as_one(run, all_sides))
    return [countries for countries in joined if countries is not None]


def _continues(text: str, end: int, start: int) -> bool:
    return start - end <= _WIDEST_JOINT and _JOINT.fullmatch(text, end, start) is not None


def _as_one(run: list[Match], all_sides: frozenset[str]) -> Joined | None:
    """Return what a run of countries is; one country is none, but where a topic has one party it is that of its own."""
    if len(run) < 2 and (not run or len(all_sides) > 1):
        return None
    foreign = any(m.concept.role in _FOREIGN for m in run)
    if foreign and len(run) == 1:
        return None
    sides = frozenset(m.concept.side for m in run if m.concept.side)
    if not foreign and sides < all_sides:
        return None
    whose: Whose = "pair" if not foreign else "group" if sides >= all_sides else "others"
    return Joined(run[0].start, run[-1].end, whose, False, sides)
