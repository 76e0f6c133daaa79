"""Where two texts say the same, to be shown: the shared passages marked, paragraphs beside each other."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pactwatch.fingerprints import SHINGLE, shingles_of_tokens, visible
from pactwatch.text import CJK, tokens

LEAST = 4
"""Shingles in a row that make a shared passage; fewer are turns of speech."""
BESIDE = 0.3
"""The share of a paragraph's shingles from which on it stands beside another."""

_PIECE = re.compile(rf"[{CJK}]|[^\W_{CJK}]+|[\W_]+")

Piece = tuple[str, bool]
"""Some text, and whether the other text has it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Two paragraphs beside each other; an empty one where the other text has nothing like it."""

    one: tuple[Piece, ...]
    two: tuple[Piece, ...]


def marked_against(text: str, shingles: frozenset[int]) -> tuple[Piece, ...]:
    """Return a text in pieces, those marked that stand in another text, given by its shingles."""
    pieces = _PIECE.findall(visible(text))
    words = [(place, word) for place, piece in enumerate(pieces) for word in tokens(piece)]
    order = shingles_of_tokens([word for _, word in words]) if len(words) >= SHINGLE else []
    shared = _in_runs([shingle in shingles for shingle in order])
    marked = {words[start + offset][0] for start, there in enumerate(shared) if there for offset in range(SHINGLE)}
    return _joined([(piece, place in marked) for place, piece in enumerate(pieces)])


def side_by_side(one: Sequence[str], two: Sequence[str]) -> list[Row]:
    """Return the paragraphs of two texts, each beside the one it shares most with, in the order of the first."""
    mine, theirs = [_shingles(text) for text in one], [_shingles(text) for text in two]
    all_mine, all_theirs = frozenset().union(*mine), frozenset().union(*theirs)
    partners = _partners(mine, theirs)
    taken = set(partners.values())
    rows, following = [], 0
    for place, text in enumerate(one):
        partner = partners.get(place)
        while partner is not None and following < partner:
            if following not in taken:
                rows.append(Row(one=(), two=marked_against(two[following], all_mine)))
            following += 1
        other = marked_against(two[partner], all_mine) if partner is not None else ()
        rows.append(Row(one=marked_against(text, all_theirs), two=other))
        following = max(following, partner + 1) if partner is not None else following
    left = [place for place in range(following, len(two)) if place not in taken]
    return rows + [Row(one=(), two=marked_against(two[place], all_mine)) for place in left]


def _partners(mine: Sequence[frozenset[int]], theirs: Sequence[frozenset[int]]) -> dict[int, int]:
    holders: dict[int, list[int]] = {}
    for place, shingles in enumerate(theirs):
        for shingle in shingles:
            holders.setdefault(shingle, []).append(place)
    partners: dict[int, int] = {}
    for place, shingles in enumerate(mine):
        shared = Counter(other for shingle in shingles for other in holders.get(shingle, ()))
        for other, count in shared.most_common():
            if other not in partners.values() and count >= BESIDE * min(len(shingles), len(theirs[other])):
                partners[place] = other
                break
    return partners


def _shingles(text: str) -> frozenset[int]:
    return frozenset(shingles_of_tokens(tokens(visible(text))))


def _in_runs(shared: list[bool]) -> list[bool]:
    """Keep the places that stand in a run of `LEAST` or more."""
    kept, start = [False] * len(shared), 0
    for place in range(len(shared) + 1):
        if place < len(shared) and shared[place]:
            continue
        if place - start >= LEAST:
            kept[start:place] = [True] * (place - start)
        start = place + 1
    return kept


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Join neighbours that are marked alike; what stands between two marked words is marked with them."""
    flags = [flag for _, flag in pieces]
    for place in range(1, len(pieces) - 1):
        if not pieces[place][0].strip() or not tokens(pieces[place][0]):
            flags[place] = flags[place - 1] and flags[place + 1]
    joined: list[Piece] = []
    for (text, _), flag in zip(pieces, flags, strict=True):
        if joined and joined[-1][1] == flag:
            joined[-1] = (joined[-1][0] + text, flag)
        else:
            joined.append((text, flag))
    return tuple(joined)
