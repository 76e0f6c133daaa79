import random

import pytest

from pactwatch.fingerprints import SHINGLE, shingles_of_tokens
from pactwatch.lanes import LANE, apart, everywhere, side_by_side

GREATEST_FACTOR = 0x27D4EB2F


@pytest.mark.parametrize("count", [0, 1, 2, 3, 843])
def test_sums_side_by_side_are_those_of_each_number(count: int) -> None:
    chance = random.Random(count)
    hashes = [chance.choice((0, (1 << 30) - 1, chance.getrandbits(30))) for _ in range(count)]
    lanes = side_by_side(hashes)

    mixed = apart((lanes ^ (lanes >> LANE)) * GREATEST_FACTOR & everywhere((1 << 60) - 1, count), count)

    following = [*hashes[1:], 0]
    assert mixed == tuple((one ^ two) * GREATEST_FACTOR for one, two in zip(hashes, following, strict=False))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_text_shorter_than_a_shingle_has_one(count: int) -> None:
    assert len(shingles_of_tokens(["낱말"] * count)) == 1


def test_a_text_has_a_shingle_for_all_three_tokens_in_a_row() -> None:
    words = "the pact on military information was kept".split()

    each = [shingles_of_tokens(words[start : start + SHINGLE])[0] for start in range(len(words) - SHINGLE + 1)]

    assert shingles_of_tokens(words) == tuple(each)
