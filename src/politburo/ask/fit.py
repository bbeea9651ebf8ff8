"""How near do the simulated reports come to published estimates? One row for each target to be fitted.

Each target is a published figure marked FIT in `targets.csv` of the country. Its simulated counterpart is always taken
from the simulated reports, as known on the day on which the figure was published, with one exception: state media show
who holds which top post, so turnover is counted in the simulated truth. A run says nothing about a target whose period
it does not cover, because it starts later, ends earlier or the regime fell in between.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Answer, Column, Provenance, Table
from politburo.answer.numbers import numbered
from politburo.ask.run.tables import basis_of
from politburo.country.checks import FIT
from politburo.country.figures import Evidence, Figure
from politburo.record import Reports, record
from politburo.record.reports import ARRIVALS, arrived, fled_from_abroad, penalised
from politburo.run.events import read_codes
from politburo.terms.errors import UsageError
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import FORMS, PURGE_FORMS, code

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.scenario import Scenario

FACTOR = 2.0
"""A target is met when the simulated median lies within this factor of the published figure."""

FITTED = (
    "govern.elite_weight", "govern.retaliation_cost", "govern.competence_cost", "govern.consolidation_years",
    "govern.inertia", "judge.rank_severity", "judge.cut_demotion", "judge.cut_removal", "judge.cut_expulsion",
    "judge.cut_execution", "record.seen_2", "record.seen_execution", "choose.flee_rate", "choose.flee_fear",
    "choose.flee_inland", "fear.recall", "fear.recall_memory", "hear.rumour", "fear.personal", "choose.plot_rate",
    "believe.base", "live.exit_rate", "live.advance", "fill.rotation_1",
)  # fmt: skip
"""Parameters whose defaults were set by hand so that the simulated reports come near the targets."""

FITTED_TO = "north-korea"
"""The country whose targets they were set by."""

DIRECT_DAYS = 365
"""Longest way of those who are said to have come directly."""


@dataclass(frozen=True, slots=True)
class SimulatedRun:
    """One run as the targets see it: all its events, all reports on them, its months, and the number of top posts.

    `start` and `end` are the first and the last month that were lived through: that of a regime's fall is not.
    """

    events: Mapping[str, NDArray]
    reports: Reports
    start: int
    end: int
    top_posts: int

    def covers(self, first: date, last: date) -> bool:
        """Whether all days from `first` to `last` were simulated."""
        return self.start <= _month(first) and _month(last) <= self.end


def as_seen(
    events: Mapping[str, NDArray], scenario: Scenario, run: int, ended_month: int | None, top_posts: int
) -> SimulatedRun:
    """A run of a scenario from its events (columns as codes) and the month in which its regime fell, if it did."""
    reports = record(events, scenario.parameters.record, scenario.seed, run, scenario.start)
    end = scenario.end if ended_month is None else ended_month - 1
    return SimulatedRun(events, reports, scenario.start, end, top_posts)


def runs_of(results: Results) -> Iterator[SimulatedRun]:
    """The finished runs of a folder, read one after the other; StoreError when there is none or a file is damaged."""
    series = results.series
    top_posts = series["cadres_by_circle"].isel(rank=0, month=0).sum("organ")
    for run in results.runs:
        ended = series["ended_month"].sel(run=run).values
        ended_month = None if np.isnat(ended) else 1970 * 12 + int(ended.astype("datetime64[M]").astype(np.int64))
        events = read_codes(results.store.checked("events", run), results.names)
        yield as_seen(events, results.scenario, run, ended_month, int(top_posts.sel(run=run)))


@dataclass(frozen=True, slots=True)
class FitRow:
    """A target beside its simulated counterpart: median and 5–95 % of `runs` runs that cover it, NaN if none does."""

    target: str
    start: date
    end: date
    unit: str
    public: float
    low: float
    high: float
    median: float
    p5: float
    p95: float
    runs: int

    @property
    def ratio(self) -> float:
        """Simulated median relative to the published figure; NaN where that is zero."""
        return self.median / self.public if self.public else math.nan

    @property
    def met(self) -> bool:
        """Whether the simulated median lies within a factor of two of the published figure, or is zero as that is."""
        return 1 / FACTOR <= self.ratio <= FACTOR if self.public else self.median == 0

    @property
    def in_range(self) -> bool:
        """Whether the simulated median lies within the published range."""
        return self.low <= self.median <= self.high


@dataclass(frozen=True, eq=False, repr=False)
class Fit(Answer):
    """Every target beside its simulated counterpart, and how many are met."""

    question: ClassVar[str] = "fit"

    results: Results
    rows: Sequence[FitRow]

    @property
    def title(self) -> str:
        """What is compared."""
        return f"Fit to published estimates: {self.results.title}"

    @property
    def provenance(self) -> Provenance:
        """That of the runs."""
        return self.results.provenance

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        columns = (
            Column("target", meaning="what is published", format="name"),
            Column("period", meaning="the days of which it speaks"),
            Column("start", meaning="first of these days", format="date", shown=False),
            Column("end", meaning="last of these days", format="date", shown=False),
            Column("unit", meaning="unit of both numbers"),
            Column("published", "", "published figure", "number"),
            Column("published_low", "", "lower end of the range that its sources allow", "number", shown=False),
            Column("published_high", "", "upper end of that range", "number", shown=False),
            Column("published_range", "", "the range that its sources allow", heading="range"),
            Column("simulated", "", "median over the runs", "number", interval=("simulated_low", "simulated_high")),
            Column("simulated_low", "", "lower end of its interval", "number"),
            Column("simulated_high", "", "upper end of its interval", "number"),
            Column("ratio", "1", "simulated median relative to the published figure", "number"),
            Column("met", "", f"whether that is within a factor of {FACTOR:g}", "yes", f"within factor {FACTOR:g}"),
            Column("in_range", "", "whether the simulated median lies within the published range", "yes", "in range"),
            Column("runs", "1", "runs that cover the period", "integer", shown=False),
        )
        cells = [
            (
                row.target, f"{row.start} to {row.end}", row.start, row.end, row.unit,
                row.public, row.low, row.high, f"{row.low:,g}–{row.high:,g}",
                *map(_finite, (row.median, row.p5, row.p95, row.ratio)), row.met, row.in_range, row.runs,
            )
            for row in self.rows
        ]  # fmt: skip
        basis, keys = basis_of(self.results), ("target", "start", "end")
        return (Table("targets", "Targets", columns, cells, basis=basis, keys=keys),)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        count, executions = len(self.rows), [row.in_range for row in self.rows if "execution" in row.target]
        of_these = f" (executions {sum(executions)} of {len(executions)})" if executions else ""
        return (
            f"The median of the simulated reports lies within a factor of {FACTOR:g} of the published figure for "
            f"{sum(row.met for row in self.rows)} of {numbered(count, 'target')}, and within the published range for "
            f"{sum(row.in_range for row in self.rows)} of {count}{of_these}.",
            f"The defaults of {len(FITTED)} parameters were set by hand to come near these targets, and nothing was "
            "calibrated: the fit shows that they were chosen well, and is no evidence for the model."
            if self.results.scenario.plan.name == FITTED_TO
            else f"No parameter was set to come near these targets: the defaults of {len(FITTED)} were set by hand to "
            f"come near those of {FITTED_TO}.",
            *self._left_out(),
        )

    def _left_out(self) -> Iterator[str]:
        """Which targets nothing that is simulated is compared with."""
        names = dict.fromkeys(target.figure.series for target in self.results.scenario.evidence.of_kind(FIT))
        if others := [name for name in names if name not in MEASURES]:
            yield f"Left out are targets of which no simulated counterpart is known: {', '.join(others)}."


def fit(results: Results) -> Fit:
    """Set the simulated reports of some runs beside the published estimates that their country has as targets.

    Raises UsageError for a country with which no targets come, and where no run is finished.
    """
    evidence = results.scenario.evidence
    if not fitted_of(evidence):
        name = results.scenario.plan.name
        if not len(evidence):
            raise UsageError(f"No public figures come with the country {name!r}.")
        raise UsageError(
            f"The figures of the country {name!r} are not to be compared with a simulation: its targets.csv has no row "
            f"of kind {FIT} whose series is one of {', '.join(MEASURES)}."
        )
    return Fit(results, fit_table(runs_of(results), evidence))


def fitted_of(evidence: Evidence) -> list[Figure]:
    """The targets to be fitted, as far as a simulation has a counterpart of them."""
    return [target.figure for target in evidence.of_kind(FIT) if target.figure.series in MEASURES]


def fit_table(runs: Iterable[SimulatedRun], evidence: Evidence) -> list[FitRow]:
    """One row for each target, in the order of the targets. The runs are looked at one after the other."""
    fitted = fitted_of(evidence)
    values = np.array([[simulated(run, target) for target in fitted] for run in runs])
    if not len(values):
        raise UsageError("the fit needs at least one run")
    return [_row(target, column[~np.isnan(column)]) for target, column in zip(fitted, values.T, strict=True)]


def simulated(run: SimulatedRun, target: Figure) -> float:
    """The run's counterpart of a target; NaN if the run does not cover its period or has no case to take it from."""
    return MEASURES[target.series](run, target) if run.covers(target.start, target.end) else math.nan


