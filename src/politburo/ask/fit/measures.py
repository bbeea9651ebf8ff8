"""The simulated counterpart of each target, taken from a run as outsiders would have known it.

It is taken from the simulated reports, as known on the day on which the figure was published, with two exceptions:
state media show who holds which top post, so that who left the list of the top is counted in the simulated truth; and
the reasons of those who leave are those of the model, as a registry asks everybody who arrives. A run says nothing
about a target whose period it does not cover, because it starts later, ends earlier or the regime fell in between.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.country.figures import Figure, Target
from politburo.record import Reports, record
from politburo.record.reports import ARRIVALS, arrived, fled_from_abroad, penalised, told_by_name
from politburo.scenario.months import calendar_month
from politburo.terms.events import EVENT_NAMES
from politburo.terms.series import ALL_SERIES
from politburo.terms.words import FORMS, KEPT_FORMS, PURGE_FORMS, SEXES, code

if TYPE_CHECKING:
    from politburo.scenario import Scenario


DIRECT_DAYS = 365
"""Longest way of those who are said to have come directly."""


@dataclass(frozen=True, slots=True)
class SimulatedRun:
    """One run as the targets see it: all its events, all reports on them, its months, and the number of top posts.

    `start` and `end` are the first and the last month that were lived through: that of a regime's fall is not.
    `provinces` are the names behind the codes of reports, `series` monthly series of the whole country.
    """

    events: Mapping[str, NDArray]
    reports: Reports
    start: int
    end: int
    top_posts: int
    provinces: tuple[str, ...] = ()
    series: Mapping[str, NDArray] | None = None

    def covers(self, first: date, last: date) -> bool:
        """Whether all days from `first` to `last` were simulated."""
        return self.start <= calendar_month(first) and calendar_month(last) <= self.end

    def total(self, name: str, first: date, last: date) -> float:
        """The sum of a series over the months from that of `first` to that of `last`."""
        assert self.series is not None
        return float(
            self.series[name][calendar_month(first) - self.start : calendar_month(last) - self.start + 1].sum()
        )


def as_seen(
    events: Mapping[str, NDArray],
    scenario: Scenario,
    run: int,
    ended_month: int | None,
    top_posts: int,
    provinces: tuple[str, ...] = (),
    series: Mapping[str, NDArray] | None = None,
) -> SimulatedRun:
    """A run of a scenario from its events (columns as codes) and the month in which its regime fell, if it did."""
    reports = record(events, scenario.parameters.record, scenario.seed, run, scenario.start)
    end = scenario.end if ended_month is None else ended_month - 1
    return SimulatedRun(events, reports, scenario.start, end, top_posts, provinces, series)


def has_counterpart(series: str) -> bool:
    """Whether a simulation has a counterpart of a target: a measure, and the monthly series that this needs."""
    return series in MEASURES and set(OF_SERIES.get(series, ())) <= {one.name for one in ALL_SERIES}


def series_asked() -> tuple[str, ...]:
    """The monthly series that measures need, as far as there are such."""
    needed = {name: None for names in OF_SERIES.values() for name in names}
    return tuple(name for name in needed if name in {one.name for one in ALL_SERIES})


def simulated(run: SimulatedRun, target: Target) -> float:
    """The run's counterpart of a target; NaN if the run does not cover its period or has no case to take it from."""
    figure = target.figure
    return MEASURES[figure.series](run, target) if run.covers(figure.start, figure.end) else math.nan


def _penalised(run: SimulatedRun, target: Target, forms: Sequence[str]) -> float:
    figure = target.figure
    return penalised(run.reports.seen_by(figure.known_from), forms, figure.start, figure.end)


def _told_by_name(run: SimulatedRun, target: Target) -> float:
    figure = target.figure
    return told_by_name(run.reports.seen_by(figure.known_from), ("execution",), figure.start, figure.end)


