"""Observations as an answer: what each would tell of which theory is right, and what every theory says of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL, Answer, Basis, Column, Provenance, Row, Table
from politburo.answer.numbers import figures, finite, numbered, percent
from politburo.ask.intervals import ENDS, HIGH, LOW
from politburo.infer.filter import weighted_quantile
from politburo.infer.information import Information, information
from politburo.infer.simulated import effective
from politburo.infer.theory import Theory
from politburo.infer.watched import COUNTED, Watched
from politburo.run.experiment import ExperimentResults
from politburo.run.scale import sample
from politburo.scenario import Scenario, month_name

Values = NDArray[np.float64]

COUNT, EVENT = "count", "event"
"""What is observed: how many, or whether any."""

FEW = 8.0
"""Sets of equal weight below which the answer says that they are few."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Something that could be observed in the months, and what it would tell."""

    name: str
    what: str
    told: Information

    @property
    def words(self) -> str:
        """What it is, in words."""
        return f"number of {_several(self.name)}" if self.what == COUNT else f"whether there is any {_one(self.name)}"


@dataclass(frozen=True, eq=False, repr=False)
class Discrimination(Answer):
    """What theories say of the coming months, and which observation tells them apart; weights are (theory, set)."""

    question: ClassVar[str] = "discriminate"

    base: Scenario
    theories: tuple[Theory, ...]
    results: tuple[ExperimentResults, ...]
    weights: Values
    watched: Watched
    kept: Path
    source: str

    @property
    def title(self) -> str:
        """What is asked, and of which months."""
        return f"What would tell theories apart, {self.span}: {' '.join(self.base.title.split())}"

    @property
    def span(self) -> str:
        """The months that are watched."""
        return f"{month_name(self.watched.first)} to {month_name(self.watched.last)}"

    @property
    def folder(self) -> Path:
        """Where the runs are kept."""
        return self.kept

    @property
    def provenance(self) -> Provenance:
        """Scenario, size, sets and runs."""
        first = self.results[0]
        details = {
            "theories": str(len(self.theories)), "sets": f"{len(first.experiment.points)}, {self.source}",
            "months watched": self.span,
        }  # fmt: skip
        return Provenance(
            self.base.name, self.base.scale, month_name(self.base.start), month_name(self.base.end), self.base.seed,
            first.runs, first.fingerprint, details, households=self.base.households, people_each=self.base.people_each,
        )  # fmt: skip

    @property
    def warnings(self) -> tuple[str, ...]:
        """Runs that are missing, and sets that few weigh."""
        missing = sum(one.missing for one in self.results)
        found = [f"{numbered(missing, 'run')} are missing."] if missing else []
        few = [
            theory.name
            for theory, own in zip(self.theories, self.weights, strict=True)
            if own.sum() <= 0 or effective(own / own.sum()) < FEW
        ]
        if few:
            found.append(
                f"Under {', '.join(few)} fewer than {figures(FEW)} sets of equal weight tell: ask for more sets."
            )
        return tuple(found)

    @cached_property
    def values(self) -> dict[str, Values]:
        """What is counted, (theory, set, run); NaN where a run does not count."""
        return {one: np.stack([self.watched.read(own, one) for own in self.results]) for one in COUNTED}

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """All that could be observed, what tells most first."""
        found = []
        for name, values in self.values.items():
            found.append(Observation(name, COUNT, information(values, self.weights)))
            any_ = np.where(np.isnan(values), np.nan, values > 0)
            found.append(Observation(name, EVENT, information(any_, self.weights)))
        return tuple(sorted(found, key=lambda one: -one.told.bits))

    def says(self, theory: int, name: str) -> tuple[float, float, float, float]:
        """What a theory says of a count: median, ends of its 90 % interval, and the share of runs with any."""
        values = self.values[name][theory]
        weights = np.broadcast_to(self.weights[theory][:, None], values.shape)
        spread = [weighted_quantile(values.ravel(), weights.ravel(), share) for share in (0.5, LOW, HIGH)]
        there = ~np.isnan(values)
        whole = float(np.where(there, weights, 0.0).sum())
        some = float(np.where(there & (values > 0), weights, 0.0).sum())
        return spread[0], spread[1], spread[2], some / whole if whole else math.nan

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return self._best(), self._how()

    def _best(self) -> str:
        sure = [one for one in self.observations if one.told.low > 0]
        most = math.log2(len(self.theories))
        if not sure:
            return (
                f"Nothing that outsiders could count in {self.span} is expected to tell these {len(self.theories)} "
                "theories apart by more than chance among parameter sets."
            )
        best = sure[0]
        shares = [self.says(at, best.name) for at in range(len(self.theories))]
        by = 0 if best.what == COUNT else 3
        order = sorted(
            (at for at in range(len(shares)) if not math.isnan(shares[at][by])), key=lambda at: shares[at][by]
        )
        low, high = order[0], order[-1]
        said = [
            f"{self.theories[at].name!r} simulates {figures(shares[at][0])} in the median" if best.what == COUNT
            else f"{self.theories[at].name!r} simulates it with {percent(shares[at][3])}"
            for at in (high, low)
        ]  # fmt: skip
        others = f" The intervals of {len(sure) - 1} more lie above zero too." if len(sure) > 1 else ""
        return (
            f"In {self.span} the {best.words} would tell these {len(self.theories)} theories apart best: "
            f"{figures(best.told.bits)} bits [{figures(best.told.low)}, {figures(best.told.high)}] are to be expected "
            f"of the {figures(most)} that would decide; {said[0]}, {said[1]}.{others}"
        )

    def _how(self) -> str:
        part = sample(self.base)
        return (
            f"Theories are as likely as one another beforehand. Each is run with the same "
            f"{len(self.results[0].experiment.points)} parameter sets ({self.source}), with nothing in the scenario "
            "that was not known when the months begin. Simulated, and no forecast: it says what to watch for if one of "
            f"these theories is right. The best of {len(self.observations)} observations is chosen afterwards, so that "
            f"its bits are rather too many. {part}"
        ).rstrip()

    @property
    def basis(self) -> Basis:
        """What the intervals of information are."""
        sets = len(self.results[0].experiment.points)
        return Basis(f"{sets} parameter sets, by the jackknife", "that none of the theories may be right")

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return self._of_observations(), self._of_theories()

    def _of_observations(self) -> Table:
        columns = (
            Column("observation", meaning="what could be observed in the months"),
            Column("kind", meaning="which reports", shown=False),
            Column("what", meaning="count or event", shown=False),
            Column("bits", "bits", "that it is expected to tell of which theory is right", "number",
                   interval=("low", "high")),
            *ENDS,
            Column("share", meaning="the same as a share of what would decide", format="percent"),
            Column("plain", "bits", "the same before its bias is taken out", "number", shown=False),
        )  # fmt: skip
        most = math.log2(len(self.theories))
        rows: list[Row] = [
            (one.words, one.name, one.what, one.told.bits, finite(one.told.low), finite(one.told.high),
             one.told.bits / most, one.told.plain)
            for one in self.observations
        ]  # fmt: skip
        title = f"What observations in {self.span} would tell"
        return Table("observations", title, columns, rows, "", self.basis, ("kind", "what"), most=12)

    def _of_theories(self) -> Table:
        columns = (
            Column("kind", meaning="which reports"),
            Column("theory", meaning="which theory"),
            Column("median", "persons", "reported in the months", "number", "simulated", interval=("low", "high")),
            *ENDS,
            Column("any", meaning="share of runs with any", format="percent"),
        )
        order = list(dict.fromkeys(one.name for one in self.observations))
        rows: list[Row] = [
            (name, theory.name, *map(finite, self.says(at, name)))
            for name in order
            for at, theory in enumerate(self.theories)
        ]
        basis = Basis("runs of weighted parameter sets", "that a theory may be wrong in its form", LEVEL)
        title = f"What every theory says of {self.span}"
        return Table("theories", title, columns, rows, "", basis, ("kind", "theory"), most=3 * len(self.theories))


def _several(name: str) -> str:
    if name == "flight disclosed":
        return "flights disclosed"
    return name if "reported" in name else f"{name}s"


def _one(name: str) -> str:
    return name.replace("executions", "execution").replace("penalties", "penalty")
