"""Forecasts of what will be published, as of a day: of the simulation, in two tracks, and of baselines beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Unpack

import numpy as np

from politburo.ask.ensemble import ensemble_of
from politburo.ask.evidence import a_day
from politburo.ask.experiment import Changes, Parts, base_of
from politburo.ask.fit.targets import fitted_of
from politburo.ask.sets_file import countries_with_sets, read_sets
from politburo.ask.survey.measured import TargetValues
from politburo.ask.survey.rules import rules
from politburo.country.figures import Evidence, Target
from politburo.infer.analysts import baselines
from politburo.infer.forecasts import Forecast
from politburo.infer.levers import carried_on
from politburo.infer.observation import dispersion, errors_of, logged_rates, published
from politburo.infer.outlook import Outlook, Weighed
from politburo.infer.price_baselines import CARRIED_ON, KNOWN
from politburo.infer.provenance import Seen, seen_by
from politburo.infer.quantities import (
    HORIZONS,
    Quantity,
    asked_of,
    chance_of,
    figures_in,
    history,
    middle,
    quantities_of,
)
from politburo.infer.simulated import Simulated, counterparts, effective, unlike
from politburo.run.engines import Engine, OnProgress
from politburo.run.experiment import Experiment, Varied, execute, months_left
from politburo.run.plan import file_name
from politburo.scenario import Scenario, month_name
from politburo.scenario.months import calendar_month
from politburo.terms.bounds import REPEATED_RUNS, SETS
from politburo.terms.errors import UsageError

RUNS, SCALE, SIMULATION = 2, 0.03, "simulation"
"""Runs of each set and scale where nobody says them, and what the forecaster is called."""

MOST_DAYS = 60
"""Days as of which forecasts are made, at most."""

DESIGN = "sets of a file"


def forecast(
    scenario: str | Path | Scenario,
    *,
    as_of: str | Sequence[str],
    until: str | None = None,
    years: int | None = None,
    among: str | Path | None = None,
    sets: int | None = None,
    runs: int | None = None,
    baselines_only: bool = False,
    scale: float | None = None,
    seed: int | None = None,
    households: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Outlook:
    """Forecast the figures of a country that are published again and again, as of one day or several.

    Figures count as known from the day on which they were first published. Forecast are the periods that end by the
    month `until` (by default the last of the scenario) and at most `years` calendar years after the day (by default 3);
    the simulation goes no further than that.
    The simulation is run with parameter sets of a file or of a country, `among`, by default those that come with the
    country: each `runs` times (by default 2, at least) at `scale` (by default 0.03), once with the scenario as it is
    ("levers known") and once for each day with nothing in it that was not known then ("levers carried on"). Sets weigh
    by how near they come to what was known, but for draws of a posterior, which count alike. With `baselines_only`
    nothing is simulated.

    The folder `out` keeps the runs, so that a forecast that was stopped goes on. Raises UsageError for a country whose
    figures are not to be forecast, a day that is none, or sets that there are not; StoreError as `run` does.
    """
    planned = plan(
        scenario, as_of=as_of, until=until, years=years, among=among, sets=sets, runs=runs,
        baselines_only=baselines_only, scale=scale, seed=seed, households=households, out=out,
    )  # fmt: skip
    return planned.execute(engine, progress)


@dataclass(frozen=True, eq=False)
class Track:
    """One experiment that is run for a forecast: its track, the days that it serves, and its folder."""

    name: str
    days: tuple[date, ...]
    experiment: Experiment
    folder: Path


@dataclass(frozen=True, eq=False)
class ForecastPlan:
    """A forecast that can be made: the scenario, the days, what is asked for, and what has to be run for it."""

    base: Scenario
    days: tuple[date, ...]
    until: date
    years: int
    evidence: Evidence
    folder: Path | None = None
    tracks: tuple[Track, ...] = ()
    seen: Seen | None = None
    runs: int = RUNS

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, of what is not kept yet."""
        found: dict[float, int] = {}
        for track in self.tracks:
            for scale, months in months_left(track.experiment, track.folder).items():
                found[scale] = found.get(scale, 0) + months
        return found

    def check(self) -> None:
        """Raise as `Experiment.check` where something cannot be run."""
        for track in self.tracks:
            track.experiment.check()

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> Outlook:
        """Do the runs that are not kept yet, and forecast. Raises as `politburo.infer.forecast.forecast` does."""
        found, weighed = list[Forecast](), list[Weighed]()
        parts, done = Parts(sum(self.months.values()), progress), list[tuple[Track, Simulated]]()
        for track in self.tracks:
            with parts.part(sum(months_left(track.experiment, track.folder).values())) as told:
                results = execute(track.experiment, track.folder, engine=engine, on_progress=told)
            done.append((track, Simulated(results, self.evidence)))
        parts.settle()
        for track, simulated in done:
            for day in track.days:
                known = tuple(fitted_of(self.evidence.as_of(day)))
                if self.seen is not None and self.seen.posterior:
                    known = ()  # the record has been used for these draws already
                weights, power = simulated.weights(covered(known, track.experiment.base))
                weighed.append(Weighed(day, track.name, len(weights), effective(weights), len(known), power))
                found += self.of_simulation(simulated, track.name, day, weights)
        for day in self.days:
            found += baselines(self.evidence, day, self.until, self.years)
        missing = sum(one.results.missing for _, one in done)
        return Outlook(
            self.base, tuple(found), tuple(weighed), self.days, self.evidence, self.until, self.seen, self.runs,
            self.folder, missing,
        )  # fmt: skip

    def of_simulation(self, simulated: Simulated, track: str, day: date, weights: np.ndarray) -> list[Forecast]:
        """The forecasts of the simulation as of a day."""
        found = []
        for quantity in quantities_of(self.evidence):
            known = history(self.evidence, quantity, day)
            base = simulated.results.experiment.base
            past = [figure for figure in known.figures if covers(base, figure.start, figure.end)]
            own = replace(known, figures=tuple(past))
            values = simulated.values(quantity, [(one.start, one.end) for one in past])
            errors = errors_of(own, logged_rates(quantity, values, own.years, simulated.stands_for))
            for asked in asked_of(self.evidence, quantity, day, self.until, self.years):
                if not covers(base, asked.start, asked.end):
                    continue
                runs = simulated.asked(quantity, asked)
                at = middle(asked.start, asked.end)
                last = day.year + (day.timetuple().tm_yday / 365.25) if errors.last is None else errors.last
                each, weigh = errors, weights
                if not quantity.is_count:  # a share has no chance of its own: that of the runs takes its place
                    each, weigh = errors.repeated(runs.shape[1]), np.repeat(weights, runs.shape[1])
                    runs = runs.reshape(-1, 1)
                rates = logged_rates(quantity, runs, asked.years, simulated.stands_for)
                draws = published(
                    quantity, rates, each, weigh, asked.years, at - last, chance_of(SIMULATION, track, asked, day),
                    dispersed=dispersion(runs, simulated.stands_for) if quantity.is_count else 0.0,
                    allowed=_allowed(self.evidence, quantity),
                )  # fmt: skip
                found.append(Forecast(SIMULATION, track, day, asked, np.sort(draws)))
        return found


