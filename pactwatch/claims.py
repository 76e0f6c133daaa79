"""Which of the agreements an article speaks of are ours. The policy is the docstring of judgement.py."""

import re
from functools import cached_property

from pactwatch.boundaries import CJK
from pactwatch.descriptions import about_civil, anothers, described
from pactwatch.matching import Match
from pactwatch.parties import Whose
from pactwatch.reading import Reading

_APPOSED = frozenset(("(", " (", " ", "", " 「", " “", ", "))
# What may stand directly before a bare word for an agreement in Chinese characters and still make it no compound.
_POINTING = "同本両两该該此这這"
_COMPOUND = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3ァ-ヺー]")
# The same in an alphabet: "the pact", not "a deal".
_DEFINITE = ("the ", "this ", "that ", "both ", "its ", "their ", "military ", "bilateral ", "security ")


class Claims:
    """The agreements of one article, sorted into ours and others'."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._claims = reading.matches.claims
        self._named = [m for m in self._claims if m.concept.role in ("name", "generic")]
        self._related = [m for m in self._claims if m.concept.kind == "related"]
        self._verdicts = self._decided()

    @cached_property
    def ours(self) -> list[Match]:
        """The terms and descriptions that speak of our pact, in order."""
        verdicts = self._verdicts
        certain = [m for m in self._named if verdicts[m.start] == "ours"]
        doubtful = [m for m in self._named if verdicts[m.start] == "doubtful"]
        if certain or not (self._foreign_lead or self._elsewhere()):
            certain += [m for m in doubtful if self._settled(m)]
        return sorted([*certain, *self._descriptions()], key=lambda m: m.start)

    def spoken_of_further(self) -> list[Match]:
        """Return each bare "the agreement" that goes on about ours after it was named, and in the title even before.

        Where ours is named at the beginning it is what the article means from then on, and named in the first half,
        what its title means. Further down only what stands in the same or the next paragraph means it, or a sentence
        with both parties. Once another agreement is named, "the agreement" may be that one.
        """
        if self._foreign_lead:
            return []
        first = self.ours[0].start
        until = min((m.start for m in self._related if m.start > first), default=len(self._reading.text))
        early = first < self._reading.near[1]
        in_first_half = 2 * self._reading.unit(first) <= self._reading.units
        units = {self._reading.unit(m.start) for m in self.ours}
        further = []
        for match in self._claims:
            if match.start >= until or not self._bare(match):
                continue
            unit = self._reading.unit(match.start)
            follows = match.start > first and (early or not units.isdisjoint((unit - 1, unit)))
            if follows or (unit == 0 and in_first_half) or self._both(match):
                units.add(unit)
                further.append(match)
        return further

    def matter_in(self, start: int, end: int) -> bool:
        """Whether a word for what such an agreement is about stands there: secrets, intelligence."""
        return any(m.concept.role in ("matter", "sharing") and start <= m.start < end for m in self._claims)

    # --- Names ---

    def _decided(self) -> dict[int, str]:
        verdicts: dict[int, str] = {}
        before: Match | None = None
        for match in self._named:
            if before is not None and self._reading.text[before.end : match.start] in _APPOSED:
                verdicts[match.start] = verdicts[before.start]  # "the General Security ... Agreement (GSOMIA)"
            else:
                verdicts[match.start] = self._whose(match)
            before = match
        return verdicts

    def _whose(self, match: Match) -> str:
        qualifier = self._reading.qualifier(match)
        if qualifier is not None:
            return "ours" if qualifier == "pair" else "others"
        if match.concept.role == "name":
            return "ours"
        start, end = self._reading.sentence(match.start)
        if about_civil(self._reading, match, start, end):
            return "others"
        if self._sentence_sides(start, end) >= self._reading.all_sides:
            return "ours"
        parties = self._reading.parties(start, end)
        foreign = parties.outsider or ("others" in parties.together and not self._told_at_the_beginning)
        return "others" if foreign else "doubtful"

    def _sentence_sides(self, start: int, end: int) -> frozenset[str]:
        """The parties a sentence shows. What goes without saying does not once another country is a party there."""
        parties = self._reading.parties(start, end)
        foreign = parties.outsider or ("others", False) in parties.joined
        return parties.sides if foreign else parties.sides | self._reading.home

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
        spans = {reading.sentence(m.start) for m in self._claims if m.start < end and m.concept.kind != "related"}
        told = (reading.parties(*span) for span in spans)
        return any(p.sides - beside and not p.outsider and "others" not in p.together for p in told)

    def _settled(self, match: Match) -> bool:
        """Whether a generic name with neither party in its sentence is ours, by the article around it."""
        reading = self._reading
        if reading.lead_sides >= reading.all_sides or reading.article_sides >= reading.all_sides:
            return True
        if match.concept.kind == "pact":  # a name, in an article about one of the parties
            one = reading.article_sides
        else:
            one = reading.parties(*reading.sentence(match.start)).sides
        return bool(one) and not reading.parties(0, len(reading.text)).stranger

    def _elsewhere(self) -> bool:
        """Whether the article speaks of another agreement and its lead is not of both our parties."""
        others = any(verdict == "others" for verdict in self._verdicts.values())
        return bool(others or self._related) and not self._reading.lead_sides >= self._reading.all_sides

    @cached_property
    def _foreign_lead(self) -> bool:
        """Whether title and first paragraph tell of another agreement and of ours not a word."""
        start, end = self._reading.lead
        told = [m for m in self._claims if m.start < end]
        if any(self._verdicts.get(m.start) == "ours" for m in told):
            return False
        if any(m.concept.kind == "related" or self._verdicts.get(m.start) == "others" for m in told):
            return True
        if "pair" in self._reading.parties(start, end).together:
            return False
        # three parties have no pact of this name, but they may have an agreement on sharing
        shared = [m for m in told if m.concept.kind != "pact" and m.concept.role != "instrument"]
        foreign = self._stands_by(told, "others") and not self._told_at_the_beginning
        return foreign or self._stands_by(shared, "group")

    def _stands_by(self, claims: list[Match], whose: Whose) -> bool:
        """Whether countries of that sort are written as one in a sentence with one of the claims."""
        sentences = {self._reading.sentence(m.start) for m in claims}
        return any(whose in self._reading.parties(*sentence).together for sentence in sentences)

    # --- Descriptions ---

    def _descriptions(self) -> list[Match]:
        """Return spans that hold a word for an agreement and one for its matter, or for those who speak of it."""
        if self._foreign_lead:
            return []
        parts = [m for m in self._claims if m.concept.role in ("instrument", "matter", "sharing")]
        another = self._related[0].start if self._related else len(self._reading.text)
        return described(self._reading, parts, another) or self._spoken_for(parts)

    def _spoken_for(self, parts: list[Match]) -> list[Match]:
        """Return bare words for an agreement of whose fate people of both parties speak in one sentence.

        Excerpts leave the pact's name behind: "The agreement should go back to normal, foreign minister A told B".
        """
        if self._related or self._named or not self._reading.all_sides:
            return []
        return [m for m in parts if self._bare(m) and self._in_good_hands(m)]

    def _in_good_hands(self, match: Match) -> bool:
        reading = self._reading
        start, end = reading.sentence(match.start)
        if not reading.parties(start, end).spokesmen >= reading.all_sides or anothers(
            self._reading, match, match, start, end
        ):
            return False
        if reading.marks("civil", start, end) or reading.marks("civil", *reading.span(0, 0)):
            return False
        return reading.marks("field", start, end) and reading.marks("frame", start, end)

    # --- Bare words ---

    def _bare(self, match: Match) -> bool:
        """Whether a word for an agreement stands by itself: "the pact", 同協定, 협정; not 漁業協定, "a deal"."""
        if match.concept.role == "generic":
            return self._verdicts[match.start] != "others"
        if match.concept.role != "instrument":
            return False
        text = self._reading.text
        if CJK[text[match.start]]:
            before = text[match.start - 1 : match.start]
            return self._reading.language == "zh" or not _COMPOUND.match(before) or before in _POINTING
        if text.startswith("s", match.end):  # pacts are several
            return False
        return self._reading.unit(match.start) == 0 or text.endswith(_DEFINITE, 0, match.start)

    def _both(self, match: Match) -> bool:
        start, end = self._reading.sentence(match.start)
        both = self._reading.parties(start, end).sides >= self._reading.all_sides
        return both and not anothers(self._reading, match, match, start, end)
