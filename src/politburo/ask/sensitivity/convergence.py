"""Whether an analysis has converged: would more points change it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from politburo.ask.sensitivity.indices import Indexed
from politburo.ask.sensitivity.screening import BEFORE_LAST, Screened, kept

WIDEST, FARTHEST = 0.08, 0.05
"""Total indices are converged within these: the reach of each interval, and the move from 75 % of the sample to all."""

RULE_OF_INDICES = (
    f"converged means: every total index is known to ± {WIDEST:.2f} or better (90 %), and none moved by more than "
    f"{FARTHEST:.2f} from three quarters of the sample to the whole"
)
RULE_OF_SCREENING = "converged means: three quarters of the trajectories keep the same factors as all of them"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an answer is converged, and what was found, in words."""

    converged: bool
    found: str

    def __str__(self) -> str:
        return f"{'converged' if self.converged else 'not converged, more points are needed'}: {self.found}"


def of_indices(one: Indexed) -> Verdict:
    """Whether the total indices of an outcome are converged."""
    if not one.varies:
        return Verdict(True, "the outcome is the same at all points")
    earlier = one.parts[BEFORE_LAST]
    widest = float(one.indices.total_reach.max())
    moved = np.abs(one.indices.total - earlier.total)
    farthest = float("inf") if np.isnan(moved).any() else float(moved.max())
    said = f"widest interval ± {widest:.2f}, largest move {farthest:.2f}"
    return Verdict(widest <= WIDEST and farthest <= FARTHEST, said)


def of_screening(found: Mapping[str, Screened], names: Sequence[str], keep: int) -> Verdict:
    """Whether the choice of the factors that are kept is converged."""
    chosen = kept({name: one.effects for name, one in found.items()}, names, keep)
    earlier = kept({name: one.parts[BEFORE_LAST] for name, one in found.items()}, names, keep)
    common = len(set(chosen).intersection(earlier))
    return Verdict(
        common == len(chosen) == len(earlier), f"three quarters of them keep {common} of these {len(chosen)}"
    )
