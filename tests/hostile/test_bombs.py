"""Files of a few kilobytes that say that they hold gigabytes, or what no run can hold, are refused cheaply."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from numcodecs.vlen import VLenUTF8
from numcodecs.zstd import Zstd

from politburo.run.dataset import open_runs
from politburo.run.events import count_events, find_events, read_before, read_codes, read_rows, read_table, write_events
from politburo.run.series import read_array, read_arrays, read_metadata, write_series
from politburo.terms.events import EVENT_NAMES
from tests.hostile.measuring import outcome, refuses
from tests.run.fake_month import NAMES, fake_outcome, short_scenario

pytestmark = pytest.mark.slow

SCENARIO = short_scenario()
OUTCOME = fake_outcome(SCENARIO, run=0)
MEGABYTE = 1 << 20


def some_of(cases: Mapping[str, object]) -> list[Any]:
    """Every sixth case; the others are only in the whole suite."""
    return [pytest.param(one, marks=[pytest.mark.hostile] if at % 6 else []) for at, one in enumerate(cases)]


@pytest.fixture
def events(tmp_path: Path) -> Path:
    file = tmp_path / "sound.parquet"
    write_events(file, OUTCOME.events, 0, NAMES, OUTCOME.reasons)
    read_table([file], NAMES)  # what is imported and started once is no cost of a file
    return file


@pytest.fixture
def series(tmp_path: Path) -> Path:
    file = tmp_path / "sound.zarr.zip"
    write_series(file, OUTCOME.series, SCENARIO.start, NAMES, {"scenario": "example", "seed": 1, "run": 0})
    open_runs({0: file}, {0: None})
    return file


def changed(events: Path, query: str, options: str = "") -> Path:
    """Another Parquet file beside a sound one, of what a query makes of it, where it is called `sound`."""
    file = events.with_name("changed.parquet")
    with duckdb.connect(config={"threads": 1}) as database:
        database.execute(f"CREATE VIEW sound AS FROM read_parquet('{events}')")
        database.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet, COMPRESSION zstd {options})")
    return file


READERS: dict[str, Callable[[Path], Any]] = {
    "codes": lambda file: read_codes(file, NAMES),
    "table": lambda file: read_table([file], NAMES),
    "kinds": lambda file: find_events([file], NAMES, EVENT_NAMES),
    "rows": lambda file: read_rows(file, NAMES, range(200)),
    "before": lambda file: read_before(file, NAMES, 2100 * 12),
    "count": count_events,
}

EVERY, LONG = "SELECT * REPLACE", "repeat('a', 150000000)"
WRONG_EVENTS = {
    "two million events of one": ("SELECT one.* FROM (FROM sound LIMIT 1) one, range(2000000)", ""),
    "a word of 150 megabytes": (f"{EVERY} ({LONG} AS organ) FROM sound LIMIT 2", ""),
    "long words": (f"{EVERY} (repeat('ab', 1000000) AS organ) FROM sound", ""),
    "half a million reasons": (f"{EVERY} (range(500000)::FLOAT[] AS reasons) FROM sound LIMIT 1", ""),
    "half a million reasons by their names": (
        f"{EVERY} (map(range(500000)::TEXT[], range(500000)::FLOAT[]) AS reasons) FROM sound LIMIT 1",
        "",
    ),
    "reasons in words": (f"{EVERY} (['x'] AS reasons) FROM sound", ""),
    "a reason of 150 megabytes": (f"{EVERY} (map([{LONG}], [1::FLOAT]) AS reasons) FROM sound LIMIT 1", ""),
    "a reason that there is not": (f"{EVERY} (map(['x'], [1::FLOAT]) AS reasons) FROM sound", ""),
    "two billion persons": (f"{EVERY} (2000000000::INT AS persons) FROM sound", ""),
    "fewer persons than none": (f"{EVERY} ((-1)::INT AS persons) FROM sound", ""),
    "a kind that there is not": (f"{EVERY} ('x' AS kind) FROM sound", ""),
    "a province that there is not": (f"{EVERY} ('x' AS province) FROM sound", ""),
    "posts as decimals": (f"{EVERY} (agent::DOUBLE AS agent) FROM sound", ""),
    "posts as words": (f"{EVERY} (agent::TEXT AS agent) FROM sound", ""),
    "days as numbers": (f"{EVERY} (20000101::INT AS date) FROM sound", ""),
    "days in the year 200000": (f"{EVERY} (DATE '200000-01-01' AS date) FROM sound", ""),
    "no days": (f"{EVERY} (NULL::DATE AS date) FROM sound", ""),
    "no column of posts": ("SELECT * EXCLUDE (agent) FROM sound", ""),
    "no columns but one": ("SELECT run FROM sound", ""),
    "many small groups": ("SELECT sound.* FROM sound, range(200)", ", ROW_GROUP_SIZE 2048"),
}


@pytest.mark.parametrize("wrong", some_of(WRONG_EVENTS))
def test_events_that_cannot_be_are_refused(events: Path, wrong: str):
    file = changed(events, *WRONG_EVENTS[wrong])
    # A reader need not look at what it does not read.
    assert [name for name, read in READERS.items() if outcome(lambda read=read: read(file))]


@pytest.mark.parametrize("options", [", PARQUET_VERSION v2", ", ROW_GROUP_SIZE 2048"])
def test_the_same_events_in_another_layout_are_the_same_events(events: Path, options: str):
    file = changed(events, "FROM sound", options)
    for name, values in read_codes(events, NAMES).items():
        np.testing.assert_array_equal(read_codes(file, NAMES)[name], values)


@pytest.mark.hostile
def test_a_file_that_stops_the_database_stops_no_other_reading(events: Path):
    content = events.read_bytes()
    stopped, broken = 0, events.with_name("broken.parquet")
    for place in range(len(content) - int.from_bytes(content[-8:-4], "little") - 8, len(content) - 8, 31):
        broken.write_bytes(content[:place] + bytes([content[place] ^ 0x40]) + content[place + 1 :])
        stopped += sum(outcome(lambda read=read: read(broken)) is not None for read in READERS.values())
        assert len(read_codes(events, NAMES)["month"]) == len(OUTCOME.events["month"])
    assert stopped > 50


def entries_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(series: Path, entries: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    file = series.with_name("changed.zarr.zip")
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file


def about(**said: Any) -> Callable[[dict[str, bytes]], None]:
    """Say something else of the series `fear`."""

    def change(entries: dict[str, bytes]) -> None:
        entries["fear/zarr.json"] = json.dumps(json.loads(entries["fear/zarr.json"]) | said).encode()

    return change


def chunk(content: bytes, name: str = "fear/c/0") -> Callable[[dict[str, bytes]], None]:
    return lambda entries: entries.update({name: content})


def without_chunk(**said: Any) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        about(**said)(entries)
        del entries["fear/c/0"]

    return change


def _labels(count: int) -> bytes:
    """Labels of which there are fewer than is said."""
    said = bytearray(VLenUTF8().encode(np.array(NAMES.province, object)))
    said[:4] = count.to_bytes(4, "little")
    return Zstd().encode(bytes(said))


GIGABYTE_SAID = b"\x28\xb5\x2f\xfd\xe0" + (1 << 34).to_bytes(8, "little") + b"\x01\x00\x00"
WRONG_SERIES: dict[str, Callable[[dict[str, bytes]], None]] = {
    "a chunk that unfolds to 100 megabytes": chunk(Zstd().encode(bytes(100 * MEGABYTE))),
    "a chunk that says it has 16 gigabytes": chunk(GIGABYTE_SAID),
    "a chunk that does not say what it has": chunk(b"\x28\xb5\x2f\xfd\x00\x00"),
    "an empty chunk": chunk(b""),
    "a billion months": about(shape=[10**9]),
    "a billion months of nothing": without_chunk(shape=[10**9]),
    "more months than a number holds": without_chunk(shape=[10**30]),
    "fewer months than none": without_chunk(shape=[-1]),
    "months in words": without_chunk(shape=["24"]),
    "no shape": about(shape=None),
    "many dimensions": without_chunk(shape=[1000] * 6, dimension_names=["month"] * 6),
    "objects": about(data_type="object"),
    "numbers of 8 bytes": about(data_type="float64"),
    "another fill value": without_chunk(fill_value={"x": 1}),
    "a number that is none": chunk(b'{"shape": [1e400]}', "fear/zarr.json"),
    "a deep list": chunk(b"[" * 200_000, "fear/zarr.json"),
    "a long number": chunk(b'{"shape": [' + b"9" * 100_000 + b"]}", "fear/zarr.json"),
    "no UTF-8": chunk(b"\xff\xfe\x00", "fear/zarr.json"),
    "empty metadata": chunk(b"", "fear/zarr.json"),
    "long metadata": chunk(b" " * (2 * MEGABYTE), "fear/zarr.json"),
}
WRONG_LABELS = {
    "four billion provinces": chunk(_labels(2**32 - 1), "province/c/0"),
    "a province without UTF-8": chunk(Zstd().encode(b"\x03\0\0\0" + 3 * b"\x01\0\0\0\xff"), "province/c/0"),
    "labels of 100 megabytes": chunk(Zstd().encode(bytes(100 * MEGABYTE)), "province/c/0"),
}


@pytest.mark.parametrize("wrong", some_of(WRONG_SERIES))
def test_series_that_cannot_be_are_refused(series: Path, wrong: str):
    entries = entries_of(series)
    WRONG_SERIES[wrong](entries)
    file = zipped(series, entries)
    refuses(lambda: read_array(file, "fear"), "missing or damaged")
    outcome(lambda: read_arrays(file))
    outcome(lambda: read_metadata(file))
    outcome(lambda: open_runs({0: file}, {0: None}).load())


@pytest.mark.parametrize("wrong", WRONG_LABELS)
def test_labels_that_cannot_be_are_refused(series: Path, wrong: str):
    entries = entries_of(series)
    WRONG_LABELS[wrong](entries)
    file = zipped(series, entries)
    refuses(lambda: read_array(file, "province"), "missing or damaged")
    refuses(lambda: open_runs({0: file}, {0: None}), "missing or damaged")


@pytest.mark.hostile
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_file_that_unfolds_is_refused(series: Path, method: int):
    entries = entries_of(series)
    entries["fear/zarr.json"] = b" " * (100 * MEGABYTE)
    file = zipped(series, entries, method)
    assert file.stat().st_size < MEGABYTE
    refuses(lambda: read_array(file, "fear"), "compressed")


def test_a_file_larger_than_any_run_is_not_read(series: Path):
    with series.open("r+b") as file:
        file.truncate(1 << 40)
    refuses(lambda: read_array(series, "fear"), "more than the series of a run can take")


def test_entries_with_paths_write_nothing(series: Path):
    outside = series.parent.parent / "outside-of-the-folder"
    entries = entries_of(series) | {"../outside": b"x", str(outside): b"x"}
    before = sorted(series.parent.parent.iterdir())
    file = zipped(series, entries)
    np.testing.assert_array_equal(read_array(file, "fear"), OUTCOME.series["fear"])
    assert sorted(series.parent.parent.iterdir()) == before
    assert not outside.exists()


def test_any_bytes_that_are_no_zip_file_are_refused(series: Path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("x", b"")
    for content in (b"", b"PK", b"\0" * 4096, b"PK\x05\x06" + b"\xff" * 18, buffer.getvalue()):
        series.write_bytes(content)
        refuses(lambda: read_array(series, "fear"), "missing or damaged")
