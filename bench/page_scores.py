"""Scores of what was read against the gold: per page, as means, with a bootstrap interval."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from bench.page_gold import Gold
from bench.page_tools import Answer
from pactwatch.extraction.document import tidy
from pactwatch.text import tokens

FIELDS = ("body_f1", "title", "authors", "day", "minute", "language")
RESAMPLES = 1000
EAST = timezone(timedelta(hours=9))


def score(gold: Gold, answer: Answer) -> dict[str, float]:
    """Score every field that the gold grades: F1 for the body, 1 or 0 for the others."""
    scores: dict[str, float] = {}
    if gold.text is not None:
        scores["body_f1"] = f1(gold.text, answer.text)
    if gold.title is not None:
        scores["title"] = float(tidy(gold.title) == tidy(answer.title))
    if gold.authors is not None:
        scores["authors"] = float(sorted(map(_name, gold.authors)) == sorted(map(_name, answer.authors)))
    if gold.published is not None:
        moment, timed = gold.published
        scores["day"] = float(_same(moment, answer, "%Y-%m-%d"))
        if timed:
            scores["minute"] = float(_same(moment, answer, "%Y-%m-%d %H:%M"))
    if gold.row.get("lang"):
        scores["language"] = float(answer.language.lower()[:2] == gold.row["lang"])
    return scores


def f1(gold: str, text: str) -> float:
    """The overlap of two texts as multisets: words of alphabets, characters of Korean, Japanese and Chinese."""
    wanted, found = Counter(tokens(gold)), Counter(tokens(text))
    shared = (wanted & found).total()
    return 2 * shared / (wanted.total() + found.total()) if wanted or found else 1.0


def mean(values: Sequence[float]) -> float | None:
    """The mean, None of nothing."""
    return sum(values) / len(values) if values else None


def interval(values: Sequence[float], seed: int = 7) -> tuple[float, float] | None:
    """The 95 % bootstrap interval of the mean."""
    if not values:
        return None
    chance = random.Random(seed)
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(RESAMPLES))
    return means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975)]


def _same(gold: datetime, answer: Answer, form: str) -> bool:
    """In the gold's zone where it has one and a time was read, else as the page prints it.

    A gold in UTC may be the evening before: a bare day is right by the gold's day in the East Asian zone, too.
    """
    if answer.published is None or answer.local is None:
        return False
    if answer.bare_day and form == "%Y-%m-%d":
        east = gold.astimezone(EAST) if gold.tzinfo else gold
        return answer.local.date() in {gold.date(), east.date()}
    found = answer.published.astimezone(gold.tzinfo) if gold.tzinfo else answer.local
    return found.strftime(form) == gold.strftime(form)


def _name(text: str) -> str:
    return tidy(text).casefold()
