"""What an outlet repeats from article to article, and how much of an overlap is no more than that."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pactwatch.fingerprints import CHARACTERS, WINDOW, Fingerprint

REPEATED = 3
"""A passage that an outlet prints on so many different days is a habit; versions of one report come within two."""
TITLES = 60
"""So many of an outlet's last headlines tell which of their words are the name of a column."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """What the archive knows about repetition when two articles are compared."""

    passages: frozenset[int] = frozenset()
    """Passages that the outlet of both repeats, or that the whole archive does: no evidence of a copy."""
    titles: frozenset[int] = frozenset()
    """Shingles that the outlet's headlines repeat: "[사설]", "Photos of the week"."""


NONE = Habits()
_END = (1 << 30, 0)


def habitual(print_: Fingerprint, habits: Habits) -> set[int]:
    """Return the shingles of a text that stand in or nearest to a passage of habit."""
    if not habits.passages:
        return set()
    covered: set[int] = set()
    begin = 0
    for (start, passage), (following, _) in zip(print_.spots, [*print_.spots[1:], _END], strict=True):
        end = min((start + following + CHARACTERS) // 2, start + CHARACTERS + WINDOW)
        if passage in habits.passages:
            covered.update(print_.order[max(begin, start - WINDOW) : end])
        begin = end
    return covered


def repeated_passages(days_of: Mapping[int, Collection[date]]) -> frozenset[int]:
    """Return the passages that were printed on `REPEATED` days or more, given the days of each."""
    return frozenset(passage for passage, days in days_of.items() if len(set(days)) >= REPEATED)


def repeated_in_titles(titles: Iterable[frozenset[int]]) -> frozenset[int]:
    """Return the shingles that `REPEATED` different headlines of an outlet or more have in common."""
    counts = Counter(shingle for title in set(titles) for shingle in title)
    return frozenset(shingle for shingle, count in counts.items() if count >= REPEATED)


class Corpus:
    """Habits learnt from fingerprints in memory: what storage answers from its index, for benches and tests."""

    def __init__(self, common: int) -> None:
        self._common = common
        self._by_outlet: dict[str, dict[int, set[date]]] = defaultdict(lambda: defaultdict(set))
        self._articles: Counter[int] = Counter()
        self._titles: dict[str, list[frozenset[int]]] = defaultdict(list)

    def add(self, print_: Fingerprint, day: date) -> None:
        """Learn from one more article."""
        days_of = self._by_outlet[print_.outlet]
        for passage in print_.passages:
            days_of[passage].add(day)
        self._articles.update(print_.passages)
        self._titles[print_.outlet].append(print_.title)

    def habits(self, one: Fingerprint, two: Fingerprint) -> Habits:
        """Return the habits that bear on comparing two articles."""
        shared = one.passages & two.passages
        passages = {passage for passage in shared if self._articles[passage] > self._common}
        if one.outlet != two.outlet:
            return Habits(passages=frozenset(passages))
        days_of = self._by_outlet[one.outlet]
        passages |= repeated_passages({passage: days_of[passage] for passage in shared})
        return Habits(passages=frozenset(passages), titles=repeated_in_titles(self._titles[one.outlet][-TITLES:]))
