"""Agreements that are described and not named: "an accord that lets Seoul and Tokyo exchange military secrets".

The policy is the docstring of judgement.py.
"""

import itertools

from pactwatch.boundaries import CJK
from pactwatch.glossary import Concept
from pactwatch.matching import Term
from pactwatch.reading import Reading

# Characters between an instrument and a matter that describe an agreement, in an alphabet and in Chinese characters,
# kana and Hangul; the second of each where both parties stand in the same sentence.
WITHIN = (60, 240)
WITHIN_CJK = (25, 100)
LEADS_UP = 30


def described(reading: Reading, parts: list[Term], another: int) -> list[Term]:
    """Return spans that hold a word for an agreement and one for its matter, and are ours.

    `parts` are those words in order; from `another` on an agreement of others has been named.
    """
    found = []
    for first, second in itertools.pairwise(parts):
        start, _, concept = first
        _, end, other = second
        if (concept.role == "instrument") != (other.role == "instrument"):
            matter = first if other.role == "instrument" else second
            if _describes(reading, first, second, matter, another):
                found.append((start, end, concept))
    return found


def anothers(reading: Reading, first: Term, second: Term, start: int, end: int) -> bool:
    """Whether an agreement in the sentence from `start` to `end` is that of other countries."""
    qualifiers = {reading.qualifier(first), reading.qualifier(second)}
    parties = reading.parties(start, end)
    if "pair" in qualifiers:
        return parties.outsider
    joined = parties.together
    foreign = "others" in joined or ("group" in joined and "pair" not in joined)
    return not qualifiers.isdisjoint(("others", "group")) or foreign or parties.outsider


def about_civil(reading: Reading, concept: Concept, start: int, end: int) -> bool:
    """Whether words for information in general stand beside taxes, customs, diseases and the like."""
    if concept.role == "sharing":
        return reading.marks("civil", start, end)
    if concept.kind != "phrase" or reading.marks("field", start, end) or reading.marks("field", *reading.lead):
        return False
    return reading.marks("civil", start, end) or reading.marks("civil", *reading.lead)


def _describes(reading: Reading, first: Term, second: Term, matter: Term, another: int) -> bool:
    begins, (_, ends, _), (_, _, told_of) = first[0], second, matter
    start, end = reading.sentence(begins)
    if ends > end or anothers(reading, first, second, start, end):
        return False
    if told_of.role == "sharing" and not _military(reading, told_of, first):
        return False
    sides = reading.parties(start, end).sides >= reading.all_sides
    if not _close(reading, first, second, matter, sides=sides):
        return False
    if sides or another < begins:
        return sides
    unit = reading.unit(begins)
    near = reading.parties(*reading.span(unit, unit)).sides | reading.parties(*reading.near).sides | reading.home
    return near >= reading.all_sides


def _close(reading: Reading, first: Term, second: Term, matter: Term, *, sides: bool) -> bool:
    """Whether the two words belong together.

    In an alphabet what an agreement is about follows it, or leads up to it directly: "a pact on military secrets", "a
    military secrets pact".
    """
    (begins, ends, _), (goes_on, _, _) = first, second
    gap = reading.text[ends:goes_on]
    if CJK[reading.text[begins]]:
        return len(gap) <= WITHIN_CJK[sides]
    if first is matter:
        return len(gap) <= LEADS_UP and not any(stop in gap for stop in ",;:")
    return len(gap) <= WITHIN[sides]


def _military(reading: Reading, matter: Concept, first: Term) -> bool:
    """Whether shared information is about defence: a military word in its sentence or what the article is about.

    "The Korea-Japan pact on secrets" needs none.
    """
    start, end = reading.sentence(first[0])
    if about_civil(reading, matter, start, end) or reading.marks("civil", *reading.span(0, 0)):
        return False
    if reading.qualifier(first) == "pair":
        return True
    return reading.marks("field", start, end) or reading.marks("field", *reading.near)
