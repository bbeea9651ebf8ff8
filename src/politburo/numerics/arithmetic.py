"""Exponential, logistic, logarithm and normal quantile with the same bits on every x86-64 processor.

Libraries choose between implementations that differ in their last bits from one processor to the next. The rules here
use only additions, multiplications, divisions, square roots and shifts, which IEEE 754 fixes to the bit. They take and
return float32, have no branches, and so keep packed instructions in a loop `for i in range(m)` over arrays.
Polynomials are near-minimax fits made for this file; the tests measure their errors over the whole range.
"""

import math

import numpy as np
from numpy.typing import NDArray

from politburo.numerics.compile import part, rule

EXP_LIMIT = np.float32(87.0)
"""Arguments of `exp` are clamped to ± this, whose exponential and its inverse are both ordinary float32 numbers."""

LOG2_E = np.float32(1.4426950408889634)
LN2_HIGH = np.float32(0.693359375)  # so few digits that a whole number below 2^13 times it is exact
LN2_LOW = np.float32(-2.12194440e-4)
ROUNDER = np.float32(1.5 * 2.0**23)  # added to a small number, it leaves its nearest whole number in the lowest bits
EXPONENT_AT = np.uint32(23)  # position of the exponent in the bits of a float32
ONE_BITS = np.uint32(0x3F800000)
ROOT_HALF_BITS = np.uint32(0x3F3504F3)
MANTISSA_BITS = np.uint32(0x007FFFFF)
SMALLEST = np.float32(2.0**-126)
LARGEST = np.float32(np.finfo(np.float32).max)
HALF_STEP = np.float32(2.0**-25)
ONE_STEP_BELOW_ONE = np.float32(1 - 2.0**-24)
TAIL_FROM = np.float32(5.0)

ONE = np.float32(1.0)
TWO = np.float32(2.0)
FOUR = np.float32(4.0)

EXP_2 = np.float32(0.49999994)
EXP_3 = np.float32(0.16666515)
EXP_4 = np.float32(0.041668452)
EXP_5 = np.float32(0.0083694113)
EXP_6 = np.float32(0.0013813374)

LOG_1 = np.float32(0.66666663)
LOG_2 = np.float32(0.40000355)
LOG_3 = np.float32(0.28535896)
LOG_4 = np.float32(0.2361046)

CENTRE_0 = np.float32(1.2533137)
CENTRE_1 = np.float32(0.3281307)
CENTRE_2 = np.float32(0.016266389)
CENTRE_3 = np.float32(-0.0031784738)
CENTRE_4 = np.float32(-2.9466071e-4)
CENTRE_5 = np.float32(1.2280512e-4)
CENTRE_6 = np.float32(-1.2684238e-5)
CENTRE_7 = np.float32(4.680890e-7)

TAIL_0 = np.float32(3.1188648)
TAIL_1 = np.float32(-3.9978762)
TAIL_2 = np.float32(3.6730793)
TAIL_3 = np.float32(-1.3432938)
TAIL_4 = np.float32(0.27878207)
TAIL_5 = np.float32(-0.03104092)
TAIL_6 = np.float32(0.0014458352)


@rule
def exp(x: np.float32) -> np.float32:
    """e^x, relative error below 2e-7; x is clamped to ±87. NaN stays NaN."""
    x = np.float32(x)
    x = EXP_LIMIT if x > EXP_LIMIT else x
    x = -EXP_LIMIT if x < -EXP_LIMIT else x
    shifted = x * LOG2_E + ROUNDER
    whole = shifted - ROUNDER
    rest = (x - whole * LN2_HIGH) - whole * LN2_LOW
    square = rest * rest
    series = (EXP_2 + rest * EXP_3) + square * ((EXP_4 + rest * EXP_5) + square * EXP_6)
    power = np.uint32((np.float32(shifted).view(np.uint32) << EXPONENT_AT) + ONE_BITS).view(np.float32)
    return (ONE + (rest + square * series)) * power


