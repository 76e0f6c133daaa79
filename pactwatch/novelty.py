"""What is new in an article, sentence by sentence, beside the seeds and what was approved before it.

Policy. A sentence is repeated when nearly all of its three-token shingles stand in one known sentence; of a seed,
which has no sentences here, when they stand in the seed at all. Where everything but the numbers is the same, it is
the same statement with another number, and that is what a reader wants to see first. A very short sentence is repeated
only as a whole.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pactwatch.article import Article
from pactwatch.fingerprints import is_furniture, numbers_in, shingles_of_tokens, visible
from pactwatch.seed import Seed
from pactwatch.sentences import sentences_of
from pactwatch.text import tokens

State = Literal["new", "repeated", "other_number"]

REPEATED = 0.75
"""The share of a sentence's shingles that a repetition keeps: one word in a dozen may differ."""
SHORT = 4
"""Under so many shingles a sentence is repeated only as a whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One sentence and where it was said before."""

    sentence: str
    state: State
    where: str | None = None
    """"seed NAME" or an article's number; None for what is new."""
    before: str | None = None
    """The sentence as it was said there; None of a seed, whose sentences are not kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sentence:
    text: str
    letters: str
    shingles: frozenset[int]
    bare: frozenset[int]
    """The shingles that hold no number."""
    numbers: frozenset[str]


def novelty(article: Article, seeds: Sequence[Seed], approved: Iterable[tuple[int, Article]]) -> tuple[Said, ...]:
    """Return every sentence of the article's text, told apart; seeds are asked first, then articles as they come."""
    known = _Known(approved)
    return tuple(_said(_sentence(text), seeds, known) for text in _sentences(article))


def new_share(said: Sequence[Said]) -> float:
    """Return the share of an article's letters that stand in new sentences."""
    letters = sum(len(one.sentence) for one in said)
    return sum(len(one.sentence) for one in said if one.state == "new") / letters if letters else 0.0


class _Known:
    """The sentences of known articles, found by their shingles."""

    def __init__(self, articles: Iterable[tuple[int, Article]]) -> None:
        self._sentences: list[tuple[int, _Sentence]] = []
        self._holders: dict[int, list[int]] = defaultdict(list)
        self._whole: dict[str, int] = {}
        for number, article in articles:
            for text in _sentences(article):
                sentence = _sentence(text)
                place = len(self._sentences)
                self._sentences.append((number, sentence))
                self._whole.setdefault(sentence.letters, place)
                for shingle in sentence.shingles:
                    self._holders[shingle].append(place)

    def whole(self, sentence: _Sentence) -> tuple[int, _Sentence] | None:
        """The first article that has exactly this sentence."""
        place = self._whole.get(sentence.letters)
        return self._sentences[place] if place is not None else None

    def closest(self, sentence: _Sentence) -> tuple[int, _Sentence] | None:
        """The article and sentence that share most of its shingles."""
        shared = Counter(place for shingle in sentence.shingles for place in self._holders.get(shingle, ()))
        if not shared:
            return None
        return self._sentences[max(shared, key=lambda place: (shared[place], -place))]


def _said(sentence: _Sentence, seeds: Sequence[Seed], known: _Known) -> Said:
    beside_seed = [(seed, _beside_seed(sentence, seed)) for seed in seeds]
    for seed, state in beside_seed:
        if state == "repeated":
            return Said(sentence=sentence.text, state=state, where=f"seed {seed.name}")
    match = known.whole(sentence) or known.closest(sentence)
    if match:
        number, other = match
        state = _beside(sentence, other)
        if state != "new":
            return Said(sentence=sentence.text, state=state, where=str(number), before=other.text)
    for seed, state in beside_seed:
        if state == "other_number":
            return Said(sentence=sentence.text, state=state, where=f"seed {seed.name}")
    return Said(sentence=sentence.text, state="new")


def _beside(sentence: _Sentence, other: _Sentence) -> State:
    if sentence.letters == other.letters:
        return "repeated"
    if len(sentence.shingles) < SHORT:
        return "new"
    if sentence.numbers != other.numbers and _share(sentence.bare, other.bare) >= REPEATED:
        return "other_number" if sentence.numbers - other.numbers else "repeated"
    return "repeated" if _share(sentence.shingles, other.shingles) >= REPEATED else "new"


def _beside_seed(sentence: _Sentence, seed: Seed) -> State:
    shingles = seed.fingerprint.shingles
    if len(sentence.shingles) < SHORT:
        return "new"
    if sentence.numbers - seed.fingerprint.numbers and _share(sentence.bare, shingles) >= REPEATED:
        return "other_number"
    return "repeated" if _share(sentence.shingles, shingles) >= REPEATED else "new"


def _share(mine: frozenset[int], theirs: frozenset[int]) -> float:
    return len(mine & theirs) / len(mine) if mine else 0.0


def _sentences(article: Article) -> list[str]:
    return sentences_of("\n".join(line for line in article.paragraphs if not is_furniture(line)))


def _sentence(text: str) -> _Sentence:
    words = tokens(visible(text))
    order = shingles_of_tokens(words)
    bare = (
        shingle
        for place, shingle in enumerate(order)
        if not any(word[0].isdigit() for word in words[place : place + 3])
    )
    return _Sentence(
        text=text,
        letters="".join(words),
        shingles=frozenset(order),
        bare=frozenset(bare),
        numbers=numbers_in(text),
    )
