"""What remains of an article when it is compared: hashes and numbers, no sentence, and enough to know it again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b, sha256

from pactwatch.article import Article
from pactwatch.extraction.boilerplate import name_of
from pactwatch.text import fold, tokens
from pactwatch.wires import credit, registered_domain

FINGERPRINT_VERSION = 4
"""Raise it when the same text would yield another fingerprint; `pactwatch reindex` then makes them anew."""

SHINGLE = 3
WORDS, CHARACTERS = 5, 8
"""Length of an index passage: in words of an alphabet, and in characters of a script without spaces."""
WINDOW = 16
"""Of so many passages in a row at least one is indexed: a shared run of some 20 words or 23 characters is found."""
LONGEST = 60_000
"""Tokens that are compared; no article is longer, but a page of 5 MB must not cost more than one."""
LEAD_WORDS, LEAD_CHARACTERS = 40, 100
"""Shingles of the lead: two sentences."""

# 24 bits measure an overlap (two unrelated articles share .02 % of them by chance) and cannot spell a text back:
# a guessed next word is as likely a chance hit as a true one.
_SHORT = (1 << 24) - 1
# Odd factors below 2**30: with token hashes of 30 bits no product leaves the range in which Python multiplies fast.
_A, _B, _C = 0x2545F491, 0x1B873593, 0x27D4EB2F
_FIRST_CJK = "\u1100"
_AFTER_DIGITS = ":"
# Words and characters of grammar, which tell no headline from another.
FUNCTION_WORDS = frozenset(
    "a an the and or but nor of in on at to for from by with as about into over after before under is are was were be "
    "been being has have had do does did will would can could may might must should shall not no it its he his him she "
    "her they their them we our us you your i my me this that these those there here who what when where which how why "
    "up out off than then so if s t re ve ll d m amid says said say new more most one".split()
)
_GRAMMAR = frozenset(
    "ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねの"
    "はばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをん"
)
_INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# What outlets hang onto headlines: labels in brackets before, their own name behind a dash or bar.
_LABEL = re.compile(r"^\s*(?:\[[^\]]{1,12}\]|【[^】]{1,12}】|[(（][^)）]{1,12}[)）]|<[^>]{1,12}>|[A-Za-z ]{3,12}:)\s*")
_SUFFIX = re.compile(r"\s*(?:[(（][^)）]{1,8}[)）]|\[[^\]]{1,12}\])\s*$|\s+[-|–—]\s+[^-|–—]{2,30}$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fingerprint:
    """An article reduced to what comparing needs. Two are comparable without their texts."""

    exact: str
    """SHA-256 of the body's letters and digits; "" where it has none."""
    shingles: frozenset[int]
    """24-bit hashes of all three tokens in a row."""
    order: tuple[int, ...]
    """The shingles as they follow each other; empty in a seed, whose text is not ours to keep."""
    passages: frozenset[int]
    """63-bit hashes of passages of 5 words or 8 characters, winnowed: the rows of the index."""
    spots: tuple[tuple[int, int], ...]
    """Where in `order` each passage begins, and the passage; empty in a seed."""
    words: frozenset[int]
    """24-bit hashes of the words that carry meaning and, in scripts without spaces, of two characters in a row."""
    numbers: frozenset[str]
    """The numbers in the body, without grouping commas."""
    figures: frozenset[int]
    """24-bit hashes of each number with the word after it: "14 rounds", "3월"."""
    placed: frozenset[int]
    """Shingles with a number between two words: "held 14 rounds"."""
    length: int
    """Tokens in the body."""
    lead: frozenset[int]
    """The first shingles of the body."""
    title: frozenset[int]
    """Shingles of the headline without its labels and the outlet's name."""
    title_words: frozenset[int]
    """Its words, as in `words`."""
    title_numbers: frozenset[str]
    outlet: str
    house: str
    """The domain an outlet's editions have in common."""
    canonical_url: str
    language: str
    wire: str | None
    """The agency credited, by its plain name."""
    published: datetime | None


def fingerprint(article: Article) -> Fingerprint:
    """Return the fingerprint of an article; any text makes one, however short or long."""
    body = visible("\n".join(line for line in article.paragraphs if not is_furniture(line)))
    words = tokens(body)
    kept = words[:LONGEST]
    hashes = [_token_hash(word) for word in kept]
    order = _shingles(hashes)
    spots = tuple(_passages(kept, order))
    title = tokens(visible(headline(article.title)))
    return Fingerprint(
        exact=sha256("".join(words).encode("utf-8", "surrogatepass")).hexdigest() if words else "",
        shingles=frozenset(order),
        order=tuple(order),
        passages=frozenset(passage for _, passage in spots),
        spots=spots,
        words=_words(kept, hashes),
        numbers=numbers_in(body),
        figures=frozenset(
            _pair(one, two)
            for word, one, two in zip(kept, hashes, hashes[1:], strict=False)
            if word < _AFTER_DIGITS and word[0].isdigit()
        ),
        placed=frozenset(
            shingle
            for shingle, word in zip(order, kept[1:], strict=False)
            if word < _AFTER_DIGITS and word[0].isdigit()
        ),
        length=len(words),
        lead=frozenset(order[: LEAD_CHARACTERS if _mostly_cjk(kept[:LEAD_WORDS]) else LEAD_WORDS]),
        title=title_shingles(article.title),
        title_words=words_of(title),
        title_numbers=numbers_in(article.title),
        outlet=article.outlet,
        house=registered_domain(article.canonical_url),
        canonical_url=article.canonical_url,
        language=article.language,
        wire=credit(article),
        published=article.published.instant if article.published else None,
    )


