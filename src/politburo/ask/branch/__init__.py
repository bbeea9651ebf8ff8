"""A stored run, continued from a month with something changed: the same to the bit before, another history after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from politburo.ask.branch.answer import Branch
    from politburo.ask.run.results import Results
    from politburo.run.engines import Engine


def branch(
    parent: str | Path | Results,
    *,
    at: str,
    sets: Mapping[str, float] | None = None,
    without: Sequence[str] = (),
    leader: str | None = None,
    seed: int | None = None,
    run: int | None = None,
    runs: int | None = None,
    series: Sequence[str] = (),
    across_priors: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Branch:
    """Continue the runs of a folder from the month `at` (`2018-05`) with something changed.

    `sets` holds levers at a value (short names do, as in `compare`), `without` leaves out dated events of that month or
    later by a word of their label, `leader` lets another logic of rule govern, `seed` draws chance anew: all from `at`
    on. With `run` all runs of the branch continue that one run of the parent, each with chance of its own from `at` on:
    many futures of one past; what outsiders learn of that past is drawn for each. `runs` is how many, by default as
    many as the parent has. `series` are the outcomes that are shown, by the names that `politburo outcomes` lists; by
    default those that differ most. With `across_priors`, the same is asked under that many parameter sets drawn from
    the declared ranges besides, with few runs each: with every set the parent's scenario is run from its first month on
    and branched in the same month, so that the months before are not those of the parent's runs.

    The branch is a run folder like any other, `out` or one under `runs/`. Before `at` the files of each run are those
    of the parent to the bit: that is verified when a run is finished, and told by the fingerprint of the branch. Where
    chance is drawn anew and something else changes too, the same branch without the change is run beside it.

    Raises UsageError or ScenarioError for what cannot be changed from a month on; StoreError for a parent that is
    damaged, unfinished or of another version of the model, before anything is run, and for a run that does not begin as
    its parent's does; otherwise as `politburo.run` does. What is finished is kept: the same call goes on from there.
    """
    from politburo.ask.branch.plan import BranchPlan

    plan = BranchPlan(parent, at, sets or {}, without, leader, seed, run, runs, series, across_priors, out)
    return plan.execute(engine, progress)
