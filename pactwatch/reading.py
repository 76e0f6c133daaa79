"""One article with the terms found in it: where its sentences end, which countries stand where, who is joined to whom.

The questions the rules of judgement.py ask of an article are answered here; nothing here decides.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from pactwatch.boundaries import CJK
from pactwatch.glossary import Topic
from pactwatch.matching import Match, Matches
from pactwatch.parties import Joined, Parties, Whose, joined_in
from pactwatch.variants import Folded

QUALIFIER_GAP = 4  # characters between "日韓" and the name it qualifies: の, "間の", a space, a quotation mark
GROUP_GAP = 20  # the same for "trilateral military ..." before a phrase
QUOTED = 300  # characters shown on either side of a term
LINE = 60  # characters; a first paragraph below this is a byline, a dateline, "From our Asia desk:"
LINE_CJK = 25
PIECE = 500  # characters into which a paragraph of more than twice as many is cut at its sentences
PIECE_CJK = 200

# Particles that make the countries before a name its subject or addressee, not its owners: 日米、韓国に協定維持を要求.
_NO_OWNERS = re.compile("[はがをにへ은는이가을를에]")
# What ends a sentence of folded text, and may stand behind it. Each mark is looked for by itself, which takes half the
# time of all at once. A point ends none after one letter ("U.S."), after the short forms below, or inside a number.
_CLOSING = "[」』”’\"')）\\]]*"
_POINT = (
    r"\.(?:(?<![a-z]\.)|(?<!\b[a-z]\.)(?<!\b(?:mr|ms|dr|lt|st|vs|co)\.)(?<!\b(?:mrs|gen|col|rep|sen|gov|"
    r"jan|feb|mar|apr|aug|sep|oct|nov|dec|inc|ltd)\.)(?<!\b(?:sept|corp|capt|prof)\.))(?=[”’\"')]*\s)"
)
_SENTENCE_ENDS = {
    ".": re.compile(_POINT + _CLOSING),
    **{mark: re.compile(re.escape(mark) + _CLOSING) for mark in "。！？!?"},
}


def _paragraphs_of(text: str) -> list[int]:
    """Return where each begins."""
    starts = [0]
    for paragraph in text.split("\n"):
        starts.append(starts[-1] + len(paragraph) + 1)
    return starts[:-1]


class Reading:
    """One article with its matches. Positions are those of the folded text; spans are half open."""

    def __init__(self, folded: Folded, matches: Matches, topic: Topic, language: str) -> None:
        self.text = folded.text
        self.matches = matches
        self.language = language
        self.all_sides = topic.sides
        self.home = topic.unsaid(language)
        self._folded = folded
        self._starts = [m.start for m in matches.context]
        self._concepts = [m.concept for m in matches.context]
        self._mark_starts = [m.start for m in matches.marks]
        self._paragraphs = _paragraphs_of(folded.text)
        self._quotes: dict[int, str] = {}
        self._parties: dict[tuple[int, int], Parties] = {}
        self._marks: dict[tuple[int, int], frozenset[str]] = {}

    # --- Units (title, paragraphs, pieces of endless paragraphs) and sentences ---

    @property
    def units(self) -> int:
        """How many there are: the title and every paragraph, a long one in pieces."""
        return len(self._units)

    @cached_property
    def _units(self) -> list[int]:
        """Where one begins. A page whose text is one paragraph still has a beginning and an end."""
        units = []
        for start, end in itertools.zip_longest(self._paragraphs, self._paragraphs[1:], fillvalue=len(self.text)):
            units.append(start)
            if end - start <= 2 * PIECE_CJK:
                continue
            size = PIECE_CJK if CJK[self.text[start : start + 1]] else PIECE
            if end - start > 2 * size:
                first, last = bisect_right(self._sentences, start), bisect_left(self._sentences, end)
                units += [at for at in self._sentences[first:last] if at - units[-1] >= size]
        return units

    def unit(self, position: int) -> int:
        """Which unit a position lies in; the title is 0."""
        return bisect_right(self._units, position) - 1

    def span(self, first: int, last: int) -> tuple[int, int]:
        """From the beginning of one unit to the end of another, or of the text."""
        return self._units[first], self._units[last + 1] - 1 if last + 1 < len(self._units) else len(self.text)

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence around a position."""
        sentences = self._sentences
        i = bisect_right(sentences, position)
        return sentences[i - 1], sentences[i]

    @cached_property
    def _sentences(self) -> list[int]:
        """Where one begins, and where the text ends."""
        text = self.text
        ends = [end.end() for mark, ending in _SENTENCE_ENDS.items() if mark in text for end in ending.finditer(text)]
        return [*sorted(self._paragraphs + ends), len(self.text)]

    def where(self, position: int) -> str:
        """The title or paragraph, as a person names it."""
        paragraph = bisect_right(self._paragraphs, position) - 1
        return f"paragraph {paragraph}" if paragraph else "title"

    def original(self, start: int, end: int) -> str:
        """The characters of the article as they stand."""
        return self._folded.slice(start, end)

    def word(self, match: Match) -> str:
        """The term as the article writes it, an English s at its end included."""
        start, end, _, _ = match
        if self.text.startswith("s", end) and self.text[start].isascii():
            end += 1
        return self._folded.slice(start, end)

    def quoted(self, start: int, end: int) -> str:
        """The sentence around a term as it stands, or its surroundings where the sentence never ends."""
        return self.quoted_of(self.sentence(start), start, end)

    def quoted_of(self, sentence: tuple[int, int], start: int, end: int) -> str:
        """The same where the sentence is known."""
        first, last = sentence
        quote = self._quotes.get(first)
        if quote is not None:
            return quote
        if last - first > 2 * QUOTED:
            return self._excerpt(start, end)
        quote = self._quotes[first] = self.original(first, last).strip()
        return quote

    def _excerpt(self, start: int, end: int) -> str:
        first, last = self.sentence(start)
        cut = slice(max(first, start - QUOTED), min(last, end + QUOTED))
        return (
            ("…" if cut.start > first else "")
            + self.original(cut.start, cut.stop).strip()
            + ("…" if cut.stop < last else "")
        )

    # --- What stands in a span ---

    def parties(self, start: int, end: int) -> Parties:
        """The countries and their people that stand there."""
        span = start, end
        found = self._parties.get(span)
        if found is None:
            found = self._parties[span] = self._told(start, end)
        return found

    def _told(self, start: int, end: int) -> Parties:
        there = self._concepts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        roles, sides, spokesmen = set(), set(), set()
        for concept in dict(zip(map(id, there), there, strict=True)).values():  # each once: few of many
            if concept.kind == "party":
                roles.add(concept.role)
            if concept.side:
                sides.add(concept.side)
                if concept.kind == "person":
                    spokesmen.add(concept.side)
        joined = self.joined[bisect_left(self._joined_starts, start) : bisect_left(self._joined_starts, end)]
        return Parties(
            sides=self.all_sides if "pair" in roles else frozenset(sides),
            roles=frozenset(roles),
            spokesmen=frozenset(spokesmen),
            joined=frozenset([(j.whose, j.listed) for j in joined]),
        )

    def marks(self, role: str, start: int, end: int) -> bool:
        """Whether words of a role stand there that colour a sentence: a field, civil matters, a frame.

        The country that such secrets are about makes a field, too.
        """
        if role == "field" and "foe" in self.parties(start, end).roles:
            return True
        span = start, end
        roles = self._marks.get(span)
        if roles is None:
            roles = self._marks[span] = frozenset([m.concept.role for m in self.marked(start, end)])
        return role in roles

    def marked(self, start: int, end: int) -> list[Match]:
        """Those words themselves."""
        return self.matches.marks[bisect_left(self._mark_starts, start) : bisect_left(self._mark_starts, end)]

    @cached_property
    def article_sides(self) -> frozenset[str]:
        """The parties shown anywhere, or implied by the language."""
        return self.parties(0, len(self.text)).shown(self.all_sides) | self.home

    @cached_property
    def lead_sides(self) -> frozenset[str]:
        """The same for the lead."""
        return self.parties(*self.lead).shown(self.all_sides) | self.home

    @cached_property
    def last_of_lead(self) -> int:
        """The unit that ends the lead: the first paragraph that is more than a line."""
        for unit in range(1, min(self.units, 3)):
            start, end = self.span(unit, unit)
            if end - start >= (LINE_CJK if CJK[self.text[start : start + 1]] else LINE):
                return unit
        return min(1, self.units - 1)

    @property
    def lead(self) -> tuple[int, int]:
        """The span of title and first paragraph."""
        return self.span(0, self.last_of_lead)

    @cached_property
    def near(self) -> tuple[int, int]:
        """The lead and a paragraph more: what the whole article is about."""
        return self.span(0, min(self.last_of_lead + 1, self.units - 1))

    # --- Countries written as one ---

    @cached_property
    def joined(self) -> list[Joined]:
        """All of them in order of position."""
        return joined_in(self.text, self.matches.context, self.all_sides)

    def qualifier(self, match: Match) -> Whose | None:
        """Whose agreement it is by the word written directly before it."""
        i = bisect_right(self._joined_ends, match.start) - 1
        if i < 0:
            return None
        before = self.joined[i]
        gap = match.start - before.end
        wide = match.concept.kind == "phrase" and before.whose != "pair" and before.listed
        between = self.text[before.end : match.start]
        if gap > (GROUP_GAP if wide else QUALIFIER_GAP) or "\n" in between:
            return None
        return None if not wide and _NO_OWNERS.search(between) else before.whose

    @cached_property
    def _joined_starts(self) -> list[int]:
        return [j.start for j in self.joined]

    @cached_property
    def _joined_ends(self) -> list[int]:
        return [j.end for j in self.joined]
