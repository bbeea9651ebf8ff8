"""Answering a question: the screening, then the indices of what it leaves, then the tornado, all kept in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from politburo.ask.factors import Factor
from politburo.ask.sensitivity import reading
from politburo.ask.sensitivity.design import Design, indices_design, screening_design
from politburo.ask.sensitivity.folder import CHANCE, Folder, beside
from politburo.ask.sensitivity.question import Question
from politburo.ask.sensitivity.screening import kept
from politburo.run.engines import Engine, OnProgress, ShardDone
from politburo.run.experiment import Experiment, Failure, perform
from politburo.terms.errors import PolitburoError


@dataclass
class Stages:
    """Experiments done one after the other, told as one: months done so far, of all that the question may take."""

    question: Question
    engine: Engine | None
    on_progress: OnProgress | None
    done: int = 0
    failures: list[Failure] = field(default_factory=list)
    waiting: ShardDone | None = None

    def perform(self, experiment: Experiment, folder: Path) -> None:
        """Do an experiment, or this shard's share of it."""
        months = len(experiment.points) * experiment.runs * experiment.months
        try:
            found = perform(experiment, folder, engine=self.engine, on_progress=self._telling(months))
            self.failures += found.failures
        except ShardDone as done:
            self.waiting = done
        self.done += months

    def settle(self) -> None:
        """Raise ShardDone where other shards have still to do what the next stage needs."""
        if self.waiting is not None:
            raise self.waiting

    def at_design(self, design: Design, folder: Path, what: str) -> None:
        """Do the runs of a design: at each point, and once more with chance drawn anew where that is asked for."""
        self.perform(reading.same_chances(self.question, design, what), folder)
        self.perform(reading.redrawn_chances(self.question, design, what), beside(folder, CHANCE))

    def _telling(self, months: int) -> Callable[[int, int], None] | None:
        """What an experiment tells, put behind all that is done; what it finds there already counts as done."""
        tell, before, whole = self.on_progress, self.done, self.question.months()
        if tell is None:
            return None
        return lambda done, total: tell(min(before + max(months - total, 0) + done, whole), whole)


def answer(question: Question, folder: Folder, engine: Engine | None, on_progress: OnProgress | None) -> list[Failure]:
    """Do what is not kept in the folder yet, and return what failed. Raises as `run.experiment.perform` does.

    A shard does its share of the screening, and when all shards have done theirs, of the rest.
    """
    stages = Stages(question, engine, on_progress)
    folder.claim(question)
    chosen = question.names
    if question.screens:
        design = screening_design(question.factors, question.trajectories)
        folder.keep_design(folder.screening, design)
        stages.at_design(design, folder.screening, f"{question.trajectories} trajectories of Morris")
        stages.settle()
        chosen = _chosen(question, folder, stages.failures)
    factors = [question.factor(name) for name in chosen]
    if question.indexes and factors:
        design = indices_design(factors, question.points)
        folder.keep_design(folder.indices(factors), design)
        stages.at_design(design, folder.indices(factors), f"cross sample of {question.points} points of Sobol'")
    _tornado(stages, folder, factors)
    stages.settle()
    folder.keep(question, chosen)
    return stages.failures


def _chosen(question: Question, folder: Folder, failures: Sequence[Failure]) -> tuple[str, ...]:
    found = reading.screening_in(question, folder)
    if len(found) < len(question.outcomes):
        reason = f" {failures[0].message}." if failures else ""
        raise PolitburoError(f"Nearly all trajectories of the screening have a run that failed.{reason}")
    return kept({name: one.effects for name, one in found.items()}, question.names, question.keep)


def _tornado(stages: Stages, folder: Folder, factors: Sequence[Factor]) -> None:
    """The runs of the scenario as it is, and those at both ends of each factor."""
    question = stages.question
    for one in (None, *factors) if factors else ():
        stages.perform(reading.tornado_experiment(question, one), folder.tornado(one))
