"""Scenario discovery: which combinations of uncertain parameters lead to an outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Unpack

from politburo.ask.experiment import Changes, base_of
from politburo.ask.explore.answer import Exploration
from politburo.ask.explore.boxes import find
from politburo.ask.explore.cases import Condition, axes_of, check_possible, classed, condition
from politburo.ask.explore.search import Search, library
from politburo.ask.factors import Factor, Over, all_parameters, check_factors, factors_of, hypercubes
from politburo.run.engines import Engine, OnProgress, Shares
from politburo.run.experiment import (
    Experiment,
    ExperimentResults,
    base_alone,
    default_folder,
    execute,
    months_left,
    open_experiment,
)
from politburo.run.experiment.store import MANIFEST, ExperimentStore
from politburo.run.plan import model_sources
from politburo.scenario import Scenario
from politburo.terms.checks import printable
from politburo.terms.errors import StoreError, UsageError


def explore(
    asked: str | Path | Scenario,
    when: str,
    *,
    over: Factors = None,
    start: str | None = None,
    points: int | None = None,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    households: int | None = None,
    density: float = 0.8,
    boxes: int = 3,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Exploration:
    """Find the limits on few parameters within which a condition on outcomes holds: scenario discovery with PRIM.

    `asked` is a scenario, by name, file or itself: `points` sets of parameters (by default 256), spread over the ranges
    of what `over` names (by default all parameters that can matter; levers too, held from `start` or throughout; `all`
    in a list stands for all parameters), are run `runs` times each (by default 2), all with the same chances, and kept
    in the folder `out`. Or it is the folder of an experiment, which is asked without new runs.

    `when` says which points are cases: `regime_falls > 0.5`, `senior_flights > 3x` (times the level in the
    baseline), `departures in top 10%`, or several joined by `and`. At most `boxes` boxes are looked for. The rule
    takes the least restricted one in which at least the share `density` of the points are cases, or else the one that
    balances coverage and density best. Each is checked on points held out and by a permutation test.

    `progress(done, total)` is called with the months simulated and to simulate.

    Raises UsageError for a condition that can never hold, before anything but the baseline is simulated, and for a
    factor or number that cannot be; ScenarioError and StoreError as `run` does;
    MissingLibraryError when the EMA workbench is not installed; KeyboardInterrupt when it is stopped: the same call
    goes on from there.
    """
    planned = plan(
        asked, when, over=over, start=start, points=points, runs=runs, seed=seed, until=until, scale=scale,
        households=households, density=density, boxes=boxes, out=out,
    )  # fmt: skip
    return planned.execute(engine, progress)


POINTS, RUNS = 256, 2
"""Sets of parameters, and runs of each, where nobody says how many."""

ALL = "all"
"""In place of a factor: every parameter that can matter, over its declared range, unless it is named besides."""

BASE = "base"
"""The folder, within that of an experiment, where the runs of its baseline are kept."""

Factors = Mapping[str, Over] | Sequence[str | Factor] | None


@dataclass(frozen=True, eq=False)
class ExplorationPlan:
    """An exploration that can be made: the condition, how boxes are looked for, the experiment, and its folder.

    `is_kept` says that the folder of an experiment was named, which is asked as it is.
    """

    condition: Condition
    search: Search
    experiment: Experiment
    folder: Path
    is_kept: bool = False

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, of what is not kept yet; those of the baseline are few and left out."""
        return {} if self.is_kept else months_left(self.experiment, self.folder)

    def simulate(self, engine: Engine | None = None, progress: OnProgress | None = None) -> ExperimentResults:
        """Do the runs that are not kept yet; those of the baseline first where the condition is about multiples of it.

        Raises UsageError for a condition that can never hold, before the sets of parameters are simulated, and as
        `politburo.run.experiment.execute` does.
        """
        if self.is_kept:
            return ExperimentResults(self.folder, self.experiment)
        shares, store = Shares(), ExperimentStore(self.folder.absolute())
        self.experiment.check()
        if self.condition.is_relative:
            with store.claimed(self.experiment, shared=bool(engine and engine.shared)):
                pass  # the baseline is kept in a folder within
            with shares.part():
                base = base_runs(ExperimentResults(store.folder, self.experiment), engine=engine)
                check_possible(self.condition, base_levels(base, self.condition))
        with shares.part():
            results = execute(self.experiment, self.folder, engine=engine, on_progress=progress)
        shares.settle()
        base_runs(results, engine=engine)
        return results

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> Exploration:
        """Do the runs and look for boxes. Raises as `politburo.explore` does."""
        return explored(self.simulate(engine, progress), self.condition, self.search, engine=engine)


