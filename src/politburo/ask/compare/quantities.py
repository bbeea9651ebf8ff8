"""What is compared: which outcomes, by what names, and what is read of the runs of all arms.

The runs are read once, one after the other, and what is kept of them is small, however many they are: the outcomes
month by month in the months in common, the month in which the runs of each pair diverge, and what every group adds to
the difference of a pair over the period:

    contribution of a group = what it adds to the national value in the alternative − what it adds in the baseline

Counts of groups add up to the national count. A national mean is made up of the means of groups by how many are in
each: cadres in post that month, or the people for whom households stand. So the contributions of all groups
add up to the national difference; a group that grows contributes even where nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Column
from politburo.ask.intervals import Intervals
from politburo.country import CountryPlan
from politburo.run.outcomes import COUNTED, OUTCOMES, Outcome, Run, mean, total
from politburo.run.scale import is_count
from politburo.run.series import read_arrays, stored_series
from politburo.scenario import Scenario, month_number
from politburo.scenario.names import by_any_part, meant, same
from politburo.terms.leaders import chosen_by
from politburo.terms.levers import Levers
from politburo.terms.series import ALL_SERIES, OF_CADRES, Series, grouped

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison
    from politburo.ask.run.results import Results

Part = TypeVar("Part")

LEVERS = tuple(series.name for series in ALL_SERIES if series.name in Levers.__slots__)
"""Series that are levers: outcomes where the leader chooses them, and else what the scenario says."""

BY_NAME: dict[str, Series] = {series.name: series for series in ALL_SERIES}

OF_THE_REGIME = ("regime_falls", "months_lived")
"""Outcomes that say how long a run lasts: they are not limited to the months in which both regimes of a pair last."""

COMPARED: tuple[Outcome, ...] = tuple(
    one for one in OUTCOMES.values() if one.summary in (total, mean) and one.name not in OF_THE_REGIME
)
"""The outcomes that are compared unless others are asked for: all but other summaries of the same series."""

MAIN = (
    "fear", "private_loyalty", "displayed_loyalty", "penalties", "flights", "income", "grievance", "departures",
)  # fmt: skip
"""The outcomes that come first where others differ as well."""

MUCH = 0.005
"""Part of its level by which an outcome differs at least if it is to be drawn or told unasked."""

CALLED = {
    "openness_close": "openness toward close friends",
    "openness_acquaintances": "openness toward acquaintances",
    "bribes_visible": "visible bribe-taking",
    "bribes_hidden": "hidden bribe-taking",
    "lying_low": "the share who lie low",
    "plotting": "cadres who plot",
    "away": "cadres in re-education",
    "flights": "flights of cadres",
    "departures": "departures of ordinary people",
    "plots_found": "plotters found out",
    "coup_attempts": "attempted coups",
    "plot_hazard": "the hazard of plotting",
    "attempt_hazard": "the hazard of an attempted coup",
    "fall_hazard": "the hazard of losing power",
    "income_p10": "the income that one in ten stays below",
    "income_median": "median income",
    "income_p90": "the income that one in ten exceeds",
    "regime_falls": "falls of the regime",
}
"""Outcomes whose name does not read well in a sentence."""


MOST_OUTCOMES = 12
"""Outcomes that are shown for each alternative; files have all of them."""

ALTERNATIVE = Column("alternative", meaning="what is compared with the baseline")
OUTCOME = Column("outcome", meaning="what is compared; `politburo outcomes` lists all", format="name")
UNIT = Column("unit", meaning="unit of levels and difference; 1 for a pure number")


def called(outcome: Outcome) -> str:
    """An outcome in the middle of a sentence."""
    return CALLED.get(outcome.name, outcome.name.replace("_", " "))


def outcome_named(short: str) -> Outcome:
    """The outcome that a name means: one that `politburo outcomes` lists, or a word or the beginning of a series.

    Raises UsageError.
    """
    name = meant(
        short, "outcome", ((tuple(OUTCOMES), same), *by_any_part(tuple(BY_NAME))), "`politburo outcomes` lists all."
    )
    return OUTCOMES[name]


def series_named(short: str) -> Series:
    """The series that a name means, which may be one of its words or its beginning. Raises UsageError."""
    return BY_NAME[meant(short, "series", by_any_part(tuple(BY_NAME)))]


def outcomes(*scenarios: Scenario) -> tuple[Outcome, ...]:
    """The outcomes that come out of the simulation: all but levers that not every one of the scenarios lets choose."""
    chosen = set(LEVERS).intersection(*map(chosen_in, scenarios))
    return tuple(one for one in COMPARED if one.name not in LEVERS or one.name in chosen)


def chosen_in(scenario: Scenario) -> set[str]:
    """The levers that the leader of a scenario chooses from some month on, and to the end."""
    able = {name for logic in set(scenario.logics) for name in chosen_by(logic)}
    return able.intersection(scenario.chooses).difference(name for name, _ in scenario.holds)


def alternative_column(comparison: Comparison) -> Column:
    """The column of alternatives, which people see where there are several."""
    several = len(comparison.alternatives) > 1
    return ALTERNATIVE if several else Column("alternative", meaning=ALTERNATIVE.meaning, shown=False)


def in_front(parts: Iterable[tuple[Sequence[Part], int]]) -> tuple[list[Part], int]:
    """The first so many of each part, then what is left of all of them; and how many stand in front."""
    listed = [(tuple(part), most) for part, most in parts]
    first = [one for part, most in listed for one in part[:most]]
    return [*first, *(one for part, most in listed for one in part[most:])], len(first)


Values = NDArray[np.float64]
Arrays = Mapping[str, NDArray]

GROUPED: tuple[Series, ...] = tuple(series for series in ALL_SERIES if series.by)


@dataclass(frozen=True, eq=False)
class Arm:
    """An arm that was run: what it is called, its scenario, and what came out."""

    label: str
    scenario: Scenario
    results: Results


@dataclass(frozen=True, slots=True)
class Months:
    """All series of a run in some of its months; `ended_month` is None where the regime does not fall in them.

    `top_ranks` is the number of ranks of the national leadership.
    """

    series: Arrays
    ended_month: int | None
    top_ranks: int


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
                cells[series.name][place].append(_over_period(apart[both], counted=series.name in COUNTED))
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
    scenario = arm.results.scenario
    arrays = read_arrays(store.checked("series", run), months=scenario.end - scenario.start + 1)
    marker = store.marker(run)
    ended = None if marker is None or marker.ended_month is None else month_number(marker.ended_month)
    return Months(
        {name: values[first : first + len(months)] for name, values in arrays.items()},
        ended if ended in months else None,
        len(arm.results.top_ranks),
    )


def _added(series: Series, arrays: Arrays) -> Values:
    """What each group adds to the national value of each month, (month, …)."""
    values = arrays[grouped(series)].astype(np.float64)
    if series.by != OF_CADRES or is_count(series.unit):
        return values  # counts; of households the weight is the same in every month and is given to their sums
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


LASTING = 6
"""Months for which an interval must exclude zero without a break: of many months some do for one or two by chance."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """When the runs of an alternative diverge from those of the baseline with the same number.

    `months` has for each pair, in order of the runs, the first month (as a number) in which any series differs to the
    bit, None where none ever does. Levers that a scenario sets are not looked at: they are the change itself.
    """

    alternative: str
    months: tuple[int | None, ...]

    @property
    def diverging(self) -> tuple[int, ...]:
        """The months of those pairs that diverge, in order of time."""
        return tuple(sorted(month for month in self.months if month is not None))

    @property
    def median(self) -> int | None:
        """The month in which the middle one of those pairs diverges; None where none does."""
        return median_low(self.diverging) if self.diverging else None


def distinguishable_from(found: Intervals, months: range) -> int | None:
    """The first month from which the interval excludes zero for half a year without a break; None if it never does.

    `found` holds the difference of each of the months; where they are fewer than six, all of them must.
    """
    outside: NDArray[np.bool_] = (found.low > 0) | (found.high < 0)
    lasting = min(LASTING, len(months))
    for at in range(len(months) - lasting + 1):
        if outside[at : at + lasting].all():
            return months[at]
    return None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one group adds to the difference of a series, with its interval, and as a share of the difference.

    `by` says what kind of group it is: organ, rank, form or province. A share is NaN where the difference is 0; shares
    of groups that pull in opposite directions lie outside 0 to 1.
    """

    series: Series
    alternative: str
    by: str
    group: str
    mean: float
    low: float
    high: float
    share: float


def people_by_province(plan: CountryPlan) -> Values:
    """The people of each province, (province,): those for whom its households stand, at every scale and month."""
    return np.array([province.women + province.men for province in plan.provinces], np.float64)
