"""Emulators: what a scenario would come to under levers and events that were not run, at once, with its own error.

A bank of runs is made at points spread evenly over levers and dated events, at the reference, and at points drawn at
random that nothing is fitted to. From it each series has an emulator, whose error is measured at the last of these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from politburo.ask.compare.quantities import chosen_in
from politburo.ask.emulate.answer import Emulation
from politburo.ask.emulate.emulator import FEWEST_HELD_OUT
from politburo.ask.emulate.inputs import Inputs, check_inputs, inputs_of
from politburo.ask.emulate.measured import REPORTED, REPORTS, MonthlySeries, series_of
from politburo.ask.experiment import Changes, Parts, base_of
from politburo.ask.factors import Factor, place_of
from politburo.run.engines import Engine, OnProgress
from politburo.run.experiment import THERE, Experiment, ExperimentResults, base_alone, execute, months_left
from politburo.run.outcomes import outcome
from politburo.run.plan import file_name
from politburo.scenario import Scenario, month_number
from politburo.terms.bounds import POINTS, Bounds
from politburo.terms.errors import UsageError
from politburo.terms.series import ALL_SERIES

POINTS_ASKED, HELD_OUT, RUNS, SCALE = 128, 32, 8, 0.02
"""Points to fit to and points held out, runs of each, and the scale, where nobody says them."""

SHOWN = ("fear", "private_loyalty", "displayed_loyalty", "purges", "flights", "income", "grievance", "departures")
"""Outcomes that are emulated where none are named."""

MOST_SERIES, MOST_MONTHS = 12, 240
"""Outcomes and months of a bank, at most: each run keeps every one of them by month."""

RUNS_OF_A_POINT = Bounds("number of runs", 3, 1000)
HELD = Bounds("number of points held out", FEWEST_HELD_OUT, 10_000)

STEPS = 20
"""In how many steps of its range the reference of a lever is a round number."""

WRITTEN, AT_REFERENCE, FITTED, HELD_APART = "scenario", "reference", "fitted", "held-out"
"""Folders in that of a bank."""


def emulate(
    scenario: str | Path | Scenario,
    levers: Sequence[str | Factor] = (),
    events: Sequence[str] = (),
    *,
    start: str | None = None,
    series: Sequence[str] = (),
    points: int | None = None,
    held_out: int | None = None,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    households: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Emulation:
    """Run a bank over levers and dated events of a scenario, and return what emulates it, with its measured error.

    `levers` are at most 8, by name or with a range (`market=0.1:0.9`), each held throughout or from the month `start`;
    `events` at most 4, by words of their labels, each of which is there or left out. Without either they are chosen:
    levers of the leader that no event moves, and the first event of each of some kinds. `series` are outcomes by name
    (at most 12); of purges, executions, penalties, flights and departures what outsiders count is emulated besides.

    `points` (by default 128) are spread evenly, `held_out` (by default 32, at least 9) drawn at random; each has `runs`
    runs (by default 8, at least 3) with the same chance at all points, at `scale` (by default 0.02). The folder `out`
    keeps them, so that points and runs can be added and a bank that was stopped goes on. Raises UsageError for what
    cannot be varied or asked, ScenarioError and StoreError as `run` does.
    """
    planned = plan(
        scenario, levers, events, start=start, series=series, points=points, held_out=held_out, runs=runs, seed=seed,
        until=until, scale=scale, households=households, out=out,
    )  # fmt: skip
    return planned.execute(engine, progress)


@dataclass(frozen=True, eq=False)
class EmulatePlan:
    """A bank that can be made: its inputs, what is taken from its runs, how many points, and its folder."""

    inputs: Inputs
    outcomes: tuple[str, ...]
    points: int
    held_out: int
    runs: int
    folder: Path

    @property
    def base(self) -> Scenario:
        """The scenario in which levers and events are varied."""
        return self.inputs.base

    @property
    def measured(self) -> MonthlySeries:
        """What is taken from each run."""
        return self._monthly(self.outcomes)

    @property
    def written(self) -> Experiment:
        """The scenario as it is written, of which levers that the leader chooses are taken besides."""
        chosen = tuple(one for one in self.chosen if one not in self.outcomes)
        return base_alone(self.base, self.runs, self._monthly((*self.outcomes, *chosen)))

    @property
    def chosen(self) -> tuple[str, ...]:
        """Levers, of those varied, that the leader chooses in the scenario as it is written."""
        known = {one.name for one in ALL_SERIES} & chosen_in(self.base)
        return tuple(one.name for one in self.inputs.levers if one.name in known)

    @property
    def parts(self) -> dict[str, Experiment]:
        """What does not depend on other runs: the scenario as it is, points to fit to and points held out."""
        return {
            WRITTEN: self.written,
            FITTED: self._at(self.inputs.spread(self.points), "spread evenly: scrambled Sobol' sequence"),
            HELD_APART: self._at(self.inputs.random(self.held_out), "drawn at random"),
        }

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, of what is not kept yet."""
        left = sum(sum(months_left(one, self.folder / name).values()) for name, one in self.parts.items())
        # The reference is known once the scenario was run. Where all else is kept, so is it.
        whole = not left and (self.folder / AT_REFERENCE).exists()
        return {self.base.size: left + (0 if whole else self.written.months * self.runs)}

    def check(self, engine: Engine | None = None) -> None:
        """Raise UsageError or ScenarioError for inputs that cannot be varied, and for shards, before any run."""
        if engine is not None and engine.shared:
            raise UsageError(
                "The reference follows from runs of the scenario: no shards can do a bank, but threads, workers or a "
                "cluster."
            )
        check_inputs(self.inputs)

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> Emulation:
        """Do the runs that are not kept yet and fit to them. Raises as `politburo.emulate` does."""
        self.check(engine)
        told, done = Parts(sum(self.months.values()), progress), dict[str, ExperimentResults]()
        for name, one in self.parts.items():
            done[name] = self._done(name, one, engine, told)
        reference = self.reference(done[WRITTEN])
        done[AT_REFERENCE] = self._done(AT_REFERENCE, self._at(reference, "the reference"), engine, told)
        told.settle()
        return Emulation(
            done[FITTED], self.inputs, self.outcomes, reference[0], done[AT_REFERENCE], done[HELD_APART], done[WRITTEN],
            self.folder,
        )  # fmt: skip

    def reference(self, written: ExperimentResults) -> NDArray[np.float64]:
        """The reference, (1, d): each lever as the scenario has it on average, rounded, and all events.

        Of a lever that the leader chooses it is what he chose, on average over runs and months.
        """
        start = max(self.base.start, *(month_number(one.start) for one in self.inputs.levers if one.start), 0)
        since = start - self.base.start
        courses = series_of(written, self._monthly((*self.outcomes, *self.chosen))) if self.chosen else {}
        found = []
        for one in self.inputs.levers:
            said = np.array([getattr(levers, one.name) for levers in self.base.levers[since:]])
            mean = float(np.nanmean(courses[one.name][..., since:]) if one.name in self.chosen else said.mean())
            place = round(float(np.clip(place_of(one.low, one.high, max(mean, one.low)), 0, 1)) * STEPS) / STEPS
            found.append(float(f"{one.at(np.array([place]))[0]:.6g}"))
        return np.array([[*found, *[THERE] * len(self.inputs.places)]])

    def _at(self, points: NDArray[np.float64], design: str) -> Experiment:
        return Experiment(self.base, self.inputs.varied, points, self.runs, design, self.measured)

    def _monthly(self, names: tuple[str, ...]) -> MonthlySeries:
        return MonthlySeries(tuple(dict.fromkeys(names)), self.base.start, self.base.end - self.base.start + 1)

    def _done(self, name: str, asked: Experiment, engine: Engine | None, told: Parts) -> ExperimentResults:
        folder = self.folder / name
        with told.part(sum(months_left(asked, folder).values())) as heard:
            return execute(asked, folder, engine=engine, on_progress=heard)


