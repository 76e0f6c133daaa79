"""Do we have it already? What two articles share, named as a newsroom names it.

What must never happen: two reports that differ in their facts become one because their outlet writes them by a
template. What we accept to miss: a copy rewritten sentence by sentence; that is another report of the same event.
"""

from dataclasses import dataclass
from typing import Literal

from pactwatch.article import Article
from pactwatch.fingerprints import FINGERPRINT_VERSION, SHINGLE, Fingerprint, fingerprint

__all__ = ["COPIES", "FINGERPRINT_VERSION", "Fingerprint", "Kind", "Relation", "fingerprint", "relation"]

Kind = Literal["exact", "near", "contained", "quote", "template", "none"]

COPIES: frozenset[str] = frozenset({"exact", "near", "contained"})
"""The kinds that group without a person."""

SAME = 0.5
"""From here on one text stands in the other (best F1 in English, Korean and Japanese alike; docs/decisions.md)."""
DOUBTFUL = (0.40, 0.55)
"""Between these a person should look."""
RUN = {"words": 12, "characters": 20}
"""A shared run from this length on is a quotation."""
ENOUGH_NUMBERS = 4
SHORT = 8
"""Under so many tokens a body says nothing of its own: "Subscribers only." """


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """How an article hangs together with another; scores are shares of three-token shingles, 0 to 1."""

    kind: str
    containment: float
    """The share of the shorter text found in the longer."""
    jaccard: float
    share_of_article: float
    share_of_other: float
    run: int | None
    """Tokens in the longest shared run; None where neither side has its text."""
    borderline: bool
    """Whether a person should look at it."""
    reason: str


def relation(article: Article | Fingerprint, other: Article | Fingerprint) -> Relation:
    """Return what `article` is to `other`; kind "none" where they have nothing to do with each other."""
    one = fingerprint(article) if isinstance(article, Article) else article
    two = fingerprint(other) if isinstance(other, Article) else other
    if one.exact and one.exact == two.exact and (one.length >= SHORT or one.title == two.title):
        return _told("exact", (1.0, 1.0, 1.0, 1.0), one.length, "the same words from beginning to end")
    shared = len(one.shingles & two.shingles)
    if not shared or min(one.length, two.length) < SHORT:
        return _told("none", (0.0, 0.0, 0.0, 0.0), None, "no passage in common")
    shares = shared / len(one.shingles), shared / len(two.shingles)
    scores = max(shares), shared / (len(one.shingles) + len(two.shingles) - shared), *shares
    return _judged(one, two, scores)


def _judged(one: Fingerprint, two: Fingerprint, scores: tuple[float, float, float, float]) -> Relation:
    containment, jaccard, of_one, of_two = scores
    run = longest_run(one, two)
    if containment >= SAME and _other_numbers(one, two):
        return _told("template", scores, run, f"{containment:.0%} the same words but other numbers")
    if containment >= SAME and jaccard >= SAME:
        return _told("near", scores, run, f"{of_one:.0%} of it stands in the other, {of_two:.0%} of the other in it")
    if containment >= SAME:
        part = "of it stands in the other" if of_one >= of_two else "of the other stands in it"
        return _told("contained", scores, run, f"{containment:.0%} {part}")
    if run is not None and run >= _quotation(one):
        return _told("quote", scores, run, f"a passage of {run} {_unit(one)} in common")
    return _told("none", scores, run, "no more in common than any two texts")


def _told(kind: Kind, scores: tuple[float, float, float, float], run: int | None, reason: str) -> Relation:
    containment, jaccard, of_one, of_two = scores
    return Relation(
        kind=kind, containment=containment, jaccard=jaccard, share_of_article=of_one, share_of_other=of_two, run=run,
        borderline=DOUBTFUL[0] <= containment < DOUBTFUL[1], reason=reason,
    )  # fmt: skip


def longest_run(one: Fingerprint, two: Fingerprint) -> int | None:
    """Return the tokens of the longest run of shingles of one text that all stand in the other."""
    if not one.order:
        one, two = two, one
    if not one.order:
        return None
    longest = length = 0
    for shingle in one.order:
        length = length + 1 if shingle in two.shingles else 0
        longest = max(longest, length)
    return longest + SHINGLE - 1 if longest else 0


def _other_numbers(one: Fingerprint, two: Fingerprint) -> bool:
    fewer = min(len(one.numbers), len(two.numbers))
    return fewer >= ENOUGH_NUMBERS and len(one.numbers & two.numbers) / fewer < SAME


def _unit(print_: Fingerprint) -> str:
    return "characters" if print_.language in {"ko", "ja", "zh"} else "words"


def _quotation(print_: Fingerprint) -> int:
    return RUN[_unit(print_)]
