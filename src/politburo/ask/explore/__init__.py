"""Scenario discovery: which combinations of uncertain parameters lead to an outcome."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from politburo.ask.explore.answer import Exploration
    from politburo.ask.explore.plan import Factors
    from politburo.run.engines import Engine
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
    from politburo.ask.explore.plan import plan

    planned = plan(
        asked, when, over=over, start=start, points=points, runs=runs, seed=seed, until=until, scale=scale,
        density=density, boxes=boxes, out=out,
    )  # fmt: skip
    return planned.execute(engine, progress)