@rule
def logistic(x: np.float32) -> np.float32:
    """1 / (1 + e^-x), relative error below 3e-7; never 0, and 1 from x = 18 on. Rises with x but for its last bit."""
    odds = exp(x)
    return odds / (ONE + odds)


@rule
def log(x: np.float32) -> np.float32:
    """Natural logarithm, relative error below 3e-7; x is clamped to the positive ordinary numbers, 2^-126 and up."""
    x = np.float32(x)
    x = SMALLEST if x < SMALLEST else x
    x = LARGEST if x > LARGEST else x
    offset = np.uint32(np.float32(x).view(np.uint32) + (ONE_BITS - ROOT_HALF_BITS))
    exponent = np.float32(np.int32(offset >> EXPONENT_AT) - np.int32(127))
    mantissa = np.uint32((offset & MANTISSA_BITS) + ROOT_HALF_BITS).view(np.float32)  # from √½ to √2
    over = mantissa - ONE
    ratio = over / (TWO + over)  # log m = 2 artanh(ratio)
    square = ratio * ratio
    series = square * (LOG_1 + square * (LOG_2 + square * (LOG_3 + square * LOG_4)))
    return exponent * LN2_HIGH + (exponent * LN2_LOW + (ratio * series + TWO * ratio))


@rule
def normal(u: np.float32) -> np.float32:
    """Standard normal quantile of a uniform, absolute error below 1e-5; u = 0 counts as half a step above it.

    The quantile over 2u - 1 is smooth in -log 4u(1-u), in the tails in its root.
    """
    u = np.float32(u)
    u = HALF_STEP if u < HALF_STEP else u
    u = ONE_STEP_BELOW_ONE if u > ONE_STEP_BELOW_ONE else u
    w = -log(FOUR * u * (ONE - u))
    w = np.float32(0.0) if w < np.float32(0.0) else w
    centre = CENTRE_4 + w * (CENTRE_5 + w * (CENTRE_6 + w * CENTRE_7))
    centre = CENTRE_0 + w * (CENTRE_1 + w * (CENTRE_2 + w * (CENTRE_3 + w * centre)))
    root = np.sqrt(w)
    tail = TAIL_3 + root * (TAIL_4 + root * (TAIL_5 + root * TAIL_6))
    tail = TAIL_0 + root * (TAIL_1 + root * (TAIL_2 + root * tail))
    return (TWO * u - ONE) * (centre if w < TAIL_FROM else tail)


EXP64_LIMIT = 700.0
LN2_HIGH_64 = 0.6931471805601177  # 40 bits: a whole number below 2^13 times it is exact
LN2_LOW_64 = -1.7239444525614835e-13


@rule
def exp64(x: float) -> float:
    """e^x for few numbers, float64, relative error below 1e-15; x is clamped to ±700, and NaN stays NaN.

    The C library's own exp may differ in its last bit from one machine to the next.
    """
    if math.isnan(x):
        return x
    x = min(max(x, -EXP64_LIMIT), EXP64_LIMIT)
    whole = round(x / (LN2_HIGH_64 + LN2_LOW_64))
    rest = (x - whole * LN2_HIGH_64) - whole * LN2_LOW_64
    series = 1.0
    for k in range(14, 0, -1):
        series = 1.0 + rest * series / k
    return math.ldexp(series, whole)


@rule
def half_life_factor(months: float) -> float:
    """What remains after one month of something that halves in `months` (above 0, else ValueError): 2^(-1/months)."""
    if not months > 0:
        raise ValueError("a half-life must be above 0 months")
    return exp64(-(LN2_HIGH_64 + LN2_LOW_64) / months)


@part
def fade(column: NDArray[np.float32], kept: np.float32) -> None:
    """Leave a part of each entry of a column."""
    for i in range(len(column)):
        column[i] *= kept
