"""What a question was answered with: effects, indices, swings, and what they are worth, as labelled data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from politburo.answer import Figure
from politburo.ask.sensitivity import settled, tables
from politburo.ask.sensitivity.indices import Indexed
from politburo.ask.sensitivity.question import Question
from politburo.ask.sensitivity.screening import Screened
from politburo.ask.sensitivity.settled import Verdict
from politburo.ask.sensitivity.tornado import Swing
from politburo.run.experiment import Failure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """Which factors decide some outcomes of a scenario.

    By outcome: `screening` (empty where none was asked for), `indices` of the `kept` factors (empty likewise), and
    `swings`. `ended` is the share of runs in which the regime fell early: outcomes are over the months lived.
    `failures` are runs that failed in this call; what they belong to is left out of the analysis and told.
    """

    folder: Path
    question: Question
    kept: tuple[str, ...]
    screening: Mapping[str, Screened]
    indices: Mapping[str, Indexed]
    swings: Mapping[str, tuple[Swing, ...]]
    ended: float
    fingerprint: str
    failures: tuple[Failure, ...] = ()

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Names of the outcomes asked about."""
        return self.question.outcomes

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """For each outcome whether its indices are settled; where there are none, whether the screening is."""
        if self.indices:
            return {name: settled.of_indices(one) for name, one in self.indices.items()}
        if self.screening:
            found = settled.of_screening(self.screening, self.question.names, self.question.keep)
            return dict.fromkeys(self.screening, found)
        return {}

    def table(self) -> pd.DataFrame:
        """One row for each outcome and factor, and for chance: effects and indices with their intervals (95 %).

        `above_chance` says whether the total index, or where there is none the effect, is told apart from chance.
        """
        return tables.main(self)

    def convergence(self) -> pd.DataFrame:
        """The same on growing parts of the samples: outcome, parameter, measure, part, points, value, low, high."""
        return tables.convergence(self)

    def tornado(self) -> pd.DataFrame:
        """One row for each outcome, factor and end of its range: the difference from the scenario with its interval."""
        return tables.tornado(self)

    def noise(self) -> pd.DataFrame:
        """One row for each outcome: the share of chance, the floor, what one run a point would do, the verdict."""
        return tables.noise(self)

    def objects(self) -> dict[str, Any]:
        """All of it as plain data for JSON, a number that was not measured as None."""
        return tables.objects(self)

    def words(self) -> str:
        """What was found, in a few sentences."""
        return self._shown("in_words")

    def plot(self, name: str | None = None) -> Figure:
        """A figure: `indices`, `screening`, `convergence` or `tornado`; the main one by default.

        Raises UsageError for a name that there is not, or for a figure of what was not asked for.
        """
        return self._shown("plot", name)

    def save(self, folder: str | Path | None = None) -> tuple[Path, ...]:
        """Write all figures as PNG and SVG and all tables as CSV into a folder, by default `figures` in its own.

        Returns their paths. Raises StoreError when they cannot be written.
        """
        return self._shown("save", folder)

    def __repr__(self) -> str:
        return self.words()

    def _repr_html_(self) -> str:
        return self._shown("table_html")

    def _shown(self, way: str, *how: Any) -> Any:
        # By name: `show` is made of such answers, so nothing here may depend on it.
        return getattr(import_module("politburo.show.sensitivity"), way)(self, *how)
