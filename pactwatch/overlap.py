"""How much of two texts is the same: the figures from which a relation is judged."""

from dataclasses import dataclass

from pactwatch.fingerprints import SHINGLE, Fingerprint
from pactwatch.habits import Habits, habitual

BEGINNING = 12
"""Shingles that make a beginning."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap:
    """Shares of three-token shingles, 0 to 1. `of_one`, `of_two` and `jaccard` count the outlet's habits too."""

    of_one: float
    of_two: float
    jaccard: float
    own: float
    """The share of the shorter text found in the longer, habits left out of both."""
    own_jaccard: float
    own_length: int
    """Shingles of the shorter text that are no habit."""
    habit: float
    """The share of what they share that is habit."""

    @property
    def containment(self) -> float:
        """The share of the shorter text found in the longer."""
        return max(self.of_one, self.of_two)


def overlap(one: Fingerprint, two: Fingerprint, habits: Habits) -> Overlap:
    """Measure two texts. Their order does not matter but for `of_one` and `of_two`."""
    shared = one.shingles & two.shingles
    if not shared:
        return Overlap(of_one=0.0, of_two=0.0, jaccard=0.0, own=0.0, own_jaccard=0.0, own_length=0, habit=0.0)
    repeated = (habitual(one, habits) | habitual(two, habits)) & shared
    own_shared = len(shared) - len(repeated)
    own_one, own_two = len(one.shingles) - len(repeated), len(two.shingles) - len(repeated)
    shorter = min(own_one, own_two)
    return Overlap(
        of_one=len(shared) / len(one.shingles),
        of_two=len(shared) / len(two.shingles),
        jaccard=len(shared) / (len(one.shingles) + len(two.shingles) - len(shared)),
        own=own_shared / shorter if shorter else 0.0,
        own_jaccard=own_shared / (own_one + own_two - own_shared) if own_one + own_two > own_shared else 0.0,
        own_length=shorter,
        habit=len(repeated) / len(shared),
    )


def longest_run(one: Fingerprint, two: Fingerprint) -> int | None:
    """Return the tokens of the longest run of one text that stands in the other; None where neither has its order."""
    if not one.order:
        one, two = two, one
    if not one.order:
        return None
    longest = length = 0
    for shingle in one.order:
        length = length + 1 if shingle in two.shingles else 0
        if length > longest:
            longest = length
    return longest + SHINGLE - 1 if longest else 0


def lead_stands_in(shorter: Fingerprint, longer: Fingerprint) -> float:
    """Return the share of the shorter text's lead that stands anywhere in the longer text."""
    return len(shorter.lead & longer.shingles) / len(shorter.lead) if shorter.lead else 0.0


def begins_in(shorter: Fingerprint, longer: Fingerprint) -> bool:
    """Whether a text has no beginning of its own: an excerpt says first whom it quotes, a text cut short does not."""
    first = shorter.order[:BEGINNING]
    return bool(first) and sum(shingle in longer.shingles for shingle in first) / len(first) >= 0.75
