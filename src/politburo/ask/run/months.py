"""Values of each run in each month, as the picture and the words need them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.terms.words import RANKS

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

TOP_RANKS = RANKS[:2]


def monthly(results: Results, name: str) -> NDArray[np.float64]:
    """A national series, (run, month); NaN after a regime's end."""
    return results.array(name).astype(np.float64)


def fear_of_the_top(results: Results) -> NDArray[np.float64]:
    """Mean fear of the cadres of the two top ranks, (run, month); NaN after a regime's end."""
    circles = results.arrays("fear_by_circle", "cadres_by_circle")
    fear, cadres = (values[:, :, :, : len(TOP_RANKS)].astype(np.float64) for values in circles)
    weight = np.where(np.isnan(fear), 0.0, np.nan_to_num(cadres))
    sums, weights = (np.nan_to_num(fear) * weight).sum((2, 3)), weight.sum((2, 3))
    return np.divide(sums, weights, out=np.full(weights.shape, np.nan), where=weights > 0)


def ended_months(results: Results) -> NDArray[np.int64]:
    """Months in which regimes ended, in order of the runs, of those runs in which it did."""
    return results.ended[~np.isnat(results.ended)].astype(np.int64) + 1970 * 12


def month_name(month: int) -> str:
    """A month in words."""
    return f"{date(month // 12, month % 12 + 1, 1):%B %Y}"


def over_a_year(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums of counts (run, month, …) over the last twelve months; of fewer at the beginning, as if they made a year.

    NaN after a regime's end.
    """
    months = values.shape[1]
    before = np.cumsum(np.nan_to_num(values), axis=1)
    sums = before.copy()
    sums[:, 12:] -= before[:, :-12]
    counted = np.minimum(np.arange(1, months + 1), 12).reshape(1, months, *[1] * (values.ndim - 2))
    return np.where(np.isnan(values), np.nan, sums * 12 / counted)


def mean_of_runs(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean over the first axis, the runs, leaving out those whose regime had ended; NaN where none is left."""
    counted = np.count_nonzero(~np.isnan(values), axis=0)
    return np.where(counted > 0, np.nansum(values, axis=0) / np.maximum(counted, 1), np.nan)


def lasting(results: Results) -> list[int]:
    """How many runs' regimes lasted through each month."""
    return np.count_nonzero(~np.isnan(monthly(results, "fear")), axis=0).tolist()


def rounded(values: NDArray[np.float64], digits: int = 3) -> list[float | None]:
    """Numbers with few digits, as they are written to a chart; None for NaN."""
    with np.errstate(divide="ignore"):
        power = digits - 1 - np.floor(np.log10(np.abs(values)))
    finer, coarser = (10.0 ** np.clip(np.nan_to_num(sign * power), 0, 300) for sign in (1, -1))
    # Multiplied and divided by whole powers of ten, which are exact, so that the nearest number of few digits is met.
    short = np.where(values == 0, 0.0, np.rint(values * finer / coarser) * coarser / finer)
    return [None if value != value else value for value in short.tolist()]