def _row(target: Figure, values: NDArray[np.float64]) -> FitRow:
    p5, median, p95 = np.percentile(values, (5, 50, 95)).tolist() if len(values) else (math.nan,) * 3
    public = (target.value, target.low, target.high)
    return FitRow(target.series, target.start, target.end, target.unit, *public, median, p5, p95, len(values))


def _penalised(run: SimulatedRun, target: Figure, forms: Sequence[str]) -> float:
    return penalised(run.reports.seen_by(target.known_from), forms, target.start, target.end)


def _turnover(run: SimulatedRun, target: Figure) -> float:
    """−ln(share of top posts whose holder on the first day still holds it) / years.

    A post counts as replaced from the first event that takes its holder away; a promotion only fills what was vacant,
    and a lesser penalty leaves the holder in post.
    """
    events = run.events
    leaves = np.isin(events["kind"], [EVENT_NAMES.index(name) for name in LEAVING])
    leaves |= (events["kind"] == EVENT_NAMES.index("penalty")) & (events["form"] != code(FORMS, "lesser penalty"))
    leaves &= (events["rank"] == 0) & _within(events, target.start, target.end)
    replaced = len(np.unique(events["agent"][leaves]))
    years = (target.end - target.start).days / 365.25
    return -math.log(1 - replaced / run.top_posts) / years if replaced < run.top_posts else math.inf


