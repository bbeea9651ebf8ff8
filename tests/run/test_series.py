"""Series on disk are labelled, the same bytes for the same run, and read back as they were."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from zarr.storage import ZipStore

from politburo.run.series import read_array, stored_series, write_series
from politburo.terms.errors import StoreError
from politburo.terms.series import ALL_SERIES
from politburo.terms.words import FORMS
from tests.run.fake_month import NAMES, fake_outcome, short_scenario

SCENARIO = short_scenario()
OUTCOME = fake_outcome(SCENARIO, run=2)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "run.zarr.zip"
    write_series(file, OUTCOME.series, SCENARIO.start, NAMES, {"run": 2})
    return file


def test_every_series_reads_back_as_it_was(file: Path):
    assert set(stored_series()) == set(OUTCOME.series)
    for name, values in OUTCOME.series.items():
        found = read_array(file, name)
        assert found.dtype == np.float32
        np.testing.assert_array_equal(found, values)


def test_what_follows_the_end_of_a_regime_stays_missing(file: Path):
    fear = read_array(file, "fear")
    assert np.isnan(fear[12:]).all()
    assert not np.isnan(fear[:12]).any()


def test_dimensions_have_labels(file: Path):
    with ZipStore(file, mode="r") as store:
        found = xr.open_zarr(store).load()
    assert found["month"].values[0] == np.datetime64("2000-01-01")
    assert found["month"].values[-1] == np.datetime64("2001-12-01")
    for dimension, labels in (("form", FORMS), *NAMES._asdict().items()):
        assert tuple(found[dimension].values) == labels
    assert found["penalties_by_circle_and_form"].dims == ("month", "organ", "rank", "form")
    assert found["belief_by_province"].dims == ("month", "province")


def test_forms_that_an_earlier_version_did_not_know_were_never_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file, name = tmp_path / "earlier.zarr.zip", "penalties_by_circle_and_form"
    counted = np.asarray(OUTCOME.series[name])[..., :5]
    with monkeypatch.context() as earlier:
        earlier.setitem(read_array.__globals__["_WORDS"], "form", FORMS[:5])
        write_series(file, {**OUTCOME.series, name: counted}, SCENARIO.start, NAMES, {"run": 2})
    found = read_array(file, name)
    np.testing.assert_array_equal(found[..., :5], counted)
    assert found.shape[-1] == len(FORMS)
    assert (found[..., 5:] == 0).all()


def test_every_series_says_what_it_is_and_in_which_unit(file: Path):
    with ZipStore(file, mode="r") as store:
        found = xr.open_zarr(store).load()
    for series in ALL_SERIES:
        assert found[series.name].attrs == {"long_name": series.meaning, "units": series.unit}


def test_the_same_run_is_the_same_file_to_the_byte(file: Path):
    again = file.with_name("again.zarr.zip")
    write_series(again, OUTCOME.series, SCENARIO.start, NAMES, {"run": 2})
    assert again.read_bytes() == file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}  # the time is not in it


def test_a_zip_file_holds_every_entry_once(file: Path):
    with zipfile.ZipFile(file) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())


def test_the_copy_of_all_metadata_is_the_metadata(file: Path):
    with zipfile.ZipFile(file) as archive:
        copies = json.loads(archive.read("zarr.json"))["consolidated_metadata"]["metadata"]
        own = {name.removesuffix("/zarr.json") for name in archive.namelist() if name.endswith("/zarr.json")}
        assert set(copies) == own
        for name, copy in copies.items():
            assert copy == json.loads(archive.read(f"{name}/zarr.json"))


@pytest.mark.parametrize("damage", ["cut short", "a byte changed", "gone"])
def test_a_damaged_file_is_named(file: Path, damage: str):
    content = bytearray(file.read_bytes())
    if damage == "cut short":
        file.write_bytes(content[:-100])
    elif damage == "a byte changed":
        with zipfile.ZipFile(file) as archive:
            entry = archive.getinfo("fear/c/0")
        content[entry.header_offset + len("fear/c/0") + 40] ^= 255
        file.write_bytes(content)
    else:
        file.unlink()
    with pytest.raises(StoreError, match=f"{file} is missing or damaged"):
        read_array(file, "fear")


def test_where_things_stand_in_a_file_is_looked_up_once_and_anew_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Reading all series of a run one by one takes ten times as long otherwise."""
    looked: list[Path] = []
    of_zip = zipfile.ZipFile

    def looking(file: Path) -> zipfile.ZipFile:
        looked.append(file)
        return of_zip(file)

    one, other = tmp_path / "one.zarr.zip", tmp_path / "other.zarr.zip"
    for number, file in enumerate((one, other)):
        write_series(file, fake_outcome(SCENARIO, run=number).series, SCENARIO.start, NAMES, {"run": number})
    monkeypatch.setattr(zipfile, "ZipFile", looking)
    first = {name: read_array(one, name) for name in stored_series()}
    assert len(looked) == 1
    other.replace(one)
    assert not np.array_equal(read_array(one, "fear"), first["fear"])
    assert len(looked) == 2


@pytest.mark.parametrize("place", ["the head", "the name", "the content"])
def test_an_entry_that_was_damaged_is_refused(file: Path, place: str):
    with zipfile.ZipFile(file) as archive:
        at = archive.getinfo("fear/c/0").header_offset
    content = bytearray(file.read_bytes())
    content[at + {"the head": 0, "the name": 30, "the content": 30 + len("fear/c/0") + 9}[place]] ^= 1
    file.write_bytes(content)
    with pytest.raises(StoreError, match="missing or damaged"):
        read_array(file, "fear")
