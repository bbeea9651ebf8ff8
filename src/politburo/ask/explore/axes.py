"""What was varied, as axes from 0 to 1 over the declared ranges, in which boxes are looked for and drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.factors import at, is_wide, place_of
from politburo.run.experiment import DECLARATIONS, Experiment, own_value


@dataclass(frozen=True, slots=True)
class Axis:
    """A factor: its name, meaning and unit, the ends of its declared range, and those of the values it was given.

    `usual` is the value of a parameter in the baseline; None for a lever, which may move there. A range that spans
    much is gone through in the logarithm, as everywhere (`ask.ranges`).
    """

    name: str
    start: str | None
    meaning: str
    unit: str
    low: float
    high: float
    sampled: tuple[float, float]
    usual: float | None

    @property
    def called(self) -> str:
        """The name, with the month from which a lever is held."""
        return f"{self.name} from {self.start}" if self.start else self.name

    @property
    def is_logarithmic(self) -> bool:
        """Whether steps along it are relative ones."""
        return is_wide(self.low, self.high)

    def place(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where values lie in the declared range: 0 at its lower end, 1 at its upper end."""
        return place_of(self.low, self.high, values)

    def value(self, place: float) -> float:
        """The value at a place."""
        return float(at(self.low, self.high, place))


def axes_of(experiment: Experiment) -> tuple[Axis, ...]:
    """The factors of an experiment as axes, in the order of the columns of its points."""
    return tuple(_axis(experiment, column) for column in range(len(experiment.factors)))


def _axis(experiment: Experiment, column: int) -> Axis:
    factor, values = experiment.factors[column], experiment.points[:, column]
    said = DECLARATIONS[factor.name]
    sampled = float(values.min()), float(values.max())
    # A value at which a mechanism has no effect may lie outside of the range.
    low, high = min(float(said.low), sampled[0]), max(float(said.high), sampled[1])
    usual = own_value(experiment.base, factor.name) if factor.is_parameter else None
    return Axis(factor.name, factor.start, said.meaning, said.unit, low, high, sampled, usual)
