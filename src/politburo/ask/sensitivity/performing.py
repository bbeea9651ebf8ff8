"""Answering a question: the screening, then the indices of what it leaves, then the tornado, all kept in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from politburo.ask.factors import Factor
from politburo.ask.sensitivity import reading
from politburo.ask.sensitivity.design import Design, indices_design, screening_design
from politburo.ask.sensitivity.folder import CHANCE, Folder, beside
from politburo.ask.sensitivity.question import Question
from politburo.ask.sensitivity.screening import kept
from politburo.run.engines import Engine, OnProgress, Shares, part_of
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
    shares: Shares = field(default_factory=Shares)

    def perform(self, experiment: Experiment, folder: Path) -> None:
        """Do an experiment, or this shard's share of it."""
        months = len(experiment.points) * experiment.runs * experiment.months
        told = part_of(self.on_progress, self.done, months, self.question.months())
        with self.shares.part():
            self.failures += perform(experiment, folder, engine=self.engine, on_progress=told).failures
        self.done += months

    def at_design(self, design: Design, folder: Path, what: str) -> None:
        """Do the runs of a design: at each point, and once more with chance drawn anew where that is asked for."""
        self.perform(reading.same_chances(self.question, design, what), folder)
        self.perform(reading.redrawn_chances(self.question, design, what), beside(folder, CHANCE))


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
        stages.shares.settle()
        chosen = _chosen(question, folder, stages.failures)
    factors = [question.factor(name) for name in chosen]
    if question.indexes and factors:
        design = indices_design(factors, question.points)
        folder.keep_design(folder.indices(factors), design)
        stages.at_design(design, folder.indices(factors), f"cross sample of {question.points} points of Sobol'")
    _tornado(stages, folder, factors)
    stages.shares.settle()
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
