"""The difference of an outcome over a period, pair by pair: how large it is, beside what, and how precisely known.

Only months in which both regimes of a pair last are looked at, in both arms alike: what one run of a pair does after
the fall of the other has nothing to be compared with. A pair with no such month has no value. In how many runs of which
arm the regime falls is an outcome of its own.

Its size is told beside the baseline's change from 2011 to 2015 or its level, and for means over cadres beside how
widely cadres differ from each other. That is in no file: the first run of the baseline is done again to see it. One run
in twenty is little; where fewer are compared it is left out. What was found is kept beside the comparison.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from politburo.answer import LEVEL
from politburo.ask.compare.quantities import OF_THE_REGIME, outcome_named
from politburo.ask.intervals import (
    DISTINGUISHABLE,
    FEWEST,
    IDENTICAL,
    NO_PAIR,
    NOT_DISTINGUISHABLE,
    ONE_PAIR,
    by_set,
    intervals,
    unpaired_runs,
)
from politburo.ask.variance_parts import Parts, parts_of
from politburo.run.folder import sealed
from politburo.run.folder.files import made
from politburo.run.outcomes import YEAR, Outcome
from politburo.scenario import month_number
from politburo.terms.checks import shown
from politburo.terms.errors import StoreError, UsageError
from politburo.terms.series import OF_CADRES, of

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.month.now import Now

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
    over cadres in the baseline's first run, at the end (NaN: no mean over cadres, or not measured). `parts` are those
    of the variance of the differences between parameter sets and by chance (None: they cannot be told apart).
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
    parts: Parts | None = None

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


def total(
    outcome: Outcome, alternative: str, base: Values, changed: Values, sets: NDArray[np.int64] | None = None
) -> Total:
    """The total of an outcome from what each run gave in both arms (run, month).

    Where runs have several parameter sets, `sets` (run,), the interval is over the means of these.
    """
    base, changed = in_pairs(outcome, base, changed)
    ours, theirs = summarised(outcome, base), summarised(outcome, changed)
    apart = theirs - ours
    found = intervals(by_set(apart, sets), LEVEL)
    usable = apart[~np.isnan(apart)]
    mean, low, high = float(found.mean), float(found.low), float(found.high)
    return Total(
        outcome,
        alternative,
        _mean(by_set(ours, sets)),
        _mean(by_set(theirs, sets)),
        mean,
        low,
        high,
        agreeing=float((np.sign(usable) == np.sign(mean)).mean()) if mean and len(usable) else math.nan,
        pairs=len(usable),
        identical=bool(len(usable)) and np.array_equal(base, changed, equal_nan=True),
        unpaired=unpaired_runs(ours, theirs, (high - low) / 2, LEVEL) if sets is None else None,
        parts=parts_of(apart, sets),
    )


def _mean(values: Values) -> float:
    there = values[~np.isnan(values)]
    return float(there.mean()) if len(there) else math.nan


FROM, TO = 2011, 2015
"""The years between which the change is taken: the first four of the leader who came to power at the end of 2011."""

THE_CHANGE = f"change {FROM}–{TO}"
THE_SPREAD = "SD over cadres"
THE_LEVEL = "level"

ENOUGH_RUNS = 20
"""Runs of all arms together from which one more is little."""

COLUMNS = {one.name: one.source.removeprefix("cadres.") for one in of("mean", OF_CADRES)}
"""Series that are means over cadres, and the columns of month.state.Cadres that they are means of."""

FILE = "over-cadres.json"


@dataclass(frozen=True, slots=True)
class OverCadres:
    """What is kept of a run that was done again: `of` says which run and month, by its fingerprint."""

    of: str
    standard_deviations: dict[str, float]


def yardstick(
    outcome: Outcome, baseline: Values, months: range, period: int, level: float, cadres: float = math.nan
) -> tuple[float, str]:
    """What a difference of an outcome over `period` months is compared with, in its unit, and what that is.

    The baseline's change from 2011 to 2015; where there is none, the standard deviation over `cadres` or, where that is
    NaN, the level. `baseline` (run, month) holds the `months` of the baseline, `level` its outcome over the period. NaN
    where the level is 0 and there is nothing else to compare with.
    """
    years = [range(year * YEAR, (year + 1) * YEAR) for year in (FROM, TO)]
    if all(year.start >= months.start and year.stop <= months.stop for year in years):
        before, after = (
            summarised(outcome, baseline[:, year.start - months.start : year.stop - months.start]) for year in years
        )
        change = intervals(after - before, LEVEL)
        mean = abs(float(change.mean))
        if (change.low > 0 or change.high < 0) and mean > RESOLVED * abs(level):
            return mean * (period / YEAR if outcome.is_counted else 1.0), THE_CHANGE
    return (cadres, THE_SPREAD) if cadres > 0 else (abs(level) or math.nan, THE_LEVEL)


def over_cadres(baseline: Results, last: int, arms: int, folder: Path) -> dict[str, float]:
    """The standard deviation over cadres of each series that is a mean over them, by name.

    It is that of the first run of the baseline at the end of the month `last`, or of that in which its regime fell,
    over the whole country. Empty where fewer runs are compared, in so many `arms`, than make up for one more, and where
    the run cannot be done again to the bit. What is found is kept in the folder.
    """
    run = baseline.runs[0]
    marker = baseline.store.marker(run)
    if arms * len(baseline.runs) < ENOUGH_RUNS or marker is None:
        return {}
    ended = last if marker.ended_month is None else month_number(marker.ended_month)
    which = f"{marker.fingerprint} {min(last, ended)}"
    known = sealed.read_or_none(folder / FILE, TypeAdapter(OverCadres))
    if known is not None and known.of == which:
        return known.standard_deviations
    try:
        found = measured(baseline, run, min(last, ended))
    except StoreError:
        return {}
    with suppress(StoreError):  # where nothing can be written, what was found is good all the same
        made(folder)
        sealed.keep(folder / FILE, OverCadres(which, found))
    return found


def measured(results: Results, run: int, month: int) -> dict[str, float]:
    """The standard deviations over cadres at the end of a month of a run, which is done again.

    Raises StoreError where it does not come out as it is stored.
    """
    from politburo.country import build
    from politburo.run.replay import replay
    from politburo.run.runner import once

    scenario = results.scenario_of(run)
    country = once(build, scenario.plan, scenario.scale, scenario.households)
    weights, found = country.weights[country.posts.circle], {}

    def look(now: Now) -> None:
        if now.month == month:
            for name, column in COLUMNS.items():
                values = getattr(now.state.cadres, column).astype(np.float64)
                mean = np.average(values, weights=weights)
                found[name] = math.sqrt(np.average((values - mean) ** 2, weights=weights))

    replay(results.store, scenario, country, run, look)
    return found


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


@dataclass(frozen=True, slots=True)
class Precise:
    """Whether the total difference of an outcome is known as precisely as was wanted."""

    wanted: Wanted
    total: Total

    @property
    def asked(self) -> float:
        """The half-width of the interval that was asked for, in the unit of the outcome."""
        return self.wanted.bound * (abs(self.total.base) if self.wanted.relative else 1)

    @property
    def reached(self) -> bool:
        """Whether it is."""
        return self.total.pairs >= FEWEST_PAIRS and self.total.half <= self.asked

    @property
    def needed(self) -> int:
        """How many pairs it seems to need."""
        pairs, half = self.total.pairs, self.total.half
        if pairs < FEWEST_PAIRS or math.isnan(half):
            return FEWEST_PAIRS
        if self.reached:
            return pairs
        return math.ceil(MARGIN * pairs * (half / self.asked) ** 2) if self.asked > 0 else 2 * pairs


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


def next_runs(found: Sequence[Precise], runs: int, most: int) -> int:
    """How many runs to make next: as many as seem to be needed, twice as many at most, and `most` in all."""
    needed = max((one.needed for one in found if not one.reached), default=runs)
    return min(max(needed, runs + max(runs // 4, 1)), max(2 * runs, FEWEST_PAIRS), most)
