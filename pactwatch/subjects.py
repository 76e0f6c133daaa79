"""Do two headlines speak of the same thing? What a person sees at once where two texts share nearly every sentence.

An outlet that writes by a form (update notes, photo series, stock robots) repeats its sentences and changes the model,
the name, the figure; and those stand in the headline. An outlet that edits its report changes words anywhere.
"""

from dataclasses import dataclass

from pactwatch.fingerprints import Fingerprint
from pactwatch.habits import Habits

ALIKE = 0.5
"""From this share of the shorter headline on, two headlines are one."""
TELLING = 0.25
"""The share of a headline's own words, or of a text's, from which on they account for how the texts differ."""
ASTRAY = 3
"""A text that has none of so many words of its headline is not that headline's text."""
UNANSWERED = 0.2
"""At most this share of a headline's words stands in a body that is not its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Headlines:
    """Two headlines beside their texts."""

    alike: float
    """The share of the shorter headline that the longer repeats, columns' names left out."""
    same: bool
    """Whether they are one headline."""
    apart: bool
    """Whether each names something that only its own text has."""
    numbered: bool
    """Whether they differ in nothing but numbers: "vol. 3", "vol. 4"."""
    unanswered: bool
    """Whether, within one house, neither text has the words in which the headlines differ: a page in the way."""
    astray: bool
    """Whether, within one outlet, a text is not its headline's: it is the other's, or a page in the way."""


def headlines(one: Fingerprint, two: Fingerprint, habits: Habits) -> Headlines:
    """Compare two headlines in the light of their texts."""
    shared = len(one.title_words & two.title_words)
    mine, theirs = one.title_words - two.title_words, two.title_words - one.title_words
    return Headlines(
        alike=_alike(one.title - habits.titles, two.title - habits.titles),
        same=one.title == two.title,
        numbered=not mine and not theirs,
        apart=_names_its_own(mine, one, two) and _names_its_own(theirs, two, one),
        unanswered=_one_house(one, two) and _unanswered(mine, one) and _unanswered(theirs, two),
        astray=one.outlet == two.outlet and (_astray(mine, one, shared) or _astray(theirs, two, shared)),
    )


def _alike(one: frozenset[int], two: frozenset[int]) -> float:
    shorter = min(len(one), len(two))
    return len(one & two) / shorter if shorter else 0.0


def _names_its_own(words: frozenset[int], own: Fingerprint, other: Fingerprint) -> bool:
    """Whether a headline's words are those in which its text differs from the other."""
    only_here = own.words - other.words
    named = len(words & only_here)
    return bool(named) and max(named / len(words), named / len(only_here)) >= TELLING


def _one_house(one: Fingerprint, two: Fingerprint) -> bool:
    return one.outlet == two.outlet or one.house == two.house != ""


def _unanswered(words: frozenset[int], own: Fingerprint) -> bool:
    return len(words) >= 2 and len(words & own.words) / len(words) <= UNANSWERED


def _astray(words: frozenset[int], own: Fingerprint, shared: int) -> bool:
    """Whether a text is not that of its headline; where the two headlines share no word, half of it must answer."""
    answered = len(words & own.words)
    return len(words) >= ASTRAY and answered <= (0 if shared else len(words) / 2)
