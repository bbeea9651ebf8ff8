"""What an emulator is and how far it can be trusted, as an answer; and what it says at any place of its inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Basis, Provenance, Table
from politburo.answer.numbers import numbered
from politburo.ask.emulate import sentences, tables
from politburo.ask.emulate.emulator import Runs, SeriesEmulator, runs_of, series_emulator, with_period
from politburo.ask.emulate.inputs import Inputs
from politburo.ask.emulate.measured import LASTS, REPORTS, MonthlySeries, series_of
from politburo.ask.experiment import OTHERS_HELD, OfExperiment
from politburo.run.experiment import ExperimentResults
from politburo.run.outcomes import Outcome, outcome
from politburo.terms.checks import nearest, shown
from politburo.terms.errors import UsageError
from politburo.terms.series import ALL_SERIES

Values = NDArray[np.float64]

_MEANINGS = {one.name: one.meaning for one in ALL_SERIES}


class Courses(NamedTuple):
    """The runs of a series, (point, run, t): of the reference, of points fitted to and held out, of the scenario."""

    reference: Values
    fitted: Values
    held_out: Values
    written: Values


@dataclass(frozen=True, eq=False, repr=False)
class Emulation(OfExperiment):
    """A bank of runs and what was fitted to it; `results` are the points fitted to.

    `outcomes` are the series that are emulated, `reference` (d,) is the point from which differences are counted,
    `at_reference`, `held_out` and `written` are its runs, those of points that nothing was fitted to, and those of the
    scenario as it is written.
    """

    question: ClassVar[str] = "emulate"

    inputs: Inputs
    outcomes: tuple[str, ...]
    reference: Values
    at_reference: ExperimentResults
    held_out: ExperimentResults
    written: ExperimentResults
    place: Path

    @property
    def title(self) -> str:
        """What was emulated."""
        return f"Emulator of {' '.join(self.base.title.split())}"

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        return self.place

    @property
    def provenance(self) -> Provenance:
        """That of the points fitted to, and how many were held out."""
        found = super().provenance
        return Provenance(
            found.scenario, found.scale, found.first, found.last, found.seed, found.runs, found.fingerprint,
            {**found.details, "held out": numbered(len(self.held_out.experiment.points), "point")},
            households=found.households, people_each=found.people_each,
        )  # fmt: skip

    @property
    def about(self) -> tuple[str, ...]:
        """Names of the outcomes in the simulated truth."""
        return tuple(name for name in self.outcomes if not name.startswith(REPORTS))

    @property
    def warnings(self) -> tuple[str, ...]:
        """As of every experiment, and in how many runs the regime falls."""
        runs = sum(len(one.ended_month) for one in self._bank)
        said = (
            f"The regime falls in {self.fallen} of {numbered(runs, 'run')} of the bank. Later months are emulated from "
            "the runs in which it lasts, so that inputs also choose which runs are looked at; where fewer than two "
            "last, a month is as the one before.",
        )
        return (*super().warnings, *(said if self.fallen else ()))

    @property
    def _bank(self) -> tuple[ExperimentResults, ...]:
        return self.results, self.held_out, self.at_reference

    @cached_property
    def fallen(self) -> int:
        """Runs of the bank in which the regime falls."""
        return sum(int(one.ended_month.notna().sum()) for one in self._bank)

    @cached_property
    def courses(self) -> Mapping[str, Courses]:
        """The runs of each series, as it is emulated."""
        banks = (self.at_reference, self.results, self.held_out, self.written)
        read = [series_of(one, self.measured) for one in banks]
        found = {
            name: Courses(*(with_period(one[name], counted=self.is_counted(name)) for one in read))
            for name in self.outcomes
        }
        if self.fallen:  # of the last month: how many last to the end
            found[LASTS] = Courses(*(np.concatenate([one[LASTS], one[LASTS][..., -1:]], axis=-1) for one in read))
        return found

    @property
    def measured(self) -> MonthlySeries:
        """What was taken from each run."""
        return MonthlySeries(self.outcomes, self.base.start, self.results.experiment.months)

    @cached_property
    def emulators(self) -> Mapping[str, SeriesEmulator]:
        """The emulator of each series."""
        return {name: self._emulator(name) for name in self.courses}

    @property
    def basis(self) -> Basis:
        """What intervals of emulated differences are over, and leave out."""
        over = f"{numbered(self.results.runs, 'pair')} of runs, with the error of the emulator"
        return Basis(over, OTHERS_HELD)

    @property
    def basis_of_error(self) -> Basis:
        """What the error of the emulator is over, and leaves out."""
        points, runs = len(self.held_out.experiment.points), numbered(self.results.runs, "run")
        return Basis(
            f"{points} points drawn at random, that nothing was fitted to, with {runs} each",
            "how far the model is from any country",
        )

    def is_counted(self, name: str) -> bool:
        """Whether a series counts what happens in a month, so that it is emulated over the last twelve of them."""
        return name != LASTS and self._outcome(name).is_counted

    def unit(self, name: str) -> str:
        """The unit in which a series is emulated."""
        if name == LASTS:
            return "share of runs"
        unit = self._outcome(name).unit
        return f"{unit} in twelve months" if self.is_counted(name) else unit

    def meaning(self, name: str) -> str:
        """What a series means."""
        if name == LASTS:
            return "share of runs in which the regime lasts"
        return _MEANINGS.get(name.removeprefix(REPORTS)) or self._outcome(name).meaning.removesuffix(", in all")

    def _outcome(self, name: str) -> Outcome:
        return outcome(name.removeprefix(REPORTS))

    def point(self, values: Mapping[str, float] | None = None) -> Values:
        """The point (d,) at which inputs have these values, by lever or by label of the event, else the reference.

        Raises UsageError for an input that there is not, and for a value outside the range.
        """
        found = self.reference.copy()
        for name, value in (values or {}).items():
            if name not in self.inputs.names:
                raise UsageError(f"{shown(name)} is no input of this emulator; {nearest(name, self.inputs.names)}")
            found[self.inputs.names.index(name)] = float(value)
        self.inputs.check(found[None])
        return found

    def places(self, *points: Values) -> Values:
        """Where points lie, from −1 to 1 in each input: (m, d)."""
        return self.inputs.scaled(np.array(points))

    def _emulator(self, name: str) -> SeriesEmulator:
        reference, fitted, held, _ = self.courses[name]
        points = np.concatenate([self.reference[None], self.results.experiment.points])
        runs: Runs = runs_of(np.concatenate([reference, fitted]), reference[0])
        return series_emulator(
            self.inputs.scaled(points),
            runs,
            self.places(self.reference),
            self.inputs.scaled(self.held_out.experiment.points),
            runs_of(held, reference[0]),
        )

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return tables.tables(self)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return sentences.sentences(self)
