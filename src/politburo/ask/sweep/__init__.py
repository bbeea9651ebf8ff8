"""Sweeps: a scenario with one or two levers or parameters varied, and how its outcomes go along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from politburo.ask.factors import Factor, Over
    from politburo.ask.sweep.answer import Sweep
    from politburo.run.engines import Engine
    from politburo.scenario import Scenario


def sweep(
    scenario: str | Path | Scenario,
    over: Mapping[str, Over] | Sequence[str | Factor] | None = None,
    *,
    start: str | None = None,
    outcomes: Sequence[str] = (),
    points: int | None = None,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sweep:
    """Run a scenario at many values of one or two of its levers or parameters, and return how its outcomes go along.

    `over` says what is varied: `{"market": (0.1, 0.9)}`, `["market=0.1:0.9:5", "elite_weight"]` or factors; levers are
    held from the month `start` (`2014-01`) or throughout. Points are a grid; with `points`, that many spread evenly.
    Every point gets the same seed and run numbers. `outcomes` are those that are shown, by name (`politburo outcomes`
    lists them); all are kept. In place of a scenario there can be a sweep that is written down: the name of one that
    comes with politburo (`leaders-map`) or a TOML file with a table `over`.

    `runs`, `seed`, `until`, `scale` take the place of what the scenario says; `out` is the folder, by default one under
    `runs/` named by what is asked: what is there is not done again, and points and runs can be added. `engine` says
    where it is done, by default `Threads()`; `progress(done, total)` is called with the months.

    Raises ScenarioError or UsageError for what cannot be varied or run; StoreError when the folder cannot be used;
    KeyboardInterrupt when it is stopped: the same call goes on from there. Failed runs are named by the sweep itself.
    """
    from politburo.ask.sweep.plan import plan

    planned = plan(
        scenario, over, start=start, outcomes=outcomes, points=points, runs=runs, seed=seed, until=until, scale=scale,
        out=out,
    )  # fmt: skip
    return planned.execute(engine, progress)
