"""What a sweep found: the outcomes at every point, what each factor does to them, and the regions of the points."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from politburo.answer import Figure
from politburo.ask.factors import Factor
from politburo.ask.sweep.asking import AskedSweep
from politburo.ask.sweep.effects import Effect, effect
from politburo.ask.sweep.regions import Placed, Region, placed
from politburo.run.engines import Engine, OnProgress
from politburo.run.experiment import ExperimentResults, Failure, perform
from politburo.scenario.checks import shown
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Sweep:
    """A scenario along one or two factors. `results` holds every outcome of every run at every point.

    Every point had the same seed and the same run numbers, so that differences between points are paired.
    """

    asked: AskedSweep
    results: ExperimentResults

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        return self.results.folder

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What was varied."""
        return self.asked.factors

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Names of the outcomes that are shown unless others are asked for."""
        return self.asked.outcomes

    @property
    def regions(self) -> tuple[Region, ...]:
        """The kinds of points that are told apart, if any."""
        return self.asked.regions

    @property
    def is_grid(self) -> bool:
        """Whether the points are a grid, and not spread over the ranges."""
        return self.asked.points is None

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Runs that failed, if any: they are missing everywhere."""
        return self.results.failures

    @cached_property
    def placed(self) -> Placed:
        """The region of every point."""
        return placed(self.results, self.regions)

    def effect(self, factor: str, outcome: str) -> Effect:
        """The paired difference of an outcome between the highest and the lowest values of a factor.

        Raises UsageError for an outcome that there is not, and for a factor that is not varied.
        """
        names = [one.name for one in self.factors]
        if factor not in names:
            raise UsageError(f"{shown(factor)} is not varied; what is varied is {', '.join(names)}.")
        at = names.index(factor)
        column, values = self.results.experiment.points[:, at], self.results.values(outcome)
        return effect(self.factors[at], column, values, outcome, gridded=self.is_grid)

    def table(self, *outcomes: str) -> pd.DataFrame:
        """One row for each point and outcome: values of the factors, mean, median and 90 % interval over runs, runs.

        With regions, the region of the point and the share of its runs that agree. Raises UsageError for an outcome
        that there is not.
        """
        return self._shown("table", *outcomes)

    def plot(self, *outcomes: str, dark: bool = False) -> Figure:
        """The outcomes along the factors as a figure, a panel each. Raises UsageError for one that there is not."""
        return self._shown("plot", *outcomes, dark=dark)

    def words(self, *outcomes: str) -> str:
        """What each factor does to the outcomes, in a few sentences."""
        return self._shown("in_words", *outcomes)

    def save(self, folder: str | Path | None = None, *outcomes: str) -> tuple[Path, ...]:
        """Write the picture as PNG and SVG and the table as CSV into a folder, by default its own; their paths.

        Raises StoreError when they cannot be written.
        """
        return self._shown("save", Path(folder) if folder is not None else self.folder, *outcomes)

    def __repr__(self) -> str:
        return f"{self.asked.title}\n{self.words()}\nfolder: {self.folder}"

    def _repr_html_(self) -> str:
        told = "".join(f"<p>{html.escape(part)}</p>" for part in self.words().split("\n\n"))
        return f"<div><strong>{html.escape(self.asked.title)}</strong>{told}{self._shown('effects_html')}</div>"

    def _shown(self, way: str, *how: Any, **options: Any) -> Any:
        # By name: `show` is made of sweeps, so nothing here may depend on it.
        return getattr(import_module("politburo.show.sweep"), way)(self, *how, **options)


def performed(
    asked: AskedSweep,
    folder: Path | None = None,
    *,
    engine: Engine | None = None,
    on_progress: OnProgress | None = None,
) -> Sweep:
    """Do what is missing of a sweep. Raises as `politburo.run.experiment.perform` does."""
    return Sweep(asked, perform(asked.experiment, folder, engine=engine, on_progress=on_progress))