def _false_share(run: SimulatedRun, target: Target) -> float:
    """Share of those told by name as executed, not by state media, who had been seen alive by that day."""
    figure = target.figure
    known = run.reports.seen_by(figure.known_from)
    cases = (known.named == 1) & (known.form == code(FORMS, "execution"))
    cases &= known.between(figure.start, figure.end, by="event_day")
    told = float((cases & known.of("penalty report", "false report")).sum())
    return _share(float((cases & known.of("correction")).sum()), told)


def _delay(run: SimulatedRun, target: Target, share: float) -> float:
    """A quantile of the days from purge to report, of cases told by name and not announced.

    As in public, only those are known that were reported by then.
    """
    figure = target.figure
    known = run.reports.seen_by(figure.known_from)
    cases = known.of("penalty report") & (known.named == 1)
    cases &= np.isin(known.form, [code(FORMS, form) for form in PURGE_FORMS])
    cases &= known.between(figure.start, figure.end, by="event_day")
    return float(np.quantile(_days_between(known.where(cases)), share)) if cases.any() else math.nan


def _replaced(run: SimulatedRun, figure: Figure) -> float:
    """Share of top posts whose holder on the first day no longer holds it on the last.

    A post counts as replaced from the first event that takes its holder away; a promotion only fills what was vacant,
    and some penalties leave the post to its holder.
    """
    events = run.events
    leaves = _leaves_the_list(events) | (events["kind"] == EVENT_NAMES.index("rotation"))
    leaves &= (events["rank"] == 0) & _within(events, figure.start, figure.end)
    return len(np.unique(events["agent"][leaves])) / run.top_posts


def _turnover(run: SimulatedRun, target: Target) -> float:
    """−ln(share of top posts whose holder on the first day still holds it) / years."""
    replaced, figure = _replaced(run, target.figure), target.figure
    years = (figure.end - figure.start).days / 365.25
    return -math.log(1 - replaced) / years if replaced < 1 else math.inf


def _leaves_the_list(events: Mapping[str, NDArray]) -> NDArray[np.bool_]:
    """Events with which a person leaves the top, were he there; some penalties leave the post to its holder."""
    leaves = np.isin(events["kind"], [EVENT_NAMES.index(name) for name in LEAVING])
    kept = np.isin(events["form"], [code(FORMS, form) for form in KEPT_FORMS])
    return leaves | (events["kind"] == EVENT_NAMES.index("penalty")) & ~kept


def top_list_replaced(run: SimulatedRun, target: Target) -> float:
    """Share of the persons in top posts on the first day who are in none on the last.

    Every post has a holder, so that the list is as long as there are posts. Of those with whom something happened in
    between, who comes first by promotion was not on it at first, and whose last event takes him away is off it at last.
    """
    events, figure = run.events, target.figure
    comes, leaves = events["kind"] == EVENT_NAMES.index("promotion"), _leaves_the_list(events)
    chosen = np.flatnonzero((comes | leaves) & (events["rank"] == 0) & _within(events, figure.start, figure.end))
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for at in chosen.tolist():
        person = int(events["person"][at])
        first.setdefault(person, at)
        last[person] = at
    replaced = sum(not comes[first[person]] and bool(leaves[last[person]]) for person in first)
    return _share(replaced, run.top_posts)


def _arrivals_a_year(run: SimulatedRun, target: Target) -> float:
    figure = target.figure
    years = round((figure.end - figure.start).days / 365.25)
    return arrived(run.reports, figure.start, figure.end) / years


def _arrivals_against_the_year_before(run: SimulatedRun, target: Target) -> float:
    figure = target.figure
    before = date(figure.start.year - 1, 1, 1), date(figure.start.year - 1, 12, 31)
    if not run.covers(*before):
        return math.nan
    return _share(arrived(run.reports, figure.start, figure.end), arrived(run.reports, *before))


def _arrivals(run: SimulatedRun, target: Target, kinds: Sequence[str]) -> Reports:
    """The arrivals of a period, by the day of the arrival."""
    chosen = run.reports.of(*kinds) & run.reports.between(target.figure.start, target.figure.end, by="report_day")
    return run.reports.where(chosen)


