"""Arithmetic on many whole numbers at once: one integer holds them side by side, each in 64 bits of its own.

A product or an exclusive or of the one integer is then that of each number, in one call (Lamport 1975, "Multiple byte
processing with full-word instructions"), as long as no result outgrows 64 bits. Shifting by `LANE` bits moves every
number to the place of the one before.
"""

import struct
from collections.abc import Sequence

LANE = 64
"""Bits that each number has."""


def side_by_side(numbers: Sequence[int]) -> int:
    """Return numbers of 0 to 2**64 - 1 as one, the first lowest."""
    return int.from_bytes(struct.pack(f"<{len(numbers)}Q", *numbers), "little")


def apart(lanes: int, count: int) -> tuple[int, ...]:
    """Return the `count` numbers that one integer holds."""
    return struct.unpack(f"<{count}Q", lanes.to_bytes(count * LANE // 8, "little"))


def everywhere(number: int, count: int) -> int:
    """Return one number `count` times side by side."""
    return int.from_bytes(number.to_bytes(LANE // 8, "little") * count, "little")
