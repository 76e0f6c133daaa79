"""Which word an outlet uses for what happens to the pact: does Seoul "end" it, "scrap" it or "not extend" it?"""

from collections.abc import Iterable
from typing import NamedTuple

from pactwatch.matching import Term
from pactwatch.reading import Reading

MOST_FRAMINGS = 40


class Framing(NamedTuple):
    """A word of a frame in a sentence that speaks of the pact. A named tuple, as there are dozens in an article."""

    frame: str
    """The id of the topic's concept: "scrap"."""
    word: str
    """As the article writes it: "ditching"."""
    sentence: str
    where: str


def framings(reading: Reading, spoken: Iterable[Term]) -> tuple[Framing, ...]:
    """Return the frames in those sentences, each frame once a sentence, in order."""
    speaking = set(reading.sentences_of(spoken))
    frames = [term for term in zip(*reading.matches.marks, strict=True) if term[2].kind == "frame"]
    found: dict[tuple[int, str], Framing] = {}
    for sentence, (start, end, concept) in zip(reading.sentences_of(frames), frames, strict=True):
        if sentence in speaking and (sentence, concept.id) not in found:
            found[sentence, concept.id] = Framing(concept.id, *reading.cited(start, end))
    return tuple(found.values())[:MOST_FRAMINGS]
