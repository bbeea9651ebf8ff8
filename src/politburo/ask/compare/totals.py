"""The difference of an outcome over a period, pair by pair: how large it is, and how precisely it is known.

Only months in which both regimes of a pair last are looked at, in both arms alike: what one run of a pair does after
the fall of the other has nothing to be compared with. A pair with no such month has no value. In how many runs of which
arm the regime falls is an outcome of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL
from politburo.ask.compare.quantities import OF_THE_REGIME, outcome_named
from politburo.ask.intervals import (
    DISTINGUISHABLE,
    FEWEST,
    IDENTICAL,
    NO_PAIR,
    NOT_DISTINGUISHABLE,
    ONE_PAIR,
    intervals,
    unpaired_runs,
)
from politburo.run.outcomes import Outcome
from politburo.scenario.checks import shown
from politburo.terms.errors import UsageError

RESOLVED = 1e-6
"""Part of a level below which a difference says nothing: series are stored with 24 bits, some seven digits."""

SAME_TOTAL = "same total in every pair"
ROUNDING = "no larger than rounding"

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Total:
    """The difference of one outcome between one alternative and the baseline over a period.

    `base` and `changed` are the means over runs in both arms, `mean` is their difference (alternative − baseline), from
    `low` to `high` its interval, all in the unit of the outcome; NaN where too few pairs have a value. `agreeing` is
    the share of pairs whose difference has that sign (NaN where it is 0); `since` the first month, as a number, from
    which the interval of the monthly difference excludes zero for half a year (None: it never does); `unpaired` the
    runs of each arm that independent seeds would have taken for an interval as narrow (None: unknown). `identical` says
    that no month of any pair differs. `yardstick` is what the difference is compared with in size, in the same unit
    (NaN: there is nothing to compare it with), and `relative_to` what that is. `over_cadres` is the standard deviation
    over cadres in the baseline's first run, at the end (NaN: no mean over cadres, or not measured).
    """

    outcome: Outcome
    alternative: str
    base: float
    changed: float
    mean: float
    low: float
    high: float
    agreeing: float
    pairs: int
    identical: bool
    since: int | None = None
    unpaired: int | None = None
    yardstick: float = math.nan
    relative_to: str = ""
    over_cadres: float = math.nan

    @property
    def half(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2

    @property
    def relative(self) -> float:
        """The difference as a part of the baseline's level; NaN where that is 0."""
        return self.mean / abs(self.base) if self.base else math.nan

    @property
    def size(self) -> float:
        """The difference as a part of its yardstick; NaN where there is none, or no difference."""
        return self.mean / self.yardstick if self.yardstick > 0 and not self.identical else math.nan

    @property
    def deviations(self) -> float:
        """The difference in standard deviations over cadres; NaN where there is none, or no difference."""
        return self.mean / self.over_cadres if self.over_cadres > 0 and not self.identical else math.nan

    @property
    def distinguishable(self) -> bool:
        """Whether the interval excludes zero, and the difference is larger than the rounding of stored numbers."""
        return self.finding == DISTINGUISHABLE

    @property
    def finding(self) -> str:
        """What can be said of the difference, beside zero, in a few words."""
        if not self.pairs:
            return NO_PAIR
        if self.identical:
            return IDENTICAL
        if self.pairs < FEWEST:
            return ONE_PAIR
        if self.low == self.high == 0:
            return SAME_TOTAL
        if not (self.low > 0 or self.high < 0):
            return NOT_DISTINGUISHABLE
        return DISTINGUISHABLE if abs(self.mean) > RESOLVED * abs(self.base) else ROUNDING

    @property
    def margin(self) -> float:
        """The part of the higher of both levels by which they differ at least: to the end of the interval next to zero.

        0 where the difference is not distinguishable from zero.
        """
        if not self.distinguishable:
            return 0.0
        return min(abs(self.low), abs(self.high)) / max(abs(self.base), abs(self.changed))


def in_pairs(outcome: Outcome, base: Values, changed: Values) -> tuple[Values, Values]:
    """The values of both arms (run, month), NaN in months in which either regime of a pair has fallen."""
    if outcome.name in OF_THE_REGIME:
        return base, changed
    both = ~(np.isnan(base) | np.isnan(changed))
    return np.where(both, base, np.nan), np.where(both, changed, np.nan)


def summarised(outcome: Outcome, values: Values) -> Values:
    """The outcome of each run, (run,), from its months (run, month); NaN for a run without any."""
    return np.array([math.nan if np.isnan(run).all() else outcome.summary(run) for run in values])


