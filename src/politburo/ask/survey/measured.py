"""The counterparts of the targets, taken from each run of a survey where it is done."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from politburo.ask.fit import measures
from politburo.country.figures import Target
from politburo.run.folder.sealed import checksum
from politburo.terms.events import EVENT_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from politburo.country import Country
    from politburo.month import Outcome
    from politburo.run.experiment import ExperimentResults
    from politburo.scenario import Scenario

MOST_FOLLOWED = 100_000
"""Persons who leave that are followed one by one to where they arrive; of more, one stands for several.

Some sets empty the country: millions leave, where the record has tens of thousands.
"""

MISSING = -1.0
"""What is kept where a run has no counterpart of a target, which is never below zero."""


def name_of(target: Target) -> str:
    """What the counterpart of a target is called among the outcomes of a run."""
    figure = target.figure
    return " ".join(part for part in (figure.series, str(figure.start), str(figure.end), target.account) if part)


def followed(events: Mapping[str, NDArray], most: int = MOST_FOLLOWED) -> Mapping[str, NDArray]:
    """The same events, of whose departures no more than about `most` persons are followed, each for as many others.

    Every so many of those who leave is kept, in the order of the events, so that their sum stays what it is.
    """
    leave = np.flatnonzero(events["kind"] == EVENT_NAMES.index("departure"))
    so_far = np.cumsum(events["persons"][leave].astype(np.int64))
    each = -(-int(so_far[-1]) // most) if len(leave) else 1
    if each <= 1:
        return events
    persons, weight = events["persons"].copy(), events["weight"].copy()
    persons[leave] = np.diff(so_far // each, prepend=0)
    weight[leave] *= each
    return {**events, "persons": persons, "weight": weight}


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
        taken = hashlib.blake2b(Path(measures.__file__).read_bytes(), digest_size=8).hexdigest()
        return checksum([taken, asked])

    def values(self, outcome: Outcome, scenario: Scenario, country: Country, run: int) -> dict[str, float]:
        """The counterparts in a run; MISSING where it does not cover the target, or has no case to take it from."""
        seen = measures.as_seen(
            followed(outcome.events),
            scenario,
            run,
            outcome.ended_month,
            int(np.count_nonzero(country.posts.rank == 0)),
            country.names.province,
            {name: np.asarray(outcome.series[name], np.float64) for name in measures.series_asked()},
        )
        found = {name_of(target): measures.simulated(seen, target) for target in self.targets}
        return {name: value if math.isfinite(value) else MISSING for name, value in found.items()}


def values_of(results: ExperimentResults, targets: Sequence[Target]) -> NDArray[np.float64]:
    """The counterparts that are kept of the runs of an experiment, (point, run, target); NaN for what is missing."""
    outcomes = results.outcomes
    points, runs = (outcomes.index.get_level_values(name).to_numpy() for name in ("point", "run"))
    found = np.full((len(results.experiment.points), results.runs, len(targets)), np.nan)
    for place, target in enumerate(targets):
        column = outcomes[name_of(target)].to_numpy(np.float64)
        found[points, runs, place] = np.where(column == MISSING, np.nan, column)
    return found