@lru_cache(maxsize=1 << 13)
def is_furniture(line: str) -> bool:
    """Whether a line of the page is none of the article: copyright, subscription, related links, sharing."""
    return name_of(line) is not None


def visible(text: str) -> str:
    """Return `text` without characters that nobody sees and that tear words apart (soft hyphens, zero-width spaces)."""
    return _INVISIBLE.sub("", text)


def headline(title: str) -> str:
    """Return a headline without "[속보]", "(LEAD)", "(종합)" and " - Outlet", which tell no story from another."""
    bare = _SUFFIX.sub("", title)
    while (shorter := _LABEL.sub("", bare)) != bare:
        bare = shorter
    return bare if len(bare) >= 4 else title


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers a text names, one form for "1,250" and "1250" and for full-width digits."""
    return frozenset(_NUMBER.findall(_GROUPED.sub("", fold(text))))


def shingles_of_tokens(words: Sequence[str]) -> list[int]:
    """Return the shingles of tokens in their order; of fewer tokens than a shingle, one of all of them."""
    hashes = [_token_hash(word) for word in words]
    if 0 < len(hashes) < SHINGLE:
        hashes += [0] * (SHINGLE - len(hashes))
    return _shingles(hashes)


def title_shingles(title: str) -> frozenset[int]:
    """Return the shingles of a headline without labels, as `Fingerprint.title` holds them."""
    return frozenset(shingles_of_tokens(tokens(visible(headline(title)))))


def words_of(words: Sequence[str]) -> frozenset[int]:
    """Return the hashes by which single words are compared."""
    return _words(words, [_token_hash(word) for word in words])


def _words(words: Sequence[str], hashes: Sequence[int]) -> frozenset[int]:
    single = {
        value & _SHORT
        for word, value in zip(words, hashes, strict=True)
        if word < _FIRST_CJK and word not in FUNCTION_WORDS and not word[0].isdigit()
    }
    if len(single) == len(set(words)):
        return frozenset(single)
    double = {
        (one * _A ^ two * _B) >> 20 & _SHORT
        for first, second, one, two in zip(words, words[1:], hashes, hashes[1:], strict=False)
        if first >= _FIRST_CJK <= second and not (first in _GRAMMAR and second in _GRAMMAR)
    }
    return frozenset(single | double)


def _mostly_cjk(words: Sequence[str]) -> bool:
    return sum(word >= _FIRST_CJK for word in words) * 2 > len(words)


@lru_cache(maxsize=1 << 16)
def _token_hash(token: str) -> int:
    return int.from_bytes(blake2b(token.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big") >> 2


def _pair(one: int, two: int) -> int:
    return (one * _A ^ two * _B) >> 20 & _SHORT


def _shingles(hashes: Sequence[int]) -> list[int]:
    return [
        (one * _A ^ two * _B ^ three * _C) >> 20 & _SHORT
        for one, two, three in zip(hashes, hashes[1:], hashes[2:], strict=False)
    ]


def _passages(words: Sequence[str], order: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Yield place and hash of the passages that are indexed: 8 tokens where the first or fifth is a character, else 5.

    Which are chosen depends on nothing but the tokens around: cheap keys made of the shingles rank them (Schleimer,
    Wilkerson, Aiken 2003), and only the chosen get a hash of 63 bits.
    """
    cjk = [word >= _FIRST_CJK for word in words]
    if any(cjk):
        keys = [
            one * _A ^ two * _B ^ three * _C if first or fifth else one * _A ^ two * _B
            for one, two, three, first, fifth in zip(order, order[2:], order[5:], cjk, cjk[4:], strict=False)
        ]
    else:
        keys = [one * _A ^ two * _B for one, two in zip(order, order[2:], strict=False)]
    for place in _winnowed(keys):
        length = CHARACTERS if cjk[place] or cjk[place + 4] else WORDS
        passage = "\0".join(words[place : place + length]).encode("utf-8", "surrogatepass")
        yield place, int.from_bytes(blake2b(passage, digest_size=8).digest(), "big") >> 1


def _winnowed(keys: Sequence[int]) -> Iterable[int]:
    """Yield the places of the least of every `WINDOW` keys in a row."""
    end = min(WINDOW, len(keys))
    if not end:
        return
    least = keys.index(min(keys[:end]))
    while True:
        yield least
        leaves = least + WINDOW
        coming = keys[end:leaves]
        if coming and min(coming) <= keys[least]:
            least = next(place for place, key in enumerate(coming, end) if key <= keys[least])
            end = least + 1
        elif leaves < len(keys):
            end = leaves + 1
            least = keys.index(min(keys[least + 1 : end]), least + 1, end)
        else:
            return
