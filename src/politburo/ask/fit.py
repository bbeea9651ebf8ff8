"""How near do the simulated reports come to published estimates? One row for each target to be fitted.

Each target is a published figure marked FIT in `targets.csv` of the country. Its simulated counterpart is taken from
the simulated reports, as known on the day on which the figure was published, with two exceptions: state media show who
holds which top post, so that who left the list of the top is counted in the simulated truth; and the reasons of those
who leave are those of the model, as a registry asks everybody who arrives. A run says nothing about a target whose
period it does not cover, because it starts later, ends earlier or the regime fell in between.

A target is met when the simulated median m lies in its band, or misses it by chance alone:

    low / tolerance − 2 e  ≤  m  ≤  high × tolerance + 2 e,     e = 1.25 s / √n

`low` to `high` is the error of the published figure, `tolerance` the factor by which a model of this kind may miss it,
e the standard error of the median over n runs, of standard deviation s. Accounts that contradict each other stand as
targets of their own: no simulation can meet all of them, and none of them is taken for the truth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Answer, Column, Provenance, Table
from politburo.answer.numbers import finite, listed, numbered, plain
from politburo.ask.run.tables import basis_of
from politburo.country.checks import FIT
from politburo.country.figures import Evidence, Figure, Target
from politburo.record import Reports, record
from politburo.record.reports import ARRIVALS, arrived, fled_from_abroad, penalised, told_by_name
from politburo.run.events import read_codes
from politburo.scenario.months import calendar_month
from politburo.terms.errors import UsageError
from politburo.terms.events import EVENT_NAMES
from politburo.terms.series import ALL_SERIES
from politburo.terms.words import FORMS, KEPT_FORMS, PURGE_FORMS, SEXES, code

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.scenario import Scenario

OF_A_MEDIAN = 1.2533
"""Standard error of a median relative to that of a mean, for values that spread like a normal distribution."""

CHANCE = 2.0
"""Standard errors that chance may make of a miss."""

MOST_NAMED = 8
"""Targets that are not met and are named in a sentence; the table has all of them."""

FITTED = (
    "govern.elite_weight", "govern.retaliation_cost", "govern.competence_cost", "govern.consolidation_years",
    "govern.inertia", "judge.rank_severity", "judge.cut_demotion", "judge.cut_removal", "judge.cut_expulsion",
    "judge.cut_execution", "record.seen_2", "record.seen_execution", "choose.flee_rate", "choose.flee_fear",
    "choose.flee_inland", "fear.recall", "fear.recall_memory", "hear.rumour", "fear.personal", "choose.plot_rate",
    "believe.base", "fill.moved_out_1", "live.broker_base", "live.broker_enforcement", "live.credit_men",
    "live.credit_women", "live.exit_rate", "live.funds_slope", "live.kin_pay",
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


def runs_of(results: Results) -> Iterator[SimulatedRun]:
    """The finished runs of a folder, read one after the other; StoreError when there is none or a file is damaged."""
    series, asked = results.series, series_asked()
    top_posts = series["cadres_by_circle"].isel(rank=0, month=0).sum("organ")
    for run in results.runs:
        ended = series["ended_month"].sel(run=run).values
        ended_month = None if np.isnat(ended) else 1970 * 12 + int(ended.astype("datetime64[M]").astype(np.int64))
        events = read_codes(results.store.checked("events", run), results.names)
        monthly = {name: series[name].sel(run=run).values.astype(np.float64) for name in asked}
        top = int(top_posts.sel(run=run))
        yield as_seen(events, results.scenario, run, ended_month, top, results.names.province, monthly)


@dataclass(frozen=True, eq=False, slots=True)
class FitRow:
    """A target beside its simulated counterpart in those runs that cover it, an array (runs,)."""

    target: Target
    values: NDArray[np.float64]

    @property
    def figure(self) -> Figure:
        """What is published."""
        return self.target.figure

    @property
    def runs(self) -> int:
        """How many runs cover it."""
        return len(self.values)

    def quantile(self, share: float) -> float:
        """A quantile of the runs; NaN where none covers the target."""
        return float(np.quantile(self.values, share)) if self.runs else math.nan

    @property
    def median(self) -> float:
        """The median of the runs."""
        return self.quantile(0.5)

    @property
    def chance(self) -> float:
        """Standard error of the median; 0 of a single run, of which it is not known."""
        return OF_A_MEDIAN * float(self.values.std(ddof=1)) / math.sqrt(self.runs) if self.runs > 1 else 0.0

    @property
    def ratio(self) -> float:
        """Simulated median relative to the published figure; NaN where that is zero."""
        return self.median / self.figure.value if self.figure.value else math.nan

    @property
    def band(self) -> tuple[float, float]:
        """From the lowest published figure over the tolerance to the highest times it; shares end at 1."""
        low, high = self.figure.low, self.figure.high
        low, high = (
            (low / self.target.tolerance if low > 0 else low),
            (high * self.target.tolerance if high > 0 else high),
        )
        return low, min(high, max(1.0, self.figure.high)) if is_share(self.figure) else high

    @property
    def is_within(self) -> bool:
        """Whether the simulated median lies in the band."""
        low, high = self.band
        return low <= self.median <= high

    @property
    def met(self) -> bool:
        """Whether it does, or misses it by no more than chance makes of so few runs."""
        low, high = self.band
        return low - CHANCE * self.chance <= self.median <= high + CHANCE * self.chance

    @property
    def said(self) -> str:
        """The target in a few words: `arrivals per year 2012`."""
        return said(self.target)


def said(target: Target) -> str:
    """A target in a few words: its name, its year or years, and the account."""
    figure = target.figure
    years = f"{figure.start.year}" if figure.start.year == figure.end.year else f"{figure.start.year}–{figure.end.year}"
    account = f" ({target.account})" if target.account else ""
    return f"{figure.series.replace('_', ' ')} {years}{account}"


def period_in_words(figure: Figure) -> str:
    """The time of which a figure speaks: whole years by their numbers, else its first and last day."""
    first, last = figure.start, figure.end
    from_new_year = (first.month, first.day) == (1, 1)
    years = f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    if from_new_year and (last.month, last.day) == (12, 31):
        return years
    until = f"{last.day} {last:%b}"
    if not from_new_year:
        return f"{first.day} {first:%b} {first.year} to {until} {last.year}"
    return f"{first.year} to {until}" if first.year == last.year else f"{first.year} to {until} {last.year}"


def error_in_words(figure: Figure) -> str:
    """The range of a published figure; nothing where it is exact."""
    return "" if figure.low == figure.high else f"{figure.low:,.6g}–{figure.high:,.6g}"


def is_share(figure: Figure) -> bool:
    """Whether a figure is a share, which ends at 1."""
    return figure.unit.partition(" ")[0] == "share"


Ranking = Callable[[Sequence[int]], float]
"""How far an account, its targets by their places, lies from what was simulated: less is nearer."""


def independent(targets: Sequence[Target], distance: Ranking) -> list[int]:
    """Places of the targets that enter measures over all: no fact counts twice.

    These are the joint ones, and of rival accounts of one matter those of the account that is nearest, as a whole.
    """
    joint = [place for place, target in enumerate(targets) if target.joint]
    accounts: dict[str, dict[str, list[int]]] = {}
    for place in joint:
        if targets[place].rivals:
            accounts.setdefault(targets[place].rivals, {}).setdefault(targets[place].account, []).append(place)
    nearest = {place for told in accounts.values() for place in min(told.values(), key=distance)}
    return [place for place in joint if not targets[place].rivals or place in nearest]


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
    def counted(self) -> list[FitRow]:
        """The targets that enter measures over all, of those that a run covers.

        Of rival accounts these are those of the one that is met most often.
        """
        covered = [row for row in self.rows if row.runs]

        def missed(places: Sequence[int]) -> float:
            return sum(not covered[place].met for place in places) / len(places)

        return [covered[place] for place in independent([row.target for row in covered], missed)]

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        counted = {id(row) for row in self.counted}
        about, rivals = (any(getattr(row.target, name) for row in self.rows) for name in ("about", "rivals"))
        some = any(row.runs and id(row) not in counted for row in self.rows)
        columns = (
            Column("about", meaning="what the target is about", shown=about),
            Column("target", meaning="what is published", format="name"),
            Column("account", meaning="whose account it is, where accounts contradict each other", shown=rivals),
            Column("period", meaning="the days of which it speaks"),
            Column("start", meaning="first of these days", format="date", shown=False),
            Column("end", meaning="last of these days", format="date", shown=False),
            Column("known_from", meaning="day from which the figure was public", format="date", shown=False),
            Column("unit", meaning="unit of both numbers"),
            Column("published", "", "published figure", "number"),
            Column("published_low", "", "lower end of its error", "number", shown=False),
            Column("published_high", "", "upper end of its error", "number", shown=False),
            Column("error", meaning="range of the published figure; empty where it is exact"),
            Column("tolerance", "1", "factor by which a model may miss it besides", "number", shown=False),
            Column("allowed", meaning="factor by which a model may miss it besides", heading="tolerance"),
            Column("simulated", "", "median over the runs", "number", interval=("simulated_low", "simulated_high")),
            Column("simulated_low", "", "lower end of its interval", "number"),
            Column("simulated_high", "", "upper end of its interval", "number"),
            Column("ratio", "1", "simulated median relative to the published figure", "number", shown=False),
            Column("met", meaning="whether the median lies within error and tolerance, or misses them by chance alone",
                   format="yes"),
            Column("met_without_chance", meaning="whether it lies within error and tolerance", format="yes",
                   shown=False),
            Column("counts", meaning="whether it counts in the measures over all", format="yes", shown=some),
            Column("runs", "1", "runs that cover the period", "integer", shown=False),
        )  # fmt: skip
        cells = [
            (
                row.target.about, row.figure.series, row.target.account, period_in_words(row.figure),
                row.figure.start, row.figure.end, row.figure.known_from, row.figure.unit, row.figure.value,
                row.figure.low, row.figure.high, error_in_words(row.figure), row.target.tolerance,
                f"× {row.target.tolerance:g}",
                *map(finite, (row.median, row.quantile(0.05), row.quantile(0.95), row.ratio)),
                row.met, row.is_within, id(row) in counted, row.runs,
            )
            for row in self.rows
        ]  # fmt: skip
        note = "Behind what is simulated stands the interval over runs."
        if some:
            note += (
                " A target that does not count repeats others, or belongs to an account that is met less often than "
                "another one of the same matter."
            )
        basis, keys = basis_of(self.results), ("target", "account", "start", "end")
        return (Table("targets", "Targets", columns, cells, note, basis, keys),)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return (
            self._how_many(),
            *self._missed(),
            *self._rivals(),
            "A target is met when the median over the runs lies between the lowest published figure divided by the "
            f"tolerance and the highest times it, or beyond by no more than {CHANCE:g} standard errors of the median.",
            f"The defaults of {len(FITTED)} parameters were set by hand to come near such figures, and nothing was "
            "calibrated: where they are met, the defaults were chosen well, and that is no evidence for the model."
            if self.results.scenario.plan.name == FITTED_TO
            else f"No parameter was set to come near these targets: the defaults of {len(FITTED)} were set by hand to "
            f"come near those of {FITTED_TO}.",
            *self._left_out(),
        )

    def _how_many(self) -> str:
        counted = self.counted
        groups = dict.fromkeys(row.target.about for row in counted)
        each = [
            f"{group} {sum(row.met for row in rows)} of {len(rows)}"
            for group in groups
            if (rows := [row for row in counted if row.target.about == group]) and group
        ]
        of_these = f": {', '.join(each)}" if each else ""
        others = sum(row.runs > 0 for row in self.rows) - len(counted)
        besides = f" {numbered(others, 'target')} more repeat or contradict these and do not count." if others else ""
        uncovered = sum(not row.runs for row in self.rows)
        also = f" Of {numbered(uncovered, 'target')} no run covers the time, or has a case." if uncovered else ""
        met, of = sum(row.met for row in counted), numbered(len(counted), "independent target")
        return f"{met} of {of} {'is' if met == 1 else 'are'} met{of_these}.{besides}{also}"

    def _missed(self) -> Iterator[str]:
        """Those that are not met, the farthest first."""
        missed = [row for row in self.counted if not row.met]
        if not missed:
            return
        missed.sort(key=lambda row: -abs(math.log(row.ratio)) if row.ratio > 0 else -math.inf)
        named = [f"{row.said} ({plain(row.median)} for {plain(row.figure.value)})" for row in missed[:MOST_NAMED]]
        more = f", and {len(missed) - MOST_NAMED} more" if len(missed) > MOST_NAMED else ""
        yield f"Not met, simulated for published: {', '.join(named)}{more}."

    def _rivals(self) -> Iterator[str]:
        """With which of the accounts that contradict each other the simulated reports agree."""
        matters = dict.fromkeys(row.target.rivals for row in self.rows if row.target.rivals)
        for matter in matters:
            told: dict[str, list[FitRow]] = {}
            for row in self.rows:
                if row.target.rivals == matter and row.runs:
                    told.setdefault(row.target.account, []).append(row)
            said = [f"“{account}” in {sum(row.met for row in rows)} of {len(rows)}" for account, rows in told.items()]
            if said:
                yield f"Accounts of {matter} contradict each other; what is simulated agrees with {listed(said)}."

    def _left_out(self) -> Iterator[str]:
        """Which targets nothing that is simulated is compared with."""
        names = dict.fromkeys(target.figure.series for target in self.results.scenario.evidence.of_kind(FIT))
        if others := [name for name in names if not has_counterpart(name)]:
            yield f"Left out are targets of which no simulated counterpart is known: {', '.join(others)}."


def fit(results: Results) -> Fit:
    """Set the simulated reports of some runs beside the published estimates that their country has as targets.

    Raises UsageError for a country with which no targets come, and where no run is finished.
    """
    evidence = results.scenario.evidence
    check_targets(evidence, results.scenario.plan.name)
    return Fit(results, fit_table(runs_of(results), evidence))


def check_targets(evidence: Evidence, country: str) -> None:
    """Raise UsageError for a country with which no targets come that a simulation has a counterpart of."""
    if fitted_of(evidence):
        return
    if not len(evidence):
        raise UsageError(f"No public figures come with the country {country!r}.")
    raise UsageError(
        f"The figures of the country {country!r} are not to be compared with a simulation: its targets.csv has no row "
        f"of kind {FIT} whose series is one of {', '.join(MEASURES)}."
    )


def fitted_of(evidence: Evidence) -> list[Target]:
    """The targets to be fitted, as far as a simulation has a counterpart of them."""
    return [target for target in evidence.of_kind(FIT) if has_counterpart(target.figure.series)]


def has_counterpart(series: str) -> bool:
    """Whether a simulation has a counterpart of a target: a measure, and the monthly series that this needs."""
    return series in MEASURES and set(OF_SERIES.get(series, ())) <= {one.name for one in ALL_SERIES}


def series_asked() -> tuple[str, ...]:
    """The monthly series that measures need, as far as there are such."""
    needed = {name: None for names in OF_SERIES.values() for name in names}
    return tuple(name for name in needed if name in {one.name for one in ALL_SERIES})


def fit_table(runs: Iterable[SimulatedRun], evidence: Evidence) -> list[FitRow]:
    """One row for each target, in the order of the targets. The runs are looked at one after the other."""
    fitted = fitted_of(evidence)
    values = np.array([[simulated(run, target) for target in fitted] for run in runs])
    if not len(values):
        raise UsageError("the fit needs at least one run")
    return [FitRow(target, column[~np.isnan(column)]) for target, column in zip(fitted, values.T, strict=True)]


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
