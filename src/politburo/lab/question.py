"""A question of the page at work: its arms as ordinary runs, and the comparison of those that are finished.

Nothing is computed here that a library does not have: runs are those of `run`, differences those of `compare`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from politburo.ask import ensemble
from politburo.ask.compare import ArmPlan, ComparisonPlan, totals
from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.quantities import Arm
from politburo.ask.run import run
from politburo.ask.run.results import Results
from politburo.lab.state import Arms, State, arms_of
from politburo.run.engines import Threads
from politburo.run.ensemble import Ensemble
from politburo.run.plan import default_folder
from politburo.scenario import Scenario
from politburo.terms.errors import UsageError

Progress = Callable[[int, int], None]

FIRST = 2
"""Pairs of the first answer: the fewest that have an interval."""

MOST_FOLDERS = 16
"""Folders of runs that are kept of a session where nobody asked for them: those used last."""


@dataclass(frozen=True, eq=False)
class Asked:
    """A state whose runs are kept under a folder. Raises UsageError or ScenarioError for what cannot be."""

    state: State
    folder: Path
    given: Scenario | None = None

    @cached_property
    def arms(self) -> Arms:
        """Baseline and what-if."""
        return arms_of(self.state, self.given)

    @cached_property
    def parameters(self) -> Ensemble | None:
        """The parameter sets of the runs, where an ensemble is asked for."""
        return ensemble.ensemble_of(self.state.ensemble, self.arms.base)

    @cached_property
    def plans(self) -> tuple[ArmPlan, ...]:
        """The arms as they are run, the baseline first."""
        base, changed = self.arms.base, self.arms.changed
        if changed is not None:
            return ComparisonPlan(base, (changed,), ensemble=self.parameters, out=self.folder).arms
        folder = self.folder / default_folder(base, self.parameters).name
        return (ArmPlan("baseline", base, folder),)

    def advance(self, runs: int, progress: Progress | None = None) -> None:
        """Do the runs of all arms that are not finished yet, up to so many. Raises as `run`."""
        arms = {one.folder: one.scenario for one in self.plans}
        for at, (folder, scenario) in enumerate(arms.items()):

            def told(done: int, total: int, before: int = at) -> None:
                if progress is not None:
                    progress(before * total + done, len(arms) * total)

            run(scenario, runs=runs, ensemble=self.parameters, out=folder, engine=Threads(1), progress=told)

    def results(self, arm: str, runs: int, progress: Progress | None = None) -> Results:
        """So many finished runs of an arm, baseline or what-if; those that are not there are done. Raises as `run`."""
        if arm != "baseline" and self.arms.changed is None:
            raise UsageError("Nothing is different in the what-if: look at a run of the baseline.")
        one = self.plans[0 if arm == "baseline" else -1]
        return run(
            one.scenario, runs=runs, ensemble=self.parameters, out=one.folder, engine=Threads(1), progress=progress
        )

    def found(self, runs: int, series: Sequence[str], *, last: bool = False) -> Comparison:
        """What so many finished runs say; the `last` time with the spread over cadres as a yardstick besides."""
        base, *others = (Arm(one.label, one.scenario, Results.open(one.folder, runs=runs)) for one in self.plans)
        wanted = totals.wanted(dict.fromkeys(series, f"{self.state.precision:g}%"))
        place = self.folder / f"compare-{self.plans[-1].folder.name}"
        comparison = Comparison(base, tuple(others), place, wanted if others else ())
        if not (last and others):
            return comparison
        cadres = totals.over_cadres(base.results, comparison.months.stop - 1, 2, place)
        return replace(comparison, over_cadres=cadres)

    def tidy(self, most: int = MOST_FOLDERS) -> None:
        """Throw away the runs of earlier questions of the session but for those used last."""
        mine = {one.folder.name for one in self.plans}
        others = [one for one in self.folder.iterdir() if one.is_dir() and one.name not in mine]
        for old in sorted(others, key=lambda one: one.stat().st_mtime, reverse=True)[most:]:
            shutil.rmtree(old, ignore_errors=True)
