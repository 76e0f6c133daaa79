"""What in an article tells its event from others: its words, and the marks that are the same in every language.

Words serve within a language (and between Japanese and Chinese, which share characters). Marks serve across: the days
a text names, its numbers with their units, names and offices through the topic's glossary, Latin names and acronyms,
and of headline and lead the matters that news speaks of (data/news.toml): a protest, a missile, a candlelight vigil.
What stands in the headline and the lead says what happened, what stands further down what happened before: the weight
falls from one to the other. How much a word says beyond that depends on its rarity in the archive (likeness.py).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from operator import add

from pactwatch.article import Article
from pactwatch.fingerprints import FUNCTION_WORDS, headline, visible
from pactwatch.genres import Genre, genre
from pactwatch.glossary import Topic, news_vocabulary
from pactwatch.matching import matcher
from pactwatch.quantities import quantities
from pactwatch.text import CJK
from pactwatch.told_days import days_in, months_in, publication_day
from pactwatch.variants import Folded

ANCHORS_VERSION = 3
"""Goes up with every change to what anchors are made of or how stories are grouped: `pactwatch reindex` then."""
HEADLINE, LEAD, BODY = 4, 3, 1
"""What one occurrence counts there."""
NAME = 2
"""What a name counts against any other word: who and where tell events apart that are alike in kind."""
LEAD_PARAGRAPHS = 2
MOST_WORDS = 300
"""Different words that are kept, those that stand first: what comes further down is background."""
LONGEST = 20_000
"""Characters of the body that are read."""
GROUNDS = {"a": "matter", "d": "day", "m": "month", "n": "figure", "c": "name", "t": "name", "w": "acronym"}
"""What a mark is, by the letter before its colon; "t" are names of the topic itself, which all its articles have."""
OF_THE_TOPIC = frozenset(("generic", "instrument", "matter", "sharing", "ours", "pair"))
"""Roles whose terms say what the topic is, and so tell none of its events from another."""

_RUN = re.compile(rf"[{CJK}]+|[^\W\d_{CJK}]+")
FIRST_CJK = "\u1100"
# A capital that no sentence, headline or quotation begins with.
_NAME = re.compile(r"(?<=[\w,;)’'] )[A-Z][^\W_]+")
_SMALL = re.compile(r"(?<![^\W_])[a-z][^\W_]+")
# The endings of broadcasters' Korean, which stand in every sentence of theirs.
_POLITE = ("니다", "니까")
_ENDING = re.compile("(?:습니|입니|니)[다까]$")
_HIRAGANA = re.compile("[ぁ-ゖ]{2}")
# In English "NATO" and "iPhone" stand out; among Korean, Japanese and Chinese characters every Latin word does.
_ACRONYM = re.compile(r"(?<!\w)(?:[A-Z]{2,}(?:-?\d+)?|[A-Z][a-z]*[A-Z]\w*)(?!\w)")
_LATIN = re.compile(r"[A-Z]{2,}(?:-?\d+)?|[A-Z][a-z]+[A-Z]\w*|[A-Z][a-z]{2,}")


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Who told it, and when."""

    outlet: str
    day: date | None
    """The day of publication where the outlet is, or the one its text begins with."""
    at: datetime | None
    """When it was published; None where the page does not state it to the day."""


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """One article reduced to what places it in a story."""

    words: dict[str, int]
    """Words, or two CJK characters in a row, with what their occurrences count together."""
    marks: dict[str, int]
    """The same for marks: "d:2019-08-22", "n:50 minute", "c:park_jin", "w:SLBM", "t:pact"."""
    language: str
    genre: Genre
    told: Telling
    """By whom and when it was told first, copies of the text included."""

    @cached_property
    def lead_days(self) -> frozenset[str]:
        """The days that headline and lead name: when it happened, more often than not."""
        return frozenset(mark for mark, count in self.marks.items() if mark.startswith("d:") and count >= LEAD)


