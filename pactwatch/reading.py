"""One article with the terms found in it: where its sentences end, which countries stand where, who is joined to whom.

The questions the rules of judgement.py ask of an article are answered here; nothing here decides.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property, reduce
from itertools import accumulate, pairwise
from operator import or_

from pactwatch.boundaries import CJK
from pactwatch.glossary import Topic
from pactwatch.matching import Matches, Term, Terms
from pactwatch.parties import Parties, Whose, joined_in, signs
from pactwatch.variants import Folded

QUALIFIER_GAP = 4  # characters between "日韓" and the name it qualifies: の, "間の", a space, a quotation mark
GROUP_GAP = 20  # the same for "trilateral military ..." before a phrase
QUOTED = 300  # characters shown on either side of a term
LINE = 60  # characters; a first paragraph below this is a byline, a dateline, "From our Asia desk:"
LINE_CJK = 25
LINES = 4  # among so many paragraphs the first that is no byline, subhead or caption is sought
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
_STOPS, _CLOSERS = tuple(".。！？!?…"), "」』”’\"')）] \t"
_SENTENCE_ENDS = {
    ".": re.compile(_POINT + _CLOSING),
    **{mark: re.compile(re.escape(mark) + _CLOSING) for mark in "。！？!?"},
}


def _paragraphs_of(text: str) -> list[int]:
    """Return where each begins."""
    return list(accumulate([len(paragraph) + 1 for paragraph in text.split("\n")], initial=0))[:-1]


class Reading:
    """One article with its matches. Positions are those of the folded text; spans are half open."""

    def __init__(self, folded: Folded, matches: Matches, topic: Topic, language: str) -> None:
        self.text = folded.text
        self.matches = matches
        self.language = language
        self.all_sides = topic.sides
        self.home = topic.unsaid(language)
        self.joined = joined_in(folded.text, matches.context, topic.sides)
        """Countries written as one, in order of position."""
        self._joined_ends = [countries.end for countries in self.joined]
        self._signs = signs(topic)
        self._shown = self._shown_by(matches.context)
        self._folded = folded
        self._paragraphs = _paragraphs_of(folded.text)
        self._sentences = self._sentences_of(folded.text)
        self._units = self._units_of(folded.text)
        self.last_of_lead = self._last_of_lead()
        """The unit that ends the lead: the first paragraph that is more than a line, and told in sentences."""
        self.lead = self.span(0, self.last_of_lead)
        """The span of title and first paragraph."""
        self.near = self.span(0, min(self.last_of_lead + 1, len(self._units) - 1))
        """The lead and a paragraph more: what the whole article is about."""
        self._places: dict[int, tuple[str | None, str]] = {}
        self._parties: dict[tuple[int, int], Parties] = {}
        self._marks: dict[tuple[int, int], frozenset[str]] = {}

    # --- Units (title, paragraphs, pieces of endless paragraphs) and sentences ---

    @property
    def units(self) -> int:
        """How many there are: the title and every paragraph, a long one in pieces."""
        return len(self._units)

    def _sentences_of(self, text: str) -> list[int]:
        """Return where one begins, and where the text ends."""
        ends = [end.end() for mark, ending in _SENTENCE_ENDS.items() if mark in text for end in ending.finditer(text)]
        return [*sorted(self._paragraphs + ends), len(text)]

    def _units_of(self, text: str) -> list[int]:
        """Return where one begins. A page whose text is one paragraph still has a beginning and an end."""
        units: list[int] = []
        for start, end in pairwise([*self._paragraphs, len(text)]):
            units.append(start)
            if end - start <= 2 * PIECE_CJK:
                continue
            size = PIECE_CJK if CJK[text[start : start + 1]] else PIECE
            if end - start > 2 * size:
                first, last = bisect_right(self._sentences, start), bisect_left(self._sentences, end)
                units += [at for at in self._sentences[first:last] if at - units[-1] >= size]
        return units

    def _last_of_lead(self) -> int:
        last = len(self._units) - 1
        first = next((unit for unit in range(1, min(last, LINES) + 1) if self._is_told(unit)), min(1, last))
        for unit in range(first, min(last, first + 1) + 1):
            start, end = self.span(unit, unit)
            if end - start >= (LINE_CJK if CJK[self.text[start : start + 1]] else LINE):
                return unit
        return first

    def _is_told(self, unit: int) -> bool:
        """Whether a paragraph ends as a sentence does: a byline, a subhead or a caption does not."""
        start, end = self.span(unit, unit)
        return self.text[max(start, end - 8) : end].rstrip(_CLOSERS).endswith(_STOPS)

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

    def units_of(self, terms: Iterable[Term]) -> list[int]:
        """The units in which terms begin."""
        units = self._units
        return [bisect_right(units, start) - 1 for start, _, _ in terms]

    def sentences_of(self, terms: Iterable[Term]) -> list[int]:
        """The sentences in which terms begin, by number."""
        sentences = self._sentences
        return [bisect_right(sentences, start) for start, _, _ in terms]

    def cited(self, start: int, end: int) -> tuple[str, str, str]:
        """A term as the article writes it, its sentence as it stands, and where: "title", "paragraph 3"."""
        number = bisect_right(self._sentences, start)
        place = self._places.get(number)
        if place is None:
            place = self._places[number] = self._place(number)
        quote, where = place
        return self._word(start, end), quote or self._excerpt(start, end), where

    def _word(self, start: int, end: int) -> str:
        """The term, an English s at its end included."""
        if self.text.startswith("s", end) and self.text[start].isascii():
            end += 1
        return self._folded.slice(start, end)

    def _place(self, number: int) -> tuple[str | None, str]:
        """A sentence, unless it never ends, and the title or paragraph it stands in, as a person names it."""
        start, end = self._sentences[number - 1 : number + 1]
        paragraph = bisect_right(self._paragraphs, start) - 1
        where = f"paragraph {paragraph}" if paragraph else "title"
        return None if end - start > 2 * QUOTED else self._folded.slice(start, end).strip(), where

    def _excerpt(self, start: int, end: int) -> str:
        """The surroundings of a term."""
        first, last = self.sentence(start)
        cut = slice(max(first, start - QUOTED), min(last, end + QUOTED))
        return (
            ("…" if cut.start > first else "")
            + self._folded.slice(cut.start, cut.stop).strip()
            + ("…" if cut.stop < last else "")
        )

    # --- What stands in a span ---

    def _shown_by(self, context: Terms) -> list[int]:
        """Return the signs of each term, and with the first of countries that the text joins what they are."""
        shown = [self._signs.of[concept.id] for concept in context.concepts]
        for countries in self.joined:
            if not countries.listed:
                shown[bisect_left(context.starts, countries.start)] |= self._signs.of_joined[countries.whose]
        return shown

    def parties(self, start: int, end: int) -> Parties:
        """The countries and their people that stand there."""
        span = start, end
        found = self._parties.get(span)
        if found is None:
            bits = reduce(or_, self._shown[self.matches.context.within(start, end)], 0)
            found = self._parties[span] = self._signs.parties(bits)
        return found

    def marks(self, role: str, start: int, end: int) -> bool:
        """Whether words of a role stand there that colour a sentence: a field, civil matters, a frame.

        The country that such secrets are about makes a field, too.
        """
        if role == "field" and "foe" in self.parties(start, end).roles:
            return True
        span = start, end
        roles = self._marks.get(span)
        if roles is None:
            marks = self.matches.marks
            roles = self._marks[span] = frozenset([c.role for c in marks.concepts[marks.within(start, end)]])
        return role in roles

    @cached_property
    def article_sides(self) -> frozenset[str]:
        """The parties shown anywhere, or implied by the language."""
        return self.parties(0, len(self.text)).shown(self.all_sides) | self.home

    @cached_property
    def lead_sides(self) -> frozenset[str]:
        """The same for the lead."""
        return self.parties(*self.lead).shown(self.all_sides) | self.home

    # --- Countries written as one ---

    def qualifier(self, term: Term) -> Whose | None:
        """Whose agreement it is by the word written directly before it."""
        start, _, concept = term
        i = bisect_right(self._joined_ends, start) - 1
        if i < 0 or start - self._joined_ends[i] > GROUP_GAP:
            return None
        before = self.joined[i]
        wide = concept.kind == "phrase" and before.whose != "pair" and before.listed
        between = self.text[before.end : start]
        if len(between) > (GROUP_GAP if wide else QUALIFIER_GAP) or "\n" in between:
            return None
        return None if not wide and _NO_OWNERS.search(between) else before.whose
