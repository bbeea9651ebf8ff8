"""The runs of a branch: whether the parent can be continued, the runs themselves, and that they begin as it does."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.ask.branch.shared_past import NotTheSameError, SameBefore
from politburo.ask.run.results import Results
from politburo.run.engines import Shares, part_of
from politburo.run.plan import Plan, identity, make_plan, model_sources
from politburo.run.replay import check_run
from politburo.run.runner import finish
from politburo.scenario import adapt
from politburo.scenario.checks import between
from politburo.scenario.schema import RUNS
from politburo.terms.errors import StoreError, UsageError

if TYPE_CHECKING:
    from politburo.run.engines import Engine, OnProgress
    from politburo.scenario import Scenario


def count_of(parent: Results, run: int | None, runs: int | None) -> int:
    """How many runs a branch has. Raises UsageError for a run that the parent lacks, and for more than it has."""
    if run is not None:
        check_run(parent.store, parent.scenario.runs, run)
    count = parent.scenario.runs if runs is None else runs
    try:
        between(*RUNS)(count)
    except ValueError as error:
        raise UsageError(f"The number of runs cannot be used: {error}.") from None
    if run is None and count > parent.scenario.runs:
        raise UsageError(
            f"{parent.folder} has {parent.scenario.runs} runs, and {count} cannot be continued: give it more runs "
            "first, or continue one of them many times (`run`)."
        )
    return count


def check_parent(parent: Results, runs: Sequence[int]) -> None:
    """Raise StoreError when these runs of the parent cannot be continued: another version of the model, or damage."""
    manifest = parent.store.manifest()
    again = f"Run it again into a new folder (politburo run {parent.store.scenario_file} --out NEW) and branch that."
    if manifest.sources != model_sources():
        raise StoreError(
            f"{parent.folder} was made by another version of the model ({manifest.politburo}, "
            f"{manifest.sources[:10]}; this is {model_sources()[:10]}), so nothing goes on from it to the bit. {again}"
        )
    if identity(parent.scenario) != manifest.identity:
        raise StoreError(
            f"{parent.folder} was made with another version of the logic of rule that its scenario names. {again}"
        )
    for run in runs:
        check_run(parent.store, parent.scenario.runs, run)
    damaged = parent.store.missing(runs)
    if damaged:
        raise StoreError(
            f"The files of run {damaged[0]} of {parent.folder} are not those that were written: give the command that "
            "made the folder again, which does the run again."
        )


def planned(parent: Results, scenario: Scenario, count: int, out: str | Path | None) -> Plan:
    """The runs of a branch and where they are kept. Raises UsageError for the folder of the parent."""
    plan = make_plan(adapt(scenario, runs=count), out)
    if plan.folder.absolute().resolve() == parent.store.folder.resolve():
        raise UsageError(f"{plan.folder} holds the parent: a branch needs a folder of its own.")
    return plan


def finish_all(plans: Sequence[Plan], same: SameBefore, engine: Engine | None, progress: OnProgress | None) -> None:
    """Do the runs of all plans that are not finished yet, and look at each whether it begins as the parent's does.

    Raises NotTheSameError when one does not: it then does not count as finished; otherwise as `finish` does, and
    ShardDone only when a shard has done its share of all.
    """
    months = [plan.scenario.runs * len(plan.scenario.levers) for plan in plans]
    shares = Shares()
    for place, plan in enumerate(plans):
        told = part_of(progress, sum(months[:place]), months[place], sum(months))
        with shares.part():
            finish(plan, engine=engine, on_progress=told, check=same)
    shares.settle()


def verified(plan: Plan, same: SameBefore) -> tuple[Results, str]:
    """What came out of a plan, and the fingerprint of all that its runs have in common with the parent.

    All of its runs are looked at: some may have been finished before, by whatever made the folder. Raises
    NotTheSameError when one does not begin as the parent's does: it then does not count as finished any more.
    """
    results = Results.open(plan.folder, runs=plan.scenario.runs)
    digest = hashlib.blake2b(digest_size=16)
    for run in results.runs:
        try:
            digest.update(f"{run} {same.fingerprint(results.store, run)}\n".encode())
        except NotTheSameError:
            results.store.forget(run)
            raise
    return results, digest.hexdigest()