def plan(
    scenario: str | Path | Scenario,
    levers: Sequence[str | Factor] = (),
    events: Sequence[str] = (),
    *,
    start: str | None = None,
    series: Sequence[str] = (),
    points: int | None = None,
    held_out: int | None = None,
    runs: int | None = None,
    out: str | Path | None = None,
    **changes: Unpack[Changes],
) -> EmulatePlan:
    """What `politburo.emulate` does with the same arguments. Raises as it does."""
    if changes.get("scale") is None:
        changes["scale"] = SCALE
    base = base_of(scenario, **changes)
    months = base.end - base.start + 1
    if months > MOST_MONTHS:
        raise UsageError(f"A bank keeps {MOST_MONTHS} months of each run at most; {base.name!r} has {months}.")
    names = tuple(dict.fromkeys(outcome(name).name for name in series or SHOWN))
    if len(names) > MOST_SERIES:
        raise UsageError(f"A bank keeps {MOST_SERIES} outcomes at most; {len(names)} are named.")
    asked = (*names, *(REPORTS + name for name in names if name in REPORTED))
    inputs = inputs_of(base, levers, events, start=start)
    varied = MonthlySeries(asked, base.start, months)
    first = Experiment(base, inputs.varied, inputs.spread(1), 1, measured=varied)
    folder = Path("runs") / f"{file_name(base)}-emulate-{first.identity[:10]}" if out is None else Path(out)
    return EmulatePlan(
        inputs,
        asked,
        POINTS.checked(POINTS_ASKED if points is None else points),
        HELD.checked(HELD_OUT if held_out is None else held_out),
        RUNS_OF_A_POINT.checked(RUNS if runs is None else runs),
        folder,
    )
