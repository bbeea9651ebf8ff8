"""Executing a plan: the screening, then the indices of what it leaves, then the tornado, all kept in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from politburo.ask.factors import Factor
from politburo.ask.sensitivity import reader
from politburo.ask.sensitivity.design import Design, indices_design, screening_design
from politburo.ask.sensitivity.folder import CHANCE, Folder, beside
from politburo.ask.sensitivity.plan import SensitivityPlan
from politburo.ask.sensitivity.screening import kept
from politburo.run.engines import Engine, OnProgress, Shares, part_of
from politburo.run.experiment import Experiment, Failure, execute
from politburo.terms.errors import PolitburoError


@dataclass
class Stages:
    """Experiments done one after the other, reported as one: months done so far, of all that may be needed."""

    plan: SensitivityPlan
    engine: Engine | None
    on_progress: OnProgress | None
    done: int = 0
    failures: list[Failure] = field(default_factory=list)
    shares: Shares = field(default_factory=Shares)

    def execute(self, experiment: Experiment, folder: Path) -> None:
        """Do an experiment, or this shard's share of it."""
        months = len(experiment.points) * experiment.runs * experiment.months
        advance = part_of(self.on_progress, self.done, months, self.plan.months())
        with self.shares.part():
            self.failures += execute(experiment, folder, engine=self.engine, on_progress=advance).failures
        self.done += months

    def at_design(self, design: Design, folder: Path, what: str) -> None:
        """Do the runs of a design: at each point, and once more with chance drawn anew where that is asked for."""
        self.execute(reader.same_chances(self.plan, design, what), folder)
        self.execute(reader.redrawn_chances(self.plan, design, what), beside(folder, CHANCE))


def do(plan: SensitivityPlan, folder: Folder, engine: Engine | None, on_progress: OnProgress | None) -> list[Failure]:
    """Do what is not kept in the folder yet, and return what failed. Raises as `run.experiment.execute` does.

    A shard does its share of the screening, and when all shards have done theirs, of the rest.
    """
    stages = Stages(plan, engine, on_progress)
    folder.claim(plan)
    chosen = plan.names
    if plan.screens:
        design = screening_design(plan.factors, plan.trajectories)
        folder.keep_design(folder.screening, design)
        stages.at_design(design, folder.screening, f"{plan.trajectories} trajectories of Morris")
        stages.shares.settle()
        chosen = _chosen(plan, folder, stages.failures)
    factors = [plan.factor(name) for name in chosen]
    if plan.indexes and factors:
        design = indices_design(factors, plan.points)
        folder.keep_design(folder.indices(factors), design)
        stages.at_design(design, folder.indices(factors), f"cross sample of {plan.points} points of Sobol'")
    _tornado(stages, folder, factors)
    stages.shares.settle()
    folder.keep(chosen)
    return stages.failures


def _chosen(plan: SensitivityPlan, folder: Folder, failures: Sequence[Failure]) -> tuple[str, ...]:
    found = reader.screening_in(plan, folder)
    if len(found) < len(plan.outcomes):
        reason = f" {failures[0].message}." if failures else ""
        raise PolitburoError(f"Nearly all trajectories of the screening have a run that failed.{reason}")
    return kept({name: one.effects for name, one in found.items()}, plan.names, plan.keep)


def _tornado(stages: Stages, folder: Folder, factors: Sequence[Factor]) -> None:
    """The runs of the baseline, and those at both ends of each factor."""
    plan = stages.plan
    for one in (None, *factors) if factors else ():
        stages.execute(reader.tornado_experiment(plan, one), folder.tornado(one))
