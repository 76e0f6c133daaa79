"""How much two articles speak of the same event, and why.

Within a language words decide and marks help; across languages marks do. Each counts by its rarity in the archive
(inverse document frequency, Spärck Jones 1972). Time has its say only where both pages state it: up to a day apart
costs nothing, each further day halves. A house that reports on another day reports the next step, or writes a column.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from operator import mul

from pactwatch.anchors import FIRST_CJK, GROUNDS, Anchors
from pactwatch.variants import as_printed

MARKS_WITHIN = 0.2
"""The share of the marks within one language; the rest is the words'."""
MARKS_ACROSS = 1.1
"""Marks are few and must carry a pair of languages alone."""
FREE = timedelta(days=1)
HALVED = timedelta(days=1)
SERIES = 0.25
"""What is left where one outlet wrote both on different days."""
ANOTHER_DAY = 0.5
"""What is left where two leads of different days tell of different days."""
AS_TOLD = {"report": 1.0, "background": 0.5, "comment": 0.0}
"""What is left beside a report: a comment is of no event, an explainer has to be pegged to it."""
UNDATED = 0.5
"""What is left where one page states no date and names no day that the other names."""
UNSEEN = 200
"""The archive is taken to hold so many articles more, about other things: the first ten do not make a word common."""
ASSUMED = {"t:": 0.3, "c:": 0.3, "d:": 0.05}
"""The share of those that would name any one concept of the topic, and any one day of those the archive is about."""
MOST_REASONS = 6
_SPECIFIC = ("d:", "n:", "w:")
_LOUDEST = 200


class _Loudness(dict[int, float]):
    """Count -> what it weighs: the second mention says less than the first."""

    def __missing__(self, count: int) -> float:
        self[count] = loudness = 1 + math.log(min(count, _LOUDEST)) if count else 0.0
        return loudness


_LOUDNESS = _Loudness()


class Rarity(dict[str, float]):
    """Term -> its weight, given how many articles the archive holds and how many of them have each term."""

    def __init__(self, *, articles: int, having: Mapping[str, int]) -> None:
        super().__init__()
        self.having: dict[str, int] = {}
        self._all = math.log(articles + UNSEEN + 1)
        self.learn(having)

    def learn(self, having: Mapping[str, int]) -> None:
        """Add more terms."""
        self.having.update(having)
        log = math.log
        # At once for terms of which nothing is assumed: one by one they were a third of the cost of placing.
        self.update(
            {
                term: self._all - log(count if count > 1 else 1)
                for term, count in having.items()
                if term[:2] not in ASSUMED
            }
        )

    def __missing__(self, term: str) -> float:
        assumed = UNSEEN * ASSUMED.get(term[:2], 0)
        self[term] = weight = self._all - math.log(max(1, self.having.get(term, 1)) + assumed)
        return weight


@dataclass(frozen=True, slots=True)
class Weights:
    """Terms with their weights, and the length to divide them by: most are in one article only, and never divided."""

    of: Mapping[str, float]
    length: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article's anchors with the weight each has in the archive of now."""

    anchors: Anchors
    words: Weights
    marks: Weights


