"""Which articles tell of one event: stories, grouped by the average likeness of their members, a person's word first.

What must never happen: two events become one because an outlet writes them alike, or because a headline does; an
article leaves the story a person put it in. What we accept to miss: a comment that names neither the day, the people
nor the figures of what it comments on.

How alike two articles are, and why, is likeness.py's; what of them is compared, anchors.py's. The groups are the same
whatever the order in which the articles came, as far as the archive of each hour weighs words alike.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from heapq import heappop, heappush

ALIKE = 0.2
"""From this average likeness on, two groups are one story: one setting for all data (docs/benchmarks.md)."""
NEAR = 0.1
"""From here on a story is weighed text by text: half alike in one pair may still be alike on average."""
WORTH_KEEPING = 0.05
"""Below this a pair is as unlike as any two articles."""
FOLLOWED_WITHIN = timedelta(days=14)
"""A next step comes so soon after."""

_ROUNDED = 1e-6
"""More than rounding an average may add."""

Pair = frozenset[int]


def pair(one: int, two: int) -> Pair:
    """Return the key of two articles."""
    return frozenset((one, two))


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbourhood:
    """Some articles that may be one story or several, each standing for its copies."""

    members: Mapping[int, int | None]
    """Article -> the story it is in now, None for one that is in none yet."""
    scores: Mapping[Pair, float]
    """Likeness of two; those that are not here are unlike, and so is a form that an outlet filled in anew."""
    fixed: Mapping[int, int] = field(default_factory=dict)
    """Article -> the story a person put it in."""


def grouped(near: Neighbourhood) -> list[frozenset[int]]:
    """Return the stories that the articles make: average-link clustering (Sokal and Michener 1958), up to `ALIKE`.

    What a person put into one story is one group from the start, and groups that a person keeps apart never join.
    Ties go to the smaller ids, so that the outcome depends on nothing but the neighbourhood.
    """
    groups = _Groups(near)
    while (closest := groups.closest()) is not None:
        groups.join(*closest)
    return groups.all()


def named(groups: Iterable[Collection[int]], near: Neighbourhood) -> dict[int, int | None]:
    """Return article -> story: each group keeps the story most of it was in, or that a person named; None is new."""
    placed: dict[int, int | None] = {}
    taken: set[int] = set()
    ranked = sorted(groups, key=lambda group: (-len(group), min(group)))
    for group in sorted(ranked, key=lambda group: not any(member in near.fixed for member in group)):
        story = _story_of(group, near, taken)
        if story is not None:
            taken.add(story)
        placed.update(dict.fromkeys(group, story))
    return placed


def _story_of(group: Collection[int], near: Neighbourhood, taken: set[int]) -> int | None:
    said = [near.fixed[member] for member in group if member in near.fixed]
    if said:
        return min(said)
    held = set(near.fixed.values()) | taken
    votes = Counter(story for member in group if (story := near.members[member]) is not None and story not in held)
    return min(votes, key=lambda story: (-votes[story], story)) if votes else None


def _circles(near: Neighbourhood, seat: Mapping[int, int]) -> dict[int, int]:
    """Return seat -> circle: of two circles no two texts are alike, so no two groups of theirs are on average."""
    circle = {one: one for one in seat.values()}
    inside = {one: [one] for one in circle}
    for (first, second), score in near.scores.items():
        one, other = circle[seat[first]], circle[seat[second]]
        if score < ALIKE - _ROUNDED or one == other:
            continue
        if len(inside[one]) < len(inside[other]):
            one, other = other, one
        circle.update(dict.fromkeys(inside[other], one))
        inside[one] += inside.pop(other)
    return circle


class _Groups:
    """Clusters by the sums of likeness between them: an average is a sum by the number of pairs."""

    def __init__(self, near: Neighbourhood) -> None:
        self._members: dict[int, set[int]] = {}
        self._story: dict[int, int] = {}
        seat: dict[int, int] = {}
        first_of: dict[int, int] = {}
        for member in sorted(near.members):
            story = near.fixed.get(member)
            seat[member] = member if story is None else first_of.setdefault(story, member)
            self._members.setdefault(seat[member], set()).add(member)
            if story is not None:
                self._story[seat[member]] = story
        self._sums: dict[int, dict[int, float]] = {group: {} for group in self._members}
        circle = _circles(near, seat)
        for (first, second), score in near.scores.items():
            one, other = seat[first], seat[second]
            if one != other and circle[one] == circle[other]:
                self._sums[one][other] = self._sums[other][one] = self._sums[one].get(other, 0.0) + score
        self._queue: list[tuple[float, int, int]] = []
        for one, others in self._sums.items():
            self._line_up(one, (other for other in others if other > one))

    def closest(self) -> tuple[int, int] | None:
        """Return the two groups that are most alike and may join; an average that is no longer true is passed over."""
        while self._queue:
            rank, one, other = heappop(self._queue)
            if other in self._sums.get(one, ()) and rank == self._rank(one, other) and self._may_join(one, other):
                return one, other
        return None

    def join(self, one: int, other: int) -> None:
        """Make two groups one, under the name of the first."""
        self._members[one] |= self._members.pop(other)
        for third, total in self._sums.pop(other).items():
            del self._sums[third][other]
            if third != one:
                self._sums[one][third] = self._sums[third][one] = self._sums[one].get(third, 0.0) + total
        if other in self._story:
            self._story[one] = self._story.pop(other)
        self._line_up(one, self._sums[one])

    def all(self) -> list[frozenset[int]]:
        """Return the groups as they stand."""
        return [frozenset(members) for _, members in sorted(self._members.items())]

    def _line_up(self, group: int, others: Iterable[int]) -> None:
        for other in others:
            first, second = min(group, other), max(group, other)
            rank = self._rank(first, second)
            if -rank >= ALIKE:
                heappush(self._queue, (rank, first, second))

    def _rank(self, one: int, other: int) -> float:
        return -round(self._sums[one][other] / (len(self._members[one]) * len(self._members[other])), 9)

    def _may_join(self, one: int, other: int) -> bool:
        return one not in self._story or other not in self._story
