"""Which outcomes of a sweep move at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from politburo.ask.sweep.swept import Sweep

ALIKE = 1e-6
"""By which part of its size an outcome must differ between points for the difference to be shown."""


def moving(sweep: Sweep) -> tuple[str, ...]:
    """The outcomes, of those that are shown, whose means are not the same at every point."""
    return tuple(name for name in sweep.outcomes if not are_alike(sweep.results.mean(name).to_numpy()))


def are_alike(means: NDArray[np.float64]) -> bool:
    """Whether means (p,) are the same at every point; NaN stands for a point without runs."""
    there = means[~np.isnan(means)]
    return not len(there) or float(np.ptp(there)) <= ALIKE * float(np.abs(there).max())
