"""Is this article about the pact? The rules are those an analyst would state.

A name that means only our pact speaks for itself. A generic name ("GSOMIA", "the intelligence-sharing pact") is ours
when both parties are near and no other country stands in their place; so is a description: a word for an agreement
and a word for military secrets in one sentence, close together or with both parties in it. Whatever is written
directly before a name says whose it is: "Korea-Japan" makes it ours, "US-India" or "trilateral" another's.

Core: named in the title or the first paragraph, or spoken of in two paragraphs or more, where after the first naming
a bare "the agreement" counts too (before it where its sentence names both parties), unless another agreement is named
in the same article. Mention: ours, but once and further down. Off: everything else, whoever appears in it.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pactwatch.article import Article
from pactwatch.glossary import Topic
from pactwatch.matching import Match, Matches, matcher
from pactwatch.variants import Folded

Verdict = Literal["core", "mention", "off"]

QUALIFIER_GAP = 4  # characters between "日韓" and the name it qualifies: の, "間の", a space, a quotation mark
GROUP_GAP = 20  # the same for "trilateral military ..." before a phrase
DESCRIBED_WITHIN = 60  # characters between an instrument and a matter in an alphabet
DESCRIBED_WITHIN_CJK = 25
LEAD_UNITS = 2  # the title and the first paragraph
NEAR_UNITS = 3  # with the second: what the whole article is about
MOST_EVIDENCE = 40

_SENTENCE_END = re.compile(
    r"[。！？!?][」』”’\"')）]*|(?<![\s.][A-Za-z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})\.[”’\"')]*(?=\s)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A term of the topic where it stands."""

    concept: str
    term: str
    """As the article writes it."""
    sentence: str
    where: str
    """"title" or "paragraph 3", counted from one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What the rules say of an article, and why."""

    verdict: Verdict
    score: float
    """0 to 1: core from .5, mention from .2 to below .5, off below .2."""
    evidence: tuple[Evidence, ...]
    """For core and mention the terms that made it ours, then context; for off the terms that did not suffice."""
    version: str
    """The version of the topic that decided."""


def judge(article: Article, topic: Topic) -> Judgement:
    """Judge whether `article` is about `topic`, reading title and paragraphs in one pass."""
    folded = Folded([article.title, *article.paragraphs])
    matches = matcher(topic).matches(folded, article.language)
    if not matches.claims:
        return Judgement(verdict="off", score=0.0, evidence=(), version=topic.version)
    return _Reading(folded, matches, topic, article.language).judgement()