def _male_share(run: SimulatedRun, target: Target) -> float:
    """Share of men among ordinary people who arrive; of cadres it is not simulated."""
    arrivals = _arrivals(run, target, ("ordinary arrival",))
    men = arrivals.sex == code(SEXES, "men")
    return _share(float(arrivals.adds[men].sum()), float(arrivals.adds.sum()))


def _home_share(run: SimulatedRun, target: Target) -> float:
    """Share of the provinces that the target names among those who arrive and whose province is known."""
    named = set(re.findall(r"[\w-]+", target.compared_with))
    codes = [place for place, name in enumerate(run.provinces) if name in named]
    arrivals = _arrivals(run, target, ("ordinary arrival",))
    known = arrivals.where(arrivals.province >= 0)
    return _share(float(known.adds[np.isin(known.province, codes)].sum()), float(known.adds.sum()))


def _for_politics(run: SimulatedRun, target: Target) -> float:
    figure = target.figure
    left, for_politics = (run.total(name, figure.start, figure.end) for name in OF_SERIES[figure.series])
    return _share(for_politics, left)


def _flights_from_abroad(run: SimulatedRun, target: Target) -> float:
    """All that are disclosed at last: the public figure is a service's count, which is told before single cases are."""
    return fled_from_abroad(run.reports, target.figure.start, target.figure.end, families=True)


def _cadre_share(run: SimulatedRun, target: Target) -> float:
    figure = target.figure
    cadres = arrived(run.reports, figure.start, figure.end, kinds=("cadre arrival",))
    return _share(cadres, arrived(run.reports, figure.start, figure.end))


def _announcement_lag(run: SimulatedRun, target: Target) -> float:
    """Median days from the event to its announcement by state media."""
    reports = run.reports
    chosen = reports.of("announcement") & reports.between(target.figure.start, target.figure.end, by="event_day")
    return float(np.median(_days_between(reports.where(chosen)))) if chosen.any() else math.nan


def _direct_share(run: SimulatedRun, target: Target) -> float:
    """Share of those arriving in the period who had left within the year before."""
    arrivals = _arrivals(run, target, ARRIVALS)
    return _share(float(arrivals.adds[_days_between(arrivals) <= DIRECT_DAYS].sum()), float(arrivals.adds.sum()))


LEAVING = ("flight", "retirement", "death", "moved down", "dismissed")
"""Events that take a person off the list of the top, besides penalties."""


MEASURES: dict[str, Callable[[SimulatedRun, Target], float]] = {
    "cadre_executions_per_year": partial(_penalised, forms=("execution",)),
    "cadre_executions_cumulative": partial(_penalised, forms=("execution",)),
    "executions_told_by_name": _told_by_name,
    "cadres_purged_cumulative": partial(_penalised, forms=PURGE_FORMS),
    "top_list_replaced": top_list_replaced,
    "top_post_turnover_hazard": _turnover,
    "arrivals_per_year": _arrivals_a_year,
    "ordinary_arrivals_ratio_after_succession": _arrivals_against_the_year_before,
    "male_share_of_arrivals": _male_share,
    "home_share_of_arrivals": _home_share,
    "share_direct_arrivals": _direct_share,
    "share_leaving_for_politics": _for_politics,
    "elite_arrivals_per_year": _flights_from_abroad,
    "cadre_flow_share_of_arrivals": _cadre_share,
    "report_lag_state_media": _announcement_lag,
    "report_delay_median": partial(_delay, share=0.5),
    "report_delay_tail": partial(_delay, share=0.9),
    "false_share_of_executions_told_by_name": _false_share,
}


OF_SERIES = {"share_leaving_for_politics": ("departures", "departures_for_politics")}
"""Measures that are taken from monthly series, and these."""


def _share(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


def _within(events: Mapping[str, NDArray], first: date, last: date) -> NDArray[np.bool_]:
    """Which events happened in the days `first` to `last`, both included."""
    order = events["month"].astype(np.int64) * 32 + events["day"]
    return (order >= calendar_month(first) * 32 + first.day) & (order <= calendar_month(last) * 32 + last.day)


def _days_between(reports: Reports) -> NDArray[np.int64]:
    return (reports.report_day - reports.event_day).astype(np.int64)
