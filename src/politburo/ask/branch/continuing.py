"""The runs of a branch: whether the parent can be continued, the runs themselves, and that they begin as it does."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.ask.branch.before import NotTheSameError, SameBefore
from politburo.run.plan import identity, make_plan, model_sources
from politburo.run.replay import check_run
from politburo.run.results import open_folder
from politburo.run.runner import finish
from politburo.scenario.checks import between
from politburo.scenario.schema import RUNS
from politburo.terms.errors import StoreError, UsageError

if TYPE_CHECKING:
    from politburo.run.engines import Engine, OnProgress
    from politburo.run.results import Results
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


def continued(
    parent: Results,
    scenario: Scenario,
    month: int,
    run: int | None,
    count: int,
    out: str | Path | None,
    engine: Engine | None,
    progress: OnProgress | None,
) -> tuple[Results, str]:
    """Run a branch from `month` on; its results, and the fingerprint of what its runs have in common with the parent.

    Raises StoreError when a run does not begin as the parent's does: it then does not count as finished.
    """
    plan = make_plan(replace(scenario, runs=count), out)
    _refuse_the_parents_own(parent, plan.folder)
    same = SameBefore(parent.store.folder, scenario.start, month, run)
    finish(plan, engine=engine, on_progress=progress, check=same)
    own = open_folder(plan.folder, runs=count)
    digest = hashlib.blake2b(digest_size=16)
    # All of them once more: some may have been finished before, by whatever made the folder.
    for number in own.runs:
        try:
            digest.update(f"{number} {same.fingerprint(own.store, number)}\n".encode())
        except NotTheSameError:
            own.store.forget(number)
            raise
    return own, digest.hexdigest()


def _refuse_the_parents_own(parent: Results, folder: Path) -> None:
    if folder.absolute().resolve() == parent.store.folder.resolve():
        raise UsageError(f"{folder} holds the parent: a branch needs a folder of its own.")
