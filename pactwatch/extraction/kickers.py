"""Kickers: the words above a headline ("Ten years on: ..."), which some places of a page put in front of it.

Policy. Newsrooms set a kicker apart from the headline, and their systems join the two by a colon, a dash or a slash, in
one place of the page and not in another. A kicker that og:title has, where the headline stands alone, and the title
repeats belongs to it; one that og:title and the h1 leave out does not; two places with different kickers before the
same words agree in the words. Everything else stays as it was found. Of 138 saved pages with a known headline (2026-11)
eight differ in a kicker alone, and on seven of them this is right; on the eighth og:title alone leaves it out and is
right, as it is not on one of the seven.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pactwatch.text import tokens

_SEPARATOR = re.compile(r"\s*[:：]\s*|\s+[/|–—-]\s+")
_JOINING = frozenset(":：/")
"""What joins a kicker to its headline in og:title; a bar or a dash joins a section, too."""
_LONGEST, _SHORTEST_HEADLINE = 45, 12
"""Letters of a kicker at most, and of a headline at least, of which a Han, kana or Hangul one counts double."""


def settled(headline: str, shared: str, heading: str, window: str) -> str:
    """Return `headline` with or without its kicker, by og:title (`shared`), the h1 (`heading`) and the page's title."""
    own, other = squeezed(headline), squeezed(shared)
    if not other or own == other:
        return headline
    for kicker, joint, rest in _parted(shared):
        if squeezed(rest) == own and joint in _JOINING and squeezed(window).startswith(other):
            return shared
        for mine, _, words in _parted(headline):
            if squeezed(words) == squeezed(rest) and set(tokens(mine)).isdisjoint(tokens(kicker)):
                return words
    bare = (words for _, _, words in _parted(headline) if squeezed(words) == other == squeezed(heading))
    return next(bare, headline)


@lru_cache(maxsize=4000)
def squeezed(text: str) -> str:
    """The letters and digits of a headline, by which two spellings of it are told to be one."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _parted(text: str) -> Iterator[tuple[str, str, str]]:
    """Every way to part a kicker from a headline: kicker, what joins them, headline."""
    for joint in _SEPARATOR.finditer(text, 0, _LONGEST):
        kicker, rest = text[: joint.start()].strip(), text[joint.end() :].strip()
        if kicker and _width(rest) >= _SHORTEST_HEADLINE:
            yield kicker, joint[0].strip(), rest


def _width(text: str) -> int:
    return sum(2 if letter > "\u2e7f" else 1 for letter in text)
