"""Which word an outlet uses for what happens to the pact: does Seoul "end" it, "scrap" it or "not extend" it?"""

from collections.abc import Iterable
from typing import NamedTuple

from pactwatch.matching import Match
from pactwatch.reading import Reading

MOST_FRAMINGS = 40


class Framing(NamedTuple):
    """A word of a frame in a sentence that speaks of the pact. Small, as Match is."""

    frame: str
    """The id of the topic's concept: "scrap"."""
    word: str
    """As the article writes it: "ditching"."""
    sentence: str
    where: str


def framings(reading: Reading, spoken: Iterable[Match]) -> tuple[Framing, ...]:
    """Return the frames in those sentences, each frame once a sentence, in order."""
    found: list[Framing] = []
    for start, end in sorted({reading.sentence(match.start) for match in spoken}):
        marks = [mark for mark in reading.marked(start, end) if mark.concept.kind == "frame"]
        if not marks:
            continue
        where = reading.where(start)
        first: dict[str, Match] = {}
        for mark in marks:
            first.setdefault(mark.concept.id, mark)
        found += [
            Framing(frame, reading.word(mark), reading.quoted_of((start, end), mark.start, mark.end), where)
            for frame, mark in first.items()
        ]
        if len(found) >= MOST_FRAMINGS:
            break
    return tuple(found[:MOST_FRAMINGS])
