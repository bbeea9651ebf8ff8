"""Where the hazard of losing power is least: the zero of its rising slope, the same to the bit on every machine."""

from __future__ import annotations

from politburo.numerics.arithmetic import exp64
from politburo.numerics.compile import kernel, part

BISECTIONS = 40
ROUNDS, STILL = 16, 1e-6
"""How often either lever is chosen anew, given the other, unless neither moves by more than STILL any more."""

HIGHEST = 1.0
"""Highest purge intensity, and highest market tolerance."""


@part
def zero_of_slope(
    cost: float, steepness: float, gain: float, decay: float, further: float, fading: float, highest: float
) -> float:
    """Where cost + steepness · x − gain · exp(−decay · x) − further · exp(−fading · x) is zero, from 0 to `highest`.

    The slope rises; its zero is found by bisection, and is the nearer end when there is none. Two steps are made at
    once: both places where the second may look are looked at beside the first, as none of them waits for another.
    """
    low, high = 0.0, highest
    if cost - gain - further >= 0:
        return low
    for _ in range(BISECTIONS // 2):
        middle = (low + high) / 2
        below, above = (low + middle) / 2, (middle + high) / 2
        at_middle = cost + steepness * middle - gain * exp64(-decay * middle) - further * exp64(-fading * middle)
        at_below = cost + steepness * below - gain * exp64(-decay * below) - further * exp64(-fading * below)
        at_above = cost + steepness * above - gain * exp64(-decay * above) - further * exp64(-fading * above)
        if at_middle < 0:
            low, high = (above, high) if at_above < 0 else (middle, above)
        else:
            low, high = (below, middle) if at_below < 0 else (low, below)
    return (low + high) / 2


@kernel
def least_hazard(cost: float, steepness: float, gain: float, decay: float, highest: float) -> float:
    """Where the hazard cost · x + steepness / 2 · x² + gain / decay · exp(−decay · x) is least, from 0 to `highest`."""
    return zero_of_slope(cost, steepness, gain, decay, 0.0, 0.0, highest)


@kernel
def least_together(
    elite: float, deterrence: float, bought: float, cost: float, desperation: float,
    public: float, hunger: float, quell: float, control_cost: float,
) -> tuple[float, float]:  # fmt: skip
    """The q and m, each from 0 to 1, at which the hazard of the strategic logic (leader.strategic) is least.

        elite · exp(−deterrence · q − bought · m) + desperation · q² + cost · q
        + public · (1 + hunger · q) · exp(−quell · m) + control_cost · m²

    Each is chosen given the other, in turn, until neither moves any more.
    """
    q, m = 0.0, zero_of_slope(0.0, 2.0 * control_cost, public * quell, quell, 0.0, 0.0, HIGHEST)
    for _ in range(ROUNDS):
        fed = cost + public * hunger * exp64(-quell * m)
        feared = elite * exp64(-bought * m) * deterrence
        before, q = q, zero_of_slope(fed, 2.0 * desperation, feared, deterrence, 0.0, 0.0, HIGHEST)
        shared, aggrieved = elite * exp64(-deterrence * q) * bought, public * (1.0 + hunger * q) * quell
        tolerated, m = m, zero_of_slope(0.0, 2.0 * control_cost, aggrieved, quell, shared, bought, HIGHEST)
        if abs(q - before) < STILL and abs(m - tolerated) < STILL:
            break
    return q, m
