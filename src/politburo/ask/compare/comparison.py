"""Alternatives beside their baseline, pair by pair: the differences of all series, as labelled data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Figure
from politburo.ask.compare.arms import Arm
from politburo.ask.compare.carrying import Part, parts, people_by_province
from politburo.ask.compare.parting import Parting, shown_from
from politburo.ask.compare.precision import Precise, Wanted, precise
from politburo.ask.compare.quantities import OF_HOUSEHOLDS, is_counted, outcomes, series_named
from politburo.ask.compare.reading import Read, by_groups, read
from politburo.ask.compare.totals import LEVEL, Total, total
from politburo.ask.intervals import Intervals, intervals
from politburo.scenario import month_name
from politburo.scenario.checks import nearest, printable
from politburo.scenario.differences import common_months, first_difference
from politburo.terms.errors import StoreError, UsageError
from politburo.terms.series import ALL_SERIES, Series, grouped

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@dataclass(frozen=True, slots=True)
class Ends:
    """In how many of the pairs the regime falls, within the months compared: in the baseline, the alternative, both."""

    alternative: str
    pairs: int
    base: int
    changed: int
    both: int


@dataclass(frozen=True, eq=False)
class Comparison:
    """A baseline and its alternatives, run by run with the same chance; everything is read when it is asked for.

    A difference is always alternative − baseline of the same run number. Months after the fall of either regime of a
    pair are NaN in it. Intervals are 90 %, over the pairs, each for itself: they are not widened for their number.
    """

    baseline: Arm
    alternatives: tuple[Arm, ...]
    folder: Path
    wanted: tuple[Wanted, ...] = ()

    @property
    def arms(self) -> tuple[Arm, ...]:
        """The baseline, then the alternatives."""
        return (self.baseline, *self.alternatives)

    @cached_property
    def runs(self) -> tuple[int, ...]:
        """Numbers of the runs that are finished in all arms. Raises StoreError when there is none."""
        finished = set(self.baseline.results.runs).intersection(*(arm.results.runs for arm in self.alternatives))
        if not finished:
            raise StoreError("No run is finished in all arms yet: give the command that made them again.")
        return tuple(sorted(finished))

    @cached_property
    def months(self) -> range:
        """The months, as numbers, that all arms have."""
        return common_months([arm.scenario for arm in self.arms])

    @cached_property
    def since(self) -> int:
        """The first month in which an alternative asks for anything else than the baseline.

        The first month of all where none ever does. Totals are taken from here on: before it nothing can differ.
        """
        scenario = self.baseline.scenario
        found = [first_difference(scenario, arm.scenario) for arm in self.alternatives]
        return min((month for month in found if month is not None), default=self.months.start)

    @property
    def period(self) -> range:
        """The months over which totals are taken."""
        return range(self.since, self.months.stop)

    @cached_property
    def outcomes(self) -> tuple[Series, ...]:
        """The series that come out of the simulation: levers that a scenario sets are the change, not its outcome."""
        return outcomes(*(arm.scenario for arm in self.arms))

    @cached_property
    def differences(self) -> xr.Dataset:
        """Every series: alternative × run × month, and × groups where it is kept by them; NaN after a regime's end.

        A series is read and its difference taken (float64, in its unit) when its values are asked for.
        """
        from politburo.ask.compare.dataset import lazily

        return lazily(self)

    def monthly(self, series: str, *, groups: bool = False) -> xr.Dataset:
        """The mean difference of each month with its 90 % interval: alternative × month, with `groups` × groups.

        `mean`, `low` and `high` are in the unit of the series, `pairs` says of how many pairs. Raises UsageError for a
        series that there is not, or that is not kept by groups.
        """
        from politburo.ask.compare.dataset import labelled

        chosen = series_named(series)
        if groups and not chosen.by:
            raise UsageError(f"{chosen.name} is kept for the whole country alone.")
        return labelled(self, chosen, groups=groups)

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """The difference over the period of every series that comes out of the simulation, alternative by alternative.

        Within an alternative those come first that differ most plainly: by the largest part of their level, at least.
        """
        found = []
        for place in range(len(self.alternatives)):
            totals = (self._total(series, place) for series in self.outcomes)
            found += sorted(totals, key=lambda one: (-one.plainness, ALL_SERIES.index(one.series)))
        return tuple(found)

    @cached_property
    def precision(self) -> tuple[Precise, ...]:
        """Of each series for which a precision was asked, how precisely its difference is known; empty if none was."""
        places = range(len(self.alternatives))
        return tuple(precise(want, self._total(want.series, place)) for want in self.wanted for place in places)

    def total(self, series: str, alternative: str | int = 0) -> Total:
        """The difference of one series over the period. Raises UsageError for a series or an alternative unknown."""
        return self._total(series_named(series), self.place_of(alternative))

    def parting(self, alternative: str | int = 0) -> Parting:
        """Where the paths of an alternative part from the baseline's, pair by pair."""
        place = self.place_of(alternative)
        months = tuple(None if at < 0 else self.months[at] for at in self._read.parted[place].tolist())
        return Parting(self.alternatives[place].label, months)

    def carriers(self, series: str, by: str, alternative: str | int = 0) -> tuple[Part, ...]:
        """What each group adds to the difference of a series over the period, the largest first.

        `by` is organ, rank, form or province. Raises UsageError where the series is not kept by it.
        """
        place, chosen = self.place_of(alternative), series_named(series)
        cells = self._read.cells.get(chosen.name, np.empty(0))
        cells = cells[place] if chosen.by else cells
        if chosen.name in OF_HOUSEHOLDS:
            people = people_by_province(self.baseline.scenario.country, self.baseline.scenario.scale)
            cells = cells * (people / people.sum())
        known = self.baseline.results.series
        labels = [str(label) for label in known[by].values] if by in chosen.by else []
        return parts(chosen, by, self.alternatives[place].label, labels, cells)

    def ends(self, alternative: str | int = 0) -> Ends:
        """In how many pairs the regime falls in the one arm, the other, or both."""
        other = self.alternatives[self.place_of(alternative)]
        fell = [self._fell(arm) for arm in (self.baseline, other)]
        return Ends(other.label, len(self.runs), *(int(one.sum()) for one in (*fell, fell[0] & fell[1])))

    def place_of(self, alternative: str | int) -> int:
        """The place of an alternative among them, by its label or place. Raises UsageError."""
        labels = tuple(arm.label for arm in self.alternatives)
        if isinstance(alternative, str) and alternative in labels:
            return labels.index(alternative)
        if isinstance(alternative, int) and -len(labels) <= alternative < len(labels):
            return alternative % len(labels)
        asked = printable(str(alternative))
        raise UsageError(f"There is no alternative {asked!r} in this comparison; {nearest(asked, labels)}.")

    def values(self, series: Series) -> NDArray[np.float64]:
        """The national values of a series in all arms, (arm, run, month), NaN after a regime's end."""
        return self._read.national[series.name]

    def pairs(self, series: Series, *, groups: bool = False) -> NDArray[np.float64]:
        """The differences of a series, (alternative, run, month), with `groups` (alternative, run, month, …)."""
        if groups:
            all_arms = [by_groups(arm, grouped(series), self.runs, self.months) for arm in self.arms]
            return np.stack([values - all_arms[0] for values in all_arms[1:]])
        values = self.values(series)
        return values[1:] - values[0]

    def running(self, series: Series, place: int) -> Intervals:
        """The difference month by month as a picture shows it: of what happens, the running total over the period."""
        apart = self.pairs(series)[place]
        if is_counted(series.name):
            since = self.since - self.months.start
            apart = np.concatenate([apart[:, :since] * 0, np.cumsum(apart[:, since:], axis=1)], axis=1)
        return intervals(apart, LEVEL)

    def table(self) -> pd.DataFrame:
        """One row for each alternative and series: both levels, the difference with its interval, and from when."""
        return self._shown("totals_frame")

    def plot(self, *series: str, dark: bool = False) -> Figure:
        """The differences month by month as a figure, by default those of the main series. Raises UsageError."""
        return self._shown("plot", tuple(series_named(name).name for name in series), dark)

    def words(self, *series: str) -> str:
        """What differs, from when on, and who carries it, in a few sentences; of `series`, or of what differs most."""
        return self._shown("in_words", tuple(series_named(name).name for name in series))

    def save(self, folder: str | Path | None = None, *, series: Sequence[str] = ()) -> tuple[Path, ...]:
        """Write picture (PNG and SVG) and tables (CSV) into a folder, by default that of the comparison.

        Returns their paths. Raises StoreError when they cannot be written.
        """
        place = self.folder if folder is None else Path(folder)
        return self._shown("save", place, tuple(series_named(name).name for name in series))

    def __repr__(self) -> str:
        months = f"{month_name(self.period.start)} to {month_name(self.period.stop - 1)}"
        labels = ", ".join(arm.label for arm in self.alternatives)
        return f"Comparison of {self.baseline.scenario.title} with: {labels}; {len(self.runs)} pairs, {months}"

    def _repr_html_(self) -> str:
        return self._shown("totals_html")

    @cached_property
    def _read(self) -> Read:
        set_by_scenario = {series.name for series in ALL_SERIES} - {series.name for series in self.outcomes}
        since = self.since - self.months.start
        return read(self.arms, self.runs, self.months, since, tuple(sorted(set_by_scenario)))

    def _total(self, series: Series, place: int) -> Total:
        values = self.values(series)
        base, changed = values[0], values[place + 1]
        since = self.since - self.months.start
        monthly = intervals((changed - base)[:, since:], LEVEL)
        return total(
            series,
            self.alternatives[place].label,
            base[:, since:],
            changed[:, since:],
            counted=is_counted(series.name),
            parted=shown_from(monthly, self.period),
        )

    def _fell(self, arm: Arm) -> NDArray[np.bool_]:
        ended = arm.results.series["ended_month"].sel(run=list(self.runs)).values
        number = ended.astype("datetime64[M]").astype(np.int64) + 1970 * 12
        return ~np.isnat(ended) & (number < self.months.stop)

    def _shown(self, way: str, *how: Any) -> Any:
        # By name: `show` is made of comparisons, so nothing here may depend on it.
        return getattr(import_module("politburo.show.compare"), way)(self, *how)
