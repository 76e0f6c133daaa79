"""What remains of an article when it is compared: hashes and numbers, no sentence, and enough to know it again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b, sha256
from itertools import compress, count
from operator import and_, gt

from pactwatch.article import Article
from pactwatch.extraction.boilerplate import name_of
from pactwatch.lanes import LANE, apart, everywhere, side_by_side
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
_LANE_FULL = (1 << LANE) - 1
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
    hashes = list(map(_token_hash, kept))
    pairs, order = _pairs_and_shingles(hashes)
    cjk = list(map(_FIRST_CJK.__le__, kept))
    numbers = [place for place in compress(count(), map(_AFTER_DIGITS.__gt__, kept)) if kept[place][0].isdigit()]
    spots = tuple(_passages(kept, order, cjk))
    title = tokens(visible(headline(article.title)))
    return Fingerprint(
        exact=sha256("".join(words).encode("utf-8", "surrogatepass")).hexdigest() if words else "",
        shingles=frozenset(order),
        order=order,
        passages=frozenset(passage for _, passage in spots),
        spots=spots,
        words=_words(kept, hashes, pairs, cjk),
        numbers=numbers_in(body),
        figures=frozenset([pairs[place] for place in numbers if place < len(pairs)]),
        placed=frozenset([order[place - 1] for place in numbers if 0 < place <= len(order)]),
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


def shingles_of_tokens(words: Sequence[str]) -> tuple[int, ...]:
    """Return the shingles of tokens in their order; of fewer tokens than a shingle, one of all of them."""
    hashes = list(map(_token_hash, words))
    if 0 < len(hashes) < SHINGLE:
        hashes += [0] * (SHINGLE - len(hashes))
    return _pairs_and_shingles(hashes)[1]


def title_shingles(title: str) -> frozenset[int]:
    """Return the shingles of a headline without labels, as `Fingerprint.title` holds them."""
    return frozenset(shingles_of_tokens(tokens(visible(headline(title)))))


def words_of(words: Sequence[str]) -> frozenset[int]:
    """Return the hashes by which single words are compared."""
    hashes = list(map(_token_hash, words))
    return _words(words, hashes, _pairs_and_shingles(hashes)[0], list(map(_FIRST_CJK.__le__, words)))


def _words(words: Sequence[str], hashes: Sequence[int], pairs: Sequence[int], cjk: Sequence[bool]) -> frozenset[int]:
    different = dict(zip(words, hashes, strict=True))
    single = {
        value & _SHORT
        for word, value in different.items()
        if word < _FIRST_CJK and word not in FUNCTION_WORDS and not word[0].isdigit()
    }
    if True not in cjk:
        return frozenset(single)
    both = map(and_, cjk, cjk[1:])
    if not _GRAMMAR.isdisjoint(different):
        grammar = list(map(_GRAMMAR.__contains__, words))
        both = map(gt, both, map(and_, grammar, grammar[1:]))
    single.update(compress(pairs, both))
    return frozenset(single)


def _mostly_cjk(words: Sequence[str]) -> bool:
    return sum(word >= _FIRST_CJK for word in words) * 2 > len(words)


@lru_cache(maxsize=1 << 16)
def _token_hash(token: str) -> int:
    return int.from_bytes(blake2b(token.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big") >> 2


def _pairs_and_shingles(hashes: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return 24-bit hashes of all two and of all three tokens in a row."""
    number = len(hashes)
    lanes = side_by_side(hashes)
    short = everywhere(_SHORT, number)
    pairs = lanes * _A ^ (lanes >> LANE) * _B
    shingles = pairs ^ (lanes >> 2 * LANE) * _C
    return apart(pairs >> 20 & short, number)[:-1], apart(shingles >> 20 & short, number)[:-2]


def _ranks(order: Sequence[int], cjk: Sequence[bool]) -> tuple[int, ...]:
    """Return the key of each passage, made of the two shingles that cover 5 words or the three of 8 characters."""
    number = len(order)
    lanes = side_by_side(order)
    keys = lanes * _A ^ (lanes >> 2 * LANE) * _B
    if True not in cjk:
        return apart(keys, number)[:-2]
    long = (side_by_side(cjk[:number]) | side_by_side(cjk[4:])) * _LANE_FULL
    return apart(keys ^ (lanes >> 5 * LANE) * _C & long, number)[:-5]


def _passages(words: Sequence[str], order: Sequence[int], cjk: Sequence[bool]) -> Iterable[tuple[int, int]]:
    """Yield place and hash of the passages that are indexed: 8 tokens where the first or fifth is a character, else 5.

    Which are chosen depends on nothing but the tokens around: cheap keys made of the shingles rank them (Schleimer,
    Wilkerson, Aiken 2003), and only the chosen get a hash of 63 bits.
    """
    for place in _winnowed(_ranks(order, cjk)):
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
            bound, least = keys[least], end
            while keys[least] > bound:
                least += 1
            end = least + 1
        elif leaves < len(keys):
            end = leaves + 1
            least = keys.index(min(keys[least + 1 : end]), least + 1, end)
        else:
            return
