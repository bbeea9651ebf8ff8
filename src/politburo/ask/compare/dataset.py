"""Differences as xarray has them: labelled, and taken when their values are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from xarray.backends import BackendArray
from xarray.core import indexing

from politburo.answer import LEVEL
from politburo.ask.intervals import intervals
from politburo.run.series import stored_series
from politburo.terms.series import Series, grouped

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison


def lazily(comparison: Comparison) -> xr.Dataset:
    """The differences of every stored series, alternative × run × month (× groups)."""
    series = {}
    for name, (declared, dimensions) in stored_series().items():
        values = indexing.MemoryCachedArray(indexing.LazilyIndexedArray(_Differences(comparison, declared, name)))
        series[name] = xr.Variable(("alternative", "run", *dimensions), values, _about(declared))
    labels = {name: label for name, label in comparison.baseline.results.series.coords.items() if name != "run"}
    return xr.Dataset(series, labels | _labels(comparison) | {"run": list(comparison.runs)})


def labelled(comparison: Comparison, series: Series, *, groups: bool) -> xr.Dataset:
    """Mean difference, ends of its interval and number of pairs, alternative × month (× groups)."""
    found = [intervals(pairs, LEVEL) for pairs in comparison.pairs(series, groups=groups)]
    dimensions = ("alternative", "month", *(series.by if groups else ()))
    stacked = {name: np.stack([getattr(one, name) for one in found]) for name in ("mean", "low", "high", "pairs")}
    variables = {name: xr.Variable(dimensions, values, _about(series)) for name, values in stacked.items()}
    variables["pairs"].attrs = {"long_name": "pairs of runs that have a value"}
    theirs = comparison.baseline.results.series.coords
    labels = {name: theirs[name] for name in dimensions if name in series.by}
    return xr.Dataset(variables, labels | _labels(comparison), {"series": series.name, "level": LEVEL})


def _labels(comparison: Comparison) -> dict[str, Any]:
    first_days = (np.array(comparison.months) - 1970 * 12).astype("datetime64[M]").astype("datetime64[ns]")
    return {
        "alternative": [arm.label for arm in comparison.alternatives],
        "month": ("month", first_days, {"long_name": "first day of the month"}),
    }


def _about(series: Series) -> dict[str, str]:
    return {"long_name": f"difference of: {series.meaning}", "units": series.unit}


class _Differences(BackendArray):
    """The differences of one series; it is read whole when any of it is asked for."""

    def __init__(self, comparison: Comparison, series: Series, name: str) -> None:
        self.comparison = comparison
        self.series = series
        self.groups = name == grouped(series) if series.by else False
        sizes = comparison.baseline.results.series.sizes
        groups = tuple(sizes[dimension] for dimension in series.by) if self.groups else ()
        self.shape = (len(comparison.alternatives), len(comparison.runs), len(comparison.months), *groups)
        self.dtype = np.dtype(np.float64)

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER, self._read)

    def _read(self, key: tuple[Any, ...]) -> NDArray:
        """The values under an outer key: for each dimension a number, a slice, or an array of positions."""
        values = self.comparison.pairs(self.series, groups=self.groups)
        for axis in reversed(range(len(key))):
            values = values[(slice(None),) * axis + (key[axis],)]
        return values
