"""All baselines of a country as of a day."""

from __future__ import annotations

from datetime import date

from politburo.country.figures import Evidence
from politburo.infer.baselines import BASELINES, baseline
from politburo.infer.forecasts import Forecast
from politburo.infer.price_baselines import CARRIED_ON, KNOWN, prices, with_price
from politburo.infer.quantities import HORIZONS, asked_of, history, quantities_of


def baselines(evidence: Evidence, as_of: date, until: date, horizons: int = HORIZONS) -> list[Forecast]:
    """The forecasts of every baseline as of a day, of all that a country publishes and that was known at least once."""
    found: list[Forecast] = []
    for quantity in quantities_of(evidence):
        known = history(evidence, quantity, as_of)
        if not len(known):
            continue
        for asked in asked_of(evidence, quantity, as_of, until, horizons):
            found += [baseline(name, known, asked, as_of) for name in BASELINES]
            found += with_price(known, asked, as_of, prices(evidence, as_of, asked.end), KNOWN)
            found += with_price(known, asked, as_of, prices(evidence, as_of), CARRIED_ON)
    return found
