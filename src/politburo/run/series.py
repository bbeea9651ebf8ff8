"""Monthly series on disk: one zarr 3 group in a zip file for each run, opened together as run × month × groups.

Any zarr 3 reader opens a file, for instance `xarray.open_zarr(zarr.storage.ZipStore(path, mode="r"))`.
"""

from __future__ import annotations

import io
import json
import math
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numcodecs.vlen import VLenUTF8
from numcodecs.zstd import Zstd
from numpy.typing import NDArray

from politburo.country.plan import MOST_ORGANS, RANKS
from politburo.run.folder.files import damaged, write
from politburo.scenario.schema import MOST_MONTHS
from politburo.terms.series import ALL_SERIES, Series, grouped
from politburo.terms.words import FORMS, Names

if TYPE_CHECKING:
    import zarr

LABELS = {
    "month": "first day of the month",
    "organ": "organ",
    "rank": "rank",
    "form": "form of the penalty",
    "province": "province",
}

_WORDS = {"form": FORMS}
"""Dimensions whose labels are the same in every country."""

_MOST = {"month": MOST_MONTHS, "organ": MOST_ORGANS, "rank": RANKS[1], "province": 127}
"""Most entries of the others: events keep a province in one byte."""

LARGEST, LARGEST_METADATA, LARGEST_LABELS = 1 << 24, 1 << 20, 1 << 16
"""Bytes of the largest file, of its metadata and of the labels of one dimension. Thirteen million are the series of a
scenario of the most months, in a country of the most organs, ranks and provinces, before they are compressed."""


@cache
def stored_series() -> Mapping[str, tuple[Series, tuple[str, ...]]]:
    """Name of every stored array → the series it belongs to and its dimensions."""
    found: dict[str, tuple[Series, tuple[str, ...]]] = {}
    for series in ALL_SERIES:
        found[series.name] = (series, ("month",))
        if series.by:
            found[grouped(series)] = (series, ("month", *series.by))
    return found


def coordinates(start: int, months: int, names: Names) -> dict[str, NDArray]:
    """Labels of the dimensions; months are days since 1970-01-01 (int32) of their first days."""
    first_days = (np.arange(start, start + months) - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]")
    words = _WORDS | names._asdict()
    return {"month": first_days.astype(np.int32)} | {name: np.array(labels, object) for name, labels in words.items()}


def write_series(
    path: Path, series: Mapping[str, NDArray], start: int, names: Names, attributes: dict[str, Any]
) -> None:
    """Write the series of one run, arrays (months, …) from month `start` on, with labels, units and `attributes`.

    Raises StoreError when the file cannot be written.
    """
    shapes = tuple((name, np.shape(series[name])) for name in stored_series())
    root, described = _described(shapes, start, names)
    entries = {**described, "zarr.json": json.dumps(root | {"attributes": attributes}).encode()}
    for name, shape in shapes:
        entries[_chunk(name, len(shape))] = Zstd(level=0).encode(np.ascontiguousarray(series[name], "<f4"))
    write(path, _zipped(entries), sync=False)


def read_array(path: Path, name: str) -> NDArray:
    """One array of one run. Raises StoreError when the file cannot be read."""
    return read_arrays(path, (name,))[name]


def names_in(path: Path) -> Names:
    """The names of organs, ranks and provinces in the file of a run. Raises StoreError when it cannot be read."""
    found = read_arrays(path, Names._fields)
    return Names(*(tuple(map(str, found[name])) for name in Names._fields))


def read_arrays(path: Path, names: Iterable[str] | None = None, *, months: int | None = None) -> dict[str, NDArray]:
    """Arrays of one run by their names: all series, or labels and series as named, from the file opened once.

    Raises StoreError when the file cannot be read, and where series have not `months` months, if that is said. Read
    with the codecs of zarr and not with zarr itself, which takes longer to import than all series of a run take to
    read, and decodes whatever a file asks for.
    """
    with _opened(path) as entries:
        if names is None:
            names = [name for name in stored_series() if f"{name}/zarr.json" in entries]
        arrays = {name: _array(entries, name) for name in names}
        for name, values in arrays.items():
            if months is not None and name not in LABELS and len(values) != months:
                raise ValueError(f"{name} has {len(values)} months instead of {months}")
        return arrays


