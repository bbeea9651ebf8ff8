"""Chance without state: every draw is a function of what it is for.

Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011) turns a key and a
counter into four random words. The key is (seed, run); the counter is (agent // 4, month, purpose, channel), and agent
uses word agent % 4. So a draw never depends on which other draws were made, in which order or in which thread, and
two runs that differ in one rule still share every other draw.

A uniform is the upper 24 bits of a word times 2^-24: a float32 in [0, 1), each value equally likely.
"""

from enum import IntEnum, unique

import numpy as np
from numpy.typing import NDArray

from politburo.numerics.compile import Whole, kernel, rule


@unique
class Purpose(IntEnum):
    """What a draw is for. Numbers are part of every result: append, never renumber, never use again.

    Those from 200 to 255 are left to other packages.
    """

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
    STANDS_FOR = 21
    UNSEEN = 22
    RECRUIT_RESTLESS = 23
    RETURN = 24
    BROKER = 25
    ORDER = 26

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
    NAMED = 50
    FAMILY = 51

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


MEANINGS: dict[Purpose, str] = {
    Purpose.WORLD: "whether a leader who warns strikes this month",
    Purpose.DEPART: "how many of a household's people leave",
    Purpose.CHOOSE: "what a cadre does: go on, lie low, come back, flee or plot",
    Purpose.DETECT: "whether a plotter is found out",
    Purpose.ATTEMPT: "whether plotters attempt a coup, and whether it succeeds",
    Purpose.SUSPECT: "unfounded suspicion",
    Purpose.PENALISE: "who is penalised",
    Purpose.FORM: "form of a penalty",
    Purpose.ROTATE: "who exchanges his post in ordinary rotation, and with whom, and who is moved down",
    Purpose.RETIRE: "who retires and who dies",
    Purpose.DIE: "not used so far",
    Purpose.CANDIDATE: "which clients are considered for a vacancy",
    Purpose.RECRUIT_LOYALTY: "no longer used",
    Purpose.RECRUIT_AGE: "age of a recruit",
    Purpose.RECRUIT_COMPETENCE: "competence of a recruit",
    Purpose.RECRUIT_TIE: "tie of a recruit to the leader",
    Purpose.RECRUIT_FAMILY: "family of a recruit at home",
    Purpose.DAY: "day of an event within its month",
    Purpose.REPORT_NOISE: "no longer used",
    Purpose.RECRUIT_DISPOSITION: "disposition of a recruit",
    Purpose.STANDS_FOR: "whether a cadre who stands for several moves up himself or one of the others does",
    Purpose.UNSEEN: "number of cases among the cadres for whom simulated ones stand",
    Purpose.RECRUIT_RESTLESS: "inclination of a recruit to leave",
    Purpose.RETURN: "whether re-education ends, and whether one returns from it",
    Purpose.BROKER: "what moves the price of brokers besides enforcement and demand",
    Purpose.ORDER: "whom an ordered purge hits",
    Purpose.REPORTED: "whether outsiders ever hear of an event",
    Purpose.REPORT_DELAY: "delay of a report",
    Purpose.REPORT_FALSE: "whether an associate is falsely reported executed",
    Purpose.REPORT_DOUBLE: "whether another source counts a case once more",
    Purpose.REPORT_CORRECTION: "time until a false report is corrected",
    Purpose.ARRIVE: "whether one who left arrives at last",
    Purpose.ROUTE: "fast or slow route",
    Purpose.TRANSIT: "time on the way",
    Purpose.EARLIER: "sex of those who left before the simulation starts",
    Purpose.ANNOUNCED: "whether state media announce a case",
    Purpose.NAMED: "whether a reported case is told by name",
    Purpose.FAMILY: "how many of the family come along with a cadre who flees",
    Purpose.PROVINCE: "not used so far",
    Purpose.SEX: "order of the households of a province, by which women and men mix",
    Purpose.AGE: "age of a household's people",
    Purpose.APTITUDE: "aptitude for markets",
    Purpose.DEPENDENCE: "dependence on the ration",
    Purpose.KIN: "ties of kin",
    Purpose.TIE: "ties between close friends",
    Purpose.TIE_FAR: "ties between acquaintances",
    Purpose.PERSON: "the first holder of a post",
    Purpose.POST: "what a post yields and gives, whether it is abroad and when withdrawn, and whose client it is",
}
"""What each purpose decides, in the order of the numbers."""


MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
FOUR = np.uint64(4)
DROPPED_BITS = np.uint32(8)
STEP = np.float32(2.0**-24)

BLOCKS_AT_ONCE = 512  # whose words, 8 KiB, stay in the first cache between the two passes


@rule
def philox(
    c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Philox4x32-10: four counter words and two key words, uint64 below 2^32, to four random words, likewise."""
    for _ in range(10):
        # Upper halves fill with leftovers; cutting them only here lets one packed multiplication do cut and product.
        product_0 = MULTIPLIER_0 * (c0 & LOW)
        product_1 = MULTIPLIER_1 * (c2 & LOW)
        c0 = (product_1 >> HALF) ^ c1 ^ k0
        c1 = product_1
        c2 = (product_0 >> HALF) ^ c3 ^ k1
        c3 = product_0
        k0 += WEYL_0
        k1 += WEYL_1
    return c0 & LOW, c1 & LOW, c2 & LOW, c3 & LOW


@rule
def unit(word: np.uint32) -> np.float32:
    """A random word, uint32, as a float32 in [0, 1)."""
    return np.float32(np.int32(word >> DROPPED_BITS)) * STEP


@rule
def uniform(seed: int, run: int, agent: Whole, month: int, purpose: Whole, channel: Whole) -> np.float32:
    """The draw of one agent, float32 in [0, 1): the same number as entry `agent` of `fill_uniforms`."""
    counter = np.uint64(agent) // FOUR, np.uint64(month), np.uint64(purpose), np.uint64(channel)
    w0, w1, w2, w3 = philox(*counter, np.uint64(seed), np.uint64(run))
    lane = np.uint64(agent) % FOUR
    return unit(np.uint32(w0 if lane == 0 else w1 if lane == 1 else w2 if lane == 2 else w3))


@kernel
def fill_draws(out: NDArray[np.float32], seed: int, run: int, month: int, purpose: Whole, channel: Whole) -> None:
    """Write the draws of agents 0 .. n-1 into out, float32[n]; the other arguments are from 0 to 2^32 - 1.

    In two passes over a few blocks at a time, first words and then numbers: only so does either stay vectorised.
    """
    shared = np.uint64(month), np.uint64(purpose), np.uint64(channel), np.uint64(seed), np.uint64(run)
    blocks = out.size // 4
    pairs = np.empty(2 * BLOCKS_AT_ONCE, np.uint64)
    words = pairs.view(np.uint32)  # in the order of the agents, as x86 keeps the lower half of a pair first
    for start in range(0, blocks, BLOCKS_AT_ONCE):
        some = min(BLOCKS_AT_ONCE, blocks - start)
        first = np.uint64(start)
        for i in range(some):
            w0, w1, w2, w3 = philox(first + np.uint64(i), *shared)
            pairs[2 * i] = w0 | (w1 << HALF)
            pairs[2 * i + 1] = w2 | (w3 << HALF)
        part = out[4 * start : 4 * start + 4 * some]
        for i in range(part.size):
            part[i] = unit(words[i])
    for agent in range(4 * blocks, out.size):
        out[agent] = uniform(seed, run, agent, month, purpose, channel)


def fill_uniforms(out: NDArray[np.float32], seed: int, run: int, month: int, purpose: int, channel: int = 0) -> None:
    """Write one uniform in [0, 1) for each agent 0 .. n-1 into `out`, float32[n].

    The other arguments are whole numbers from 0 to 2^32 - 1; anything else raises OverflowError.
    """
    if (seed | run | month | purpose | channel) >> 32:
        raise OverflowError(f"not all from 0 to 2^32 - 1: {seed=}, {run=}, {month=}, {purpose=}, {channel=}")
    fill_draws(out, int(seed), int(run), int(month), int(purpose), int(channel))


@kernel
def draw_each(
    out: NDArray[np.float32], agents: NDArray[np.int32], seed: int, run: int, month: int, purpose: int, channel: int
) -> None:
    """Write one uniform for each of the agents given into `out`, float32[k]."""
    for k in range(len(agents)):
        out[k] = uniform(seed, run, agents[k], month, purpose, channel)