def _arrivals_a_year(run: SimulatedRun, target: Figure) -> float:
    years = round((target.end - target.start).days / 365.25)
    return arrived(run.reports, target.start, target.end) / years


def _arrivals_against_the_year_before(run: SimulatedRun, target: Figure) -> float:
    before = date(target.start.year - 1, 1, 1), date(target.start.year - 1, 12, 31)
    if not run.covers(*before):
        return math.nan
    return _share(arrived(run.reports, target.start, target.end), arrived(run.reports, *before))


def _flights_from_abroad(run: SimulatedRun, target: Figure) -> float:
    """All that are disclosed at last: the public figure is a service's count, which is told before single cases are."""
    return fled_from_abroad(run.reports, target.start, target.end)


def _cadre_share(run: SimulatedRun, target: Figure) -> float:
    cadres = arrived(run.reports, target.start, target.end, kinds=("cadre arrival",))
    return _share(cadres, arrived(run.reports, target.start, target.end))


def _announcement_lag(run: SimulatedRun, target: Figure) -> float:
    """Median days from the event to its announcement by state media."""
    reports = run.reports
    chosen = reports.of("announcement") & reports.between(target.start, target.end, by="event_day")
    return float(np.median(_days_between(reports.where(chosen)))) if chosen.any() else math.nan


def _direct_share(run: SimulatedRun, target: Figure) -> float:
    """Share of those arriving in the period who had left within the year before."""
    reports = run.reports
    chosen = reports.of(*ARRIVALS) & reports.between(target.start, target.end, by="report_day")
    arrivals = reports.where(chosen)
    return _share(float(arrivals.adds[_days_between(arrivals) <= DIRECT_DAYS].sum()), float(arrivals.adds.sum()))


LEAVING = ("flight", "rotation", "retirement", "death")
"""Events that take the holder of a top post away, besides penalties."""

MEASURES: dict[str, Callable[[SimulatedRun, Figure], float]] = {
    "cadre_executions_per_year": partial(_penalised, forms=("execution",)),
    "cadre_executions_cumulative": partial(_penalised, forms=("execution",)),
    "cadres_purged_cumulative": partial(_penalised, forms=PURGE_FORMS),
    "top_post_turnover_hazard": _turnover,
    "ordinary_arrivals_ratio_after_succession": _arrivals_against_the_year_before,
    "arrivals_per_year": _arrivals_a_year,
    "elite_arrivals_per_year": _flights_from_abroad,
    "cadre_flow_share_of_arrivals": _cadre_share,
    "report_lag_state_media": _announcement_lag,
    "share_direct_arrivals": _direct_share,
}


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _share(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _within(events: Mapping[str, NDArray], first: date, last: date) -> NDArray[np.bool_]:
    """Which events happened in the days `first` to `last`, both included."""
    order = events["month"].astype(np.int64) * 32 + events["day"]
    return (order >= _month(first) * 32 + first.day) & (order <= _month(last) * 32 + last.day)


def _days_between(reports: Reports) -> NDArray[np.int64]:
    return (reports.report_day - reports.event_day).astype(np.int64)
