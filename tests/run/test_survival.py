"""What is finished is never lost and what is not never looks finished: with real processes, kills and full disks."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from politburo.run import limits
from politburo.run.runs import Runs
from politburo.run.store import Store
from tests.processes import ROOT, started
from tests.run.child import asked_for, done

pytestmark = pytest.mark.survival

KILLS = 3
RUNS = 6


def child(folder: Path, *options: str) -> subprocess.Popen[str]:
    """A process that is about to do runs in `folder`."""
    return started("tests.run.child", folder, *options)


def finished(folder: Path, *options: str) -> str:
    """Do the same runs here, where nothing gets in the way; their fingerprint."""
    return done(asked_for([str(folder), *options]))


def refused(folder: Path, *options: str) -> str:
    """Let such a process end with a StoreError; its message."""
    process = child(folder, *options)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 3, said
    assert "Traceback" not in said
    return said


def data(folder: Path) -> dict[str, bytes]:
    files = (file for part in ("series", "events") for file in (folder / part).iterdir())
    return {file.name: file.read_bytes() for file in files}


def partials(folder: Path) -> list[Path]:
    return list(folder.rglob("*.partial"))


def test_a_process_killed_before_any_step_on_its_files_loses_nothing_and_pretends_nothing(tmp_path: Path):
    command = [sys.executable, "-W", "error", "-m", "tests.run.die_at_step", str(tmp_path)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=500, check=False)
    assert found.returncode == 0, found.stderr
    assert int(found.stdout) > 30  # steps of two runs: fewer would mean that they were not seen


def test_a_simulation_killed_at_random_moments_ends_with_the_same_bits(tmp_path: Path):
    options = ("--real", "--runs", str(RUNS), "--until", "2009-12")
    fingerprint = finished(tmp_path / "whole", *options)
    folder, moments, in_the_middle = tmp_path / "killed", random.Random(1), 0
    for _ in range(KILLS):
        process, moment = child(folder, *options), moments.uniform(0, 0.5)
        assert process.stdout is not None
        for line in process.stdout:
            months, total = map(int, line.split())
            if months >= moment * total:
                break
        process.kill()
        process.communicate()
        marked = [run for run in range(RUNS) if Store(folder).marker_file(run).exists()]
        assert Store(folder).missing(marked) == ()
        # on a busy machine the later kills may come when all is done; the first is at a twentieth of the months
        unfinished = len(marked) < RUNS
        in_the_middle += unfinished
        assert Runs.open(folder).status == ("unfinished" if unfinished else "finished")
    assert in_the_middle > 0
    assert finished(folder, *options) == fingerprint
    assert data(folder) == data(tmp_path / "whole")
    assert partials(folder) == []


def test_an_interrupt_stops_within_a_month_keeps_what_is_finished_and_says_how_to_go_on(tmp_path: Path):
    ten_years = ("--until", "2009-12")
    finished(tmp_path, *ten_years, "--runs", "1")
    process = child(tmp_path, *ten_years, "--runs", "40", "--seconds", "0.2")  # 24 seconds a run
    assert process.stdout is not None
    while process.stdout.readline().startswith("0 "):
        pass
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 130
    assert said == (
        f"Stopped: 1 of 40 runs are finished and kept in {tmp_path}. Give the same command again to go on from there.\n"
    )
    kept = Runs.open(tmp_path)
    assert (kept.status, kept.runs, kept.scenario.runs) == ("unfinished", (0,), 40)
    assert partials(tmp_path) == []
    finished(tmp_path, *ten_years, "--runs", "4")
    assert Runs.open(tmp_path, runs=4).status == "finished"


def test_two_processes_do_not_write_in_one_folder(tmp_path: Path):
    first = child(tmp_path, "--runs", "2", "--seconds", "5")
    assert first.stdout is not None
    first.stdout.readline()  # progress: it holds the folder
    assert f"{tmp_path} is being written by another process" in refused(tmp_path, "--runs", "2")
    first.kill()
    first.communicate()
    finished(tmp_path, "--runs", "2")


@pytest.mark.parametrize(
    ("limit", "file"), [(100_000, "series/run-00000.zarr.zip"), (400_000, "events/run-00000.parquet")]
)
def test_a_file_that_grows_too_large_is_named_and_removed(tmp_path: Path, limit: int, file: str):
    options = ("--runs", "2", "--threads", "1", "--events", "100000")
    said = refused(tmp_path, *options, "--largest-file", str(limit))
    assert f"{tmp_path / file} cannot be written: " in said
    assert "File too large" in said
    assert "same command again" in said
    assert partials(tmp_path) == []
    assert Runs.open(tmp_path).status == "unfinished"
    finished(tmp_path, *options)
    assert Runs.open(tmp_path).status == "finished"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place)]
    if mount is None or os.getuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("events", [200, 15_000])
def test_a_full_disk_ends_with_its_reason_and_keeps_what_was_finished(small_disk: Path, events: int):
    folder = small_disk / "runs"
    options = ("--runs", "8", "--threads", "1", "--events", str(events), "--unasked")
    said = refused(folder, *options)
    assert f"{folder}/" in said
    assert "No space left on device" in said
    assert "make room on the disk" in said
    assert "same command again" in said
    assert partials(folder) == []
    kept = Runs.open(folder)
    assert 0 < len(kept.runs) < 8
    assert kept.status == "unfinished"
    assert all(Store(folder).is_whole(run) for run in kept.runs)
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    finished(folder, *options)
    assert Runs.open(folder).status == "finished"


def test_a_disk_that_cannot_be_written_is_named_but_finished_runs_can_be_used(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(limits, "PICTURES_AND_REPORT", 0)
    folder = small_disk / "runs"
    fingerprint = finished(folder, "--runs", "1")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "Read-only file system" in refused(folder, "--runs", "2", "--unasked")
    assert "Read-only file system" in refused(small_disk / "new", "--runs", "1", "--unasked")
    assert finished(folder, "--runs", "1") == fingerprint


def test_a_folder_reads_without_politburo(tmp_path: Path):
    finished(tmp_path, "--runs", "3")
    reader = f"""
import sys
import duckdb
import pandas as pd
import xarray as xr
from zarr.storage import ZipStore

with ZipStore("{tmp_path}/series/run-00001.zarr.zip", mode="r") as store:
    series = xr.open_zarr(store)
    fear = series.fear_by_circle.sel(organ="military", rank="top leadership", month="2000-06").values.item()
    print(round(fear, 6), series.fear.units, "|", series.fear.long_name)
events = duckdb.sql("FROM '{tmp_path}/events/*.parquet'").df()
print(len(events), sorted(events.run.unique().tolist()), events.date.min().year)
print(pd.read_json("{tmp_path}/done/run-00002.json", typ="series").ended_month)
assert "politburo" not in sys.modules
"""
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", reader], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert found.returncode == 0, found.stderr
    fear = Runs.open(tmp_path).series["fear_by_circle"].sel(run=1, month="2000-06-01").values[1, 0]
    assert found.stdout.splitlines() == [
        f"{round(float(fear), 6)} share | mean fear of cadres",
        "600 [0, 1, 2] 2000",
        "2000-12",
    ]