def total(outcome: Outcome, alternative: str, base: Values, changed: Values) -> Total:
    """The total of an outcome from what each run gave in both arms (run, month)."""
    base, changed = in_pairs(outcome, base, changed)
    ours, theirs = summarised(outcome, base), summarised(outcome, changed)
    apart = theirs - ours
    found = intervals(apart, LEVEL)
    usable = apart[~np.isnan(apart)]
    mean, low, high = float(found.mean), float(found.low), float(found.high)
    return Total(
        outcome,
        alternative,
        _mean(ours),
        _mean(theirs),
        mean,
        low,
        high,
        agreeing=float((np.sign(usable) == np.sign(mean)).mean()) if mean and len(usable) else math.nan,
        pairs=len(usable),
        identical=bool(len(usable)) and np.array_equal(base, changed, equal_nan=True),
        unpaired=unpaired_runs(ours, theirs, (high - low) / 2, LEVEL),
    )


def _mean(values: Values) -> float:
    there = values[~np.isnan(values)]
    return float(there.mean()) if len(there) else math.nan


FEWEST_PAIRS = 8
"""Pairs below which no precision counts as reached: the width of an interval of fewer says little."""

MOST = 400
"""Pairs at which adding them ends, unless another number is asked for."""

MARGIN = 1.1
"""How many more runs are made than seem to be needed: what is measured on few runs is measured roughly."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The half-width that the interval of a total difference is to have at most.

    It is in the unit of the outcome or, where it is `relative`, a part of the baseline's level.
    """

    outcome: Outcome
    bound: float
    relative: bool

    def bound_of(self, total: Total) -> float:
        """The bound in the unit of the outcome."""
        return self.bound * abs(total.base) if self.relative else self.bound


@dataclass(frozen=True, slots=True)
class Precise:
    """Whether the total difference of an outcome is known as precisely as was asked.

    `asked` and `half` are half-widths of the interval in the unit of the outcome, `pairs` the pairs it took, and
    `unpaired` the runs of each arm that independent seeds would have taken for the same half-width (None: unknown).
    """

    outcome: Outcome
    alternative: str
    asked: float
    half: float
    pairs: int
    unpaired: int | None

    @property
    def reached(self) -> bool:
        """Whether it is."""
        return self.pairs >= FEWEST_PAIRS and self.half <= self.asked

    @property
    def needed(self) -> int:
        """How many pairs it seems to need."""
        if self.pairs < FEWEST_PAIRS or math.isnan(self.half):
            return FEWEST_PAIRS
        if self.reached:
            return self.pairs
        return math.ceil(MARGIN * self.pairs * (self.half / self.asked) ** 2) if self.asked > 0 else 2 * self.pairs


def wanted(asked: Mapping[str, float | str]) -> tuple[Wanted, ...]:
    """What is wanted by names of outcomes: a number in its unit, or a text such as `5%` of the baseline's level.

    Raises UsageError for an outcome that there is not and for what is no such number.
    """
    found = []
    for name, value in asked.items():
        outcome = outcome_named(name)
        text = str(value).strip()
        relative = text.endswith("%")
        try:
            bound = float(text.removesuffix("%")) / (100 if relative else 1)
        except ValueError:
            bound = math.nan
        if not (bound > 0 and math.isfinite(bound)):
            raise UsageError(
                f"{shown(text)} is no precision for {outcome.name}; give the half-width of its interval, above 0, in "
                f"{outcome.unit} like '5', or as a part of the baseline's level like '5%'."
            )
        found.append(Wanted(outcome, bound, relative))
    return tuple(found)


def parse_precision(text: str) -> tuple[str, str]:
    """The name of the outcome and the half-width that `flights=5` or `flights=5%` says. Raises UsageError."""
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"{shown(text)} asks for no precision; write an outcome and a half-width like 'flights=5'.")
    return outcome_named(name).name, value


def precise(want: Wanted, total: Total) -> Precise:
    """How precisely a difference is known for which a precision was asked."""
    return Precise(want.outcome, total.alternative, want.bound_of(total), total.half, total.pairs, total.unpaired)


def next_runs(found: Sequence[Precise], runs: int, most: int) -> int:
    """How many runs to make next: as many as seem to be needed, twice as many at most, and `most` in all."""
    needed = max((one.needed for one in found if not one.reached), default=runs)
    return min(max(needed, runs + max(runs // 4, 1)), max(2 * runs, FEWEST_PAIRS), most)
