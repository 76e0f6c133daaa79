"""Grouping texts by their average likeness, against the plainest way to do it."""

import itertools
import random

import pytest

from pactwatch.stories import ALIKE, Neighbourhood, grouped, pair


@pytest.mark.parametrize("seed", range(30))
def test_the_groups_are_those_of_joining_the_two_most_alike_until_none_are(seed):
    chance = random.Random(seed)
    members = range(1, 19)
    scores = {
        pair(one, other): chance.choice([0.05, 0.15, 0.25, 0.7]) * chance.uniform(0.9, 1.1)
        for one, other in itertools.combinations(members, 2)
        if chance.random() < 0.3
    }
    fixed = {member: chance.choice([1, 2]) for member in members if chance.random() < 0.15}

    found = grouped(Neighbourhood(members=dict.fromkeys(members), scores=scores, fixed=fixed))

    assert sorted(map(sorted, found)) == sorted(map(sorted, plainly(members, scores, fixed)))


def plainly(members, scores, fixed):
    """Every average of every two groups, computed anew each time."""
    groups = [{member for member in members if fixed.get(member) == story} for story in {*fixed.values()}]
    groups += [{member} for member in members if member not in fixed]
    while True:
        alike = {
            (-round(sum(scores.get(pair(a, b), 0) for a in one for b in two) / (len(one) * len(two)), 9), i, j)
            for (i, one), (j, two) in itertools.combinations(enumerate(groups), 2)
            if not (one & fixed.keys() and two & fixed.keys())
        }
        best = min(alike, default=None)
        if best is None or -best[0] < ALIKE:
            return groups
        groups[best[1]] |= groups.pop(best[2])
