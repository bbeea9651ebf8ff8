"""The experiment that an exploration runs: points spread over the ranges of parameters, and the base beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from politburo.ask.designs import hypercubes
from politburo.ask.factors import Factor, Over, all_parameters, check_factors, factors_of
from politburo.run.engines import Engine
from politburo.run.experiment import Experiment, ExperimentResults, base_alone, open_experiment, perform
from politburo.run.experiment.manifest import MANIFEST
from politburo.run.experiment.store import ExperimentStore
from politburo.run.plan import model_sources
from politburo.scenario import Scenario, adapt, load
from politburo.scenario.checks import printable
from politburo.terms.errors import StoreError, UsageError

POINTS, RUNS = 256, 2
"""Sets of parameters, and runs of each, where nobody says how many."""

ALL = "all"
"""In place of a factor: every parameter that can matter, over its declared range, unless it is named besides."""

BASE = "base"
"""The folder, within that of an experiment, where the runs of its base scenario are kept."""

Factors = Mapping[str, Over] | Sequence[str | Factor] | None


def is_experiment(asked: str | Path | Scenario) -> bool:
    """Whether the folder of an experiment is meant, and no scenario."""
    return not isinstance(asked, Scenario) and (Path(asked) / MANIFEST).is_file()


def planned(
    scenario: str | Path | Scenario,
    *,
    over: Factors = None,
    start: str | None = None,
    points: int | None = None,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
) -> Experiment:
    """The experiment that explores a scenario: `points` spread over the ranges of what `over` names, `runs` of each.

    By default all parameters that can matter are varied over their declared ranges. More points are the same ones and
    others besides. Raises UsageError and ScenarioError for what cannot be.
    """
    if not isinstance(scenario, Scenario) and Path(scenario).is_dir():
        raise _no_experiment(Path(scenario))
    base = scenario if isinstance(scenario, Scenario) else load(scenario)
    base = adapt(base, seed=seed, until=until, scale=scale)
    factors = _factors(base, over, start)
    check_factors(factors, base)
    count = POINTS if points is None else points
    design = f"{count} points spread over {len(factors)} factors (Latin hypercubes)"
    varied = tuple(factor.varied for factor in factors)
    return Experiment(base, varied, hypercubes(factors, count), RUNS if runs is None else runs, design)


def base_runs(results: ExperimentResults, *, engine: Engine | None = None) -> ExperimentResults:
    """The runs of the base scenario itself, with the numbers and the seed of those at the points.

    They are kept beside the points and done only once. Raises StoreError where the points are from another version of
    the model.
    """
    folder = results.folder / BASE
    sources = ExperimentStore(results.folder).manifest().sources
    if sources != model_sources() and not (folder / MANIFEST).is_file():
        raise StoreError(
            f"{results.folder} is from another version of the model, by which the base scenario cannot be run now; "
            "compare outcomes with numbers, or make the experiment anew."
        )
    return perform(base_alone(results.experiment.base, results.runs), folder, engine=engine)


def kept_base(results: ExperimentResults) -> ExperimentResults | None:
    """The runs of the base scenario where all of them are kept, else None; nothing is run."""
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
