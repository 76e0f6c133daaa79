"""Do we have it already? What two articles share, named as a newsroom names it.

What must never happen: two reports that differ in their facts become one because their outlet writes them by a
template. What we accept to miss: a copy rewritten sentence by sentence; that is another report of the same event.
Nothing is merged by its headline alone.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from pactwatch.article import Article
from pactwatch.fingerprints import FINGERPRINT_VERSION, Fingerprint, fingerprint
from pactwatch.habits import NONE, Habits
from pactwatch.overlap import Overlap, begins_in, lead_stands_in, longest_run, overlap
from pactwatch.subjects import ALIKE, Headlines, headlines

__all__ = [
    "COPIES", "FINGERPRINT_VERSION", "SAME", "Fingerprint", "Habits", "Kind", "Relation", "fingerprint", "relation",
]  # fmt: skip

Kind = Literal[
    "exact", "portal_copy", "wire_reprint", "near", "edited", "contained",
    "quote", "template", "translation", "follow_up", "none",
]  # fmt: skip

COPIES: frozenset[str] = frozenset({"exact", "portal_copy", "wire_reprint", "near", "edited", "contained"})
"""The kinds that group without a person: the same text, nearly all of it, or a part of it."""

SAME = 0.5
"""From here on one text stands in the other (best F1 in English, Korean and Japanese alike; docs/decisions.md)."""
DOUBTFUL = (0.40, 0.55)
"""Between these a person should look."""
RUN = {"words": 12, "characters": 20}
"""A shared run from this length on is a quotation."""
ENOUGH_NUMBERS = 4
NEARLY_ALL = 0.8
SHORT = 8
"""Under so many tokens a body says nothing of its own: "Subscribers only." """
ALL_BUT_HABIT = 12
"""Under so many shingles that are no habit, the headlines must tell two texts apart."""
SAME_NEWS = timedelta(days=2)
"""An outlet replaces its report within so long; what shares sentences with it later is another report."""
REISSUED = 0.9
"""Unless it is nearly the same text, with the same numbers in the headline."""
RETOLD = timedelta(days=7)
"""Other outlets copy within days; half a text in common weeks later is what a company or an office always says."""
PLAIN, PLAIN_JACCARD = 0.8, 0.7
TRANSLATED_WITHIN = timedelta(hours=12)
TRANSLATED_NEXT_DAY = timedelta(hours=36)
"""With `ENOUGH_NUMBERS` in common a translation may take until the next day."""
TRANSLATED_NUMBERS = 0.7
"""A house's editions repeat nearly every number of a report, and within hours (12 of 12 in the newsroom)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """How an article hangs together with another; scores are shares of three-token shingles, 0 to 1."""

    kind: str
    containment: float
    """The share of the shorter text found in the longer."""
    jaccard: float
    share_of_article: float
    share_of_other: float
    run: int | None
    """Tokens in the longest shared run; None where neither side has its text."""
    borderline: bool
    """Whether a person should look at it."""
    reason: str


