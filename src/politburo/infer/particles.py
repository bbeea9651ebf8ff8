"""Runs of the model as histories that a particle filter follows, weighs by reports, and lets go on by another chance.

A history is a run under way: its parameter set, its number, and the seeds under which its chance was drawn from which
month on, which is what a branch has too. So any history can be run again from its first month on, and is the same.

Observation. What outsiders would have counted of a kind of report in a month, y, is held against what is simulated:

    y ~ negative binomial of mean m · (a + Y) / (a + M)

m is what the country makes of a kind, given the n reports simulated in the month, each of which stands for w: their
number is that of a sample, and its rate is gamma distributed beforehand, with the mean p that all runs have in the last
months and with shape S, so that m = (S + n) / (S / p + 1 / w). Y and M are the sums of what was counted and of m in the
months before: how completely a kind is reported is not known, and each history learns it by a gamma distribution of
mean one, a = 1 / FACTOR². The relative variance beyond chance is 1 / (S + n) + 1 / (a + Y) + MONTHLY²: that of a
sample, of the factor, and of the month.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.infer.reports_file import ReportCounts
from politburo.record.reports import REPORT_NAMES
from politburo.run.ensemble import Ensemble, scenario_of
from politburo.scenario.months import month_name
from politburo.terms.errors import StoreError
from politburo.terms.events import LOGGED_COLUMNS

if TYPE_CHECKING:
    from politburo.country import Country
    from politburo.month.the_month import Run
    from politburo.record import Reports
    from politburo.run.engines import OnProgress
    from politburo.scenario import Scenario

Values = NDArray[np.float64]
Places = NDArray[np.int64]

FACTOR, MONTHLY = 0.5, 0.25
"""Assumed: relative spread of how completely a kind of report is known abroad, and of that from month to month."""

SHAPE, WINDOW = 0.5, 12
"""Shape of what is taken for the rate of a kind before a month is simulated, and the months that its mean is over."""

WHOLE = ("announcement",)
"""Kinds of which each report stands for itself at any scale: those of the top, which is simulated one to one."""

BYTES_OF_A_SEED = 4


@dataclass(eq=False)
class Particle:
    """A history: its scenario with the seeds of its chance, the run under way, and its simulated reports.

    `told` are persons by month and kind, (month, kind), and `rows` how many reports say so; `factor` holds Y and
    M of each kind, (2, kind).
    """

    scenario: Scenario
    run: Run
    told: Values
    rows: Values
    factor: Values = field(default_factory=lambda: np.zeros((2, len(REPORT_NAMES))))

    @property
    def number(self) -> int:
        """The number of the run as which its chance is drawn, which also says its parameter set."""
        return self.run.run

    def copy(self, scenario: Scenario) -> Particle:
        """A copy that goes on in another scenario of the same months so far."""
        run = self.run.fork(scenario)
        return Particle(scenario, run, self.told.copy(), self.rows.copy(), self.factor.copy())

    def reported(self, reports: Reports, start: int) -> None:
        """Count some reports by the month in which they become known; those of later months than are kept are left."""
        months = reports.report_day.astype("datetime64[M]").astype(np.int64) + 1970 * 12 - start
        inside = (months >= 0) & (months < len(self.told))
        at = months[inside], reports.kind[inside].astype(np.int64)
        np.add.at(self.told, at, reports.persons[inside] * reports.weight[inside].astype(np.float64))
        np.add.at(self.rows, at, reports.persons[inside])


@dataclass(eq=False)
class Histories:
    """The stepper of runs: `base` is their scenario, to the last month that is asked about.

    Runs are numbered from `first` on. `series` are those whose values are kept of each history, (n, series), after each
    step in `values`; `reports` are the counts by which histories weigh. Without them they go on as the simulation has
    them.
    """

    base: Scenario
    ensemble: Ensemble | None
    count: int
    reports: ReportCounts
    series: Sequence[str]
    on_progress: OnProgress | None = None
    first: int = 0

    def __post_init__(self) -> None:
        from politburo.country import build

        self.country: Country = build(self.base.plan, self.base.scale, self.base.households)
        self.expected = self.size = np.zeros((self.count, len(REPORT_NAMES)))
        self.values = np.zeros((self.count, len(self.series)))
        self._done = 0

    @property
    def stands_for(self) -> Values:
        """How many persons the least that is reported of each kind stands for, (kind,)."""
        each = 1 / self.base.size
        return np.array([1.0 if kind in WHOLE else each for kind in REPORT_NAMES])

    def start(self) -> list[Particle]:
        """As many histories as are asked for: run k with set k of the ensemble."""
        from politburo.month.the_month import Run

        months, found = self.base.end - self.base.start + 1, []
        scenarios: dict[int, Scenario] = {}
        for number in range(self.first, self.first + self.count):
            place = 0 if self.ensemble is None else self.ensemble.place(number)
            if place not in scenarios:
                scenarios[place] = scenario_of(self.base, self.ensemble, number)
            empty = np.zeros((months, len(REPORT_NAMES)))
            particle = Particle(scenarios[place], Run(self.country, scenarios[place], number), empty, empty.copy())
            particle.reported(_reports(particle, 0, earlier=True), self.base.start)
            found.append(particle)
        return found

    def advance(self, states: list[Particle], time: int) -> list[Particle]:
        """Every history a month on, with what outsiders come to know of it sooner or later."""
        for place, particle in enumerate(states):
            run, before = particle.run, len(particle.run.now.log)
            run.go_on(until=time)
            if len(run.now.log) > before:
                particle.reported(_reports(particle, before), self.base.start)
            self.values[place] = run.latest(self.series)
            self._done += 1
            if self.on_progress is not None:
                self.on_progress(self._done, self.count * len(self.base.levers))
        return states

    def log_likelihood(self, states: list[Particle], time: int) -> Values:
        """How likely the counts of a month are under each history; that the regime stands is known.

        `expected` and `size` keep means and sizes of what would be counted of each kind, (n, kind).
        """
        row, counts = time - self.base.start, self.reports.of(time)
        rates, rests_on = self._simulated(states, row)
        factor, own = np.array([particle.factor for particle in states]), 1 / FACTOR**2
        self.expected = rates * (own + factor[:, 0]) / (own + factor[:, 1])
        self.size = 1 / (1 / rests_on + 1 / (own + factor[:, 0]) + MONTHLY**2)
        found = np.zeros(len(states))
        for kind, count in counts.items():
            at = REPORT_NAMES.index(kind)
            found += log_negative_binomial(count, self.expected[:, at], self.size[:, at])
            for particle, simulated in zip(states, rates[:, at], strict=True):
                particle.factor[:, at] += count, simulated
        ended = np.array([particle.run.ended_month is not None for particle in states])
        return np.where(ended, -np.inf, found)

    def _simulated(self, states: list[Particle], row: int) -> tuple[Values, Values]:
        """M of each kind in a month, and S + n, (n, kind) each."""
        told = np.array([particle.told[max(row + 1 - WINDOW, 0) : row + 1] for particle in states])
        rows = np.array([particle.rows[max(row + 1 - WINDOW, 0) : row + 1] for particle in states])
        whole = rows.sum(axis=(0, 1))
        each = np.where(whole > 0, told.sum(axis=(0, 1)) / np.maximum(whole, 1), self.stands_for)
        mean = (told.sum(axis=(0, 1)) / told.shape[1] + 0.5 * each) / len(states)
        rests_on = SHAPE + told[:, -1] / each
        return rests_on / (SHAPE / mean + 1 / each), rests_on

    def chosen(self, states: list[Particle], places: Places, time: int) -> list[Particle]:
        """The histories at some places; each copy after the first goes on under a seed of its own."""
        found, seen = list[Particle](), set[int]()
        for slot, place in enumerate(places.tolist()):
            particle = states[place]
            if place not in seen:
                seen.add(place)
                found.append(particle.copy(particle.scenario))
                continue
            anew = (*particle.scenario.draws_anew, (time + 1, seed_of(self.base.seed, time, slot)))
            found.append(particle.copy(replace(particle.scenario, draws_anew=anew)))
        return found


def _reports(particle: Particle, new: int, *, earlier: bool = False) -> Reports:
    """What outsiders ever learn of events from number `new` on; with `earlier`, of who left before it begins alone."""
    from politburo.month.the_month import weights_of
    from politburo.record import record

    run, scenario = particle.run, particle.scenario
    events = {one.name: run.now.log.column(one.name, new) for one in LOGGED_COLUMNS}
    if earlier:
        events = {name: column[:0] for name, column in events.items()}
    events["weight"] = weights_of(events, run.country)
    parameters = scenario.parameters.record
    parameters = parameters if earlier else replace(parameters, earlier_years=0.0)
    return record(events, parameters, scenario.seed, run.run, scenario.start)


def seed_of(*parts: int) -> int:
    """A seed that follows from some numbers."""
    said = " ".join(map(str, parts)).encode()
    return int.from_bytes(hashlib.blake2b(said, digest_size=BYTES_OF_A_SEED).digest())


def verify(particle: Particle) -> str:
    """Run a history again from its first month on; its fingerprint. Raises StoreError where it does not come out so."""
    from politburo.month import simulate

    again = simulate(particle.run.country, particle.scenario, particle.number).fingerprint
    if again != particle.run.outcome().fingerprint:
        raise StoreError(
            f"Run {particle.number}, drawn anew in {_anew(particle)}, does not come out as it did when it is run again "
            "from its first month: the machine or its libraries compute other bits from one time to the next."
        )
    return again


def _anew(particle: Particle) -> str:
    return ", ".join(month_name(month) for month, _ in particle.scenario.draws_anew) or "no month"


def log_negative_binomial(count: int, means: Values, sizes: Values) -> Values:
    """The logarithm of the chance of a count, for means and sizes (n,): variances are m + m² / size."""
    from scipy.special import gammaln

    whole = sizes + means
    return (
        gammaln(count + sizes) - gammaln(sizes) - gammaln(count + 1.0)
        + sizes * np.log(sizes / whole) + count * np.log(means / whole)
    )  # fmt: skip
