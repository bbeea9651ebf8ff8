"""Chance without state: every draw is a function of what it is for.

Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011) turns a key and a
counter into four random words. The key is (seed, run); the counter is (agent // 4, month, purpose, channel), and agent
uses word agent % 4. So a draw never depends on which other draws were made, in which order or in which thread, and
two runs that differ in one rule still share every other draw.

A uniform is the upper 24 bits of a word times 2^-24: a float32 in [0, 1), each value equally likely.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from politburo.numerics.compile import kernel, rule


class Purpose(IntEnum):
    """What a draw is for. Numbers are part of every result: append, never renumber, never use again."""

    WORLD = 1
    DEPART = 2
    CHOOSE = 3
    DETECT = 4
    ATTEMPT = 5
    SUSPECT = 6
    PENALISE = 7
    FORM = 8
    ROTATE = 9
    RETIRE = 10
    DIE = 11
    CANDIDATE = 12
    RECRUIT_LOYALTY = 13
    RECRUIT_AGE = 14
    RECRUIT_COMPETENCE = 15
    RECRUIT_TIE = 16
    RECRUIT_FAMILY = 17
    DAY = 18
    REPORT_NOISE = 19
    RECRUIT_DISPOSITION = 20

    REPORTED = 40
    REPORT_DELAY = 41
    REPORT_FALSE = 42
    REPORT_DOUBLE = 43
    REPORT_CORRECTION = 44
    ARRIVE = 45
    ROUTE = 46
    TRANSIT = 47
    EARLIER = 48
    ANNOUNCED = 49

    PROVINCE = 100
    SEX = 101
    AGE = 102
    APTITUDE = 103
    DEPENDENCE = 104
    KIN = 105
    TIE = 106
    TIE_FAR = 107
    PERSON = 108
    POST = 109


MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
DROPPED_BITS = np.uint64(8)
STEP = np.float32(2.0**-24)


@rule
def philox(c0, c1, c2, c3, k0, k1):
    """Philox4x32-10: four counter words and two key words, uint64 below 2^32, to four random words, likewise."""
    for _ in range(10):
        product_0 = MULTIPLIER_0 * c0
        product_1 = MULTIPLIER_1 * c2
        c0 = (product_1 >> HALF) ^ c1 ^ k0
        c1 = product_1 & LOW
        c2 = (product_0 >> HALF) ^ c3 ^ k1
        c3 = product_0 & LOW
        k0 = (k0 + WEYL_0) & LOW
        k1 = (k1 + WEYL_1) & LOW
    return c0, c1, c2, c3


@rule
def unit(word):
    """A random word, uint64 below 2^32, as a float32 in [0, 1)."""
    return np.float32(np.int32(word >> DROPPED_BITS)) * STEP


@rule
def uniform(seed, run, agent, month, purpose, channel):
    """The draw of one agent, float32 in [0, 1): the same number as entry `agent` of `fill_uniforms`."""
    w0, w1, w2, w3 = philox(
        np.uint64(agent) // np.uint64(4),
        np.uint64(month),
        np.uint64(purpose),
        np.uint64(channel),
        np.uint64(seed),
        np.uint64(run),
    )
    lane = np.uint64(agent) % np.uint64(4)
    return unit(w0 if lane == 0 else w1 if lane == 1 else w2 if lane == 2 else w3)


@kernel
def _fill(out, seed, run, month, purpose, channel):
    """Write the draws of agents 0 .. n-1 into out, float32[n]; the other arguments are uint32."""
    blocks = out.size // 4
    quads = out[: 4 * blocks].reshape((blocks, 4))
    for block in range(blocks):
        w0, w1, w2, w3 = philox(
            np.uint64(block), np.uint64(month), np.uint64(purpose), np.uint64(channel), np.uint64(seed), np.uint64(run)
        )
        quads[block, 0] = unit(w0)
        quads[block, 1] = unit(w1)
        quads[block, 2] = unit(w2)
        quads[block, 3] = unit(w3)
    for agent in range(4 * blocks, out.size):
        out[agent] = uniform(seed, run, agent, month, purpose, channel)


def fill_uniforms(out: NDArray[np.float32], seed: int, run: int, month: int, purpose: int, channel: int = 0) -> None:
    """Write one uniform in [0, 1) for each agent 0 .. n-1 into `out`, float32[n].

    Seed, run, month, purpose and channel are whole numbers from 0 to 2^32 - 1; others raise OverflowError.
    """
    _fill(out, np.uint32(seed), np.uint32(run), np.uint32(month), np.uint32(purpose), np.uint32(channel))