def relation(article: Article | Fingerprint, other: Article | Fingerprint, habits: Habits = NONE) -> Relation:
    """Return what `article` is to `other`; kind "none" where they have nothing to do with each other.

    `habits` is what the archive knows of passages that are repeated whatever the news; without it, two texts are
    judged by themselves.
    """
    one = fingerprint(article) if isinstance(article, Article) else article
    two = fingerprint(other) if isinstance(other, Article) else other
    pair = _Pair(one=one, two=two, overlap=overlap(one, two, habits), headlines=headlines(one, two, habits))
    kind, reason = pair.judged()
    scores = pair.overlap
    return Relation(
        kind=kind, containment=scores.containment, jaccard=scores.jaccard, share_of_article=scores.of_one,
        share_of_other=scores.of_two, run=longest_run(one, two) if scores.containment else 0, reason=reason,
        borderline=DOUBTFUL[0] <= scores.containment < DOUBTFUL[1],
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pair:
    one: Fingerprint
    two: Fingerprint
    overlap: Overlap
    headlines: Headlines

    def judged(self) -> tuple[Kind, str]:
        """Return kind and reason; the order of the questions is the policy."""
        if self.identical and self._one_address() and not self.headlines.same:
            return "edited", "the same text under another headline"
        if self.identical:
            return self._unless_form("exact", "the same words from beginning to end")
        if self.overlap.containment < SAME or min(self.one.length, self.two.length) < SHORT:
            return self._loosely()
        if self._other_numbers():
            return "template", f"{self.overlap.containment:.0%} the same words but other numbers"
        if self.overlap.jaccard >= SAME:
            return self._unless_form(*self._near())
        return self._unless_form(*self._part())

    @property
    def identical(self) -> bool:
        same = bool(self.one.exact) and self.one.exact == self.two.exact
        return same and (self.one.length >= SHORT or self.headlines.same)

    @property
    def one_outlet(self) -> bool:
        return self.one.outlet == self.two.outlet

    def _unless_form(self, kind: Kind, reason: str) -> tuple[Kind, str]:
        """Return `kind` unless the words in common are no evidence: an outlet's form, its habit, a page in the way."""
        share = f"{self.overlap.containment:.0%} the same words"
        if (self.headlines.unanswered or self.headlines.astray) and self.headlines.alike < ALIKE:
            return "template", f"{share}, but a text without the words of its own headline"
        same_report = kind == "exact" and (self.headlines.numbered or not self.one_outlet)
        if self.overlap.habit and self._only_habit() and not same_report:
            return "template", f"{share}, but {self.overlap.habit:.0%} of them are what the outlet always prints"
        if self.one_outlet and kind != "exact" and not self._one_address():
            if self.days_apart > SAME_NEWS and not self._reissued():
                return self._on_another_day(share)
            if self._another_lead():
                return "follow_up", f"{share}, under another lead and headline: the outlet's own background"
            if self.headlines.apart:
                return "template", f"{share}, but each headline names what only its own text has"
        if not self.one_outlet and self.days_apart > RETOLD and not self._plainly():
            return "follow_up", f"{share}, but {self.days_apart.days} days apart: the background of another report"
        return kind, reason

    def _plainly(self) -> bool:
        """Whether so much is shared that it is a copy whenever it was printed."""
        return self.overlap.containment >= PLAIN or self.overlap.jaccard >= PLAIN_JACCARD

    def _only_habit(self) -> bool:
        if self.overlap.own_length < ALL_BUT_HABIT:
            return self.headlines.alike < ALIKE
        return self.overlap.own < SAME

    def _reissued(self) -> bool:
        return self.overlap.jaccard >= REISSUED and self.one.title_numbers == self.two.title_numbers

    def _on_another_day(self, share: str) -> tuple[Kind, str]:
        apart = f"{share}, but {self.days_apart.days} days apart"
        if self.overlap.jaccard >= SAME and (self.headlines.alike >= ALIKE or self.headlines.apart):
            return "template", f"{apart}: the outlet's form"
        return "follow_up", f"{apart}: the outlet's own background"

    def _another_lead(self) -> bool:
        shorter, longer = (self.one, self.two) if self.one.length <= self.two.length else (self.two, self.one)
        alike = self.overlap.jaccard >= SAME or self.headlines.alike >= ALIKE
        return not alike and lead_stands_in(shorter, longer) < SAME

    @property
    def days_apart(self) -> timedelta:
        if self.one.published is None or self.two.published is None:
            return timedelta(0)
        return abs(self.one.published - self.two.published)

    def _other_numbers(self) -> bool:
        """Whether the numbers differ; the more two texts agree, the closer it is looked where each number stands."""
        if _differ(self.one.numbers, self.two.numbers):
            return True
        if self.overlap.jaccard >= SAME and _differ(self.one.figures, self.two.figures):
            return True
        return self.overlap.jaccard >= NEARLY_ALL and _differ(self.one.placed, self.two.placed)

    def _near(self) -> tuple[Kind, str]:
        one, two, of_one, of_two = self.one, self.two, self.overlap.of_one, self.overlap.of_two
        shares = f"{of_one:.0%} of it stands in the other, {of_two:.0%} of the other in it"
        if self.headlines.same and self._figure_changed():
            gone, new = sorted(two.numbers - one.numbers), sorted(one.numbers - two.numbers)
            return "edited", f"the same report with {', '.join(new)} in place of {', '.join(gone)}; {shares}"
        if self.one_outlet or self._one_address():
            return "edited", f"the same outlet's report, edited; {shares}"
        if self.headlines.same:
            return "portal_copy", f"headline and text of {two.outlet} at another address; {shares}"
        agency = one.wire or two.wire
        if agency:
            return "wire_reprint", f"a report of {agency} under another headline; {shares}"
        return "near", shares

    def _one_address(self) -> bool:
        return self.one.canonical_url == self.two.canonical_url != ""

    def _figure_changed(self) -> bool:
        """Whether all the words stayed and a number did not; a caption more or less is no change of a number."""
        gone, new = self.two.numbers - self.one.numbers, self.one.numbers - self.two.numbers
        return min(self.overlap.of_one, self.overlap.of_two) >= 0.9 and 1 <= min(len(gone), len(new)) <= 2

    def _part(self) -> tuple[Kind, str]:
        of_one, of_two = self.overlap.of_one, self.overlap.of_two
        part = (
            f"{of_one:.0%} of it stands in the other" if of_one >= of_two else f"{of_two:.0%} of the other stands in it"
        )
        if self._one_address() and of_two > of_one:
            return "edited", f"the same page, told anew; {part}"
        if not self.one_outlet and not self.headlines.same:
            shorter, longer = (self.one, self.two) if of_one >= of_two else (self.two, self.one)
            if shorter.wire and begins_in(shorter, longer):
                return "wire_reprint", f"{part}, a report of {shorter.wire} cut short"
            if longer.wire and min(of_one, of_two) >= SAME:
                return "wire_reprint", f"{part}, and more than half of the report of {longer.wire}"
        return "contained", part

    def _loosely(self) -> tuple[Kind, str]:
        if self._translated():
            return "translation", "the same house in another language, with the same numbers, within hours"
        run = longest_run(self.one, self.two) if self.overlap.containment else 0
        unit = "characters" if self.one.language in {"ko", "ja", "zh"} else "words"
        if run is not None and run >= RUN[unit]:
            if self.overlap.habit and self.overlap.own < 0.05:
                return "template", f"a passage of {run} {unit} in common that the outlet always prints"
            return "quote", f"a passage of {run} {unit} in common"
        return "none", "no more in common than any two texts"

    def _translated(self) -> bool:
        one, two = self.one, self.two
        fewer = min(len(one.numbers), len(two.numbers))
        if one.language == two.language or not one.house or one.house != two.house or fewer < 2:
            return False
        within = TRANSLATED_NEXT_DAY if fewer >= ENOUGH_NUMBERS else TRANSLATED_WITHIN
        if one.published is None or two.published is None or self.days_apart > within:
            return False
        return len(one.numbers & two.numbers) / fewer >= TRANSLATED_NUMBERS


def _differ(one: frozenset[Any], two: frozenset[Any]) -> bool:
    fewer = min(len(one), len(two))
    return fewer >= ENOUGH_NUMBERS and len(one & two) / fewer < SAME
