"""What a sweep found: the outcomes at every point, what each factor does to them, and the regions of the points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Table
from politburo.ask.experiment import OfExperiment
from politburo.ask.factors import Factor, called
from politburo.ask.sweep.effects import Effect, effect
from politburo.ask.sweep.regions import Placed, Region, placed
from politburo.scenario.checks import shown
from politburo.terms.errors import UsageError

ALIKE = 1e-6
"""By which part of its size an outcome must differ between points for the difference to be shown."""


@dataclass(frozen=True, eq=False, repr=False)
class Sweep(OfExperiment):
    """A scenario along one or two factors.

    Every point had the same seed and the same run numbers, so that differences between points are paired. `outcomes`
    are those that are shown. Points are a grid, or else spread over the ranges.
    """

    question: ClassVar[str] = "sweep"

    name: str
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...]
    is_grid: bool
    regions: tuple[Region, ...] = ()

    @property
    def title(self) -> str:
        """Its own title, or what was varied, and the scenario."""
        varied = " and ".join(called(one.name) for one in self.factors)
        return f"{self.name or f'{varied[:1].upper()}{varied[1:]}'} · {' '.join(self.base.title.split())}"

    @property
    def about(self) -> tuple[str, ...]:
        """Names of the outcomes that are shown."""
        return self.outcomes

    @cached_property
    def placed(self) -> Placed:
        """The region of every point."""
        return placed(self.results, self.regions)

    @cached_property
    def moving(self) -> tuple[str, ...]:
        """The outcomes, of those that are shown, whose means are not the same at every point."""
        return tuple(name for name in self.outcomes if not are_alike(self.results.mean(name).to_numpy()))

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

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        from politburo.ask.sweep.tables import tables

        return tables(self)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        from politburo.ask.sweep.sentences import sentences

        return sentences(self)


def are_alike(means: NDArray[np.float64]) -> bool:
    """Whether means (p,) are the same at every point; NaN stands for a point without runs."""
    there = means[~np.isnan(means)]
    return not len(there) or float(np.ptp(there)) <= ALIKE * float(np.abs(there).max())
