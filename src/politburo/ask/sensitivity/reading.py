"""The answer to a question, from the experiments in its folder: nothing is simulated here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.ask.factors import Factor
from politburo.ask.sensitivity.answers import Answers
from politburo.ask.sensitivity.design import Design
from politburo.ask.sensitivity.folder import CHANCE, Folder, beside
from politburo.ask.sensitivity.indices import Indexed, indexed
from politburo.ask.sensitivity.question import Question
from politburo.ask.sensitivity.screening import Screened, screened
from politburo.ask.sensitivity.tornado import Swing, end
from politburo.run.experiment import Experiment, ExperimentResults, Varied, base_alone, own_value

Numbers = NDArray[np.float64]


def same_chances(question: Question, design: Design, what: str = "") -> Experiment:
    """The runs at all points of a design, with the same chances at each of them."""
    return Experiment(question.base, _varied(design), design.points, question.runs, what)


def redrawn_chances(question: Question, design: Design, what: str = "") -> Experiment:
    """The runs at the first row of each block once more, with chance drawn anew."""
    return Experiment(question.redrawn, _varied(design), design.points[design.redrawn], question.runs, what)


def tornado_experiment(question: Question, factor: Factor | None) -> Experiment:
    """The experiment with one factor at both ends of its range, or with nothing changed."""
    if factor is None:
        return base_alone(question.base, question.tornado_runs)
    ends = np.array([[factor.low], [factor.high]])
    return Experiment(question.base, (factor.varied,), ends, question.tornado_runs, "both ends")


def screening_in(question: Question, folder: Folder) -> dict[str, Screened]:
    """What the screening says about each outcome of which enough is there. Raises StoreError."""
    design = _screening(question, folder)
    answers = _answers(question, design, folder.screening)
    found = {name: screened(design.places, one) for name, one in answers.items()}
    return {name: one for name, one in found.items() if one is not None}


def indices_in(question: Question, folder: Folder, factors: Sequence[Factor]) -> dict[str, Indexed]:
    """What the indices of the kept factors say about each outcome of which enough is there. Raises StoreError."""
    answers = _answers(question, _indices(folder, factors), folder.indices(factors))
    found = {name: indexed(one) for name, one in answers.items()}
    return {name: one for name, one in found.items() if one is not None}


def swings_in(question: Question, folder: Folder, factors: Sequence[Factor]) -> dict[str, tuple[Swing, ...]]:
    """The swings of the kept factors for each outcome. Raises StoreError."""
    if not factors:
        return dict.fromkeys(question.outcomes, ())
    base = ExperimentResults(folder.tornado(None), tornado_experiment(question, None))
    ends = {one: ExperimentResults(folder.tornado(one), tornado_experiment(question, one)) for one in factors}
    names = {one: question.names[question.factors.index(one)] for one in factors}
    found = {}
    for outcome in question.outcomes:
        own = base.values(outcome)[0]
        found[outcome] = tuple(
            Swing(
                names[one],
                own_value(question.base, one.name) if one.is_parameter else None,
                float(np.nanmean(own)) if not np.isnan(own).all() else float("nan"),
                end(one.low, own, results.values(outcome)[0]),
                end(one.high, own, results.values(outcome)[1]),
            )
            for one, results in ends.items()
        )
    return found


def ended_share(question: Question, folder: Folder, factors: Sequence[Factor]) -> float:
    """Share of the runs of the last sample in which the regime fell before the scenario ended. Raises StoreError."""
    *_, (design, path) = _designs(question, folder, factors)
    return float(_same(question, design, path).ended_month.notna().mean())


def fingerprint(question: Question, folder: Folder, factors: Sequence[Factor]) -> str:
    """Hash (hex) over the fingerprints of all runs that were asked for. Raises StoreError."""
    found = []
    for design, path in _designs(question, folder, factors):
        found += [_same(question, design, path), _redrawn(question, design, path)]
    for one in (None, *factors) if factors else ():
        found.append(ExperimentResults(folder.tornado(one), tornado_experiment(question, one)))
    said = " ".join(results.fingerprint for results in found)
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def _designs(question: Question, folder: Folder, factors: Sequence[Factor]) -> Iterator[tuple[Design, Path]]:
    """The designs of a question, with the folders of their experiments."""
    if question.screens:
        yield _screening(question, folder), folder.screening
    if question.indexes and factors:
        yield _indices(folder, factors), folder.indices(factors)


def _screening(question: Question, folder: Folder) -> Design:
    return folder.design(folder.screening, question.factors, len(question.factors) + 1)


def _indices(folder: Folder, factors: Sequence[Factor]) -> Design:
    return folder.design(folder.indices(factors), factors, len(factors) + 3)


def _answers(question: Question, design: Design, path: Path) -> dict[str, Answers]:
    """The values of each outcome on a design."""
    same, redrawn = _same(question, design, path), _redrawn(question, design, path)
    shape = design.blocks, design.block, question.runs
    return {
        name: Answers(same.values(name)[design.point_of_row].reshape(shape), redrawn.values(name))
        for name in question.outcomes
    }


def _same(question: Question, design: Design, path: Path) -> ExperimentResults:
    return ExperimentResults(path, same_chances(question, design))


def _redrawn(question: Question, design: Design, path: Path) -> ExperimentResults:
    return ExperimentResults(beside(path, CHANCE), redrawn_chances(question, design))


def _varied(design: Design) -> tuple[Varied, ...]:
    return tuple(one.varied for one in design.factors)
