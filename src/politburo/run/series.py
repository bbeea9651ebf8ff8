"""Monthly series on disk: one zarr 3 group in a zip file for each run, opened together as run × month × groups.

Any zarr 3 reader opens a file, for instance `xarray.open_zarr(zarr.storage.ZipStore(path, mode="r"))`.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import zarr
from numpy.typing import NDArray
from zarr.storage import MemoryStore, ZipStore

from politburo.run.files import damaged, write
from politburo.terms.series import ALL_SERIES, Series, grouped
from politburo.terms.words import FORMS, ORGANS, RANKS

LABELS = {
    "month": "first day of the month",
    "organ": "organ",
    "rank": "rank",
    "form": "form of the penalty",
    "province": "province",
}


def stored_series() -> dict[str, tuple[Series, tuple[str, ...]]]:
    """Name of every stored array → the series it belongs to and its dimensions."""
    found: dict[str, tuple[Series, tuple[str, ...]]] = {}
    for series in ALL_SERIES:
        found[series.name] = (series, ("month",))
        if series.by:
            found[grouped(series)] = (series, ("month", *series.by))
    return found


def coordinates(start: int, months: int, provinces: Sequence[str]) -> dict[str, NDArray]:
    """Labels of the dimensions; months are days since 1970-01-01 (int32) of their first days."""
    first_days = (np.arange(start, start + months) - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]")
    words = {"organ": ORGANS, "rank": RANKS, "form": FORMS, "province": tuple(provinces)}
    return {"month": first_days.astype(np.int32)} | {name: np.array(labels, object) for name, labels in words.items()}


def write_series(
    path: Path, series: Mapping[str, NDArray], start: int, provinces: Sequence[str], attributes: dict[str, Any]
) -> None:
    """Write the series of one run, arrays (months, …) from month `start` on, with labels, units and `attributes`.

    Raises StoreError when the file cannot be written.
    """
    months = len(series[ALL_SERIES[0].name])
    entries: dict[str, Any] = {}
    # In memory first: a zip file cannot replace an entry, and zarr writes the group's own more than once.
    group = zarr.create_group(MemoryStore(entries), attributes=attributes)
    for name, values in coordinates(start, months, provinces).items():
        _add(group, name, values, (name,), _attributes_of_label(name))
    for name, (declared, dimensions) in stored_series().items():
        said = {"long_name": declared.meaning, "units": declared.unit}
        _add(group, name, np.asarray(series[name], np.float32), dimensions, said)
    write(path, _zipped({key: entry.to_bytes() for key, entry in entries.items()}))


def read_array(path: Path, name: str) -> NDArray:
    """One array of one run. Raises StoreError when the file cannot be read."""
    with opened(path) as store:
        return np.asarray(zarr.open_array(store, path=name, mode="r", zarr_format=3)[...])


def read_arrays(path: Path) -> dict[str, NDArray]:
    """All series of one run by their names, read at once. Raises StoreError when the file cannot be read."""
    with opened(path) as store:
        group = zarr.open_group(store, mode="r", zarr_format=3)
        return {name: np.asarray(array[...]) for name, array in group.arrays() if name not in LABELS}


@contextmanager
def opened(path: Path) -> Iterator[ZipStore]:
    """The file of a run, open for zarr; what goes wrong in the block because of it becomes a StoreError."""
    try:
        zipfile.ZipFile(path).close()  # zarr opens a file late, and stumbles when it closes one it could not open
        with ZipStore(path, mode="r") as store:
            yield store
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, RuntimeError) as error:
        raise damaged(path, error) from error


def _add(group: zarr.Group, name: str, values: NDArray, dimensions: tuple[str, ...], attributes: dict) -> None:
    """Add an array in a single chunk: it is written once and read whole."""
    text = values.dtype == object
    array = group.create_array(
        name,
        shape=values.shape,
        dtype=str if text else values.dtype,
        chunks=values.shape,
        fill_value=None if values.dtype.kind != "f" else np.nan,
        dimension_names=dimensions,
        attributes=attributes,
    )
    array[...] = values


def _attributes_of_label(name: str) -> dict[str, str]:
    days = {"units": "days since 1970-01-01", "calendar": "proleptic_gregorian", "standard_name": "time"}
    return {"long_name": LABELS[name]} | (days if name == "month" else {})


def _zipped(entries: Mapping[str, bytes]) -> bytes:
    """The entries of a zarr group as a zip file: in fixed order and without dates, so that equal runs give equal files.

    The root holds a copy of all metadata, which xarray looks for when it opens a group.
    """
    root = json.loads(entries["zarr.json"])
    arrays = {key.removesuffix("/zarr.json"): entries[key] for key in sorted(entries) if key.endswith("/zarr.json")}
    root["consolidated_metadata"] = {
        "kind": "inline",
        "must_understand": False,
        "metadata": {name: json.loads(metadata) for name, metadata in arrays.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for key in sorted(entries):
            content = json.dumps(root).encode() if key == "zarr.json" else entries[key]
            archive.writestr(zipfile.ZipInfo(key), content)
    return file.getvalue()
