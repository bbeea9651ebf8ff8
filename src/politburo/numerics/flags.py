"""From flags to the numbers of those who bear them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from politburo.numerics.compile import kernel


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
