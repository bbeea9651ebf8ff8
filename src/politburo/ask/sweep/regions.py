"""Regions of a sweep: kinds of points, distinguished by the means of outcomes, such as carrot and stick.

A point belongs to the first region in whose ranges the means of its runs lie; a range begins with its lower end and
ends before its upper one. Where the runs of a point do not agree, the mean decides all the same: `agreement` says in
which share of the runs the region is the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from politburo.run.experiment import ExperimentResults

OTHER = "other"
"""The region of points that belong to none."""


@dataclass(frozen=True, slots=True)
class Region:
    """A kind of points: its name, what it means, and the range of each outcome that decides, [low, high)."""

    name: str
    meaning: str
    where: tuple[tuple[str, float, float], ...]

    def holds(self, values: Mapping[str, float]) -> bool:
        """Whether values of outcomes lie in all its ranges."""
        return all(low <= values[name] < high for name, low, high in self.where)

    def in_words(self) -> str:
        """Its ranges as people read them: `purge intensity at end below 0.1, …`."""
        return ", ".join(f"{name.replace('_', ' ')} {_range(low, high)}" for name, low, high in self.where)


@dataclass(frozen=True, slots=True)
class Placed:
    """The region of each point, by name, and in which share of the runs at each point it is the same one."""

    names: tuple[str, ...]
    agreement: tuple[float, ...]


def placed(results: ExperimentResults, regions: Sequence[Region]) -> Placed:
    """The region of every point; a point of which no run is there belongs to none."""
    deciding = sorted({name for region in regions for name, _, _ in region.where})
    values = {name: results.values(name) for name in deciding}
    names, agreement = [], []
    for point in range(len(results.experiment.points)):
        found = {name: values[name][point][~np.isnan(values[name][point])] for name in deciding}
        runs = [_region(dict(zip(found, one, strict=True)), regions) for one in zip(*found.values(), strict=True)]
        name = _region({name: float(one.mean()) for name, one in found.items()}, regions) if runs else OTHER
        names.append(name)
        agreement.append(runs.count(name) / len(runs) if runs else math.nan)
    return Placed(tuple(names), tuple(agreement))


def _region(values: Mapping[str, float], regions: Sequence[Region]) -> str:
    return next((region.name for region in regions if region.holds(values)), OTHER)


def _range(low: float, high: float) -> str:
    if math.isinf(low):
        return f"below {high:g}"
    return f"of {low:g} or more" if math.isinf(high) else f"from {low:g} to below {high:g}"
