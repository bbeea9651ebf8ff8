"""Which points an experiment has: a grid over all factors, or points spread evenly over their ranges.

Spread points are those of a Sobol' sequence, scrambled with a fixed seed: point k is the same whatever the number of
points, so that more can be added to those that are there. (A Latin hypercube of more points is another one, in which
nothing of a smaller one is found again.)
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import ceil, log2, prod

import numpy as np
from numpy.typing import NDArray

from politburo.ask.factors import Factor
from politburo.terms.errors import UsageError

SEED = 20160301
"""Of the scrambling, fixed beforehand; it is not the seed of the runs."""

BLOCK = 64
"""Points of one Latin hypercube."""

MOST_POINTS = 1_000_000


def grid(factors: Sequence[Factor], count: int) -> NDArray[np.float64]:
    """Every combination of the values of some factors, (p, f), the last factor changing fastest.

    Factors without values of their own are stepped through in `count` equal steps. Raises UsageError for too many.
    """
    steps = [factor.steps(count) for factor in factors]
    _check(prod(len(values) for values in steps))
    return np.array(list(product(*steps)), np.float64)


def sampled(factors: Sequence[Factor], points: int) -> NDArray[np.float64]:
    """Points spread evenly over the ranges of some factors, (points, f). Raises UsageError for none or too many."""
    from scipy.stats.qmc import Sobol

    _check(points)
    # A power of two, of which the first ones are taken: the sequence warns of any other number.
    unit = Sobol(len(factors), scramble=True, rng=SEED).random_base2(ceil(log2(points)))[:points]
    return np.column_stack([factor.at(unit[:, column]) for column, factor in enumerate(factors)])


def hypercubes(factors: Sequence[Factor], points: int) -> NDArray[np.float64]:
    """Points in Latin hypercubes of BLOCK points, one after the other, (points, f). Raises UsageError as `sampled`.

    For many factors and few points, where those of a Sobol' sequence lie in patterns along pairs of factors. Point k is
    the same whatever the number of points, here too.
    """
    from scipy.stats.qmc import LatinHypercube

    _check(points)
    blocks = [
        LatinHypercube(len(factors), rng=np.random.default_rng([SEED, block])).random(BLOCK)
        for block in range(ceil(points / BLOCK))
    ]
    unit = np.concatenate(blocks)[:points]
    return np.column_stack([factor.at(unit[:, column]) for column, factor in enumerate(factors)])


def _check(points: int) -> None:
    if not 1 <= points <= MOST_POINTS:
        raise UsageError(f"{points} points cannot be simulated; ask for 1 to {MOST_POINTS:,} of them.")
