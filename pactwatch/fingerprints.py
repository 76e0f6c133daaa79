"""What remains of an article when it is compared: hashes and numbers, no sentence, and enough to know it again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256

from pactwatch.article import Article
from pactwatch.text import fold, is_cjk, tokens

FINGERPRINT_VERSION = 1
"""Raise it when the same text would yield another fingerprint; `pactwatch reindex` then makes them anew."""

SHINGLE = 3
WORDS, CHARACTERS = 5, 8
"""Length of an index passage: in words of an alphabet, and in characters of a script without spaces."""
WINDOW = 16
"""Of so many passages in a row at least one is indexed: a shared run of some 20 words or 23 characters is found."""
LONGEST = 60_000
"""Tokens that are compared; no article is longer, but a page of 5 MB must not cost more than one."""

# 24 bits measure an overlap (two unrelated articles share .02 % of them by chance) and cannot spell a text back:
# a guessed next word is as likely a chance hit as a true one.
_SHINGLE_BITS = 24
_MASK = (1 << 64) - 1
_ODD = 0x9E3779B97F4A7C15
_INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


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
    numbers: frozenset[str]
    """The numbers in the body, without grouping commas."""
    length: int
    """Tokens in the body."""
    title: frozenset[int]
    """Shingles of the title; of one shorter than a shingle, its tokens."""
    title_numbers: frozenset[str]
    outlet: str
    canonical_url: str
    language: str
    wire: str | None


def fingerprint(article: Article) -> Fingerprint:
    """Return the fingerprint of an article; any text makes one, however short or long."""
    body = visible(article.text)
    words = tokens(body)
    hashes = [_token_hash(word) for word in words[:LONGEST]]
    order = _shingles(hashes)
    title = [_token_hash(word) for word in tokens(visible(article.title))]
    return Fingerprint(
        exact=sha256("".join(words).encode()).hexdigest() if words else "",
        shingles=frozenset(order),
        order=tuple(order),
        passages=frozenset(_winnowed(_passages(words[:LONGEST], hashes))),
        numbers=numbers_in(body),
        length=len(words),
        title=frozenset(_shingles(title) or [value & ((1 << _SHINGLE_BITS) - 1) for value in title]),
        title_numbers=numbers_in(article.title),
        outlet=article.outlet,
        canonical_url=article.canonical_url,
        language=article.language,
        wire=article.wire,
    )


def visible(text: str) -> str:
    """Return `text` without characters that nobody sees and that tear words apart (soft hyphens, zero-width spaces)."""
    return _INVISIBLE.sub("", text)


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers a text names, one form for "1,250" and "1250" and for full-width digits."""
    return frozenset(_NUMBER.findall(_GROUPED.sub("", fold(text))))


def shingles_of(text: str) -> list[int]:
    """Return the shingles of a text in their order."""
    return _shingles([_token_hash(word) for word in tokens(visible(text))])


@lru_cache(maxsize=1 << 16)
def _token_hash(token: str) -> int:
    return int.from_bytes(blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _shingles(hashes: Sequence[int]) -> list[int]:
    shift = 64 - _SHINGLE_BITS
    return [
        (((one * _ODD ^ two) * _ODD ^ three) * _ODD & _MASK) >> shift
        for one, two, three in zip(hashes, hashes[1:], hashes[2:], strict=False)
    ]


def _passages(words: Sequence[str], hashes: Sequence[int]) -> list[int]:
    """Hash every passage: 8 tokens from a place where one of the next five is a character, else 5 words."""
    character = [is_cjk(word) for word in words]
    passages = []
    until = -1  # the last CJK character seen ahead of `start`
    for start in range(len(words) - WORDS + 1):
        for place in range(max(until + 1, start), start + WORDS):
            if character[place]:
                until = place
        length = CHARACTERS if until >= start else WORDS
        if start + length > len(words):
            break
        value = 0
        for one in hashes[start : start + length]:
            value = (value ^ one) * _ODD & _MASK
        passages.append(value >> 1)
    return passages


def _winnowed(passages: Sequence[int]) -> Iterable[int]:
    """Yield the least of every `WINDOW` passages in a row (Schleimer, Wilkerson, Aiken 2003)."""
    if not passages:
        return
    least = -1
    for end in range(min(WINDOW, len(passages)), len(passages) + 1):
        start = max(0, end - WINDOW)
        if least < start:
            least = min(range(start, end), key=passages.__getitem__)
        elif passages[end - 1] <= passages[least]:
            least = end - 1
        yield passages[least]
