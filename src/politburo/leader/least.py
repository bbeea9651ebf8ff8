"""Where the hazard of losing power is least: the zero of its rising slope, the same to the bit on every machine."""

from __future__ import annotations

from politburo.numerics.arithmetic import exp64
from politburo.numerics.compile import kernel, part

BISECTIONS = 40
ROUNDS, STILL = 16, 1e-6
"""How often either lever is chosen anew, given the other, unless neither moves by more than STILL any more."""

UNSURE, NEWTONS_STEPS = 1e-12, 30
"""Share of what a slope is made of by which it may be rounded at most, and steps that are taken toward its zero."""

HIGHEST = 1.0
"""Highest purge intensity, and highest market tolerance."""


@part
def zero_of_slope(
    cost: float, steepness: float, gain: float, decay: float, further: float, fading: float, highest: float
) -> float:
    """Where cost + steepness · x − gain · exp(−decay · x) − further · exp(−fading · x) is zero, from 0 to `highest`.

    The slope rises; its zero is found by bisection, and is the nearer end when there is none. On either side of the
    zero, where the slope is too far from zero to be rounded over it, bisection need not work it out.
    """
    low, high = 0.0, highest
    if cost - gain - further >= 0:
        return low
    made_of = cost, steepness, gain, decay, further, fading
    below, above = around_the_zero(*made_of, highest)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        falls = middle <= below or (middle < above and slope_at(middle, *made_of)[0] < 0)
        low, high = (middle, high) if falls else (low, middle)
    return (low + high) / 2


@part
def around_the_zero(
    cost: float, steepness: float, gain: float, decay: float, further: float, fading: float, highest: float
) -> tuple[float, float]:
    """Two places close together between which the slope is zero: at and beyond either its sign is sure.

    As the slope bends down, each of Newton's steps, from the left, stops short of the zero.
    """
    made_of = cost, steepness, gain, decay, further, fading
    unsure = UNSURE * (abs(cost) + steepness + gain + further)
    near, slope, rise = 0.0, *slope_at(0.0, *made_of)
    for _ in range(NEWTONS_STEPS):
        if not (slope < -unsure and near < highest):
            break
        near -= slope / rise
        slope, rise = slope_at(near, *made_of)
    below, above = near - 2 * unsure / rise, near + 2 * unsure / rise
    if not slope_at(below, *made_of)[0] < -unsure:
        below = 0.0
    if not slope_at(above, *made_of)[0] > unsure:
        above = highest
    return below, above


@part
def slope_at(
    x: float, cost: float, steepness: float, gain: float, decay: float, further: float, fading: float
) -> tuple[float, float]:
    """The slope at x, and how steeply it rises there."""
    gained, so_further = gain * exp64(-decay * x), further * exp64(-fading * x) if further else 0.0
    return cost + steepness * x - gained - so_further, steepness + decay * gained + fading * so_further


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