def anchors(article: Article, topic: Topic) -> Anchors:
    """Return the anchors of an article; any text has some, an empty one none."""
    day = publication_day(article)
    words: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    headline_of: dict[str, int] = {}
    for weight, text in _parts(article):
        folded = Folded(text.split("\n"))
        _add(words, _words(folded.text), weight)
        _add(marks, _marks(text, folded, article.language, day, topic), weight)
        if weight != BODY:
            _add(marks, _matters(folded, article.language), weight)
        if weight == HEADLINE:
            headline_of = {**words, **marks}
    for name in _names("\n".join(article.paragraphs)[:LONGEST]) & words.keys():
        words[name] *= NAME
    _humble(words, headline_of)
    _humble(marks, headline_of)
    return Anchors(
        words=dict(list(words.items())[:MOST_WORDS]),
        marks=dict(marks),
        language=article.language,
        genre=genre(article),
        told=telling(article),
    )


def telling(article: Article) -> Telling:
    """Return who tells an article, and when."""
    stated = article.published is not None and article.published.precision != "month"
    return Telling(
        outlet=article.outlet,
        day=publication_day(article),
        at=article.published.instant if article.published and stated else None,
    )


def told_by(anchors: Anchors, copy: Telling) -> Anchors:
    """Return the anchors of a text, given one more who printed it: it is as old as its oldest copy, and that one's."""
    own = anchors.told.at
    earlier = copy.at is not None and (own is None or copy.at < own)
    return replace(anchors, told=copy) if earlier else anchors


def _add(counts: Counter[str], terms: Iterable[str], weight: int) -> None:
    before = counts.get
    for term, times in Counter(terms).items():
        counts[term] = before(term, 0) + times * weight


def _humble(counts: Counter[str], headline_of: dict[str, int]) -> None:
    """Let a word of the headline that the text never repeats count once: a headline alone tells no event."""
    for term, count in counts.items():
        if count == headline_of.get(term):
            counts[term] = BODY


def _names(text: str) -> set[str]:
    """Return the words that `text` always writes with a capital, also inside a sentence."""
    names = {name.lower() for name in _NAME.findall(text)}
    return {_singular(name) for name in names.difference(_SMALL.findall(text))} if names else names


def _parts(article: Article) -> Iterator[tuple[int, str]]:
    yield HEADLINE, headline(article.title)
    yield LEAD, "\n".join(article.paragraphs[:LEAD_PARAGRAPHS])[:LONGEST]
    yield BODY, "\n".join(article.paragraphs[LEAD_PARAGRAPHS:])[:LONGEST]


def _words(folded: str) -> list[str]:
    words: list[str] = []
    text = visible(folded)
    kana = _HIRAGANA.search(text) is not None
    for run in _RUN.findall(text):
        if run[0] >= FIRST_CJK:
            if run.endswith(_POLITE):
                run = _ENDING.sub("", run)
            pairs = map(add, run, run[1:])
            words += (pair for pair in pairs if not _HIRAGANA.match(pair)) if kana else pairs
        elif len(run) > 1 and run not in FUNCTION_WORDS:
            words.append(_singular(run))
    return words


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3 else word


def _marks(text: str, folded: Folded, language: str, day: date | None, topic: Topic) -> Iterator[str]:
    for named in days_in(text, day):
        yield f"d:{named.isoformat()}"
    for month in months_in(text):
        yield f"m:{month}"
    for quantity in quantities(text):
        yield f"n:{quantity}"
    found = matcher(topic).everything(folded, language)
    for concept in (*[concept for _, _, concept in found.claims], *found.context.concepts, *found.marks.concepts):
        own = concept.kind == "pact" or concept.role in OF_THE_TOPIC
        yield f"{'t' if own else 'c'}:{concept.id}"
    pattern = _ACRONYM if language == "en" else _LATIN
    for name in pattern.findall(unicodedata.normalize("NFKC", text)):
        acronym = name.upper()
        yield f"{'t' if acronym in _own_names(topic) else 'w'}:{acronym}"


def _matters(folded: Folded, language: str) -> Iterator[str]:
    """The acts, bodies and things a text names: they tell two events of one day apart."""
    for concept in matcher(news_vocabulary()).everything(folded, language).context.concepts:
        yield f"a:{concept.id}"


@lru_cache(maxsize=16)
def _own_names(topic: Topic) -> frozenset[str]:
    return frozenset(term.upper() for concept in topic.concepts if concept.kind == "pact" for _, term in concept.terms)
