"""One simulated run month by month: organs by ranks, and provinces, by measures with their scales, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.ask.run.results import Results
from politburo.ask.run.values import over_a_year, rounded
from politburo.scenario import month_name
from politburo.scenario.months import month_of_effect
from politburo.show.frame import part_of_the_country
from politburo.show.run.provinces import MEASURES, Measure, ends_of, tiles_of, values_by_run
from politburo.terms.words import FORMS, PURGE_FORMS

OF_CADRES = (
    Measure("fear", "mean fear of cadres (0 to 1)", ".2f", from_zero=True),
    Measure("private_loyalty", "mean private loyalty of cadres (0 to 1)", ".2f", from_zero=False),
    Measure("displayed_loyalty", "mean displayed loyalty of cadres (0 to 1)", ".2f", from_zero=False),
    Measure("lying_low", "share of cadres who lie low (0 to 1)", ".2f", from_zero=True),
    Measure("purged", "cadres purged this month", ",.1f", from_zero=True, root=True),
    Measure("purged_year", "cadres purged in twelve months, of 100 in post", ",.1f", from_zero=True, root=True),
    Measure("cadres", "cadres in post", ",.0f", from_zero=True, root=True),
)
"""Measures of organs by ranks."""

OF_HOUSEHOLDS = (
    *MEASURES,
    Measure("households_fear", "mean fear of punishment of households (0 to 1)", ".2f", from_zero=False),
    Measure("households_talk", "mean openness of households in talk about politics (0 to 1)", ".2f", from_zero=False),
)
"""Measures of provinces."""

MEANS = ("fear", "private_loyalty", "displayed_loyalty", "lying_low")
"""Those of cadres that mean nothing where there is no cadre."""


def months(results: Results, run: int) -> dict[str, Any]:
    """The months of a run: names, measures of organs by ranks and of provinces, and dated events, all as plain data."""
    scenario, at, names = results.scenario, results.runs.index(run), results.names
    tiles = tiles_of(results)
    ended = results.ended[at]
    found = values_by_run(results, OF_HOUSEHOLDS)
    return {
        "title": results.title,
        "first": month_name(scenario.start),
        "months": scenario.end - scenario.start + 1,
        "ended": None if np.isnat(ended) else str(ended),
        "organs": list(names.organ),
        "ranks": list(names.rank),
        "provinces": [{"name": name, "column": tiles[name][0], "row": tiles[name][1]} for name in names.province],
        "cadres": [_measured(one, values) for one, values in zip(OF_CADRES, _of_cadres(results, at), strict=True)],
        "households": [_measured(one, found[one.name][at]) for one in OF_HOUSEHOLDS],
        "dated": [
            [month_of_effect(event.day) - scenario.start, event.label]
            for event in scenario.events
            if event.is_modelled and scenario.start <= month_of_effect(event.day) <= scenario.end
        ],
        "notes": part_of_the_country(scenario),
    }


def _of_cadres(results: Results, at: int) -> Sequence[NDArray[np.float64]]:
    """The measures of organs by ranks of the run at a place, each (month, organ, rank)."""
    arrays = results.arrays(*(f"{name}_by_circle" for name in (*MEANS, "cadres")), "penalties_by_circle_and_form")
    *means, cadres, penalties = (values[at : at + 1].astype(np.float64) for values in arrays)
    some = cadres > 0
    purged = penalties[..., [FORMS.index(form) for form in PURGE_FORMS]].sum(axis=-1)
    yearly = np.full(cadres.shape, np.nan)
    np.divide(100 * over_a_year(purged), cadres, out=yearly, where=some)
    return [values[0] for values in (*(np.where(some, mean, np.nan) for mean in means), purged, yearly, cadres)]


def _measured(measure: Measure, values: NDArray[np.float64]) -> dict[str, Any]:
    """A measure with the ends of its scale and its values, a list for each month."""
    low, high = ends_of(measure, values)
    return {
        "name": measure.name,
        "title": measure.title,
        "decimals": int(measure.form.strip(",.f")),
        "low": low,
        "high": high,
        "root": measure.root,
        "values": [rounded(month) for month in values.reshape(len(values), -1)],
    }