class _Reading:
    """One article with its matches: the questions the rules ask of it."""

    def __init__(self, folded: Folded, matches: Matches, topic: Topic, language: str) -> None:
        self.folded = folded
        self.claims = matches.claims
        self.context = matches.context
        self.topic = topic
        self.home = {c.side for c in topic.concepts if c.side and language in c.home}
        self.all_sides = topic.sides
        self._context_starts = [m.start for m in matches.context]
        self._units = [0, *(i.end() for i in re.finditer("\n", folded.text))]
        self._sentences: dict[int, list[int]] = {}
        self._sides: dict[tuple[int, int], frozenset[str]] = {}

    def judgement(self) -> Judgement:
        ours = self._ours()
        if not ours:
            shown = [m for m in self.claims if m.concept.role in ("name", "generic") or m.concept.kind == "related"]
            return self._judgement("off", 0.1 if shown else 0.0, shown)
        units = {self._unit(m.start) for m in ours}
        spoken = units | self._spoken_of_further(min(m.start for m in ours))
        core = min(units) < LEAD_UNITS or len(spoken) > 1
        strength = 0.4 * (0 in units) + 0.25 * (1 in units) + 0.1 * len(spoken - {0, 1}) + self._context_strength()
        score = 0.5 + 0.5 * min(1.0, strength) if core else 0.2 + 0.29 * min(1.0, strength)
        return self._judgement("core" if core else "mention", score, [*ours, *self._telling_context()])

    # --- Whose pact ---

    def _ours(self) -> list[Match]:
        named = [m for m in self.claims if m.concept.role in ("name", "generic")]
        certain = [m for m in named if self._certainly_ours(m)]
        foreign = [m for m in named if m.concept.role == "generic" and self._foreign(m)]
        rest = [m for m in named if m.concept.role == "generic" and m not in certain and m not in foreign]
        another = any(m.concept.kind == "related" for m in self.claims)
        if certain or not (foreign or another) or self._lead_sides >= self.all_sides:
            certain += [m for m in rest if self._article_sides >= self.all_sides]
        return sorted([*certain, *self._descriptions()], key=lambda m: m.start)

    def _certainly_ours(self, match: Match) -> bool:
        before = self._qualifier(match)
        if before is not None and before.concept.role in ("pair", "others"):
            return before.concept.role == "pair"
        if match.concept.role == "name":
            return True
        return self._sentence_sides(match) >= self.all_sides

    def _foreign(self, match: Match) -> bool:
        before = self._qualifier(match)
        if before is not None and before.concept.role == "others":
            return True
        if before is not None and before.concept.role == "pair":
            return False
        sentence = self._sentence(match.start)
        return not self._sentence_sides(match) >= self.all_sides and self._others_in(*sentence)

    def _descriptions(self) -> list[Match]:
        """Return spans that hold an instrument and a matter close together, with the parties near, as matches."""
        parts = [m for m in self.claims if m.concept.role in ("instrument", "matter")]
        found = []
        for first, second in itertools.pairwise(parts):
            if first.concept.role == second.concept.role or not self._describes(first, second):
                continue
            found.append(Match(first.start, second.end, first.concept))
        return found

    def _describes(self, first: Match, second: Match) -> bool:
        start, end = self._sentence(first.start)
        if second.end > end or self._foreign(first) or self._foreign(second):
            return False
        if self._sides_in(start, end) >= self.all_sides:
            return True
        within = DESCRIBED_WITHIN if self.folded.text[first.start].isascii() else DESCRIBED_WITHIN_CJK
        if second.start - first.end > within:
            return False
        unit = self._unit(first.start)
        near = self._sides_in(self._units[unit], self._unit_end(unit)) | self._near_sides | self.home
        return near >= self.all_sides

    # --- Where and how often ---

    def _spoken_of_further(self, first: int) -> set[int]:
        """Return the units that say a bare "the agreement" after the pact was named; in the title even before."""
        if any(m.concept.kind == "related" for m in self.claims):
            return set()
        bare = [m for m in self.claims if m.concept.role in ("instrument", "generic")]
        return {self._unit(m.start) for m in bare if m.start > first or self._unit(m.start) == 0 or self._both(m)}

    def _both(self, match: Match) -> bool:
        return self._sides_in(*self._sentence(match.start)) >= self.all_sides

    def _context_strength(self) -> float:
        weights = {m.concept.id: m.concept.weight for m in self._telling_context()}
        return min(0.1, 0.02 * sum(weights.values()))

    def _telling_context(self) -> list[Match]:
        seen: dict[str, Match] = {}
        for match in self.context:
            if match.concept.kind != "party":
                seen.setdefault(match.concept.id, match)
        return list(seen.values())

    # --- Parties near a place ---

    def _qualifier(self, match: Match) -> Match | None:
        """Return the party written directly before a match."""
        i = bisect_left(self._context_starts, match.start) - 1
        if i < 0:
            return None
        before = self.context[i]
        wide = match.concept.kind == "phrase" and before.concept.role == "others"
        gap = match.start - before.end
        newline = "\n" in self.folded.text[before.end : match.start]
        return before if 0 <= gap <= (GROUP_GAP if wide else QUALIFIER_GAP) and not newline else None

    def _sentence_sides(self, match: Match) -> frozenset[str]:
        return self._sides_in(*self._sentence(match.start)) | self.home

    @cached_property
    def _article_sides(self) -> frozenset[str]:
        return self._sides_in(0, len(self.folded.text)) | self.home

    @cached_property
    def _lead_sides(self) -> frozenset[str]:
        return self._sides_in(0, self._unit_end(LEAD_UNITS - 1)) | self.home

    @cached_property
    def _near_sides(self) -> frozenset[str]:
        return self._sides_in(0, self._unit_end(NEAR_UNITS - 1))

    def _sides_in(self, start: int, end: int) -> frozenset[str]:
        if (start, end) not in self._sides:
            sides: set[str] = set()
            for match in self._context_in(start, end):
                if match.concept.role == "pair":
                    sides |= self.all_sides
                elif match.concept.side:
                    sides.add(match.concept.side)
            self._sides[start, end] = frozenset(sides)
        return self._sides[start, end]

    def _others_in(self, start: int, end: int) -> bool:
        return any(m.concept.role == "other" for m in self._context_in(start, end))

    def _context_in(self, start: int, end: int) -> list[Match]:
        return self.context[bisect_left(self._context_starts, start) : bisect_left(self._context_starts, end)]

    # --- Units (title, paragraphs) and sentences ---

    def _unit(self, position: int) -> int:
        return bisect_right(self._units, position) - 1

    def _unit_end(self, unit: int) -> int:
        return self._units[unit + 1] - 1 if unit + 1 < len(self._units) else len(self.folded.text)

    def _sentence(self, position: int) -> tuple[int, int]:
        unit = self._unit(position)
        start, end = self._units[unit], self._unit_end(unit)
        if unit not in self._sentences:
            self._sentences[unit] = [start, *(m.end() for m in _SENTENCE_END.finditer(self.folded.text, start, end))]
        starts = self._sentences[unit]
        i = bisect_right(starts, position) - 1
        return starts[i], starts[i + 1] if i + 1 < len(starts) else end

    # --- The answer ---

    def _judgement(self, verdict: Verdict, score: float, shown: list[Match]) -> Judgement:
        evidence = tuple(self._evidence(match) for match in shown[:MOST_EVIDENCE])
        return Judgement(verdict=verdict, score=round(score, 3), evidence=evidence, version=self.topic.version)

    def _evidence(self, match: Match) -> Evidence:
        unit = self._unit(match.start)
        return Evidence(
            concept=match.concept.id,
            term=self.folded.slice(match.start, match.end),
            sentence=self.folded.slice(*self._sentence(match.start)).strip(),
            where=f"paragraph {unit}" if unit else "title",
        )
