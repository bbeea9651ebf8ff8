"""What a survey found: how much of the parameter space the public record leaves, by which targets, and where."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from statistics import NormalDist
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Basis, Provenance, Table
from politburo.answer.numbers import numbered
from politburo.ask.claims.mixture import independent_sets, likeness
from politburo.ask.ensemble import MODEL, RULES
from politburo.ask.experiment import OfExperiment
from politburo.ask.factors import place_of
from politburo.ask.sets_file import write_sets
from politburo.ask.survey.implausibility import Held, Judged, Measure, held, means_of, noise_of
from politburo.ask.survey.measured import values_of
from politburo.ask.survey.rules import Rules, hash_of
from politburo.ask.survey.sentences import sentences
from politburo.ask.survey.tables import UNLIKELY, tables
from politburo.ask.survey.waves import Space, Wave
from politburo.country.figures import Target
from politburo.run.experiment import ExperimentResults
from politburo.run.plan import model_sources

OF_A_FILE = "sets of a file"
"""What the design of a survey says whose sets were not drawn from the space."""

SHORT = 12
"""Digits of the hash of the model that are shown."""

FEWEST = 4
"""Survivors from which it is said where they lie."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two targets that are met together in fewer sets than either alone lets expect; `p` is the chance of so few."""

    first: int
    second: int
    together: int
    expected: float
    p: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A parameter, and how far the survivors lie from all sets: in standard deviations of all, and how surely."""

    name: str
    apart: float
    z: float


@dataclass(frozen=True, eq=False, repr=False)
class Survey(OfExperiment):
    """A bank of runs over the ranges of parameters, each set held against every target by rules fixed beforehand.

    `twice` are the first sets with two runs each, from which noise is measured where each set has a single run.
    Where it was searched, `waves` say what was done, `run` how many sets were run in all, those drawn among them, and
    `confirmed` are the sets left, whose first run is not to count; None where none is. With `as_of` targets are those
    that were public on that day.
    """

    question: ClassVar[str] = "survey"

    targets: tuple[Target, ...]
    rules: Rules
    twice: ExperimentResults | None = None
    waves: tuple[Wave, ...] = ()
    confirmed: ExperimentResults | None = None
    run: int = 0
    as_of: date | None = None

    @property
    def title(self) -> str:
        """What is surveyed."""
        return f"What the public record leaves of the parameter space: {' '.join(self.base.title.split())}"

    @property
    def hash(self) -> str:
        """Hash (hex) of the rules, the targets and the ranges."""
        return hash_of(self.rules, self.targets, self.results.experiment.names)

    @property
    def provenance(self) -> Provenance:
        """That of the runs, the model and the rules: an ensemble of the sets left is good under these alone."""
        found = super().provenance
        day = {"as of": self.as_of.isoformat()} if self.as_of else {}
        return replace(found, details={**found.details, MODEL: model_sources()[:SHORT], RULES: self.hash} | day)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The targets on the scales on which distances are taken, for one run of a set."""
        return self.measures_of(1)

    def measures_of(self, runs: int) -> tuple[Measure, ...]:
        """The targets on these scales for the mean over so many runs."""
        stands_for = 1 / (self.base.size * runs)
        return tuple(Measure(target, self.rules, stands_for) for target in self.targets)

    @cached_property
    def _of_noise(self) -> Values:
        """What the sets from which noise is measured make of the targets, (set, run, target)."""
        return values_of(self.results if self.twice is None else self.twice, self.targets)

    def chance(self, measures: Sequence[Measure]) -> list[float]:
        """The variance of a run around the mean of its set where a target is met, on the scale of each target."""
        centres = (np.array([one.centre]) for one in measures)
        return [
            float(noise_of(one, self._of_noise[:, :, place], centre)[0]) ** 2
            for place, (one, centre) in enumerate(zip(measures, centres, strict=True))
        ]

    def held(self, results: ExperimentResults, after: int = 0) -> Held:
        """Sets held against the targets, by their runs after the first so many; noise is that of the sets drawn."""
        values = values_of(results, self.targets)[:, after:]
        measures = self.measures_of(values.shape[1])
        return held(measures, values, self._of_noise, lasting(results, self.rules, after), self.rules)

    @cached_property
    def _held(self) -> Held:
        return self.held(self.results)

    @property
    def values(self) -> Values:
        """The counterpart of each target in each run of each set, (set, run, target); NaN where there is none."""
        return self._held.values

    @property
    def means(self) -> Values:
        """The mean over runs on these scales, (set, target)."""
        return self._held.means

    @property
    def noise(self) -> Values:
        """Standard deviation of the mean of the runs of a set, (set, target)."""
        return self._held.noise

    @property
    def implausibility(self) -> Values:
        """Of every target under every set."""
        return self.judged.implausibility

    @property
    def judged(self) -> Judged:
        """What the rules say of each set."""
        return self._held.judged

    @cached_property
    def lasts(self) -> NDArray[np.bool_]:
        """Whether the regime lasts under a set."""
        return lasting(self.results, self.rules)

    @cached_property
    def there(self) -> NDArray[np.int64]:
        """Numbers of the sets that have a finished run."""
        return np.flatnonzero(~np.isnan(self.results.values("regime_falls")).all(axis=1))

    @property
    def is_of_a_file(self) -> bool:
        """Whether the sets were given in a file and not drawn, so that their shares are none of the space."""
        return self.results.experiment.design == OF_A_FILE

    @property
    def survivors(self) -> NDArray[np.int64]:
        """Numbers of the sets drawn, or given, that are not ruled out."""
        return np.flatnonzero(self.judged.left)

    @property
    def left(self) -> Values:
        """The sets that are left, (set, parameter): those that a search confirmed, or else those drawn."""
        if not self.run:
            return self.results.experiment.points[self.survivors]
        return self.results.experiment.points[:0] if self.confirmed is None else self.confirmed.experiment.points

    @cached_property
    def means_of_left(self) -> Values:
        """What the sets that are left make of the targets, on their scales (set, target)."""
        if not self.run:
            return self.means[self.survivors]
        return self.means[:0] if self.confirmed is None else self.held(self.confirmed, after=1).means

    @property
    def met(self) -> NDArray[np.bool_]:
        """Whether a target is met under a set: its implausibility is within the lower limit."""
        return self.implausibility <= self.rules.second_highest

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Pairs of joint targets that are met together too seldom, those with the lowest chance first."""
        places = [place for place, target in enumerate(self.targets) if target.joint]
        met, there = self.met[self.there], ~np.isnan(self.implausibility[self.there])
        found = []
        for at, one in enumerate(places):
            for other in places[at + 1 :]:
                rivals = self.targets[one].rivals
                if rivals and rivals == self.targets[other].rivals:
                    continue
                both = there[:, one] & there[:, other]
                first, second = met[both, one], met[both, other]
                together, sets = int((first & second).sum()), int(both.sum())
                expected = float(first.sum()) * float(second.sum()) / sets if sets else 0.0
                if together < expected:
                    p = _so_few(together, int(first.sum()), int(second.sum()), sets)
                    found.append(Conflict(one, other, together, expected, p))
        return tuple(sorted((one for one in found if one.p < UNLIKELY), key=lambda one: one.p))

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """How far the sets left lie from all sets along each parameter, the farthest first; none where they are few."""
        points, chosen = self.results.experiment.points, self.left
        if len(chosen) < FEWEST:
            return ()
        found = []
        for name, column, own in zip(self.results.experiment.names, points.T, chosen.T, strict=True):
            low, high = self.rules.range_of(name)
            places = place_of(low, high, column[self.there])
            spread = float(places.std())
            apart = float(place_of(low, high, own).mean() - places.mean()) / spread if spread else 0.0
            found.append(Moved(name, apart, apart * math.sqrt(self.independent)))
        return tuple(sorted(found, key=lambda one: -abs(one.z)))

    @cached_property
    def independent(self) -> float:
        """As how many independent sets those left tell: those of a search that descend from the same ones are alike."""
        if not self.run or len(self.left) < FEWEST:
            return float(len(self.left))
        return independent_sets(likeness(Space(*self.rules.ends(self.results.experiment.names)).scores(self.left)))

    def save_survivors(self, path: str | Path) -> Path:
        """Write the sets that are not ruled out to a file of comma-separated values. Raises as `place`."""
        numbers = range(len(self.left)) if self.run else self.survivors.tolist()
        sets = dict(zip(numbers, self.left.tolist(), strict=True))
        return write_sets(path, self.results.experiment.names, sets, str(self.provenance))

    @property
    def basis(self) -> Basis:
        """What the intervals of shares of sets are over."""
        runs = numbered(self.results.runs, "run")
        return Basis(
            f"{len(self.there)} parameter sets, {self.results.experiment.design}, {runs} each",
            "how probable these ranges are is left out",
        )

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return sentences(self)

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return tables(self)

    @property
    def border(self) -> float:
        """Standard errors beyond which chance moves one of the parameters in one case of twenty."""
        return NormalDist().inv_cdf(1 - 0.025 / max(len(self.moved), 1))

    def share_met(self, place: int) -> float | None:
        """Share of the sets that meet a target by itself; None where none has a counterpart of it."""
        there = self.there[~np.isnan(self.implausibility[self.there, place])]
        return float(self.met[there, place].mean()) if len(there) else None


def lasting(results: ExperimentResults, rules: Rules, after: int = 0) -> NDArray[np.bool_]:
    """Whether the regime lasts under each set, by its runs after the first so many, (set,)."""
    falls = means_of(results.values("regime_falls")[:, after:])
    return np.nan_to_num(1 - falls, nan=0.0) > rules.lasting


def _so_few(together: int, first: int, second: int, sets: int) -> float:
    """Chance of at most so many in common, of `first` and `second` of all sets."""
    from scipy.stats import hypergeom

    return float(hypergeom.cdf(together, sets, first, second))
