"""From flags to the numbers of those who bear them, and from codes to how many there are of each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from politburo.numerics.compile import kernel, part, rule

CODES = EIGHT = 8
MOST_AT_ONCE = 255
BITS, ONE, LOWEST_BYTE = np.uint64(8), np.uint64(1), np.uint64(255)


@kernel
def marked(chosen: NDArray[np.int32], flags: NDArray[np.uint8]) -> int:
    """Indices whose flag is set, in order; returns how many. Flags are few: many are passed over at a time."""
    count = 0
    whole = len(flags) // (EIGHT * EIGHT)
    eights = flags[: EIGHT * EIGHT * whole].view(np.uint64)
    for line in range(whole):
        if eights_or(eights, EIGHT * line):
            for k in range(EIGHT * line, EIGHT * line + EIGHT):
                if eights[k]:
                    for i in range(EIGHT * k, EIGHT * k + EIGHT):
                        if flags[i]:
                            chosen[count] = i
                            count += 1
    for i in range(EIGHT * EIGHT * whole, len(flags)):
        if flags[i]:
            chosen[count] = i
            count += 1
    return count


@rule
def eights_or(eights: NDArray[np.uint64], k: int) -> np.uint64:
    """Eight numbers from the k-th on, or-ed: 64 flags, of which any is set if this is not 0."""
    return (
        (eights[k] | eights[k + 1]) | (eights[k + 2] | eights[k + 3])
    ) | (
        (eights[k + 4] | eights[k + 5]) | (eights[k + 6] | eights[k + 7])
    )  # fmt: skip


@part
def count_codes(counts: NDArray[np.int64], codes: NDArray[np.uint8]) -> None:
    """How often each code from 0 to 7 stands in an array, into `counts` (8,).

    One number holds a byte for each code, to which so many are added as it can hold: that loop is packed.
    """
    counts[:] = 0
    for start in range(0, len(codes), MOST_AT_ONCE):
        bytes_of_codes = np.uint64(0)
        for code in codes[start : start + MOST_AT_ONCE]:
            bytes_of_codes += ONE << (np.uint64(code) * BITS)
        for code in range(CODES):
            counts[code] += np.int64((bytes_of_codes >> (np.uint64(code) * BITS)) & LOWEST_BYTE)
