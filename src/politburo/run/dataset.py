"""Many runs as one dataset: an xarray backend that reads a run's file when values of that run are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from xarray.backends import BackendArray, BackendEntrypoint
from xarray.core import indexing

from politburo.run.folder.files import damaged
from politburo.run.series import LABELS, read_array, read_arrays, read_metadata


def open_runs(files: Mapping[int, Path], ended: Mapping[int, str | None]) -> xr.Dataset:
    """The series in `files`, by run, as one dataset run × month × groups; `ended` has the regimes' ends as YYYY-MM.

    Values are read when they are asked for, and kept once a whole variable was read.
    Raises StoreError, now or then, when a file cannot be read.
    """
    return xr.open_dataset(next(iter(files.values())), engine=_Runs, files=files, ended=ended)


class _Runs(BackendEntrypoint):
    """Opens the series of several runs; labels, units and dimensions are those of the first file."""

    open_dataset_parameters = ("filename_or_obj", "drop_variables", "files", "ended")

    def open_dataset(  # pyright: ignore[reportIncompatibleMethodOverride] - a backend may ask for more
        self, filename_or_obj: Any, *, drop_variables=None, files: Mapping[int, Path], ended: Mapping[int, str | None]
    ) -> xr.Dataset:
        first = read_metadata(filename_or_obj)
        arrays: dict[str, Any] = first["arrays"]
        series = {
            name: _together(name, about, list(files.values())) for name, about in arrays.items() if name not in LABELS
        }
        labels = read_arrays(filename_or_obj, LABELS)
        ends = np.array([ended[run] or "NaT" for run in files], "datetime64[ns]")
        about = {"long_name": "month in which the regime ended (NaT: it did not)"}
        runs = xr.Variable("run", np.array(list(files)), {"long_name": "number of the run"})
        of_labels = {
            name: xr.Variable(name, _decoded(name, values), {"long_name": LABELS[name]})
            for name, values in labels.items()
        }
        said = {name: first["attributes"][name] for name in ("scenario", "seed")}
        try:
            return xr.Dataset(
                series | {"ended_month": xr.Variable("run", ends, about)}, of_labels | {"run": runs}, said
            )
        except ValueError as error:
            raise damaged(filename_or_obj, "its labels are not those of its series") from error


def _decoded(name: str, values: NDArray) -> NDArray:
    """The labels of a dimension; months as datetime64 of their first days."""
    return values.astype("datetime64[D]").astype("datetime64[ns]") if name == "month" else values.astype(str)


def _together(name: str, about: dict[str, Any], files: Sequence[Path]) -> xr.Variable:
    """A variable of the first run, as its metadata describe it, as the same variable of all runs."""
    shape, dtype = tuple(about["shape"]), np.dtype(about["data_type"])
    values = indexing.LazilyIndexedArray(_Stacked(name, files, shape, dtype))
    return xr.Variable(("run", *about["dimension_names"]), values, about["attributes"])


class _Stacked(BackendArray):
    """One variable of several runs, each in its own file: run first, then as in the file."""

    def __init__(self, name: str, files: Sequence[Path], shape: tuple[int, ...], dtype: np.dtype) -> None:
        self.name = name
        self.files = files
        self.shape = (len(files), *shape)
        self.dtype = dtype

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER, self._read)

    def _read(self, key: tuple[Any, ...]) -> NDArray:
        """The values under an outer key: for each dimension a number, a slice, or an array of positions."""
        chosen = np.arange(len(self.files))[key[0]]
        if chosen.ndim == 0:
            return self._read_one(int(chosen), key[1:])
        rows = [self._read_one(int(row), key[1:]) for row in chosen]
        return np.stack(rows) if rows else np.empty((len(self.files), *self.shape[1:]), self.dtype)[key[0]][:, *key[1:]]

    def _read_one(self, row: int, key: tuple[Any, ...]) -> NDArray:
        values = read_array(self.files[row], self.name)
        if values.shape != self.shape[1:]:
            raise damaged(self.files[row], f"{self.name} has other months or groups than in the first run")
        return _chosen(values, key)


def read_whole(
    dimensions: Sequence[str], shape: tuple[int, ...], read: Callable[[], NDArray], about: Mapping[str, str]
) -> xr.Variable:
    """A variable of float64 of this shape, which is read whole when any of its values is asked for, and then kept."""
    values = indexing.MemoryCachedArray(indexing.LazilyIndexedArray(_Whole(shape, read)))
    return xr.Variable(tuple(dimensions), values, about)


class _Whole(BackendArray):
    """Values that are read all at once."""

    def __init__(self, shape: tuple[int, ...], read: Callable[[], NDArray]) -> None:
        self.shape, self.dtype, self._values = shape, np.dtype(np.float64), read

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(
            key, self.shape, indexing.IndexingSupport.OUTER, lambda outer: _chosen(self._values(), outer)
        )


def _chosen(values: NDArray, key: tuple[Any, ...]) -> NDArray:
    """The values under an outer key: for each dimension a number, a slice, or an array of positions."""
    # From the last dimension to the first, so that a dimension that a number takes away moves no other one.
    for axis in reversed(range(len(key))):
        values = values[(slice(None),) * axis + (key[axis],)]
    return values
