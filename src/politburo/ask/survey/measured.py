"""The counterparts of the targets, taken from each run of a survey where it is done."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from politburo.ask import fit
from politburo.country.figures import Target
from politburo.run.sealed import checksum

if TYPE_CHECKING:
    from politburo.country import Country
    from politburo.month import Outcome
    from politburo.scenario import Scenario

MISSING = -1.0
"""What is kept where a run has no counterpart of a target, which is never below zero."""


def name_of(target: Target) -> str:
    """What the counterpart of a target is called among the outcomes of a run."""
    figure = target.figure
    return " ".join(part for part in (figure.series, str(figure.start), str(figure.end), target.account) if part)


@dataclass(frozen=True, slots=True)
class TargetValues:
    """The counterparts of some targets."""

    targets: tuple[Target, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called."""
        return tuple(map(name_of, self.targets))

    @property
    def digest(self) -> str:
        """Hash (hex) of how they are taken, and of what of the targets enters."""
        asked = [[name_of(one), str(one.figure.known_from), one.compared_with] for one in self.targets]
        measures = hashlib.blake2b(Path(fit.__file__).read_bytes(), digest_size=8).hexdigest()
        return checksum([measures, asked])

    def values(self, outcome: Outcome, scenario: Scenario, country: Country, run: int) -> dict[str, float]:
        """The counterparts in a run; MISSING where it does not cover the target, or has no case to take it from."""
        seen = fit.as_seen(
            outcome.events,
            scenario,
            run,
            outcome.ended_month,
            int(np.count_nonzero(country.posts.rank == 0)),
            country.names.province,
            {name: np.asarray(outcome.series[name], np.float64) for name in fit.series_asked()},
        )
        found = {name_of(target): fit.simulated(seen, target) for target in self.targets}
        return {name: value if math.isfinite(value) else MISSING for name, value in found.items()}
