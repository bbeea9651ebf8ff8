"""The runs of all arms, read once, one after the other: what is kept of them is small, however many they are.

Kept are the outcomes month by month in the months in common, the month in which the runs of each pair diverge, and what
every group adds to the difference of a pair over the period.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.compare.arms import Arm
from politburo.ask.compare.quantities import OF_HOUSEHOLDS, PERSONS, is_counted
from politburo.run.outcomes import OUTCOMES, Run
from politburo.run.series import read_arrays, stored_series
from politburo.scenario import month_number
from politburo.terms.series import ALL_SERIES, Series, grouped

Values = NDArray[np.float64]
Arrays = Mapping[str, NDArray]

GROUPED: tuple[Series, ...] = tuple(series for series in ALL_SERIES if series.by)


@dataclass(frozen=True, slots=True)
class Months:
    """All series of a run in some of its months; `ended_month` is None where the regime does not fall in them."""

    series: Arrays
    ended_month: int | None


@dataclass(frozen=True, eq=False)
class Read:
    """What the runs of all arms gave.

    monthly: by what gives an outcome month by month, (arm, run, month), NaN after a regime's end; `diverging`: for each
    alternative and run the position of the first month in which any series differs from the baseline's to the bit, −1
    where none does; `cells`: by name of the series, (alternative, run, groups…), the difference that each group makes
    over the period, of means over households still without the weight of its people; NaN where no month has a pair.
    """

    monthly: Mapping[Callable[[Run], NDArray], Values]
    diverging: NDArray[np.int64]
    cells: Mapping[str, Values]


def read(arms: Sequence[Arm], runs: Sequence[int], months: range, since: int, leaving: Sequence[str]) -> Read:
    """Read the runs; the period begins at position `since` of the months.

    The series named in `leaving` are not looked at for where runs diverge. Raises StoreError when a file cannot be
    read.
    """
    monthly = {one.monthly: np.empty((len(arms), len(runs), len(months))) for one in OUTCOMES.values()}
    diverging = np.full((len(arms) - 1, len(runs)), -1, np.int64)
    cells: dict[str, list[list[Values]]] = {series.name: [[] for _ in arms[1:]] for series in GROUPED}
    watched = [name for name, (series, _) in stored_series().items() if series.name not in leaving]
    for at, run in enumerate(runs):
        found = [_cut(arm, run, months) for arm in arms]
        for place, one in enumerate(found):
            for of, values in monthly.items():
                values[place, at] = of(one)
        added = [{series.name: _added(series, one.series)[since:] for series in GROUPED} for one in found]
        lasting = [~np.isnan(one.series["fear"][since:]) for one in found]
        for place, one in enumerate(found[1:]):
            diverging[place, at] = _diverging(found[0].series, one.series, watched)
            both = lasting[0] & lasting[place + 1]
            for series in GROUPED:
                apart = added[place + 1][series.name] - added[0][series.name]
                cells[series.name][place].append(_over_period(apart[both], counted=is_counted(series.name)))
    return Read(monthly, diverging, {name: np.array(values) for name, values in cells.items()})


def by_groups(arm: Arm, name: str, runs: Sequence[int], months: range) -> Values:
    """A series kept by groups, (run, month, …), read from one run after the other."""
    series = arm.results.series[name]
    first = months.start - arm.results.scenario.start
    chosen = series.isel(month=slice(first, first + len(months))).sel(run=list(runs))
    return chosen.transpose("run", "month", ...).values.astype(np.float64)


def _cut(arm: Arm, run: int, months: range) -> Months:
    """A run in these months."""
    first, store = months.start - arm.results.scenario.start, arm.results.store
    arrays, marker = read_arrays(store.series_file(run)), store.marker(run)
    ended = None if marker is None or marker.ended_month is None else month_number(marker.ended_month)
    return Months(
        {name: values[first : first + len(months)] for name, values in arrays.items()},
        ended if ended in months else None,
    )


def _added(series: Series, arrays: Arrays) -> Values:
    """What each group adds to the national value of each month, (month, …)."""
    values = arrays[grouped(series)].astype(np.float64)
    if is_counted(series.name) or series.name in (*PERSONS, *OF_HOUSEHOLDS):
        return values
    cadres = arrays["cadres_by_circle"].astype(np.float64)
    return values * cadres / cadres.sum(axis=(1, 2), keepdims=True)


def _over_period(apart: Values, *, counted: bool) -> Values:
    """The sum of months (month, …) for what happens, their mean for levels."""
    if not len(apart):
        return np.full(apart.shape[1:], np.nan)
    return apart.sum(axis=0) if counted else apart.mean(axis=0)


def _diverging(base: Arrays, other: Arrays, names: Sequence[str]) -> int:
    """The position of the first month in which any of the arrays differ in any bit, −1 where none does."""
    first = -1
    for name in names:
        ours, theirs = (np.ascontiguousarray(one[name], np.float32).view(np.uint32) for one in (base, other))
        unlike = (ours != theirs).reshape(len(ours), -1).any(axis=1)
        if unlike.any():
            at = int(unlike.argmax())
            first = at if first < 0 else min(first, at)
    return first
