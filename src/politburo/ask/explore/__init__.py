"""Scenario discovery: which combinations of uncertain parameters lead to an outcome."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.ask.explore.condition import Condition
    from politburo.ask.explore.exploration import Exploration
    from politburo.ask.explore.planning import Factors
    from politburo.ask.explore.searching import Search
    from politburo.run.engines import Engine
    from politburo.run.experiment import ExperimentResults
    from politburo.scenario import Scenario


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

    `when` says which points are cases: `regime_falls > 0.5`, `senior_flights > 3x` (times the level in the base
    scenario), `departures in top 10%`, or several joined by `and`. At most `boxes` boxes are looked for. The rule
    takes the least restricted one in which at least the share `density` of the points are cases, or else the one that
    balances coverage and density best. Each is checked on points held out and against cases dealt out by chance.

    `progress(done, total)` is told the months simulated and to simulate.

    Raises UsageError for a condition, factor or number that cannot be; ScenarioError and StoreError as `run` does;
    MissingLibraryError when the EMA workbench is not installed; KeyboardInterrupt when it is stopped: the same call
    goes on from there.
    """
    from politburo.ask.explore.condition import condition
    from politburo.ask.explore.peeling import library
    from politburo.ask.explore.planning import is_experiment, planned
    from politburo.ask.explore.searching import Search
    from politburo.run.experiment import open_experiment, perform

    wanted, search = condition(when), Search(density=density, boxes=boxes)
    library()  # before anything is simulated
    known = is_experiment(asked)
    if known:
        refuse_new_runs(over, start, points, runs, seed, until, scale, out)
        results = open_experiment(str(asked))
    else:
        made = planned(
            asked, over=over, start=start, points=points, runs=runs, seed=seed, until=until, scale=scale
        )  # fmt: skip
        results = perform(made, None if out is None else Path(out), engine=engine, on_progress=progress)
    return answered(results, wanted, search, with_base=not known, engine=engine)


def answered(
    results: ExperimentResults,
    when: Condition,
    search: Search,
    *,
    with_base: bool,
    engine: Engine | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Exploration:
    """Ask an experiment that is done. The base scenario is run where the condition or `with_base` needs it.

    `on_progress(done, total)` is told the searches done and the most there may be. Raises as `explore` does.
    """
    from politburo.ask.explore.classing import classed
    from politburo.ask.explore.exploration import discovered
    from politburo.ask.explore.planning import base_runs, kept_base

    base = kept_base(results)
    if base is None and (with_base or when.is_relative):
        base = base_runs(results, engine=engine)
    levels = None if base is None else {name: base.values(name)[0] for name in when.outcomes}
    return discovered(results, when, classed(results, when, levels), search, on_progress)


def refuse_new_runs(*asked: object) -> None:
    """Raise UsageError when anything is asked of the folder of an experiment that would need new runs."""
    if any(one is not None for one in asked):
        raise UsageError(
            "The folder of an experiment is asked as it is: points, runs and what is varied cannot be changed with it. "
            "Name the scenario to run more; what is there already is not done again."
        )
