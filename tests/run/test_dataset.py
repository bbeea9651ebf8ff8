"""Many runs open as one dataset whose values are read when they are asked for."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from politburo.run import dataset as opening
from politburo.run.dataset import open_runs
from politburo.run.series import read_array, write_series
from tests.run.fake_month import NAMES, fake_outcome, short_scenario

SCENARIO = short_scenario()
RUNS = (0, 1, 2, 5)
OUTCOMES = [fake_outcome(SCENARIO, run) for run in RUNS]
ENDED = {0: None, 1: None, 2: "2000-12", 5: "2000-12"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("series")
    found = {run: folder / f"{run}.zarr.zip" for run in RUNS}
    for run, outcome in zip(RUNS, OUTCOMES, strict=True):
        about = {"scenario": "example", "seed": 1, "run": run}
        write_series(found[run], outcome.series, SCENARIO.start, NAMES, about)
    return found


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The (file, array) pairs that are read from now on."""
    seen = []

    def noting(path: Path, name: str):
        seen.append((path.name.partition(".")[0], name))
        return read_array(path, name)

    monkeypatch.setattr(opening, "read_array", noting)
    return seen


@pytest.mark.slow
def test_every_value_is_the_one_of_its_run(files: dict[int, Path]):
    found = open_runs(files, ENDED)
    for name in OUTCOMES[0].series:
        np.testing.assert_array_equal(found[name].values, np.stack([o.series[name] for o in OUTCOMES]))


@pytest.mark.slow
@pytest.mark.parametrize(
    "chosen",
    [
        lambda cube: cube.isel(run=3),
        lambda cube: cube.isel(run=[3, 0], organ=[5, 1], rank=2),
        lambda cube: cube.isel(run=slice(None, None, -2), month=slice(3, 20, 4)),
        lambda cube: cube.isel(run=[], organ=0),
        lambda cube: cube.isel(run=xr.DataArray([1, 2], dims="case"), organ=xr.DataArray([0, 3], dims="case")),
        lambda cube: cube.sel(run=5, organ="trade", month="2001-03"),
        lambda cube: cube.sel(run=cube.run > 1).mean(("organ", "rank")),
        lambda cube: cube.transpose("rank", "run", "month", "organ")[1, 2],
    ],
)
def test_what_is_chosen_before_reading_is_what_would_be_chosen_after(
    files: dict[int, Path], chosen: Callable[[xr.DataArray], xr.DataArray]
):
    late = chosen(open_runs(files, ENDED)["fear_by_circle"])
    early = chosen(open_runs(files, ENDED).load()["fear_by_circle"])
    assert late.dtype == np.float32
    xr.testing.assert_identical(late, early)


def test_only_what_is_asked_for_is_read(files: dict[int, Path], read: list):
    found = open_runs(files, ENDED)
    assert read == []
    assert found["fear"].sel(run=2).values.shape == (24,)
    assert read == [("2", "fear")]


def test_a_series_is_read_once(files: dict[int, Path], read: list):
    found = open_runs(files, ENDED)
    assert found["fear"].values.shape == found["fear"].values.shape == (4, 24)
    assert read == [(str(run), "fear") for run in RUNS]


def test_runs_are_labelled_by_their_numbers_and_say_when_the_regime_ended(files: dict[int, Path]):
    found = open_runs(files, ENDED)
    assert found["run"].values.tolist() == list(RUNS)
    assert found["ended_month"].sel(run=2).values == np.datetime64("2000-12-01")
    assert np.isnat(found["ended_month"].sel(run=[0, 1]).values).all()
    assert found["fear"].attrs["units"] == "share"
