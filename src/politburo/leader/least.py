"""Where a convex hazard is least: the zero of its rising slope, the same to the bit on every machine."""

from __future__ import annotations

from collections.abc import Callable

BISECTIONS = 40


def rising_root(slope: Callable[[float], float], highest: float) -> float:
    """Where a rising slope crosses zero between 0 and `highest`; the nearer end when it does not."""
    low, high = 0.0, highest
    if slope(low) >= 0:
        return low
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        if slope(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
