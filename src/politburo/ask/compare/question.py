"""What a comparison is asked: the arms, how many runs, how precisely, and under which other parameters."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.ask.compare.across_priors import ParameterSets, experiments
from politburo.ask.compare.arms import Arm, ArmPlan
from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.precision import Wanted, next_runs
from politburo.run.engines import Shares, part_of
from politburo.run.plan import identity

if TYPE_CHECKING:
    from politburo.run.engines import Engine, OnProgress
    from politburo.run.experiment import Experiment
    from politburo.scenario import Scenario


@dataclass(frozen=True, eq=False)
class ComparisonPlan:
    """A comparison that can be made: `asked` are the arms, the baseline first, with `runs` each.

    Runs are added until what is `wanted` is reached, up to `most`. `sets` parameter sets are tried besides. `series`
    are the outcomes that are shown, those that differ most where there are none. All of it is kept under `out`.
    """

    asked: tuple[ArmPlan, ...]
    runs: int
    wanted: tuple[Wanted, ...]
    most: int
    series: tuple[str, ...]
    sets: int
    out: Path

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, whatever is there already."""
        arms = sum(self.runs * len(scenario.levers) for scenario in self._folders.values())
        others = sum(len(one.points) * one.runs * one.months for one, _ in self._experiments)
        return {self.asked[0].scenario.scale: arms + others}

    @property
    def folder(self) -> Path:
        """Where figures and tables are kept: named by the baseline and a hash of all arms."""
        told = " ".join(identity(one.scenario) for one in self.asked)
        begin = self.asked[0].folder.name.rpartition("-")[0]
        return self.out / f"compare-{begin}-{hashlib.blake2b(told.encode(), digest_size=5).hexdigest()}"

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> Comparison:
        """Do the runs that are not there yet and compare. Raises as `politburo.run` does.

        What is finished is kept: the same call goes on from there. `progress(done, total)` is told months.
        """
        runs, trying = self.runs, self._experiments
        sets: ParameterSets | None = None
        with engine.held() if engine else nullcontext():
            while True:
                arms, tried = self._do(runs, trying, engine, progress)
                sets, trying = sets or tried, ()
                comparison = Comparison(arms[0], arms[1:], self.folder, self.wanted, self.series, sets)
                if runs >= self.most or all(one.reached for one in comparison.precision):
                    return comparison
                runs = next_runs(comparison.precision, runs, self.most)

    @cached_property
    def _experiments(self) -> tuple[tuple[Experiment, Path], ...]:
        return experiments(self.asked, self.sets, self.out) if self.sets else ()

    @property
    def _folders(self) -> dict[Path, Scenario]:
        """The scenario of each folder: arms that share one are run once."""
        return {one.folder: one.scenario for one in self.asked}

    def _do(
        self,
        runs: int,
        trying: Sequence[tuple[Experiment, Path]],
        engine: Engine | None,
        progress: OnProgress | None,
    ) -> tuple[tuple[Arm, ...], ParameterSets | None]:
        """All arms with so many runs each, and under other parameters.

        A shard does its share of everything before it says that it is done.
        """
        from politburo.ask.run import run
        from politburo.run.experiment import execute

        months = {folder: runs * len(scenario.levers) for folder, scenario in self._folders.items()}
        whole = sum(months.values()) + sum(len(one.points) * one.runs * one.months for one, _ in trying)
        results, tried, shares, before = {}, [], Shares(), 0
        for folder, scenario in self._folders.items():
            told = part_of(progress, before, months[folder], whole)
            with shares.part():
                results[folder] = run(scenario, runs=runs, out=folder, engine=engine, progress=told)
            before += months[folder]
        for experiment, folder in trying:
            count = len(experiment.points) * experiment.runs * experiment.months
            told = part_of(progress, before, count, whole)
            with shares.part():
                tried.append(execute(experiment, folder, engine=engine, on_progress=told))
            before += count
        shares.settle()
        arms = tuple(Arm(one.label, one.scenario, results[one.folder]) for one in self.asked)
        return arms, ParameterSets(tuple(tried)) if tried else None
