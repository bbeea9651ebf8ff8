"""Forecasts of a synthetic truth: whether intervals hold what they say where the truth is one of the parameter sets.

Each set in turn stands for the country. What its first run makes of a quantity, times a discrepancy that walks at
random as the baselines assume, is "published" in the periods in which figures were; as of each day the others forecast
what comes, of equal weight each. The truth knows nothing of how the machine takes it, but for the assumed spread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from politburo.country.figures import Evidence, Figure
from politburo.infer.baselines import PRIOR_SPREAD
from politburo.infer.comparison import Matched
from politburo.infer.forecasts import Asked, Forecast
from politburo.infer.observation import dispersion, errors_of, logged_rates, published
from politburo.infer.quantities import HORIZONS, History, Quantity, asked_of, chance_of, history, middle, quantities_of
from politburo.infer.simulated import Simulated

Values = NDArray[np.float64]

NAME = "machine on synthetic truth"


def synthetic(simulated: Simulated, days: Sequence[date], until: date, horizons: int = HORIZONS) -> Matched:
    """The forecasts of every set as truth, of every count of which something was known, with what came."""
    from politburo.infer.scoring_rules import Scored

    evidence, found = simulated.evidence, list[Scored]()
    for quantity in quantities_of(evidence):
        if not quantity.is_count:
            continue
        for day in days:
            past = _covered(simulated, history(evidence, quantity, day))
            asked = asked_of(evidence, quantity, day, until, horizons)
            if len(past) and asked:
                found += [Scored(*pair) for pair in _forecasts(simulated, evidence, quantity, past, asked, day)]
    return Matched(tuple(found), (), ())


def _covered(simulated: Simulated, known: History) -> History:
    start = simulated.results.experiment.base.start // 12
    return History(known.quantity, tuple(one for one in known.figures if one.start.year >= start))


def _forecasts(
    simulated: Simulated, evidence: Evidence, quantity: Quantity, past: History, asked: list[Asked], day: date
) -> Iterator[tuple[Forecast, Figure]]:
    spans = [*((one.start, one.end) for one in past.figures), *((one.start, one.end) for one in asked)]
    values, count, each = simulated.values(quantity, spans), len(past), simulated.stands_for
    years = np.array([*past.years, *(one.years for one in asked)])
    times = np.array([*past.times, *(middle(one.start, one.end) for one in asked)])
    rates = logged_rates(quantity, values, years, each)
    for truth in np.flatnonzero(simulated.lasts):
        if np.isnan(values[truth, 0]).any():
            continue
        chance = chance_of(NAME, quantity.series, day, truth)
        steps = chance.normal(0, PRIOR_SPREAD, len(times)) * np.sqrt(np.diff(times, prepend=times[0] - 1))
        told = chance.poisson(np.maximum(values[truth, 0], 0.5) * np.exp(np.cumsum(steps))).astype(float)
        known = replace(
            past,
            figures=tuple(replace(one, value=value) for one, value in zip(past.figures, told.tolist(), strict=False)),
        )
        others = simulated.lasts & (np.arange(len(rates)) != truth)
        errors = errors_of(known, rates[:, :count])
        assert errors.last is not None
        for place, one in enumerate(asked, count):
            draws = published(
                quantity, rates[:, place], errors, others.astype(float), one.years, float(times[place]) - errors.last,
                chance, dispersed=dispersion(values[:, :, place], each),
            )  # fmt: skip
            # each truth is a matter of its own, with a source of its own
            said = Figure(
                one.series, one.start, one.end, told[place], told[place], told[place], one.unit, f"set {truth}", "", "",
                one.end, 1, "",
            )  # fmt: skip
            own = replace(one, series=f"{one.series} of set {truth}")
            yield Forecast(NAME, "", day, own, np.sort(draws)), replace(said, series=own.series)


def coverage(found: Matched, level: float) -> tuple[int, int]:
    """How many of the forecasts held what came in the interval of a level, and how many there are."""
    held = sum(bool(one.covered(level)) for one in found.scored)
    return held, len(found.scored)
