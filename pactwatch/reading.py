"""One article with the terms found in it: where its sentences end, which countries stand where, who is joined to whom.

The questions the rules of judgement.py ask of an article are answered here; nothing here decides.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pactwatch.glossary import Topic
from pactwatch.matching import Match, Matches, is_cjk_letter
from pactwatch.variants import Folded

QUALIFIER_GAP = 4  # characters between "日韓" and the name it qualifies: の, "間の", a space, a quotation mark
GROUP_GAP = 20  # the same for "trilateral military ..." before a phrase
QUOTED = 300  # characters shown on either side of a term
LINE = 60  # characters; a first paragraph below this is a byline, a dateline, "From our Asia desk:"
LINE_CJK = 25

# What joins countries to one party of an agreement, in folded text: "Japan and the Philippines", "日本とカナダ",
# "한국과 미국", "Seoul-Tokyo" (a joiner folds to a space).
_JOINT = re.compile(r" ?(?:,|、|・|/|&|and|both|と|や|및|과|와|하고|和|与|跟|同|及|및)? ?(?:and )?(?:the )?")
# In folded text. A point ends no sentence after one letter ("U.S."), after the short forms below, or inside a number.
_SENTENCE_END = re.compile(
    r"[.。！？!?](?:(?<!\.)|(?<!\b[a-z]\.)(?<!\b(?:mr|ms|dr|lt|st|vs|co)\.)(?<!\b(?:mrs|gen|col|rep|sen|gov|jan|feb|"
    r"mar|apr|aug|sep|oct|nov|dec|inc|ltd)\.)(?<!\b(?:sept|corp|capt|prof)\.)(?=[”’\"')]*\s))[」』”’\"')）]*"
)

Whose = Literal["pair", "others", "group"]
"""Whose agreement: both of our parties', that of a country outside, that of more than two with both of ours."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Countries written as one: "Japan and the Philippines", "日米"."""

    start: int
    end: int
    whose: Whose
    listed: bool
    """Whether the topic lists it as one word, so that it holds no country by name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parties:
    """Who stands in a span of the text."""

    sides: frozenset[str]
    """The parties of ours, by their own name, their capital, offices or people, or as a pair."""
    roles: frozenset[str]
    spokesmen: frozenset[str]
    """The parties for which a person of the topic stands there."""
    joined: frozenset[tuple[Whose, bool]]
    """Whose the countries written as one are, and whether the topic lists them so."""

    @property
    def outsider(self) -> bool:
        """Whether a country stands there that could be the other party of such an agreement."""
        return "other" in self.roles

    @property
    def stranger(self) -> bool:
        """Whether any third country stands there, the powers that comment on everything included."""
        return not self.roles.isdisjoint(("other", "power", "others", "group"))

    @property
    def together(self) -> set[Whose]:
        """Whose the countries written as one are."""
        return {whose for whose, _ in self.joined}

    def shown(self, all_sides: frozenset[str]) -> frozenset[str]:
        """The parties of ours, where a group of three counts for both of them."""
        return all_sides if "group" in self.roles else self.sides


class Reading:
    """One article with its matches. Positions are those of the folded text; spans are half open."""

    def __init__(self, folded: Folded, matches: Matches, topic: Topic, language: str) -> None:
        self.text = folded.text
        self.matches = matches
        self.all_sides = topic.sides
        self.home = frozenset(c.side for c in topic.concepts if c.side and language in c.home)
        self._folded = folded
        self._starts = [m.start for m in matches.context]
        self._mark_starts = [m.start for m in matches.marks]
        self._units = [0, *(i.end() for i in re.finditer("\n", folded.text))]
        self._quotes: dict[int, str] = {}
        self._parties: dict[tuple[int, int], Parties] = {}
        self._marks: dict[tuple[int, int], frozenset[str]] = {}

    # --- Units (title, paragraphs) and sentences ---

    @property
    def units(self) -> int:
        """How many there are: the title and every paragraph."""
        return len(self._units)

    def unit(self, position: int) -> int:
        """Which unit a position lies in; the title is 0."""
        return bisect_right(self._units, position) - 1

    def span(self, first: int, last: int) -> tuple[int, int]:
        """From the beginning of one unit to the end of another, or of the text."""
        return self._units[first], self._units[last + 1] - 1 if last + 1 < len(self._units) else len(self.text)

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence around a position."""
        i = bisect_right(self._sentences, position)
        return self._sentences[i - 1], self._sentences[i] if i < len(self._sentences) else len(self.text)

    @cached_property
    def _sentences(self) -> list[int]:
        """Where one begins."""
        return sorted({*self._units, *(end.end() for end in _SENTENCE_END.finditer(self.text))})

    def where(self, position: int) -> str:
        """The unit as a person names it."""
        unit = self.unit(position)
        return f"paragraph {unit}" if unit else "title"

    def original(self, start: int, end: int) -> str:
        """The characters of the article as they stand."""
        return self._folded.slice(start, end)

    def word(self, match: Match) -> str:
        """The term as the article writes it, an English s at its end included."""
        plural = self.text.startswith("s", match.end) and self.text[match.start].isascii()
        return self.original(match.start, match.end + plural)

    def quoted(self, start: int, end: int) -> str:
        """The sentence around a term as it stands, or its surroundings where the sentence never ends."""
        first, last = self.sentence(start)
        if last - first > 2 * QUOTED:
            return self._excerpt(start, end)
        if first not in self._quotes:
            self._quotes[first] = self.original(first, last).strip()
        return self._quotes[first]

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
        if (start, end) not in self._parties:
            self._parties[start, end] = self._told(start, end)
        return self._parties[start, end]

    def _told(self, start: int, end: int) -> Parties:
        context = self.matches.context[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        roles = {m.concept.role for m in context if m.concept.kind == "party"}
        sides = frozenset(m.concept.side for m in context if m.concept.side)
        joined = self.joined[bisect_left(self._joined_starts, start) : bisect_left(self._joined_starts, end)]
        return Parties(
            sides=self.all_sides if "pair" in roles else sides,
            roles=frozenset(roles),
            spokesmen=frozenset(m.concept.side for m in context if m.concept.kind == "person" and m.concept.side),
            joined=frozenset((j.whose, j.listed) for j in joined),
        )

    def marks(self, role: str, start: int, end: int) -> bool:
        """Whether words of a role stand there that colour a sentence: a field, civil matters, a frame."""
        if (start, end) not in self._marks:
            self._marks[start, end] = frozenset(m.concept.role for m in self.marked(start, end))
        return role in self._marks[start, end]

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
        for unit in range(1, min(self.units, 4)):
            start, end = self.span(unit, unit)
            if end - start >= (LINE_CJK if is_cjk_letter(self.text[start : start + 1]) else LINE):
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
        runs: list[list[Match]] = []
        for match in self.matches.context:
            if match.concept.role in ("pair", "others", "group"):
                runs.append([match])
            elif match.concept.kind in ("party", "place") and (match.concept.side or match.concept.role != "context"):
                if runs and self._continues(runs[-1][-1], match):
                    runs[-1].append(match)
                else:
                    runs.append([match])
        return [joined for run in runs if (joined := self._as_one(run)) is not None]

    def _continues(self, before: Match, match: Match) -> bool:
        if before.concept.role in ("pair", "others", "group"):
            return False
        gap = self.text[before.end : match.start]
        return len(gap) <= 9 and _JOINT.fullmatch(gap) is not None

    def _as_one(self, run: list[Match]) -> Joined | None:
        if run[0].concept.role in ("pair", "others", "group"):
            return Joined(run[0].start, run[0].end, run[0].concept.role, True)  # type: ignore[arg-type]
        sides = {m.concept.side for m in run if m.concept.side}
        foreign = any(m.concept.role in ("other", "power") for m in run)
        if (not foreign and sides < self.all_sides) or (foreign and len(run) == 1):
            return None
        whose: Whose = "pair" if not foreign else "group" if sides >= self.all_sides else "others"
        return Joined(run[0].start, run[-1].end, whose, False)

    def qualifier(self, match: Match) -> Whose | None:
        """Whose agreement it is by the word written directly before it."""
        i = bisect_right(self._joined_ends, match.start) - 1
        if i < 0:
            return None
        before = self.joined[i]
        gap = match.start - before.end
        wide = match.concept.kind == "phrase" and before.whose != "pair" and before.listed
        if gap > (GROUP_GAP if wide else QUALIFIER_GAP) or "\n" in self.text[before.end : match.start]:
            return None
        return before.whose

    @cached_property
    def _joined_starts(self) -> list[int]:
        return [j.start for j in self.joined]

    @cached_property
    def _joined_ends(self) -> list[int]:
        return [j.end for j in self.joined]
