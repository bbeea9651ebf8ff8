"""From flags to the numbers of those who bear them, and from codes to how many there are of each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from politburo.numerics.compile import kernel, part

CODES = 8
MOST_AT_ONCE = 255
BITS, ONE, LOWEST_BYTE = np.uint64(8), np.uint64(1), np.uint64(255)


@kernel
def marked(chosen: NDArray[np.int32], flags: NDArray[np.uint8]) -> int:
    """Indices whose flag is set, in order; returns how many. Flags are few: eight are passed over at a time."""
    count = 0
    whole = len(flags) // 8
    eights = flags[: 8 * whole].view(np.uint64)
    for k in range(whole):
        if eights[k]:
            for i in range(8 * k, 8 * k + 8):
                if flags[i]:
                    chosen[count] = i
                    count += 1
    for i in range(8 * whole, len(flags)):
        if flags[i]:
            chosen[count] = i
            count += 1
    return count


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
