"""Where the hazard of losing power is least: the zero of its rising slope, the same to the bit on every machine."""

from __future__ import annotations

from politburo.numerics.arithmetic import exp64
from politburo.numerics.compile import kernel

BISECTIONS = 40


@kernel
def least_hazard(cost: float, steepness: float, gain: float, decay: float, highest: float) -> float:
    """Where the hazard cost · x + steepness / 2 · x² + gain / decay · exp(−decay · x) is least, from 0 to `highest`.

    Its slope cost + steepness · x − gain · exp(−decay · x) rises; the least lies where it crosses zero, found by
    bisection, or at the nearer end when it does not.
    """
    low, high = 0.0, highest
    if cost - gain >= 0:
        return low
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        if cost + steepness * middle - gain * exp64(-decay * middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
