"""Does the record of a simulated country look like the public record? One row for each target to be fitted.

Each target is a public figure marked FIT in the evidence table `targets`. Its simulated counterpart is always taken
from what outsiders see, as known on the day the public figure was published, with one exception: who holds which top
post is read in state media, so turnover is counted in reality. A run says nothing about a target whose period it does
not cover, because it starts later, ends earlier or the regime fell in between.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.evidence import Figure, targets
from politburo.record import Reports, record
from politburo.record.counts import ARRIVALS, arrived, fled_from_abroad, penalised
from politburo.run.events import read_codes
from politburo.run.store import Store
from politburo.terms.errors import UsageError
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import FORMS, PURGE_FORMS, RANKS, code

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.scenario import Scenario

FACTOR = 2.0
"""A target is met when the simulated median lies within this factor of the public figure."""

FITTED = (
    "govern.elite_weight", "govern.retaliation_cost", "govern.competence_cost", "govern.consolidation_years",
    "govern.inertia", "judge.rank_severity", "judge.cut_demotion", "judge.cut_removal", "judge.cut_expulsion",
    "judge.cut_execution", "record.seen_2", "record.seen_execution", "choose.flee_rate", "choose.flee_fear",
    "choose.flee_inland", "fear.recall", "fear.recall_memory", "hear.rumour", "fear.personal", "choose.plot_rate",
    "believe.base", "live.exit_rate", "live.advance", "fill.rotation_1",
)  # fmt: skip
"""Parameters whose defaults were set by hand so that the record comes near the targets."""

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
    series, store = results.series, Store(results.folder)
    provinces = [str(name) for name in series["province"].values]
    top_posts = series["cadres_by_circle"].sel(rank="top leadership").isel(month=0).sum("organ")
    for run in results.runs:
        ended = series["ended_month"].sel(run=run).values
        ended_month = None if np.isnat(ended) else 1970 * 12 + int(ended.astype("datetime64[M]").astype(np.int64))
        events = read_codes(store.events_file(run), provinces)
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
    def key(self) -> str:
        """Target and period in one word."""
        return f"{self.target} {self.start} {self.end}"

    @property
    def ratio(self) -> float:
        """Simulated median relative to the public figure."""
        return self.median / self.public

    @property
    def met(self) -> bool:
        """Whether the simulated median lies within a factor of two of the public figure."""
        return 1 / FACTOR <= self.ratio <= FACTOR


def fit_table(runs: Iterable[SimulatedRun]) -> list[FitRow]:
    """One row for each target, in the order of the evidence table. The runs are looked at one after the other."""
    fitted = [target.figure for target in targets("FIT")]
    values = np.array([[simulated(run, target) for target in fitted] for run in runs])
    if not len(values):
        raise UsageError("the fit needs at least one run")
    return [_row(target, column[~np.isnan(column)]) for target, column in zip(fitted, values.T, strict=True)]


def simulated(run: SimulatedRun, target: Figure) -> float:
    """The run's counterpart of a target; NaN if the run does not cover its period or has no case to take it from."""
    return MEASURES[target.series](run, target) if run.covers(target.start, target.end) else math.nan


def _row(target: Figure, values: NDArray[np.float64]) -> FitRow:
    p5, median, p95 = np.percentile(values, (5, 50, 95)) if len(values) else (math.nan,) * 3
    return FitRow(
        target=target.series,
        start=target.start,
        end=target.end,
        unit=target.unit,
        public=target.value,
        low=target.low,
        high=target.high,
        median=float(median),
        p5=float(p5),
        p95=float(p95),
        runs=len(values),
    )


def _executions(run: SimulatedRun, target: Figure) -> float:
    return penalised(run.reports.seen_by(target.known_from), ("execution",), target.start, target.end)


def _purged(run: SimulatedRun, target: Figure) -> float:
    return penalised(run.reports.seen_by(target.known_from), PURGE_FORMS, target.start, target.end)


def _turnover(run: SimulatedRun, target: Figure) -> float:
    """−ln(share of top posts whose holder on the first day still holds it) / years.

    A post counts as replaced from the first event that takes its holder away; a promotion only fills what was vacant,
    and a lesser penalty leaves the holder in post.
    """
    events = run.events
    leaves = np.isin(events["kind"], [EVENT_NAMES.index(name) for name in LEAVING])
    leaves |= (events["kind"] == EVENT_NAMES.index("penalty")) & (events["form"] != code(FORMS, "lesser penalty"))
    leaves &= (events["rank"] == code(RANKS, "top leadership")) & _within(events, target.start, target.end)
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
    "cadre_executions_per_year": _executions,
    "cadre_executions_cumulative": _executions,
    "cadres_purged_cumulative": _purged,
    "top_post_turnover_hazard": _turnover,
    "ordinary_arrivals_ratio_after_succession": _arrivals_against_the_year_before,
    "arrivals_2012_2015_mean": _arrivals_a_year,
    "elite_arrivals_per_year": _flights_from_abroad,
    "cadre_flow_share_of_arrivals": _cadre_share,
    "report_lag_state_media": _announcement_lag,
    "share_direct_arrivals": _direct_share,
}


def fit_page(rows: Iterable[FitRow], reasons: Mapping[str, str]) -> str:
    """The table as a page in Markdown; `reasons` says by the key of each row that is missed why it is.

    Raises UsageError for a missed row without a reason.
    """
    rows = list(rows)
    missed = [row for row in rows if not row.met]
    unexplained = [row.key for row in missed if row.key not in reasons]
    if unexplained:
        raise UsageError(f"targets are missed for which no reason is given: {'; '.join(unexplained)}")
    lines = [
        "# Fit to the public record",
        "",
        f"{len(rows) - len(missed)} of {len(rows)} targets are met: the simulated median, taken from the record that",
        f"outsiders see, lies within a factor of {FACTOR:g} of the public figure. Hand-set defaults; no calibration.",
        "",
        "| target | period | unit | public (range) | simulated median (5–95 %) | ratio | met |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_line(row) for row in rows),
    ]
    if missed:
        lines += [
            "",
            "## Missed",
            "",
            *(f"- {_words(row.target)}, {_period(row)}: {reasons[row.key]}" for row in missed),
        ]
    return "\n".join(lines) + "\n"


def _line(row: FitRow) -> str:
    public = f"{_number(row.public)} ({_number(row.low)}–{_number(row.high)})"
    found = f"{_number(row.median)} ({_number(row.p5)}–{_number(row.p95)})" if row.runs else "no run covers it"
    ratio = _number(row.ratio) if row.runs else ""
    cells = (_words(row.target), _period(row), row.unit, public, found, ratio, "yes" if row.met else "no")
    return f"| {' | '.join(cells)} |"


def _words(target: str) -> str:
    return target.replace("_", " ")


def _period(row: FitRow) -> str:
    return f"{row.start} to {row.end}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


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
