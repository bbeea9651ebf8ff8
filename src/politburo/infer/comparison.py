"""Forecasts held against what was published: which have a figure, and how forecasters compare on those they share."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from politburo.ask.intervals import share_interval
from politburo.country.figures import Figure
from politburo.infer.forecasts import Asked, Forecast
from politburo.infer.scoring_rules import LEVELS, Scored, crps, normal_score
from politburo.infer.skill import DieboldMariano, Skill, diebold_mariano, independent, skill

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Matched:
    """Forecasts with the figures published since, those without one, and those of what was public already."""

    scored: tuple[Scored, ...]
    without: tuple[Forecast, ...]
    known: tuple[Forecast, ...]


def matched(forecasts: Iterable[Forecast], figures: Sequence[Figure]) -> Matched:
    """Each forecast with every figure of its series and period, of which accounts may give several."""
    found: dict[tuple[str, date, date, str], list[Figure]] = {}
    for figure in figures:
        found.setdefault((figure.series, figure.start, figure.end, figure.unit), []).append(figure)
    scored, without, known = list[Scored](), list[Forecast](), list[Forecast]()
    for one in forecasts:
        asked = one.asked
        there = found.get((asked.series, asked.start, asked.end, asked.unit), [])
        since = [figure for figure in there if figure.known_from > one.as_of]
        scored += [Scored(one, figure) for figure in since]
        (without if not there else known).extend([one] * (not since))
    return Matched(tuple(scored), tuple(without), tuple(known))


@dataclass(frozen=True)
class Coverage:
    """How many of some forecasts a central interval held, and the share, with its band for independent forecasts."""

    level: float
    held: float
    share: float
    low: float
    high: float


class Judged:
    """The scores of one forecaster: arrays (n,), one entry for each forecast and account.

    Accounts that contradict each other count for one forecast together: `weights` are one over their number.
    """

    def __init__(self, name: str, scored: Sequence[Scored]) -> None:
        self.name, self.scored = name, tuple(scored)
        counts: dict[tuple[date, Asked], int] = {}
        for one in scored:
            counts[one.forecast.key] = counts.get(one.forecast.key, 0) + 1
        self.weights = np.array([1 / counts[one.forecast.key] for one in scored])
        self.keys = [(one.forecast.key, one.figure) for one in scored]

    @cached_property
    def crps_log(self) -> Values:
        """CRPS on the scale of the logarithm."""
        return crps(self.scored, logged=True)

    @cached_property
    def crps(self) -> Values:
        """CRPS as it is, in the unit of each figure."""
        return crps(self.scored, logged=False)

    @cached_property
    def log_scores(self) -> Values:
        """Log scores on the scale of the logarithm."""
        return np.array([one.log_score for one in self.scored])

    def mean(self, values: Values) -> float:
        """The mean over forecasts."""
        return float((self.weights * values).sum() / self.weights.sum())

    @property
    def forecasts(self) -> int:
        """How many forecasts have a figure."""
        return len({key for key, _ in self.keys})

    @cached_property
    def independent(self) -> float:
        """As how many independent forecasts they tell."""
        scores = [normal_score(one.pit, len(one.forecast.draws)) for one in self.scored]
        found = independent(np.array(scores), [one.figure.end.year for one in self.scored])
        return min(found * self.forecasts / len(self.scored), len({(one.asked) for one in self._forecasts()}))

    def _forecasts(self) -> list[Forecast]:
        return [one.forecast for one in self.scored]

    def coverage(self) -> list[Coverage]:
        """The coverage of intervals of every level."""
        found = []
        for level in LEVELS:
            held = float((self.weights * [one.covered(level) for one in self.scored]).sum())
            share, count = held / float(self.weights.sum()), max(round(self.independent), 1)
            found.append(Coverage(level, held, share, *share_interval(round(share * count), count)))
        return found

    def against(self, other: Judged) -> Compared:
        """Compared with another forecaster on the forecasts that both made."""
        places = {key: place for place, key in enumerate(other.keys)}
        own = [place for place, key in enumerate(self.keys) if key in places]
        return Compared(self, other, np.array(own, int), np.array([places[self.keys[place]] for place in own], int))


@dataclass(frozen=True, eq=False)
class Compared:
    """Two forecasters on the forecasts that both made: places among those of each, (k,)."""

    own: Judged
    other: Judged
    places: NDArray[np.int64]
    others: NDArray[np.int64]

    @property
    def origins(self) -> list[Hashable]:
        """The day as of which each was made."""
        return [self.own.scored[place].forecast.as_of for place in self.places]

    @property
    def forecasts(self) -> int:
        """How many forecasts both made."""
        return len({self.own.keys[place][0] for place in self.places})

    @cached_property
    def skill(self) -> Skill:
        """On the scale of the logarithm, over all series together."""
        return self._skill(self.own.crps_log, self.other.crps_log, self.places, self.others)

    @cached_property
    def skill_natural(self) -> Skill:
        """As it is, each series relative to the mean score of the other: no unit outweighs another."""
        own, other = self.own.crps[self.places], self.other.crps[self.others]
        series = np.array([self.own.scored[place].figure.series for place in self.places])
        weights = self.own.weights[self.places].copy()
        for name in np.unique(series):
            mean = float(other[series == name].mean())
            weights[series == name] /= mean or 1.0
        return skill(own, other, weights, self.origins)

    def _skill(self, own: Values, other: Values, places: NDArray, others: NDArray) -> Skill:
        return skill(own[places], other[others], self.own.weights[places], self.origins)

    def diebold_mariano(self, horizon: int) -> DieboldMariano:
        """Of mean differences at each origin, of forecasts of one horizon in years, on the scale of the logarithm."""
        differences: dict[date, list[tuple[float, float]]] = {}
        for place, at in zip(self.places.tolist(), self.others.tolist(), strict=True):
            one = self.own.scored[place].forecast
            if one.horizon == horizon:
                apart = float(self.own.crps_log[place] - self.other.crps_log[at])
                differences.setdefault(one.as_of, []).append((apart, float(self.own.weights[place])))
        ordered = [np.array(differences[day]) for day in sorted(differences)]
        return diebold_mariano(np.array([np.average(one[:, 0], weights=one[:, 1]) for one in ordered]), horizon)

    @property
    def horizons(self) -> list[int]:
        """Horizons of the forecasts that both made."""
        return sorted({self.own.scored[place].forecast.horizon for place in self.places})
