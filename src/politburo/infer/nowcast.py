"""The state of the elite given the reports so far: runs of the model that are weighed by them, month by month.

    reports.csv ──► reports_file ──► particles (runs under way) ──► filter ──► elite_state (the answer)

Runs go on side by side from the first month of the scenario. After each month they weigh by how likely the counts of
reports known from it are, and where few of them carry most of the weight they are drawn anew; copies go on by another
chance, as branches do. Beside them the same runs go on without reports: what they alone say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Unpack

import numpy as np

from politburo.answer.own_files import place
from politburo.ask.ensemble import Asked, ensemble_names, under
from politburo.ask.evidence import a_day
from politburo.ask.experiment import Changes, base_of
from politburo.infer.bounds import PARTICLES
from politburo.infer.elite_state import Followed, Nowcast
from politburo.infer.filter import Step, filtered
from politburo.infer.particles import Histories, Particle, verify
from politburo.infer.reports_file import ReportCounts, read_reports, reports_text
from politburo.record.reports import REPORT_NAMES
from politburo.run.engines import OnProgress, part_of
from politburo.run.ensemble import Ensemble
from politburo.scenario import Scenario, month_name
from politburo.scenario.months import calendar_month
from politburo.terms.checks import nearest, printable, shown
from politburo.terms.errors import UsageError
from politburo.terms.series import ALL_SERIES

COUNT, SCALE = 200, 0.03
"""Particles and scale where nobody says them."""

SERIES = ("fear", "private_loyalty", "lying_low", "plot_hazard", "purge_intensity", "reported_threat")
"""What is told of the elite unless other series are asked for."""

VERIFIED = 3
"""Histories that are run again from their first month on, those that weigh most."""

OF_THE_TEMPLATE = 999_999
"""The number of the run from which reports are written as an example: no particle has it."""

SEED = 20151231


def nowcast(
    scenario: str | Path | Scenario,
    reports: str | Path,
    *,
    as_of: str | None = None,
    particles: int | None = None,
    ensemble: Asked | None = None,
    series: Sequence[str] = (),
    scale: float | None = None,
    seed: int | None = None,
    households: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Nowcast:
    """Say how it stands with the elite of a country, given the reports of a file (see `politburo.infer.reports_file`).

    `particles` runs (by default 200) at `scale` (by default 0.03) are followed to the last whole month by the day
    `as_of`, by default to the last month of the file, with the parameter sets of an `ensemble`, by default those of the
    country that comes with politburo, and its defaults where none does. `series` are asked about in place of the usual
    ones. What is taken as known besides the reports is the scenario, and that the regime stands.

    Everything is the same to the bit whenever it is asked again. Raises UsageError for a file, a series or a day that
    cannot be used, ImpossibleError where no run is possible any more, and as `run` does.
    """
    asked = plan(
        scenario, reports, as_of=as_of, particles=particles, ensemble=ensemble, series=series, scale=scale, seed=seed,
        households=households,
    )  # fmt: skip
    return asked.execute(progress)


@dataclass(frozen=True, eq=False)
class NowcastPlan:
    """A nowcast that can be made: the scenario to its last month, the reports by then, and what is asked about."""

    base: Scenario
    ensemble: Ensemble | None
    source: str
    reports: ReportCounts
    later: int
    particles: int
    series: tuple[str, ...]

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, with those of the runs without reports."""
        return {self.base.size: 2 * self.particles * len(self.base.levers)}

    def execute(self, progress: OnProgress | None = None) -> Nowcast:
        """Follow the runs. Raises as `politburo.nowcast` does."""
        whole = sum(self.months.values())

        given = self._followed(self.reports, part_of(progress, 0, whole // 2, whole))
        without = self._followed(ReportCounts({}), part_of(progress, whole // 2, whole // 2, whole))
        return Nowcast(self, given, without)

    def _followed(self, reports: ReportCounts, progress: OnProgress | None) -> Followed:
        histories = Histories(self.base, self.ensemble, self.particles, reports, self.series, progress)
        steps, values, means, sets = list[Step](), list[np.ndarray](), list[np.ndarray](), list[int]()
        last: list[Particle] = []

        def look(step: Step, states: list[Particle]) -> None:
            values.append(histories.values.copy())
            means.append(histories.expected)
            alive = np.flatnonzero(step.weights > 0)
            sets.append(len({self._place(states[one]) for one in alive}))
            last[:] = states

        chance = np.random.default_rng([SEED, self.base.seed])
        for step in filtered(histories, range(self.base.start, self.base.end + 1), chance, look):
            steps.append(step)
        heaviest = np.argsort(-steps[-1].weights, kind="stable")[:VERIFIED]
        if len(reports):
            for at in heaviest.tolist():
                verify(last[at])
        return Followed(
            tuple(steps), np.array(values), np.array(means), tuple(sets), histories.expected, histories.size,
            tuple((one.number, one.scenario.draws_anew) for one in last),
        )  # fmt: skip

    def _place(self, particle: Particle) -> int:
        return 0 if self.ensemble is None else self.ensemble.place(particle.number)


def plan(
    scenario: str | Path | Scenario,
    reports: str | Path,
    *,
    as_of: str | None = None,
    particles: int | None = None,
    ensemble: Asked | None = None,
    series: Sequence[str] = (),
    **changes: Unpack[Changes],
) -> NowcastPlan:
    """What `nowcast` does with the same arguments. Raises as it does."""
    count = PARTICLES.checked(COUNT if particles is None else particles)
    asked = tuple(dict.fromkeys(map(_series, series or SERIES)))
    if changes.get("scale") is None:
        changes["scale"] = SCALE
    base, found = base_of(scenario, **changes), read_reports(reports)
    source = printable(str(Path(reports).name))
    last = found.months[-1] if as_of is None else last_whole_month(a_day(as_of))
    if not base.start <= last <= base.end:
        when = "the last month of its reports" if as_of is None else "the last whole month by the day"
        raise UsageError(
            f"{source}: {month_name(last)}, {when}, lies outside the scenario {printable(base.name)} "
            f"({month_name(base.start)} to {month_name(base.end)})."
        )
    early = [month for month in found.months if month < base.start]
    if early:
        raise UsageError(
            f"{source}: {month_name(early[0])} lies before {month_name(base.start)}, in which the scenario "
            f"{printable(base.name)} begins: leave such months out."
        )
    known = found.within(base.start, last)
    if not len(known):
        raise UsageError(f"{source} has no count of a month up to {month_name(last)}.")
    usual = f"not-ruled-out:{base.plan.name}"
    named = usual if ensemble is None and base.ensemble is None and usual in ensemble_names() else ensemble
    shorter, sets = under(named, base_of(base, until=month_name(last)))
    return NowcastPlan(shorter, sets, source, known, len(found) - len(known), count, asked)


def last_whole_month(day: date) -> int:
    """The last month that is over at the end of a day."""
    month = calendar_month(day)
    return month if (day + timedelta(days=1)).day == 1 else month - 1


def _series(name: str) -> str:
    known = tuple(one.name for one in ALL_SERIES)
    if name not in known:
        raise UsageError(f"There is no series {shown(name)}; {nearest(name, known)}.")
    return name


def save_example(scenario: str | Path | Scenario, path: str | Path, **changes: Unpack[Changes]) -> Path:
    """Write the reports of a simulated run of a scenario, of which the truth is known, as an example of such a file.

    The run has a number of its own, so that no particle meets the same chance. Raises as `place` and as `run`.
    """
    if changes.get("scale") is None:
        changes["scale"] = SCALE
    base = base_of(scenario, **changes)
    found = example_reports(base)
    about = (
        f"politburo nowcast · simulated, not observed · scenario {base.name} · seed {base.seed} · scale {base.scale:g}"
    )
    return place(Path(path), reports_text(found.counts, about))


def example_reports(base: Scenario, number: int = OF_THE_TEMPLATE) -> ReportCounts:
    """All reports of a run of a scenario, every kind in every month, rounded to whole persons."""
    histories = Histories(base, None, 1, ReportCounts({}), (), first=number)
    states = histories.start()
    for month in range(base.start, base.end + 1):
        histories.advance(states, month)
    [particle] = states
    return ReportCounts({
        (base.start + row, kind): round(float(particle.told[row, at]))
        for row in range(len(particle.told))
        for at, kind in enumerate(REPORT_NAMES)
    })  # fmt: skip
