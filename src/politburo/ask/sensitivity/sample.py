"""What the runs at the rows of a design say about one outcome, as plain arrays, and how much of that is chance.

What is counted, such as flights, is taken as the logarithm of one more than the count: parameters multiply counts, and
without it the few sets with the largest counts would decide everything.

A run has chances of its own: some shift the outcome by the same amount at every point. As every point has the same
runs, such shifts cancel in all differences between points. What does not cancel is how far chance works out differently
from point to point; it goes down with the number of runs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.run import scale
from politburo.run.outcomes import outcome

Numbers = NDArray[np.float64]

AT_ONCE = 12
"""Months within which a regime falls at once."""

OF_FALLS = ("regime_falls", "months_lived")
"""Outcomes that are about the fall of the regime itself, and are asked of all sets."""

FEW = 0.05
"""Part of the points that counts as few."""


@dataclass(frozen=True, eq=False)
class Sample:
    """The values of an outcome on a design, by blocks; NaN where a run is missing.

    `rows` (blocks, rows of a block, runs) with the same chances at every row; `redrawn` (blocks, runs) at the first row
    of each block with other runs, that is with chance drawn anew; `at_once` (blocks, rows) at which the regime falls at
    once, so that the outcome says nothing.
    """

    rows: Numbers
    redrawn: Numbers
    at_once: NDArray[np.bool_]

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Which rows lack a run, (blocks, rows): with one missing the chances are no longer the same."""
        return np.asarray(np.isnan(self.rows).any(axis=2))

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Which rows say something, (blocks, rows)."""
        return ~self.missing & ~self.at_once

    @property
    def whole(self) -> NDArray[np.bool_]:
        """Which blocks say something in all their rows, (blocks,)."""
        return np.asarray(self.usable.all(axis=1) & ~np.isnan(self.redrawn).any(axis=1))

    def complete(self) -> Sample:
        """Those blocks alone that say something in all their rows."""
        return Sample(self.rows[self.whole], self.redrawn[self.whole], self.at_once[self.whole])

    def part(self, share: float) -> Sample:
        """The first blocks, so many that they make up the share; two at least."""
        blocks = max(2, int(np.ceil(share * len(self.rows))))
        return Sample(self.rows[:blocks], self.redrawn[:blocks], self.at_once[:blocks])

    def means(self) -> tuple[Numbers, Numbers]:
        """Means over the runs: (blocks, rows of a block), and at the first rows with chance drawn anew, (blocks,).

        NaN where nothing is said. Other runs shift an outcome by an amount that is the same everywhere, which nothing
        but their number depends on; that shift is taken off.
        """
        same = np.where(self.usable, self.rows.mean(axis=2), np.nan)
        anew = np.where(self.usable[:, 0], self.redrawn.mean(axis=1), np.nan)
        both = ~np.isnan(anew)
        if both.any():
            anew = anew - anew[both].mean() + same[both, 0].mean()
        return same, anew


@dataclass(frozen=True, slots=True)
class Noise:
    """Shares of a variance between points that are chance.

    `share` is that of the means over the runs, with the same runs at every point: about the total index of something
    that does nothing but to let chance work out differently. `alone` is the same for one run at each point and no
    seeds in common. NaN where the means do not vary.
    """

    share: float
    alone: float


def is_count(name: str) -> bool:
    """Whether an outcome is counted, and taken as a logarithm."""
    return scale.is_count(outcome(name).unit)


def scaled(name: str, values: Numbers) -> Numbers:
    """The values of an outcome on the scale on which they are analysed."""
    return np.log1p(values) if is_count(name) else values


def noise(sample: Sample) -> Noise:
    """The variance of what points and runs do not explain, beside that between the points."""
    values = sample.rows[sample.usable]
    runs = values.shape[1]
    between = float(values.mean(axis=1).var()) if len(values) else 0.0
    if not between > 0:
        return Noise(float("nan"), float("nan"))
    whole = float(values.var(axis=1, ddof=1).mean())
    left = float((values - values.mean(axis=0)).var(axis=1, ddof=1).mean()) / runs
    return Noise(left / between, whole / (max(between - left, 0.0) + whole))


def held_by_few(sample: Sample) -> float:
    """Share of the variance between the points that the few farthest from the mean hold; NaN where none is.

    It is 0.28 for a normal distribution. Where it is near 1, indices say what leads to these few and little else.
    """
    means = sample.rows[sample.usable].mean(axis=1)
    apart = np.sort((means - means.mean()) ** 2)[::-1]
    whole = float(apart.sum())
    return float(apart[: max(1, round(FEW * len(apart)))].sum()) / whole if whole > 0 else float("nan")