def plan(
    scenario: str | Path | Scenario,
    *,
    as_of: str | Sequence[str],
    years: int | None = None,
    among: str | Path | None = None,
    sets: int | None = None,
    runs: int | None = None,
    baselines_only: bool = False,
    out: str | Path | None = None,
    **changes: Unpack[Changes],
) -> ForecastPlan:
    """What `forecast` does with the same arguments. Raises as it does."""
    days = tuple(sorted(set(map(a_day, [as_of] if isinstance(as_of, str) else as_of))))
    if not 1 <= len(days) <= MOST_DAYS:
        raise UsageError(f"Forecasts are made as of 1 to {MOST_DAYS} days; {len(days)} are given.")
    if changes.get("scale") is None:
        changes["scale"] = SCALE
    base, years = base_of(scenario, **changes), HORIZONS if years is None else years
    farthest = (days[-1].year + years) * 12 + 11
    if changes.get("until") is None and base.start <= farthest < base.end:
        base = base_of(base, until=month_name(farthest))
    evidence, last = base.evidence, last_day(base.end)
    asked = [asked_of(evidence, quantity, day, last, years) for quantity in quantities_of(evidence) for day in days]
    if not any(asked):
        raise UsageError(
            f"Nothing is forecast for {base.name!r}: its country has no figures of arrivals, flights, executions or "
            f"turnover that are published again and again, or no period ends after the day and by {last}."
        )
    if baselines_only:
        return ForecastPlan(base, days, last, years, evidence)
    runs = REPEATED_RUNS.checked(RUNS if runs is None else runs)
    file = _sets_of(base, among)
    given = read_sets(file)[: None if sets is None else SETS.checked(sets)]
    points = np.array([list(one.values()) for one in given])
    names = tuple(map(Varied, given[0]))
    measured = TargetValues(unlike(measured_of(base, evidence)))

    def experiment(of: Scenario) -> Experiment:
        return Experiment(of, names, points, runs, DESIGN, measured, own_chances=True)

    known = experiment(base)
    folder = Path("runs") / f"{file_name(base)}-forecast-{known.identity[:10]}" if out is None else Path(out)
    tracks = [Track(KNOWN, days, known, folder / "levers-known")]
    tracks += [
        Track(CARRIED_ON, (day,), experiment(carried_on(base, day)), folder / f"levers-carried-on-{day}")
        for day in days
    ]
    seen = seen_by(file, evidence)
    if seen.posterior:
        ensemble_of(file, base)  # which refuses draws of another country, model or record
    return ForecastPlan(base, days, last, years, evidence, folder, tuple(tracks), seen, runs)