def plan(
    asked: str | Path | Scenario,
    when: str,
    *,
    over: Factors = None,
    start: str | None = None,
    points: int | None = None,
    runs: int | None = None,
    density: float = 0.8,
    boxes: int = 3,
    out: str | Path | None = None,
    **changes: Unpack[Changes],
) -> ExplorationPlan:
    """What `politburo.explore` does with the same arguments. Raises as it does."""
    wanted, search = condition(when), Search(density=density, boxes=boxes)
    check_possible(wanted)
    folder = None if isinstance(asked, Scenario) else Path(asked)
    if folder and (folder / MANIFEST).is_file():
        if any(one is not None for one in (over, start, points, runs, out, *changes.values())):
            raise UsageError(
                "The folder of an experiment is asked as it is: points, runs and what is varied cannot be changed with "
                "it. Name the scenario to run more; what is there already is not done again."
            )
        kept = open_experiment(folder)
        library()
        return ExplorationPlan(wanted, search, kept.experiment, kept.folder, is_kept=True)
    if folder and folder.is_dir():
        raise _no_experiment(folder)
    experiment = experiment_of(base_of(asked, **changes), over=over, start=start, points=points, runs=runs)
    library()  # before anything is simulated
    return ExplorationPlan(wanted, search, experiment, default_folder(experiment) if out is None else Path(out))


def experiment_of(
    base: Scenario,
    *,
    over: Factors = None,
    start: str | None = None,
    points: int | None = None,
    runs: int | None = None,
) -> Experiment:
    """The experiment that explores a scenario. Raises UsageError and ScenarioError for what cannot be."""
    factors = _factors(base, over, start)
    check_factors(factors, base)
    count = POINTS if points is None else points
    design = f"{count} points spread over {len(factors)} factors (Latin hypercubes)"
    varied = tuple(factor.varied for factor in factors)
    return Experiment(base, varied, hypercubes(factors, count), RUNS if runs is None else runs, design)


def explored(
    results: ExperimentResults,
    wanted: Condition,
    search: Search,
    *,
    engine: Engine | None = None,
    on_search: OnProgress | None = None,
) -> Exploration:
    """Ask an experiment that is done. The baseline is run where the condition needs it and it is not kept.

    `on_search(done, total)` is called with the searches done and the most there may be. Raises as `explore` does.
    """
    base = kept_base(results)
    if base is None and wanted.is_relative:
        base = base_runs(results, engine=engine)
    levels = None if base is None else {name: base.values(name)[0] for name in wanted.outcomes}
    if base is not None:
        check_possible(wanted, base_levels(base, wanted))
    axes = axes_of(results.experiment)
    cases = classed(results, wanted, levels)
    found = find(results.experiment, cases, axes, search, on_search)
    return Exploration(results, wanted, cases, axes, search, found)


def base_levels(base: ExperimentResults, wanted: Condition) -> dict[str, float]:
    """The means over the runs of the baseline of the outcomes of a condition."""
    return {name: float(base.values(name)[0].mean()) for name in wanted.outcomes}


def base_runs(results: ExperimentResults, *, engine: Engine | None = None) -> ExperimentResults:
    """The runs of the baseline itself, with the numbers and the seed of those at the points.

    They are kept beside the points and done only once. Raises StoreError where the points are from another version of
    the model.
    """
    folder = results.folder / BASE
    sources = ExperimentStore(results.folder).manifest().sources
    if sources != model_sources() and not (folder / MANIFEST).is_file():
        raise StoreError(
            f"{results.folder} is from another version of the model, by which the baseline cannot be run now; "
            "compare outcomes with numbers, or make the experiment anew."
        )
    return execute(base_alone(results.experiment.base, results.runs), folder, engine=engine)


def kept_base(results: ExperimentResults) -> ExperimentResults | None:
    """The runs of the baseline where all of them are kept, else None; nothing is run."""
    folder = results.folder / BASE
    if not (folder / MANIFEST).is_file():
        return None
    kept = open_experiment(folder)
    if kept.experiment.base.digest() != results.experiment.base.digest() or kept.runs < results.runs:
        return None
    wanted = ExperimentResults(folder, replace(kept.experiment, runs=results.runs))
    return None if wanted.missing else wanted


def _factors(base: Scenario, over: Factors, start: str | None) -> tuple[Factor, ...]:
    if over is None:
        if start is not None:
            raise UsageError(f"Nothing is held from {start} on: name a lever that is varied.")
        return all_parameters(base)
    if isinstance(over, Mapping) or ALL not in over:
        return factors_of(over, start=start)
    named = [one for one in over if one != ALL]
    own = factors_of(named, start=start) if named else ()
    names = {factor.name for factor in own}
    return own + tuple(factor for factor in all_parameters(base) if factor.name not in names)


def _no_experiment(folder: Path) -> UsageError:
    """The error for a folder that is no experiment; those inside of it are named."""
    inside = sorted(entry.parent.name for entry in folder.glob(f"*/{MANIFEST}") if entry.parent.name != BASE)
    hint = f" It holds experiments, of which one can be asked: {', '.join(map(printable, inside))}." if inside else ""
    return UsageError(f"{printable(str(folder))} is neither a scenario nor the folder of an experiment.{hint}")
