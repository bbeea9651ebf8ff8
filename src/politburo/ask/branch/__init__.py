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
    default those that differ most.

    The branch is a run folder like any other, `out` or one under `runs/`. Before `at` the files of each run are those
    of the parent to the bit: that is verified when a run is finished, and told by the fingerprint of the branch. Where
    chance is drawn anew and something else changes too, the same branch without the change is run beside it.

    Raises UsageError or ScenarioError for what cannot be changed from a month on; StoreError for a parent that is
    damaged, unfinished or of another version of the model, before anything is run, and for a run that does not begin as
    its parent's does; otherwise as `politburo.run` does. What is finished is kept: the same call goes on from there.
    """
    from politburo.ask.branch.answer import Branch
    from politburo.ask.branch.continuation import asked_change, continued, first_month
    from politburo.ask.branch.runs import SameBefore, check_parent, count_of, finish_all, planned, verified
    from politburo.ask.compare.quantities import outcome_named
    from politburo.ask.run.results import Results

    names = tuple(outcome_named(name).name for name in series)
    results = parent if isinstance(parent, Results) else Results.open(parent)
    change = asked_change(at, sets=sets or {}, without=without, leader=leader, seed=seed, run=run)
    month = first_month(results.scenario, at)
    count = count_of(results, run, runs)
    scenario = continued(results.scenario, month, change, str(results.folder))
    check_parent(results, range(count) if run is None else (run,))
    same = SameBefore(results.store.folder, scenario.start, month, run)
    plans = [planned(results, scenario, count, out)]
    if change.acts and change.draws_anew:
        unchanged = continued(results.scenario, month, change.by_chance_alone, str(results.folder))
        plans.append(planned(results, unchanged, count, None if out is None else f"{out}-unchanged"))
    finish_all(plans, same, engine, progress)
    (own, fingerprint), *beside = (verified(plan, same) for plan in plans)
    return Branch(results, own, beside[0][0] if beside else results, month, change, fingerprint, names)