def measured_of(base: Scenario, evidence: Evidence) -> list[Target]:
    """Everything that is taken from runs, whatever the days: targets, calendar years, and periods that are published.

    So days can be added to a folder, and nothing is run again for them.
    """
    found = list(covered(fitted_of(evidence), base))
    years = [(date(year, 1, 1), date(year, 12, 31)) for year in range(base.start // 12, base.end // 12 + 1)]
    for quantity in quantities_of(evidence):
        told = [(one.start, one.end) for one in figures_in(evidence) if one.series == quantity.series]
        spans = sorted({*told, *(() if quantity.running else years)})
        found += counterparts(evidence, quantity, [one for one in spans if covers(base, *one)])
    return found


def covered(targets: Sequence[Target], base: Scenario) -> tuple[Target, ...]:
    """The targets whose period a scenario covers."""
    return tuple(one for one in targets if covers(base, one.figure.start, one.figure.end))


def covers(base: Scenario, start: date, end: date) -> bool:
    """Whether a scenario covers all days from the first to the last."""
    return base.start <= calendar_month(start) and end <= last_day(base.end)


def last_day(month: int) -> date:
    """The last day of a month."""
    following = month + 1
    return date.fromordinal(date(following // 12, following % 12 + 1, 1).toordinal() - 1)


def _sets_of(base: Scenario, among: str | Path | None) -> str | Path:
    if among is not None:
        return among
    if base.plan.name not in countries_with_sets():
        raise UsageError(f"No parameter sets come with the country {base.plan.name!r}: name a file of them (--among).")
    return base.plan.name


def _allowed(evidence: Evidence, quantity: Quantity) -> float:
    """The spread that the rules of a survey allow a model for what a quantity is worked out from."""
    own = rules()
    factors = [own.factor(target) for target in fitted_of(evidence) if target.figure.series == quantity.measures[0]]
    return float(np.log(max(factors, default=2.0))) / own.discrepancy_in_deviations
