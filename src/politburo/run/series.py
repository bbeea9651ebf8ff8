"""Monthly series on disk: one zarr 3 group in a zip file for each run, opened together as run × month × groups.

Any zarr 3 reader opens a file, for instance `xarray.open_zarr(zarr.storage.ZipStore(path, mode="r"))`.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numcodecs.vlen import VLenUTF8
from numcodecs.zstd import Zstd
from numpy.typing import NDArray

from politburo.run.files import damaged, write
from politburo.terms.series import ALL_SERIES, Series, grouped
from politburo.terms.words import FORMS, ORGANS, RANKS

if TYPE_CHECKING:
    import zarr

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
    shapes = tuple((name, np.shape(series[name])) for name in stored_series())
    entries = dict(_described(shapes, start, tuple(provinces)))
    for name, shape in shapes:
        entries[_chunk(name, len(shape))] = Zstd(level=0).encode(np.ascontiguousarray(series[name], "<f4"))
    write(path, _zipped(entries, attributes))


def read_array(path: Path, name: str) -> NDArray:
    """One array of one run. Raises StoreError when the file cannot be read."""
    return read_arrays(path, (name,))[name]


def read_arrays(path: Path, names: Iterable[str] | None = None) -> dict[str, NDArray]:
    """Arrays of one run by their names: all series, or labels and series as named, from the file opened once.

    Raises StoreError when the file cannot be read. Read with the codecs of zarr and not with zarr itself, which takes
    longer to import than all series of a run take to read.
    """
    try:
        with zipfile.ZipFile(path) as file:
            known = set(file.namelist())
            if names is None:
                arrays = (key.removesuffix("/zarr.json") for key in sorted(known) if key.endswith("/zarr.json"))
                names = [name for name in arrays if name not in LABELS]
            return {name: _array(file, known, name) for name in names}
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, RuntimeError) as error:
        raise damaged(path, error) from error


def read_metadata(path: Path) -> dict[str, Any]:
    """What the file of a run says of itself: its `attributes`, and under `arrays` the metadata of each array.

    Raises StoreError when the file cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as file:
            root = json.loads(file.read("zarr.json"))
        return {"attributes": root["attributes"], "arrays": root["consolidated_metadata"]["metadata"]}
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, RuntimeError) as error:
        raise damaged(path, error) from error


def _array(file: zipfile.ZipFile, known: set[str], name: str) -> NDArray:
    """An array from its single chunk; one without a chunk holds nothing but its fill value."""
    about = json.loads(file.read(f"{name}/zarr.json"))
    shape, text = tuple(about["shape"]), about["data_type"] == "string"
    chunk = _chunk(name, len(shape))
    if chunk not in known:
        return np.full(shape, about["fill_value"], about["data_type"])
    content = Zstd().decode(file.read(chunk))
    return VLenUTF8().decode(content) if text else np.frombuffer(content, about["data_type"]).reshape(shape)


@lru_cache(maxsize=4)
def _described(
    shapes: tuple[tuple[str, tuple[int, ...]], ...], start: int, provinces: tuple[str, ...]
) -> Mapping[str, bytes]:
    """What the files of alike runs have in common: the metadata of all arrays, and the labels of their dimensions."""
    import zarr
    from zarr.storage import MemoryStore

    store: dict[str, Any] = {}
    group = zarr.create_group(MemoryStore(store))
    months = shapes[0][1][0]
    for name, values in coordinates(start, months, provinces).items():
        text = values.dtype == object
        _add(group, name, values.shape, str if text else values.dtype, (name,), _attributes_of_label(name))[...] = (
            values
        )
    declared = stored_series()
    for name, shape in shapes:
        series, dimensions = declared[name]
        _add(group, name, shape, np.float32, dimensions, {"long_name": series.meaning, "units": series.unit})
    return {key: entry.to_bytes() for key, entry in store.items()}


def _add(
    group: zarr.Group, name: str, shape: tuple[int, ...], kind: Any, dimensions: tuple[str, ...], about: dict[str, Any]
) -> zarr.Array:
    """Add an array in a single chunk: it is written once and read whole."""
    return group.create_array(
        name,
        shape=shape,
        dtype=kind,
        chunks=shape,
        fill_value=np.nan if kind is np.float32 else None,
        dimension_names=dimensions,
        attributes=about,
    )


def _chunk(name: str, dimensions: int) -> str:
    """Where the single chunk of an array stands."""
    return "/".join([name, "c", *"0" * dimensions])


def _attributes_of_label(name: str) -> dict[str, str]:
    days = {"units": "days since 1970-01-01", "calendar": "proleptic_gregorian", "standard_name": "time"}
    return {"long_name": LABELS[name]} | (days if name == "month" else {})


def _zipped(entries: Mapping[str, bytes], attributes: dict[str, Any]) -> bytes:
    """The entries of a zarr group as a zip file: in fixed order and without dates, so that equal runs give equal files.

    The root holds a copy of all metadata, which xarray looks for when it opens a group.
    """
    root = json.loads(entries["zarr.json"]) | {"attributes": attributes}
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
