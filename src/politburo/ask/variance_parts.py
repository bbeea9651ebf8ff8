"""What parameters and what chance make of the spread over runs: the variance between parameter sets, and within them.

Runs of one set differ by chance alone, those of different sets by their parameters as well. How much is which is told
by the analysis of variance with random effects, also where some sets have more runs than others (Searle, Casella &
McCulloch 1992). The interval of the share is that of the F distribution, for values that are spread normally. As how
many independent runs some tell whose runs of one set are alike follows from the same share (Kish 1965).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL, Basis, Column, Row, Table
from politburo.answer.numbers import listed, numbered, percent, percent_range
from politburo.answer.provenance import NOT_CALIBRATED
from politburo.ask.intervals import share_interval

FEWEST_SETS = 2
"""Parameter sets below which there is nothing between them."""

MOST_TOLD = 3
"""Outcomes whose parts are told in a sentence."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The mean of values over sets and runs, and the standard deviations between sets and within them, by chance.

    `share` is the part of the variance that lies between sets, from `low` to `high` its 90 % interval; NaN where
    nothing varies.
    """

    mean: float
    between: float
    within: float
    share: float
    low: float
    high: float
    sets: int
    runs: int


def parts_of(values: NDArray[np.float64], sets: NDArray[np.int64] | None) -> Parts | None:
    """The parts of the variance of values (run,), NaN where a run has none, whose sets are `sets` (run,).

    None where they cannot be told apart: fewer than two sets, or no set with two runs.
    """
    if sets is None:
        return None
    there = ~np.isnan(values)
    values, groups = values[there], np.unique(sets[there], return_inverse=True)[1]
    counts = np.bincount(groups) if len(groups) else np.zeros(0, np.int64)
    runs, count = len(values), len(counts)
    if count < FEWEST_SETS or runs == count:
        return None
    means = np.bincount(groups, values) / counts
    within = float(((values - means[groups]) ** 2).sum()) / (runs - count)
    between = float((counts * (means - values.mean()) ** 2).sum()) / (count - 1)
    each = (runs - float((counts**2).sum()) / runs) / (count - 1)
    of_sets = max((between - within) / each, 0.0)
    share = of_sets / (of_sets + within) if of_sets + within > 0 else math.nan
    low, high = _share_interval(between, within, each, count - 1, runs - count)
    return Parts(float(means.mean()), math.sqrt(of_sets), math.sqrt(within), share, low, high, count, runs)


def _share_interval(between: float, within: float, each: float, free: int, free_within: int) -> tuple[float, float]:
    """The interval of the part that lies between sets, from mean squares with so many degrees of freedom."""
    from scipy.special import fdtri

    if within <= 0:
        return (1.0, 1.0) if between > 0 else (math.nan, math.nan)
    ends = (between / within / float(fdtri(free, free_within, at)) for at in ((1 + LEVEL) / 2, (1 - LEVEL) / 2))
    low, high = (min(max((one - 1) / (one - 1 + each), 0.0), 1.0) for one in ends)
    return low, high


def independent_runs(values: NDArray[np.float64], sets: NDArray[np.int64] | None) -> float:
    """As how many independent runs some tell of a mean, whose runs of one set are alike.

    Where no value differs, how alike they are is not known: they are taken to tell as much as one of each set.
    """
    if sets is None or not len(values):
        return float(len(values))
    counts = np.unique(sets, return_counts=True)[1]
    parts = parts_of(values, sets)
    if parts is None:
        return float(len(values))
    alike = 1.0 if math.isnan(parts.share) else parts.share
    together = float((counts**2).sum()) / len(values)
    return len(values) / (1 + (together - 1) * alike)


def share_interval_of(fell: NDArray[np.bool_], sets: NDArray[np.int64] | None) -> tuple[float, float]:
    """The interval of the share of runs (run,) in which something is so, which are alike where they have one set."""
    count, of = int(fell.sum()), len(fell)
    part = independent_runs(fell.astype(np.float64), sets) / of if of else 1.0
    return share_interval(count * part, of * part) if part < 1 else share_interval(count, of)


def parts_table(
    title: str, about: tuple[Column, ...], keys: tuple[str, ...], rows: Iterable[tuple[Row, Parts | None]],
    most: int | None = None, what: str = "run", leaves_out: str = NOT_CALIBRATED,
) -> Table:  # fmt: skip
    """The table `variance_parts`: a row for each thing, told by columns `about`, whose parts can be told apart.

    `what` the values are of, such as pairs; `leaves_out` is what an interval over these sets leaves out.
    """
    there = [(key, parts) for key, parts in rows if parts is not None]
    columns = (
        *about,
        Column("mean", meaning="mean over parameter sets", format="number"),
        Column("between_sets", meaning="standard deviation between parameter sets", format="number"),
        Column("by_chance", meaning=f"standard deviation between {what}s of one set", format="number"),
        Column("share", meaning="part of the variance that lies between sets", format="percent",
               heading="between sets", interval=("low", "high")),
        Column("low", meaning="lower end of the interval of the share", format="percent"),
        Column("high", meaning="upper end of the interval of the share", format="percent"),
        Column("sets", "sets", "parameter sets that have a value", "integer", shown=False),
        Column("runs", "runs", f"{what}s that have a value", "integer", shown=False),
    )  # fmt: skip
    sets, runs = max((one.sets for _, one in there), default=0), max((one.runs for _, one in there), default=0)
    basis = Basis(f"{sets} parameter sets with {numbered(runs, what)}, taken for normal", leaves_out)
    found = [(*key, *_row(parts)) for key, parts in there]
    return Table("variance_parts", title, columns, found, "", basis, keys, most)


def _row(parts: Parts) -> Row:
    share, low, high = (None if math.isnan(one) else one for one in (parts.share, parts.low, parts.high))
    return parts.mean, parts.between, parts.within, share, low, high, parts.sets, parts.runs


def sentence(told: Iterable[tuple[str, Parts | None]], of: str = "the variance over runs") -> str:
    """What part of the variance lies between sets, for the first things that are told; nothing where none is known."""
    known = [(name, parts) for name, parts in told if parts is not None and not math.isnan(parts.share)][:MOST_TOLD]
    if not known:
        return ""
    said = [f"{percent(one.share)} [{percent_range(one.low, one.high)}] in {name}" for name, one in known]
    level = f"in brackets {percent(LEVEL)} intervals, for normal values"
    return f"Of {of}, the part that lies between parameter sets is {listed(said)} ({level}); the rest is chance."