@dataclass(frozen=True, kw_only=True, slots=True)
class Lengths:
    """By what the weights of an article are divided, as far as they are known without weighing it."""

    words: float
    marks: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two articles are, 0 to 1."""

    content: float
    """By what they say."""
    score: float
    """The same, considering time, outlet and whether both report."""


def weighed(anchors: Anchors, rarity: Rarity) -> Weighed:
    """Weigh the anchors of an article."""
    return Weighed(anchors, _weights(anchors.words, rarity), _weights(anchors.marks, rarity))


def weighed_beside(one: Weighed, anchors: Anchors, rarity: Rarity, lengths: Lengths) -> Weighed:
    """Weigh of an article only what it shares with one that is weighed: enough to compare it with that one."""
    words = _weights_shared(one.words, anchors.words, rarity, lengths.words)
    return Weighed(anchors, words, _weights_shared(one.marks, anchors.marks, rarity, lengths.marks))


def likeness(one: Weighed, two: Weighed) -> Likeness:
    """Return how alike two articles are."""
    words, marks = _cosine(one.words, two.words), _cosine(one.marks, two.marks)
    if one.anchors.language == two.anchors.language:
        content = (1 - MARKS_WITHIN) * words + MARKS_WITHIN * marks
    else:
        telling = _telling(one.anchors.marks, two.anchors.marks)
        content = min(1.0, MARKS_ACROSS * marks + words) if telling else words
    as_told = AS_TOLD[one.anchors.genre] * AS_TOLD[two.anchors.genre]
    return Likeness(content, content * _in_time(one.anchors, two.anchors) * as_told)


def reasons(one: Weighed, two: Weighed) -> str:
    """Say what two articles have in common, the most telling first."""
    shared = _shared(one.marks, two.marks)
    told = [_told(mark) for mark in sorted(shared, key=lambda mark: (-shared[mark], mark))[:MOST_REASONS]]
    if one.anchors.language == two.anchors.language or not told:
        both = _shared(one.words, two.words)
        rare = _chained(sorted(both, key=lambda word: (-both[word], word))[: 2 * MOST_REASONS])[:MOST_REASONS]
        words = as_printed(", ".join(rare), one.anchors.language)
        told = told[: MOST_REASONS // 2] + ([f"the words {words}"] if rare else [])
    return "; ".join(told) or "nothing in common"


def _chained(words: list[str]) -> list[str]:
    """Put pairs of characters together again where one begins as the other ends."""
    chains: list[str] = []
    for word in words:
        pair = word[0] >= FIRST_CJK
        for place, chain in enumerate(chains):
            if pair and chain[0] >= FIRST_CJK and word[0] == chain[-1]:
                chains[place] = chain + word[1:]
                break
            if pair and chain[0] >= FIRST_CJK and word[-1] == chain[0]:
                chains[place] = word[:-1] + chain
                break
        else:
            chains.append(word)
    return chains


def speaks_of(one: Anchors, two: Anchors) -> bool:
    """Whether two articles of different events can be linked: across languages by a day, a figure or an acronym only.

    The names of a topic and of its offices stand in most of its articles, and without a day they tell nothing.
    """
    return one.language == two.language or any(mark[:2] in _SPECIFIC for mark in one.marks if mark in two.marks)


def gap(one: Anchors, two: Anchors) -> timedelta | None:
    """How far apart two were published; None where a page does not state it."""
    first, second = one.told.at, two.told.at
    return abs(first - second) if first is not None and second is not None else None


def _in_time(one: Anchors, two: Anchors) -> float:
    apart = gap(one, two)
    if apart is None:
        return 1.0 if one.told.at == two.told.at or _days(one) & _days(two) else UNDATED
    factor = float(0.5 ** (max(timedelta(), apart - FREE) / HALVED))
    if one.told.day == two.told.day:
        return factor
    if one.told.outlet == two.told.outlet:
        factor *= SERIES
    if one.lead_days and two.lead_days and one.lead_days.isdisjoint(two.lead_days):
        factor *= ANOTHER_DAY
    return factor


def _days(one: Anchors) -> set[str]:
    return {mark for mark in one.marks if mark.startswith("d:")}


def _telling(one: Mapping[str, int], two: Mapping[str, int]) -> bool:
    """Whether two share a name or a figure beside a day and the topic's own names.

    On every day a hundred things happen, and what names the topic stands in every one of its articles.
    """
    shared = [mark for mark in one if mark in two]
    return len(shared) > 1 and not all(mark.startswith(("a:", "d:", "t:")) for mark in shared)


def _told(mark: str) -> str:
    letter, _, what = mark.partition(":")
    return f"the {GROUNDS[letter]} {what.replace('_', ' ')}"


def _weights(counts: Mapping[str, int], rarity: Rarity) -> Weights:
    weights = list(map(mul, map(_LOUDNESS.__getitem__, counts.values()), map(rarity.__getitem__, counts)))
    return Weights(dict(zip(counts, weights, strict=True)), math.sqrt(sum(map(mul, weights, weights))) or 1.0)


def _weights_shared(one: Weights, counts: Mapping[str, int], rarity: Rarity, length: float) -> Weights:
    shared = filter(one.of.__contains__, counts)
    return Weights({term: _LOUDNESS[counts[term]] * rarity[term] for term in shared}, length)


def _cosine(one: Weights, two: Weights) -> float:
    if len(one.of) > len(two.of):
        one, two = two, one
    mine, theirs, divisor, other = one.of, two.of, one.length, two.length
    return sum([(mine[term] / divisor) * (theirs[term] / other) for term in mine if term in theirs])


def _shared(one: Weights, two: Weights) -> dict[str, float]:
    """What each term that two articles share adds to their likeness."""
    mine, theirs = one.of, two.of
    return {term: (mine[term] / one.length) * (theirs[term] / two.length) for term in mine if term in theirs}


def rarity_of(everything: Iterable[Anchors]) -> Rarity:
    """Return the rarity that a set of articles would have as an archive."""
    having: dict[str, int] = {}
    total = 0
    for anchors in everything:
        total += 1
        for term in (*anchors.words, *anchors.marks):
            having[term] = having.get(term, 0) + 1
    return Rarity(articles=total, having=having)
