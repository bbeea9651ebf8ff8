"""What runs of parameter sets make of quantities, as outsiders would have known it, and how much each set weighs.

A quantity's counterpart in a run is worked out from those of targets (`ask.fit.measures`), which are taken from the
simulated reports as known on the day of publication: what is not reported, reported late or wrongly in the simulation
is so here. That day is the one of the published figure where there is one, else a month after the period.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from politburo.ask.fit.targets import accounts
from politburo.ask.survey.answer import lasting
from politburo.ask.survey.implausibility import Measure, held
from politburo.ask.survey.measured import name_of, values_of
from politburo.ask.survey.rules import rules
from politburo.country.figures import Evidence, Figure, Target
from politburo.infer.forecasts import Asked
from politburo.infer.quantities import Quantity
from politburo.run.experiment import ExperimentResults

Values = NDArray[np.float64]

UNTIL_PUBLISHED = timedelta(days=31)
"""Assumed: from the end of a period until its figure is told, where none says when."""


def counterparts(evidence: Evidence, quantity: Quantity, periods: Iterable[tuple[date, date]]) -> list[Target]:
    """The targets whose counterparts a quantity is worked out from, for each period in turn those of `measures`."""
    found = []
    for start, end in periods:
        for series in quantity.measures:
            there = [
                target.figure.known_from
                for target in evidence.targets
                if (target.figure.series, target.figure.start, target.figure.end) == (series, start, end)
            ]
            known = min(there, default=end + UNTIL_PUBLISHED)
            unit = "share" if "share" in series else quantity.unit
            figure = Figure(series, start, end, 1.0, 1.0, 1.0, unit, "", "", "", known, 5, "")
            found.append(Target(figure, "FIT", ""))
    return found


def unlike(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Targets without those whose counterpart is called as that of one before."""
    found: dict[str, Target] = {}
    for target in targets:
        found.setdefault(name_of(target), target)
    return tuple(found.values())


FEWEST = 10.0
"""Sets of equal weight as which sets tell, at least."""

HALVINGS = 30
"""Steps in which a power is found."""


@dataclass(frozen=True, eq=False)
class Simulated:
    """The runs of an experiment, read as quantities: arrays by parameter set and run, NaN where a run has none."""

    results: ExperimentResults
    evidence: Evidence

    def values(self, quantity: Quantity, periods: Sequence[tuple[date, date]]) -> Values:
        """What runs make of a quantity in some periods, (set, run, period)."""
        read = values_of(self.results, counterparts(self.evidence, quantity, periods))
        parts = len(quantity.measures)
        return quantity.of(*(read[:, :, part::parts] for part in range(parts)))

    def asked(self, quantity: Quantity, asked: Asked) -> Values:
        """What runs make of one period, (set, run)."""
        return self.values(quantity, [(asked.start, asked.end)])[:, :, 0]

    @property
    def stands_for(self) -> float:
        """How many persons the least that is counted stands for."""
        return 1 / self.results.experiment.base.size

    @cached_property
    def lasts(self) -> NDArray[np.bool_]:
        """Whether the regime lasts under a set."""
        return lasting(self.results, rules())

    def weights(self, known: Sequence[Target]) -> tuple[Values, float]:
        """How much each set weighs by the targets that were known, (set,), together one, and the power of likelihoods.

        It is the likelihood of a normal distribution of what may part a model of this kind from the record: exp(−I²/2)
        over independent targets, of rival accounts the one that is nearest to the set, with I as a survey has it. Where
        hardly any set would be left, which says more of how few there are than of what is known, it is raised to a
        power below one, so far that they tell as at least FEWEST sets, or a third of them. Sets under which the regime
        does not last weigh nothing.
        """
        squares = np.zeros(len(self.lasts))
        if known:
            values, own = values_of(self.results, known), rules()
            measures = [Measure(one, own, self.stands_for / self.results.runs) for one in known]
            found = held(measures, values, values, self.lasts, own).judged.implausibility
            far = np.nan_to_num(found) ** 2
            plain = [place for place, one in enumerate(known) if one.joint and not one.rivals]
            squares += far[:, plain].sum(axis=1)
            for told in accounts(known):
                squares += np.min([far[:, places].sum(axis=1) for places in told], axis=0)
        if not self.lasts.any():
            return np.full(len(squares), 1 / len(squares)), 0.0
        return tempered(np.where(self.lasts, -0.5 * squares, -np.inf), min(FEWEST, float(self.lasts.sum()) / 3))


def tempered(told: Values, least: float) -> tuple[Values, float]:
    """Weights from the logarithms of likelihoods (set,), and the highest power by which they tell as so many sets."""

    def weights(power: float) -> Values:
        found = np.exp(np.where(np.isfinite(told), power * (told - told.max()), -np.inf))
        return found / found.sum()

    low, high = 0.0, 1.0
    if effective(weights(high)) >= least:
        return weights(high), high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if effective(weights(middle)) >= least else (low, middle)
    return weights(low), low


def effective(weights: Values) -> float:
    """As how many sets of equal weight some tell (Kish 1965)."""
    return float(1 / (weights**2).sum())
