"""Alternatives beside their baseline, pair by pair: the differences of all outcomes, as an answer and as data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL, Answer, Basis, Provenance, Table, over_runs
from politburo.ask import ensemble
from politburo.ask.compare.across_priors import ParameterSets, Spread, own_parameters
from politburo.ask.compare.quantities import (
    BY_NAME,
    COMPARED,
    MAIN,
    MUCH,
    Arm,
    Contribution,
    Divergence,
    Read,
    by_groups,
    distinguishable_from,
    outcome_named,
    outcomes,
    people_by_province,
    read,
    series_named,
)
from politburo.ask.compare.sentences import cautions, sentences
from politburo.ask.compare.tables import tables
from politburo.ask.compare.totals import Precise, Total, Wanted, in_pairs, total, yardstick
from politburo.ask.intervals import Intervals, by_set, intervals
from politburo.run.outcomes import OUTCOMES, YEAR, Outcome
from politburo.run.series import stored_series
from politburo.scenario import month_name
from politburo.scenario.overview import Mean, common_months, first_difference
from politburo.terms.checks import printable, proposed, shown
from politburo.terms.errors import StoreError, UsageError
from politburo.terms.series import OF_HOUSEHOLDS, Series, grouped
from politburo.terms.words import FORMS

if TYPE_CHECKING:
    import xarray as xr

FEW_DRAWN = 4
"""Where fewer of the main outcomes differ by much, others that do are drawn besides."""


@dataclass(frozen=True, slots=True)
class Ends:
    """In how many of the pairs the regime falls, within the months compared: in the baseline, the alternative, both."""

    alternative: str
    pairs: int
    base: int
    changed: int
    both: int


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Answer):
    """A baseline and its alternatives, run by run with the same chance; everything is read when it is asked for.

    A difference is always alternative − baseline of the same run number. Months after the fall of either regime of a
    pair are left out. Intervals are over the pairs, each for itself: they are not widened for their number; where runs
    have several parameter sets of an ensemble, over the means of these. `series`
    are the outcomes that are shown, those that differ most where it is empty; `parameter_sets` is what came out under
    other parameters, None where that was not asked; `over_cadres` the standard deviation over cadres of series that are
    means over them, where it was measured.
    """

    question: ClassVar[str] = "compare"

    baseline: Arm
    alternatives: tuple[Arm, ...]
    place: Path
    wanted: tuple[Wanted, ...] = ()
    series: tuple[str, ...] = ()
    parameter_sets: ParameterSets | None = None
    over_cadres: Mapping[str, float] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What is compared."""
        labels = ", ".join(arm.label for arm in self.alternatives)
        return f"{' '.join(self.baseline.scenario.title.split())}: {labels}, compared with the baseline"

    @property
    def folder(self) -> Path:
        """Where its figures and tables are kept."""
        return self.place

    @property
    def provenance(self) -> Provenance:
        """Scenario, scale, months, seed, pairs and the fingerprints of all arms."""
        return replace(
            self.baseline.results.provenance,
            first=month_name(self.months.start),
            last=month_name(self.months.stop - 1),
            runs=len(self.runs),
            details=ensemble.details(self.baseline.results.ensemble)
            | {f"fingerprint of {arm.label}:": arm.results.fingerprint[:12] for arm in self.alternatives},
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is no estimate for the whole country at this scale, and runs that failed under other parameters."""
        sets = ensemble.cautions(self.baseline.results.ensemble, self.runs)
        return *cautions(self), *sets, *(self.parameter_sets.failures if self.parameter_sets else ())

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

    def mean_of(self, arm: int) -> Mean:
        """What gives the mean of a lever over the runs of an arm (0: the baseline), rounded; NaN for no series."""

        def mean(lever: str, first: int, last: int) -> float:
            if lever not in OUTCOMES:
                return np.nan
            start = self.months.start
            values = self.values(OUTCOMES[lever])[arm, :, first - start : last + 1 - start]
            there = values[~np.isnan(values)]
            return float(f"{there.mean():.3g}") if len(there) else np.nan

        return mean

    @cached_property
    def sets(self) -> NDArray[np.int64] | None:
        """The place of the parameter set of each pair, (run,); None where all have the same parameters."""
        found = self.baseline.results.ensemble
        places = [] if found is None else [found.place(run) for run in self.runs]
        return np.array(places) if len(set(places)) > 1 else None

    @cached_property
    def basis(self) -> Basis:
        """What its intervals are."""
        changed = any(own_parameters(arm.scenario) for arm in self.arms)
        found = self.baseline.results.ensemble
        sets, left_out = ensemble.used(found, self.runs), ensemble.leaves_out(found)
        return over_runs(len(self.runs), pairs=True, changed=changed, sets=sets, leaves_out=left_out)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What comes out and is compared, and what was asked for; levers that a scenario sets are no outcome."""
        compared = outcomes(*(arm.scenario for arm in self.arms))
        return tuple(dict.fromkeys((*compared, *(OUTCOMES[name] for name in self.series))))

    @cached_property
    def differences(self) -> xr.Dataset:
        """Every series: alternative × run × month, and × groups where it is kept by them; NaN after a regime's end.

        A series is read and its difference taken (float64, in its unit) when its values are asked for.
        """
        import xarray as xr

        from politburo.run.dataset import read_whole

        whole, sizes = self.baseline.results.series, self.baseline.results.series.sizes
        found = {}
        for name, (declared, dimensions) in stored_series().items():
            groups = declared.by if name != declared.name else ()
            shape = (len(self.alternatives), len(self.runs), len(self.months), *(sizes[group] for group in groups))
            about = {"long_name": f"difference of: {declared.meaning}", "units": declared.unit}
            read = partial(self.pairs, declared, groups=bool(groups))
            found[name] = read_whole(("alternative", "run", *dimensions), shape, read, about)
        first_days = (np.array(self.months) - 1970 * 12).astype("datetime64[M]").astype("datetime64[ns]")
        labels = {name: label for name, label in whole.coords.items() if name != "run"}
        labels |= {
            "alternative": [arm.label for arm in self.alternatives],
            "run": list(self.runs),
            "month": ("month", first_days, {"long_name": "first day of the month"}),
        }
        return xr.Dataset(found, labels)

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """The difference over the period of every outcome, alternative by alternative.

        Within an alternative those come first that were asked for, then those that differ by the largest part of their
        level, at least.
        """
        asked = {name: at for at, name in enumerate(self.series)}

        def rank(one: Total) -> tuple[int, float]:
            return asked.get(one.outcome.name, len(asked)), -one.margin

        places = range(len(self.alternatives))
        found = (sorted((self._total(one, place) for one in self.outcomes), key=rank) for place in places)
        return tuple(chain.from_iterable(found))

    def totals_of(self, alternative: str | int = 0) -> tuple[Total, ...]:
        """Those of one alternative. Raises UsageError for one that there is not."""
        label = self.alternatives[self.place_of(alternative)].label
        return tuple(one for one in self.totals if one.alternative == label)

    @cached_property
    def precision(self) -> tuple[Precise, ...]:
        """Of each outcome for which a precision was asked, how precisely its difference is known; empty if none was."""
        places = range(len(self.alternatives))
        return tuple(Precise(want, self._total(want.outcome, place)) for want in self.wanted for place in places)

    def total(self, outcome: str, alternative: str | int = 0) -> Total:
        """The difference of one outcome over the period. Raises UsageError for an outcome or alternative unknown."""
        return self._total(outcome_named(outcome), self.place_of(alternative))

    def years(self, outcome: str, alternative: str | int = 0) -> dict[int, Total]:
        """The difference in each calendar year of the period, which may begin and end in the midst of one.

        Raises UsageError for an outcome or alternative unknown.
        """
        found, place = outcome_named(outcome), self.place_of(alternative)
        return {
            year: self._over(
                found, place, range(max(year * YEAR, self.since), min(year * YEAR + YEAR, self.months.stop))
            )
            for year in range(self.since // YEAR, (self.months.stop - 1) // YEAR + 1)
        }

    def divergence(self, alternative: str | int = 0) -> Divergence:
        """When the runs of an alternative diverge from the baseline's, pair by pair."""
        place = self.place_of(alternative)
        months = tuple(None if at < 0 else self.months[at] for at in self._read.diverging[place].tolist())
        return Divergence(self.alternatives[place].label, months)

    def contributions(self, series: str, by: str, alternative: str | int = 0) -> tuple[Contribution, ...]:
        """What each group adds to the difference of a series over the period, the largest first.

        `by` is organ, rank, form or province. Raises UsageError where the series is not kept by it.
        """
        place, chosen = self.place_of(alternative), series_named(series)
        if by not in chosen.by:
            kept = f"by {' and '.join(chosen.by)}" if chosen.by else "for the whole country alone"
            raise UsageError(f"{chosen.name} is not kept by {shown(by)}; it is kept {kept}.")
        cells = self._read.cells[chosen.name][place]
        if (chosen.by, chosen.kind) == (OF_HOUSEHOLDS, "mean"):
            people = people_by_province(self.baseline.scenario.plan)
            cells = cells * (people / people.sum())
        groups = ({"form": FORMS} | self.baseline.results.names._asdict())[by]
        others = tuple(axis for axis, name in enumerate(chosen.by, 1) if name != by)
        found, label = self.intervals(cells.sum(axis=others)), self.alternatives[place].label
        shares = found.mean / (found.mean.sum() or math.nan)
        values = zip(groups, found.mean.tolist(), found.low.tolist(), found.high.tolist(), shares.tolist(), strict=True)
        listed = (Contribution(chosen, label, by, *one) for one in values)
        return tuple(sorted(listed, key=lambda one: -abs(one.mean)))

    def ends(self, alternative: str | int = 0) -> Ends:
        """In how many pairs the regime falls in the one arm, the other, or both."""
        place = self.place_of(alternative)
        base, changed = self.fell[0], self.fell[place + 1]
        counts = (int(one.sum()) for one in (base, changed, base & changed))
        return Ends(self.alternatives[place].label, len(self.runs), *counts)

    @property
    def fell(self) -> NDArray[np.bool_]:
        """Whether the regime falls, (arm, run), within the months compared."""
        return np.nansum(self.values(OUTCOMES["regime_falls"]), axis=2) > 0

    def spreads(self, alternative: str | int = 0) -> tuple[Spread, ...]:
        """The effect on each outcome over other parameter sets, in the order of totals; empty where none were asked."""
        place = self.place_of(alternative)
        if self.parameter_sets is None:
            return ()
        label, sets = self.alternatives[place].label, self.parameter_sets
        return tuple(
            sets.spread(one.outcome, place, label, self._over(one.outcome, place, self.months).mean)
            for one in self.totals_of(place)
        )

    @cached_property
    def drawn(self) -> tuple[Outcome, ...]:
        """The outcomes that are drawn: those asked for, or of the main ones those that differ by much, and others.

        All of the main ones where nothing does. What has no value of a month, such as a highest value, is not drawn.
        """
        asked = tuple(OUTCOMES[name] for name in self.series if OUTCOMES[name] in COMPARED)
        if asked:
            return asked
        main = tuple(OUTCOMES[name] for name in MAIN)
        compared = [one for one in self.outcomes if one in COMPARED]
        margins = {
            one.name: max(self._total(one, at).margin for at in range(len(self.alternatives))) for one in compared
        }
        much = sorted((one for one in compared if margins[one.name] >= MUCH), key=lambda one: -margins[one.name])
        found = [one for one in main if one in much]
        found += [one for one in much if one not in found][: max(FEW_DRAWN - len(found), 0)]
        return tuple(found) or main

    def place_of(self, alternative: str | int) -> int:
        """The place of an alternative among them, by its label or place. Raises UsageError."""
        labels = tuple(arm.label for arm in self.alternatives)
        if isinstance(alternative, str) and alternative in labels:
            return labels.index(alternative)
        if isinstance(alternative, int) and -len(labels) <= alternative < len(labels):
            return alternative % len(labels)
        asked = printable(str(alternative))
        raise UsageError(f"There is no alternative {asked!r} in this comparison; {proposed(asked, labels)}")

    def values(self, outcome: Outcome) -> NDArray[np.float64]:
        """What gives an outcome month by month, in all arms, (arm, run, month), NaN after a regime's end."""
        return self._read.monthly[outcome.monthly]

    def pairs(self, series: Series, *, groups: bool = False) -> NDArray[np.float64]:
        """The differences of a series, (alternative, run, month), with `groups` (alternative, run, month, …)."""
        if groups:
            all_arms = [by_groups(arm, grouped(series), self.runs, self.months) for arm in self.arms]
            return np.stack([values - all_arms[0] for values in all_arms[1:]])
        values = self.values(OUTCOMES[series.name])
        return values[1:] - values[0]

    def running(self, outcome: Outcome, place: int) -> Intervals:
        """The difference month by month as a picture shows it: of what is counted, the running total."""
        base, changed = self._in_pairs(outcome, place, self.months)
        apart = changed - base
        if outcome.is_counted:
            since = self.since - self.months.start
            apart = np.concatenate([apart[:, :since] * 0, np.cumsum(apart[:, since:], axis=1)], axis=1)
        return self.intervals(apart)

    def intervals(self, pairs: NDArray[np.float64]) -> Intervals:
        """The interval of the mean of differences, or values, (run, …), over pairs or the means of parameter sets."""
        return intervals(by_set(pairs, self.sets), LEVEL)

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return tables(self)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return sentences(self)

    @cached_property
    def _read(self) -> Read:
        compared = {one.name for one in outcomes(*(arm.scenario for arm in self.arms))}
        since = self.since - self.months.start
        return read(self.arms, self.runs, self.months, since, tuple(sorted(set(BY_NAME) - compared)))

    def _in_pairs(self, outcome: Outcome, place: int, months: range) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        chosen = slice(months.start - self.months.start, months.stop - self.months.start)
        values = self.values(outcome)[:, :, chosen]
        return in_pairs(outcome, values[0], values[place + 1])

    def _over(self, outcome: Outcome, place: int, months: range) -> Total:
        """The difference over some of the months."""
        return total(outcome, self.alternatives[place].label, *self._in_pairs(outcome, place, months), self.sets)

    def _total(self, outcome: Outcome, place: int) -> Total:
        """The difference over the period, with its size, and from when on it shows; found once."""
        if (outcome.name, place) not in self._found:
            base, changed = self._in_pairs(outcome, place, self.period)
            since = distinguishable_from(self.intervals(changed - base), self.period)
            found = self._over(outcome, place, self.period)
            cadres = self.over_cadres.get(outcome.name, math.nan)
            amount, what = yardstick(
                outcome, self.values(outcome)[0], self.months, len(self.period), found.base, cadres
            )
            found = replace(found, since=since, yardstick=amount, relative_to=what, over_cadres=cadres)
            self._found[outcome.name, place] = found
        return self._found[outcome.name, place]

    @cached_property
    def _found(self) -> dict[tuple[str, int], Total]:
        return {}
