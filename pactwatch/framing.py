"""Which word an outlet uses for what happens to the pact: does Seoul "end" it, "scrap" it or "not extend" it?"""

from collections.abc import Iterable
from dataclasses import dataclass

from pactwatch.matching import Match
from pactwatch.reading import Reading

MOST_FRAMINGS = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Framing:
    """A word of a frame in a sentence that speaks of the pact."""

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
        first = {mark.concept.id: mark for mark in reversed(marks)}
        found += [
            Framing(
                frame=mark.concept.id,
                word=reading.word(mark),
                sentence=reading.quoted_of((start, end), *mark[:2]),
                where=where,
            )
            for mark in marks
            if first[mark.concept.id] is mark
        ]
        if len(found) >= MOST_FRAMINGS:
            break
    return tuple(found[:MOST_FRAMINGS])