def read_metadata(path: Path) -> dict[str, Any]:
    """What the file of a run says of itself: its `attributes`, and under `arrays` the metadata of each array.

    Raises StoreError when the file cannot be read.
    """
    with _opened(path) as entries:
        attributes = entries.read_metadata("zarr.json")["attributes"]
        there = [name for name in (*LABELS, *stored_series()) if f"{name}/zarr.json" in entries]
        arrays = {name: _with_later_lengths(_about(entries, name)) for name in there}
        return {"attributes": {name: attributes[name] for name in ("scenario", "seed")}, "arrays": arrays}


class _Entries:
    """The entries of an open zip file, none of which is compressed: so each is as large as it is in the file."""

    def __init__(self, file: BinaryIO, there: Mapping[str, zipfile.ZipInfo]) -> None:
        self._file, self._there = file, there
        self._metadata: dict[str, dict[str, Any]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._there

    def read(self, name: str) -> bytes:
        """The bytes of an entry. Raises KeyError when there is none, ValueError for one that is compressed or damaged.

        They stand behind a head of 30 bytes, which ends with the lengths of the name and of what else is said of it
        (PKWARE's APPNOTE.TXT, 4.3.7).
        """
        entry = self._there[name]
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
            raise ValueError(f"{name} is compressed")
        self._file.seek(entry.header_offset)
        head = self._file.read(30)
        named, more = struct.unpack("<HH", head[26:])
        if head[:4] != b"PK\x03\x04" or self._file.read(named) != entry.orig_filename.encode():
            raise ValueError(f"{name} is not where it is said to be")
        self._file.seek(more, io.SEEK_CUR)
        content = self._file.read(entry.file_size)
        if zlib.crc32(content) != entry.CRC:
            raise ValueError(f"{name} has another checksum than is said")
        return content

    def read_metadata(self, name: str) -> dict[str, Any]:
        """What an entry says in JSON. Raises KeyError and ValueError, also for more than metadata can be."""
        if name not in self._metadata:
            content = self.read(name)
            if len(content) > LARGEST_METADATA:
                raise ValueError(f"{name} is larger than metadata can be")
            self._metadata[name] = json.loads(content)
        return self._metadata[name]


@contextmanager
def _opened(path: Path) -> Iterator[_Entries]:
    """The entries of the file of a run. Raises StoreError, also in the block, for a file that cannot be one."""
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            if about.st_size > LARGEST:
                raise ValueError(f"{about.st_size} bytes are more than the series of a run can take")
            yield _Entries(file, _directory(path, about.st_size, about.st_mtime_ns, about.st_ino))
    except (
        *(OSError, EOFError, zipfile.BadZipFile, struct.error, zlib.error, RuntimeError),
        *(KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError),
    ) as error:
        raise damaged(path, error if str(error) else type(error).__name__) from error


@lru_cache(maxsize=128)
def _directory(path: Path, *_version: int) -> Mapping[str, zipfile.ZipInfo]:
    """Where the entries of a file are, as long as it is the same file: to find out takes longer than to read one."""
    with zipfile.ZipFile(path) as file:
        return {entry.filename: entry for entry in file.infolist()}


def _array(entries: _Entries, name: str) -> NDArray:
    """An array from its single chunk; one without a chunk holds nothing but its fill value."""
    about = _about(entries, name)
    shape, text = tuple(about["shape"]), about["data_type"] == "string"
    chunk = _chunk(name, len(shape))
    if chunk not in entries:
        return _with_later_words(np.full(shape, about["fill_value"], about["data_type"]), about["dimension_names"])
    content = entries.read(chunk)
    unfolded = _frame_size(content)
    if unfolded != (expected := 4 * math.prod(shape)) and not (text and unfolded <= LARGEST_LABELS):
        raise ValueError(f"{name} unfolds to {unfolded} bytes instead of {expected}")
    content = Zstd().decode(content)
    if not text:
        return _with_later_words(np.frombuffer(content, about["data_type"]).reshape(shape), about["dimension_names"])
    if int.from_bytes(content[:4], "little") != shape[0]:
        raise ValueError(f"{name} has not {shape[0]} labels")
    return np.array(_WORDS[name], object) if name in _WORDS else VLenUTF8().decode(content)


def _with_later_words(values: NDArray, dimensions: list[str]) -> NDArray:
    """Nothing was counted under words that files of earlier versions did not know: zeros stand there."""
    missing = [len(_WORDS.get(name, ())) - length for name, length in zip(dimensions, values.shape, strict=True)]
    if max(missing) <= 0:
        return values
    return np.pad(values, [(0, max(number, 0)) for number in missing])


def _with_later_lengths(about: dict[str, Any]) -> dict[str, Any]:
    """The metadata of an array as it is read, with the words that files of earlier versions did not know."""
    shape = zip(about["dimension_names"], about["shape"], strict=True)
    return about | {"shape": [len(_WORDS.get(name, ())) or length for name, length in shape]}


def _about(entries: _Entries, name: str) -> dict[str, Any]:
    """The metadata of an array. Raises ValueError where its type, its dimensions or its size are not its own."""
    about = entries.read_metadata(f"{name}/zarr.json")
    series = stored_series().get(name)
    dimensions = [name] if series is None else list(series[1])
    kind = "float32" if series else "int32" if name == "month" else "string"
    shape = about["shape"]
    if about["data_type"] != kind or about["dimension_names"] != dimensions or len(shape) != len(dimensions):
        raise ValueError(f"{name} is {about['data_type']!r:.40} over {about['dimension_names']!r:.40}")
    for length, dimension in zip(shape, dimensions, strict=True):
        known = len(_WORDS.get(dimension, ()))
        if type(length) is not int or not 0 < length <= (known or _MOST[dimension]):
            raise ValueError(f"{name} has {length!r:.40} entries along {dimension!r}")
        if series and not known and entries.read_metadata(f"{dimension}/zarr.json")["shape"] != [length]:
            raise ValueError(f"{name} has {length} entries along {dimension!r}, which has other labels")
    if not all(isinstance(about["attributes"][what], str) for what in ("long_name", "units") if series):
        raise ValueError(f"{name} does not say what it is")
    return about


def _frame_size(content: bytes) -> int:
    """Bytes to which a frame of Zstandard unfolds, as it says itself (RFC 8878, 3.1.1.1).

    Raises ValueError where it does not say it. numcodecs would make room for whatever it says.
    """
    flags = content[4]
    before = 5 + (not flags & 0x20) + (0, 1, 2, 4)[flags & 3]
    length = (flags >> 5 & 1, 2, 4, 8)[flags >> 6]
    if content[:4] != b"\x28\xb5\x2f\xfd" or not length or len(content) < before + length:
        raise ValueError("a chunk is not compressed as it was written")
    return int.from_bytes(content[before : before + length], "little") + 256 * (length == 2)


@lru_cache(maxsize=4)
def _described(
    shapes: tuple[tuple[str, tuple[int, ...]], ...], start: int, names: Names
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the files of alike runs have in common: the root, and entries with all metadata and with labels.

    The root holds a copy of all metadata, which xarray looks for when it opens a group.
    """
    import zarr
    from zarr.storage import MemoryStore

    store: dict[str, Any] = {}
    group = zarr.create_group(MemoryStore(store))
    months = shapes[0][1][0]
    for name, values in coordinates(start, months, names).items():
        text = values.dtype == object
        _add(group, name, values.shape, str if text else values.dtype, (name,), _attributes_of_label(name))[...] = (
            values
        )
    declared = stored_series()
    for name, shape in shapes:
        series, dimensions = declared[name]
        _add(group, name, shape, np.float32, dimensions, {"long_name": series.meaning, "units": series.unit})
    entries = {key: entry.to_bytes() for key, entry in store.items()}
    arrays = {key.removesuffix("/zarr.json"): entries[key] for key in sorted(entries) if key.endswith("/zarr.json")}
    metadata = {name: json.loads(content) for name, content in arrays.items()}
    root = json.loads(entries["zarr.json"])
    root["consolidated_metadata"] = {"kind": "inline", "must_understand": False, "metadata": metadata}
    return root, entries


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


def _zipped(entries: Mapping[str, bytes]) -> bytes:
    """Entries as a zip file: in fixed order and without dates, so that equal runs give equal files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for key in sorted(entries):
            archive.writestr(zipfile.ZipInfo(key), entries[key])
    return file.getvalue()
