"""How much an observation would tell of which theory is right: mutual information, in bits, with its bias taken out.

    I = Σ p(theory) p(bin | theory) log2( p(bin | theory) / p(bin) )

Every theory is as likely as any other beforehand. Values are put into bins with about equal shares of all draws. From
so few draws the plain estimate is too high; the jackknife over groups of parameter sets, the same in all theories,
takes the first order of that out, and gives the interval (Quenouille 1956).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL

Values = NDArray[np.float64]

BINS, GROUPS = 5, 12
"""Bins of an observation, and groups of parameter sets, at most."""

ROUNDING = 1e-12

FEWEST_SETS = 4
"""Sets below which there is no interval, and no bias is taken out."""


@dataclass(frozen=True, slots=True)
class Information:
    """Bits that an observation is expected to tell, with the interval over parameter sets; NaN ends where sets are few.

    `plain` is the estimate without the correction.
    """

    bits: float
    low: float
    high: float
    plain: float


def edges_of(values: Values, weights: Values) -> Values:
    """Upper edges of bins but the last, rising: quantiles of values that weigh (any shape), each once."""
    there = ~np.isnan(values) & (weights > 0)
    if not there.any():
        return np.empty(0)
    order = np.argsort(values[there], kind="stable")
    ends = np.cumsum(weights[there][order])
    wanted = np.arange(1, BINS) / BINS * ends[-1]
    found = np.unique(values[there][order][np.minimum(np.searchsorted(ends, wanted), len(ends) - 1)])
    return found[found < values[there].max()]


def information(values: Values, weights: Values) -> Information:
    """The information of values (theory, set, run), NaN where none counts, by weights of sets (theory, set)."""
    spread = np.where(np.isnan(values), 0.0, weights[:, :, None])
    of_theory = spread.sum(axis=(1, 2), keepdims=True)
    spread = spread / np.where(of_theory > 0, of_theory, 1.0)
    edges = edges_of(values, spread)
    if not len(edges):
        return Information(0.0, 0.0, 0.0, 0.0)
    at = np.searchsorted(edges, np.nan_to_num(values), side="left")
    # the share of each bin in each theory that a set contributes, (theory, set, bin)
    parts = np.stack([np.where(at == one, spread, 0.0).sum(axis=2) for one in range(len(edges) + 1)], axis=2)
    plain = _bits(parts.sum(axis=1))
    sets = parts.shape[1]
    if sets < FEWEST_SETS:
        return Information(plain, math.nan, math.nan, plain)
    from scipy.special import stdtrit

    groups = min(GROUPS, sets)
    group = np.arange(sets) % groups
    without = np.array([_bits(parts[:, group != one].sum(axis=1)) for one in range(groups)])
    bits = groups * plain - (groups - 1) * float(without.mean())
    error = math.sqrt((groups - 1) * float(((without - without.mean()) ** 2).mean()))
    reach = float(stdtrit(groups - 1, (1 + LEVEL) / 2)) * error
    most = math.log2(len(values))
    return Information(min(max(bits, 0.0), most), max(bits - reach, 0.0), min(max(bits + reach, 0.0), most), plain)


def _bits(shares: Values) -> float:
    """The information of shares of bins by theory (theory, bin); a theory without any is left out."""
    whole = shares.sum(axis=1)
    shares = shares[whole > 0] / whole[whole > 0][:, None]
    if len(shares) < 2:
        return 0.0
    together = np.broadcast_to(shares.mean(axis=0), shares.shape)
    there = shares > 0
    found = float((shares[there] * np.log2(shares[there] / together[there])).sum()) / len(shares)
    return found if found > ROUNDING else 0.0
