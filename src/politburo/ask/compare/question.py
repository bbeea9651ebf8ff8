"""What a comparison is asked: the arms in their folders, how many runs, how precisely, under which other parameters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.ask.compare.across_priors import ParameterSets, experiments
from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.reader import Arm
from politburo.ask.compare.totals import Wanted, next_runs
from politburo.run.engines import Shares, part_of
from politburo.run.plan import default_folder, identity
from politburo.scenario import Scenario, adapt, changed, load
from politburo.scenario.changes import change_in_words, refuse_no_change
from politburo.scenario.checks import printable
from politburo.scenario.differences import common_months
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.run.engines import Engine, OnProgress
    from politburo.run.experiment import Experiment


Asked = str | Path | Scenario
"""A scenario by its name, as a file or as an object."""


@dataclass(frozen=True, slots=True)
class ArmPlan:
    """An arm that is to be run: what it is called, its scenario, and the folder of its runs."""

    label: str
    scenario: Scenario
    folder: Path


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
        return {self.asked[0].scenario.scale: arms + sum(_months_of(one) for one, _ in self._experiments)}

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
        months |= {folder: _months_of(experiment) for experiment, folder in trying}
        whole = sum(months.values())
        results, tried, shares, before = {}, [], Shares(), 0
        for folder, scenario in self._folders.items():
            told = part_of(progress, before, months[folder], whole)
            with shares.part():
                results[folder] = run(scenario, runs=runs, out=folder, engine=engine, progress=told)
            before += months[folder]
        for experiment, folder in trying:
            told = part_of(progress, before, months[folder], whole)
            with shares.part():
                tried.append(execute(experiment, folder, engine=engine, on_progress=told))
            before += months[folder]
        shares.settle()
        arms = tuple(Arm(one.label, one.scenario, results[one.folder]) for one in self.asked)
        return arms, ParameterSets(tuple(tried)) if tried else None


def _months_of(experiment: Experiment) -> int:
    return len(experiment.points) * experiment.runs * experiment.months


def plan_arms(
    baseline: Asked,
    alternatives: Sequence[Asked],
    *,
    sets: Mapping[str, float],
    start: str | None,
    without: Sequence[str],
    off: Sequence[str],
    seed: int | None,
    until: str | None,
    scale: float | None,
    out: Path,
) -> tuple[ArmPlan, ...]:
    """The arms, the baseline first; one that would be the same to the bit as an earlier one has the same folder.

    Raises UsageError when there is nothing to compare with, for an alternative in which nothing is different, and for
    what cannot be compared: another country, no month in common. Raises as `changed` and `load` do for what cannot be
    asked.
    """
    base = baseline if isinstance(baseline, Scenario) else load(baseline)
    others = [one if isinstance(one, Scenario) else load(one) for one in alternatives]
    labels = [one.name.removeprefix(f"{base.name}, ") for one in others]
    if said := change_in_words(sets=sets, start=start, without=without, off=off):
        others.append(changed(base, sets=sets, start=start, without=without, off=off))
        labels.append(said)
    elif start is not None:
        raise UsageError(f"Nothing is set from {start!r} on: name a lever and its value.")
    if not others:
        raise UsageError(
            f"There is nothing to compare {printable(base.name)} with: name another scenario, or what is to be "
            "different (an event left out, a lever held, a parameter set, a mechanism switched off)."
        )
    base = adapt(base, seed=seed, scale=scale, until=until)
    # What an alternative says of drawing anew stays, so that it can be refused; its seed is the baseline's.
    others = [adapt(one, seed=None if one.draws_anew else base.seed, scale=base.scale, until=until) for one in others]
    for other, label in zip(others, labels, strict=True):
        _refuse_unpaired(base, other)
        refuse_no_change(base, other, label)
    common_months([base, *others])
    return _in_folders(zip(["baseline", *_apart(labels)], [base, *others], strict=True), out)


def _apart(labels: Sequence[str]) -> list[str]:
    """The labels, with a number behind one that stands there already."""
    found: list[str] = []
    for label in labels:
        times = 1
        wanted = label
        while wanted in (*found, "baseline"):
            times += 1
            wanted = f"{label} ({times})"
        found.append(wanted)
    return found


def _refuse_unpaired(base: Scenario, other: Scenario) -> None:
    """Raise UsageError for a scenario whose runs share no chance with those of the baseline of the same number."""
    names = [printable(one.name) for one in (other, base)]
    if base.country != other.country:
        raise UsageError(
            f"{names[0]} happens in {other.country!r} and {names[1]} in {base.country!r}: "
            "runs in different countries share no chance and cannot be compared run by run."
        )
    if base.chance != other.chance:
        raise UsageError(
            f"{names[0]} draws chance under seed {other.chance}, and {names[1]} under seed {base.chance}: "
            "runs that draw differently cannot be compared run by run."
        )


def _in_folders(arms: Iterable[tuple[str, Scenario]], out: Path) -> tuple[ArmPlan, ...]:
    folders: dict[str, Path] = {}
    found = []
    for label, scenario in arms:
        folder = folders.setdefault(identity(scenario), out / default_folder(scenario).name)
        found.append(ArmPlan(label, scenario, folder))
    return tuple(found)
