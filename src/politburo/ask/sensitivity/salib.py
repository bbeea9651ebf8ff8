"""What SALib is asked for: samples in the unit cube, and the indices that the values of a function on them have.

All of it is SALib's (Iwanaga, Usher and Herman 2022; Herman and Usher 2017): the trajectories of Morris (1991), and the
indices of Sobol' with the estimators of Saltelli et al. (2010). Seeds are fixed, so that the same question has the same
answer. A sample of more trajectories or points begins with that of fewer.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL
from politburo.run.optional import needs

LEVELS = 4
"""Places that a factor can have in the screening: 0, 1/3, 2/3 and 1."""

SEED, RESAMPLES = 20160301, 400
"""Of samples and of the bootstrap that gives intervals; its repetitions."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Indices:
    """Sobol' indices of some factors, arrays (f,), each ± its reach (90 %).

    `first` is the share of the variance that goes when the factor is known, `total` the share that stays when all
    others are known. Without any variance all are NaN.
    """

    first: Numbers
    first_reach: Numbers
    total: Numbers
    total_reach: Numbers


def trajectories(factors: int, count: int) -> Numbers:
    """Trajectories of Morris (1991), each factors + 1 rows of which each moves one factor: (count × (f + 1), f).

    They are drawn one by one: a choice of those that lie farthest apart would be another one with every number.
    """
    with _quiet():
        return _salib("sample.morris").sample(_problem(factors), count, num_levels=LEVELS, seed=SEED)


def cross_sample(factors: int, points: int) -> Numbers:
    """The sample of Saltelli et al. (2010) on a scrambled Sobol' sequence, (points × (f + 2), f).

    A block is a row A, for each factor A with that factor from B, and B.
    """
    with _quiet():
        sampled = _salib("sample.sobol").sample(_problem(factors), points, calc_second_order=False, seed=SEED)
    return np.asarray(sampled, np.float64)


def indices(factors: int, values: Numbers) -> Indices:
    """What the values (rows,) on whole blocks of a cross sample of so many factors say."""
    if np.ptp(values) <= np.finfo(np.float64).eps * np.abs(values).max(initial=0.0):
        return Indices(*(np.full(factors, np.nan) for _ in range(4)))
    with _quiet():
        found = _salib("analyze.sobol").analyze(
            _problem(factors), values, calc_second_order=False, num_resamples=RESAMPLES, conf_level=LEVEL, seed=SEED
        )
    return Indices(*(np.asarray(found[name], np.float64) for name in ("S1", "S1_conf", "ST", "ST_conf")))


def _problem(factors: int) -> dict[str, Any]:
    names: Sequence[str] = [str(place) for place in range(factors)]
    return {"num_vars": factors, "names": [*names], "bounds": [[0.0, 1.0]] * factors}


def _salib(part: str) -> Any:
    return needs(f"SALib.{part}", extra="sensitivity")


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what SALib warns of and is seen to here: outcomes that are alike throughout a part of the sample."""
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        warnings.filterwarnings("ignore", "Constant values encountered", UserWarning)
        yield
