"""The experiments of an analysis: making those that are not kept yet, and reading the answer from all of them.

A shard does its share of the screening, and when all shards have done theirs, of the rest. Nothing is simulated where
an answer is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from politburo.ask.experiment import Parts
from politburo.ask.factors import Factor
from politburo.ask.sensitivity import SensitivityPlan
from politburo.ask.sensitivity.answer import Sensitivity
from politburo.ask.sensitivity.design import AT_ONCE, OF_FALLS, Design, Sample, indices_design, scaled, screening_design
from politburo.ask.sensitivity.estimates import Indexed, Screened, Swing, end, indexed, kept, screened
from politburo.ask.sensitivity.folder import CHANCE, Folder, beside
from politburo.run.engines import Engine, OnProgress
from politburo.run.experiment import (
    Experiment,
    ExperimentResults,
    Failure,
    base_alone,
    execute,
    open_experiment,
    own_value,
)
from politburo.terms.errors import PolitburoError, StoreError, UsageError


@dataclass(frozen=True, eq=False)
class AtDesign:
    """The runs at the points of a design, in the folder `path` and beside it; `what` says in words what it is."""

    plan: SensitivityPlan
    design: Design
    path: Path
    what: str = ""

    @property
    def experiments(self) -> dict[Path, Experiment]:
        """By folder: all points with the same chances, and the first row of each block with chance drawn anew."""
        plan, points = self.plan, self.design.points
        varied = tuple(one.varied for one in self.design.factors)
        return {
            self.path: Experiment(plan.base, varied, points, plan.runs, self.what),
            beside(self.path, CHANCE): Experiment(
                plan.redrawn, varied, points[self.design.redrawn], plan.runs, self.what
            ),
        }

    @cached_property
    def results(self) -> tuple[ExperimentResults, ...]:
        """What came out, in the same order. Reading it raises StoreError."""
        return tuple(ExperimentResults(path, one) for path, one in self.experiments.items())

    @property
    def ended(self) -> float:
        """Share of the runs in which the regime fell before the scenario ended."""
        return float(self.results[0].ended_month.notna().mean())

    def samples(self) -> dict[str, Sample]:
        """The values of each outcome, on the scale on which they are analysed."""
        same, redrawn = self.results
        shape = self.design.blocks, self.design.block, self.plan.runs
        falls = (same.values("regime_falls") > 0) & (same.values("months_lived") <= AT_ONCE)
        early = np.asarray(falls.mean(axis=1) >= 0.5)[self.design.point_of_row].reshape(shape[:2])
        return {
            name: Sample(
                scaled(name, same.values(name)[self.design.point_of_row].reshape(shape)),
                scaled(name, redrawn.values(name)),
                np.zeros_like(early) if name in OF_FALLS else early,
            )
            for name in self.plan.outcomes
        }

    def screened(self) -> dict[str, Screened]:
        """What a screening says about each outcome of which enough is there."""
        found = {name: screened(self.design.places, one) for name, one in self.samples().items()}
        return {name: one for name, one in found.items() if one is not None}

    def indexed(self) -> dict[str, Indexed]:
        """What indices say about each outcome of which enough is there."""
        found = {name: indexed(one) for name, one in self.samples().items()}
        return {name: one for name, one in found.items() if one is not None}


def do(plan: SensitivityPlan, folder: Folder, engine: Engine | None, on_progress: OnProgress | None) -> list[Failure]:
    """Do what is not kept in the folder yet, and return what failed. Raises as `run.experiment.execute` does."""
    parts, failures = Parts(plan.months(), on_progress), list[Failure]()

    def perform(experiments: Mapping[Path, Experiment]) -> None:
        for path, one in experiments.items():
            with parts.part(len(one.points) * one.runs * one.months) as told:
                failures.extend(execute(one, path, engine=engine, on_progress=told).failures)

    folder.claim(plan)
    chosen = plan.names
    if plan.screens:
        design = screening_design(plan.factors, plan.trajectories)
        folder.keep_design(folder.screening, design)
        screening = AtDesign(plan, design, folder.screening, f"{plan.trajectories} trajectories of Morris")
        perform(screening.experiments)
        parts.settle()
        found = screening.screened()
        if len(found) < len(plan.outcomes):
            reason = f" {failures[0].message}." if failures else ""
            raise PolitburoError(f"Nearly all trajectories of the screening have a run that failed.{reason}")
        chosen = kept({name: one.effects for name, one in found.items()}, plan.names, plan.keep)
    factors = [plan.factor(name) for name in chosen]
    if plan.indexes and factors:
        design, path = indices_design(factors, plan.points), folder.indices(factors)
        folder.keep_design(path, design)
        perform(AtDesign(plan, design, path, f"cross sample of {plan.points} points of Sobol'").experiments)
    perform(_tornado(plan, folder, factors))
    parts.settle()
    folder.keep(chosen)
    return failures


def opened(path: Path, outcomes: Sequence[str] = (), *, failures: Sequence[Failure] = ()) -> Sensitivity:
    """The answer in a folder, about the outcomes asked first or about those named: all outcomes are kept of every run.

    Which factors were kept does not change with the outcomes. Raises StoreError where it is not finished or damaged;
    UsageError for an outcome that there is not.
    """
    folder = Folder(path.absolute())
    manifest = folder.manifest()
    if manifest.kept is None:
        raise StoreError(f"{folder.folder} is not finished: give the command that made it again.")
    plan = folder.plan(manifest, outcomes)
    factors, designs = [plan.factor(name) for name in manifest.kept], list[AtDesign]()
    screening: dict[str, Screened] = {}
    indices: dict[str, Indexed] = {}
    if plan.screens:
        design = folder.design(folder.screening, plan.factors, len(plan.factors) + 1)
        designs.append(AtDesign(plan, design, folder.screening))
        screening = designs[-1].screened()
    if plan.indexes and factors:
        design = folder.design(folder.indices(factors), factors, len(factors) + 3)
        designs.append(AtDesign(plan, design, folder.indices(factors)))
        indices = designs[-1].indexed()
    asked = _tornado(plan, folder, factors)
    if factors:  # which parameter stands for the baseline, at its own value, differs between versions
        base = open_experiment(folder.tornado(None)).experiment
        asked[folder.tornado(None)] = replace(base, base=plan.base, runs=plan.tornado_runs)
    tornado = [ExperimentResults(path, one) for path, one in asked.items()]
    found = [results for one in designs for results in one.results] + tornado
    return Sensitivity(
        folder.folder,
        plan,
        manifest.kept,
        screening,
        indices,
        {name: _swings(plan, name, factors, tornado) for name in plan.outcomes},
        designs[-1].ended,
        hashlib.blake2b(" ".join(one.fingerprint for one in found).encode(), digest_size=16).hexdigest(),
        tuple(failures),
        sum(one.missing for one in found),
    )


def read_instead(scenario: str | Path, outcomes: Sequence[str], options: Mapping[str, Any]) -> Sensitivity | None:
    """The answer in a folder, where `scenario` is one, else None; `options` are those of a plan.

    Raises UsageError where any of them is given: what is there is read as it is. Raises StoreError as `opened` does.
    """
    if not Folder.is_one(Path(scenario)):
        return None
    given = [
        name for name, value in options.items() if value not in (None, (), []) and (name, value) != ("method", "both")
    ]
    if given:
        raise UsageError(
            f"{scenario} holds an answer, which is read as it is, so that {', '.join(given)} would change nothing. "
            "To add to it, ask about the scenario again, with that folder as `out`."
        )
    return opened(Path(scenario), outcomes)


def _tornado(plan: SensitivityPlan, folder: Folder, factors: Sequence[Factor]) -> dict[Path, Experiment]:
    """By folder: the baseline, and each kept factor at both ends of its range; nothing where none is kept."""
    if not factors:
        return {}
    runs = plan.tornado_runs
    return {folder.tornado(None): base_alone(plan.base, runs)} | {
        folder.tornado(one): Experiment(plan.base, (one.varied,), np.array([[one.low], [one.high]]), runs, "both ends")
        for one in factors
    }


def _swings(
    plan: SensitivityPlan, outcome: str, factors: Sequence[Factor], tornado: Sequence[ExperimentResults]
) -> tuple[Swing, ...]:
    """What each kept factor does to an outcome; the first of the results are those of the baseline."""
    if not factors:
        return ()
    base, *ends = (results.values(outcome) for results in tornado)
    level = float(np.nanmean(base[0])) if not np.isnan(base[0]).all() else float("nan")
    return tuple(
        Swing(
            plan.names[plan.factors.index(one)],
            own_value(plan.base, one.name) if one.is_parameter else None,
            level,
            end(one.low, base[0], there[0]),
            end(one.high, base[0], there[1]),
        )
        for one, there in zip(factors, ends, strict=True)
    )
