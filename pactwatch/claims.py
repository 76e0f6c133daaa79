"""Which of the agreements an article speaks of are ours. The policy is the docstring of judgement.py."""

import re
from functools import cached_property
from operator import itemgetter

from pactwatch.boundaries import CJK, Letters
from pactwatch.descriptions import about_civil, anothers, described
from pactwatch.matching import Term
from pactwatch.parties import Whose
from pactwatch.reading import Reading

_NAMES = frozenset(("name", "generic"))
_PARTS = frozenset(("instrument", "matter", "sharing"))
"""Of a description; what is neither is another agreement."""
_APPOSED = frozenset(("(", " (", " ", "", " 「", " “", ", "))
# What makes a compound with a word for an agreement in Chinese characters or Hangul: 漁業協定, but 同協定.
_POINTING = "同本両两该該此这這"
_COMPOUND = re.compile(rf"(?![{_POINTING}])[\u3400-\u9fff\uac00-\ud7a3ァ-ヺー]")
_COMPOUNDING = Letters(lambda character: _COMPOUND.match(character) is not None)
# What sets one apart in an alphabet: "the pact", not "a deal".
_DEFINITE = ("the ", "this ", "that ", "both ", "its ", "their ", "military ", "bilateral ", "security ")


class Claims:
    """The agreements of one article, sorted into ours and others'."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._claims = reading.matches.claims
        self._named: list[Term] = []
        self._parts: list[Term] = []
        self._related: list[Term] = []
        for term in self._claims:
            role = term[2].role
            of_its_sort = self._named if role in _NAMES else self._parts if role in _PARTS else self._related
            of_its_sort.append(term)
        self._verdicts = self._decided()

    @cached_property
    def ours(self) -> list[Term]:
        """The terms and descriptions that speak of our pact, in order."""
        verdicts = self._verdicts
        certain = [term for term in self._named if verdicts[term[0]] == "ours"]
        doubtful = [term for term in self._named if verdicts[term[0]] == "doubtful"]
        if certain or not (self._foreign_lead or self._elsewhere()):
            certain += [term for term in doubtful if self._settled(term)]
        return sorted([*certain, *self._descriptions()], key=itemgetter(0))

    def spoken_of_further(self) -> list[Term]:
        """Return each bare "the agreement" that goes on about ours after it was named, and in the title even before.

        Where ours is named at the beginning it is what the article means from then on, and named in the first half,
        what its title means. Further down only what stands in the same or the next paragraph means it, or a sentence
        with both parties. Once another agreement is named, "the agreement" may be that one.
        """
        if self._foreign_lead:
            return []
        reading, (first, _, _) = self._reading, self.ours[0]
        until = next((start for start, _, _ in self._related if start > first), len(reading.text))
        early = first < reading.near[1]
        in_first_half = 2 * reading.unit(first) <= reading.units
        units = set(reading.units_of(self.ours))
        further = []
        for term, unit in zip(self._claims, reading.units_of(self._claims), strict=True):
            start = term[0]
            if start >= until:
                break
            if self._bare(term, unit):
                follows = start > first and (early or unit in units or unit - 1 in units)
                if follows or (unit == 0 and in_first_half) or self._both(term):
                    units.add(unit)
                    further.append(term)
        return further

    def matter_in(self, start: int, end: int) -> bool:
        """Whether a word for what such an agreement is about stands there: secrets, intelligence."""
        return any(c.role in ("matter", "sharing") and start <= at < end for at, _, c in self._claims)

    # --- Names ---

    def _decided(self) -> dict[int, str]:
        verdicts: dict[int, str] = {}
        before = None
        for term in self._named:
            start, end, _ = term
            if before is not None and self._reading.text[before[1] : start] in _APPOSED:
                verdicts[start] = verdicts[before[0]]  # "the General Security ... Agreement (GSOMIA)"
            else:
                verdicts[start] = self._whose(term)
            before = start, end
        return verdicts

    def _whose(self, term: Term) -> str:
        qualifier = self._reading.qualifier(term)
        if qualifier is not None:
            return "ours" if qualifier == "pair" else "others"
        begins, _, concept = term
        if concept.role == "name":
            return "ours"
        start, end = self._reading.sentence(begins)
        if about_civil(self._reading, concept, start, end):
            return "others"
        parties = self._reading.parties(start, end)
        # what goes without saying does not once another country is a party there
        sides = parties.sides if parties.partner else parties.sides | self._reading.home
        if sides >= self._reading.all_sides:
            return "ours"
        foreign = parties.outsider or ("others" in parties.together and not self._told_at_the_beginning)
        return "others" if foreign else "doubtful"

    @cached_property
    def _told_at_the_beginning(self) -> bool:
        """Whether the beginning tells of an agreement with a party of ours that no third country stands beside.

        The ministers of A and the United States may well discuss the pact of A and B: "keep the agreement with B".
        """
        reading = self._reading
        start, end = reading.near
        if not reading.parties(start, end).sides >= reading.all_sides:
            return False
        beside = {side for j in reading.joined if start <= j.start < end and j.whose == "others" for side in j.sides}
        spans = {reading.sentence(at) for at, _, concept in self._claims if at < end and concept.kind != "related"}
        told = (reading.parties(*span) for span in spans)
        return any(p.sides - beside and not p.outsider and "others" not in p.together for p in told)

    def _settled(self, term: Term) -> bool:
        """Whether a generic name with neither party in its sentence is ours, by the article around it."""
        reading = self._reading
        if reading.lead_sides >= reading.all_sides or reading.article_sides >= reading.all_sides:
            return True
        begins, _, concept = term
        in_sentence = reading.parties(*reading.sentence(begins)).sides
        # a name may stand in an article about one of the parties
        one = reading.article_sides if concept.kind == "pact" else in_sentence
        return bool(one) and not reading.parties(0, len(reading.text)).stranger

    def _elsewhere(self) -> bool:
        """Whether the article speaks of another agreement and its lead is not of both our parties."""
        others = any(verdict == "others" for verdict in self._verdicts.values())
        return bool(others or self._related) and not self._reading.lead_sides >= self._reading.all_sides

    @cached_property
    def _foreign_lead(self) -> bool:
        """Whether title and first paragraph tell of another agreement and of ours not a word."""
        start, end = self._reading.lead
        told = [term for term in self._claims if term[0] < end]
        verdicts = {self._verdicts.get(at) for at, _, _ in told}
        if "ours" in verdicts or ("doubtful" in verdicts and "others" not in verdicts and self._between_us(start, end)):
            return False
        if "others" in verdicts or any(concept.kind == "related" for _, _, concept in told):
            return True
        if "pair" in self._reading.parties(start, end).together:
            return False
        # three parties have no pact of this name, but they may have an agreement on sharing
        shared = [term for term in told if term[2].kind != "pact" and term[2].role != "instrument"]
        foreign = self._stands_by(told, "others") and not self._told_at_the_beginning
        return foreign or self._stands_by(shared, "group")

    def _between_us(self, start: int, end: int) -> bool:
        """Whether both our parties stand there and nobody else: two agreements they talk of at once are both theirs."""
        parties = self._reading.parties(start, end)
        shown = parties.sides >= self._reading.all_sides and bool(self._reading.all_sides)
        return shown and not parties.outsider and not parties.together & {"others", "group"}

    def _stands_by(self, claims: list[Term], whose: Whose) -> bool:
        """Whether countries of that sort are written as one in a sentence with one of the claims."""
        sentences = {self._reading.sentence(at) for at, _, _ in claims}
        return any(whose in self._reading.parties(*sentence).together for sentence in sentences)

    # --- Descriptions ---

    def _descriptions(self) -> list[Term]:
        """Return spans that hold a word for an agreement and one for its matter, or for those who speak of it."""
        if self._foreign_lead:
            return []
        another = self._related[0][0] if self._related else len(self._reading.text)
        return described(self._reading, self._parts, another) or self._exchanged() or self._spoken_for()

    def _exchanged(self) -> list[Term]:
        """Return words for military secrets where a sentence says what becomes of their exchange between our parties.

        Nobody needs a word for an agreement to say so: "Seoul is to stop sharing military intelligence with Tokyo".
        """
        if self._related or self._named or not self._reading.all_sides:
            return []
        return [term for term in self._parts if term[2].role in ("matter", "sharing") and self._fate_told(term)]

    def _fate_told(self, term: Term) -> bool:
        reading = self._reading
        start, end = reading.sentence(term[0])
        told = reading.marks("exchange", start, end) and reading.marks("frame", start, end)
        military = reading.marks("field", start, end) and not reading.marks("civil", start, end)
        return told and military and self._between_us(start, end)

    def _spoken_for(self) -> list[Term]:
        """Return bare words for an agreement of whose fate people of both parties speak in one sentence.

        Excerpts leave the pact's name behind: "The agreement should go back to normal, foreign minister A told B".
        """
        if self._related or self._named or not self._reading.all_sides:
            return []
        return [
            term for term in self._parts if self._bare(term, self._reading.unit(term[0])) and self._in_good_hands(term)
        ]

    def _in_good_hands(self, term: Term) -> bool:
        reading = self._reading
        start, end = reading.sentence(term[0])
        if not reading.parties(start, end).spokesmen >= reading.all_sides or anothers(
            self._reading, term, term, start, end
        ):
            return False
        if reading.marks("civil", start, end) or reading.marks("civil", *reading.span(0, 0)):
            return False
        return reading.marks("field", start, end) and reading.marks("frame", start, end)

    # --- Bare words ---

    def _bare(self, term: Term, unit: int) -> bool:
        """Whether a word for an agreement stands by itself: "the pact", 同協定, 협정; not 漁業協定, "a deal"."""
        start, end, concept = term
        if concept.role == "generic":
            return self._verdicts[start] != "others"
        if concept.role != "instrument":
            return False
        text = self._reading.text
        if CJK[text[start]]:
            return self._reading.language == "zh" or not _COMPOUNDING[text[start - 1 : start]]
        if text.startswith("s", end):  # pacts are several
            return False
        return unit == 0 or text.endswith(_DEFINITE, 0, start)

    def _both(self, term: Term) -> bool:
        start, end = self._reading.sentence(term[0])
        both = self._reading.parties(start, end).sides >= self._reading.all_sides
        return both and not anothers(self._reading, term, term, start, end)
