"""Folders of the same experiment are put together: every run of every point once, and nothing is written over."""

import json
import shutil
from pathlib import Path

import pytest

from politburo.ask.experiment import merge
from politburo.run.engines import Shard, ShardDone
from politburo.run.experiment import execute, open_experiment
from politburo.terms.errors import StoreError
from tests.folders import change
from tests.run.experiment.made_up import POINTS, Simulation, experiment, kept


@pytest.fixture(autouse=True)
def simulation(monkeypatch: pytest.MonkeyPatch) -> Simulation:
    return Simulation().used(monkeypatch)


@pytest.fixture
def shards(tmp_path: Path) -> list[Path]:
    """Folders in which one shard each has done its share."""
    folders = [tmp_path / str(index) for index in (1, 2)]
    for index, folder in enumerate(folders, 1):
        with pytest.raises(ShardDone):
            execute(experiment(), folder, engine=Shard(index, 2))
    return folders


def test_merged_shards_are_what_one_call_makes(shards: list[Path], tmp_path: Path, simulation: Simulation):
    whole = execute(experiment(), tmp_path / "whole")
    merge(shards, tmp_path / "all")
    assert kept(tmp_path / "all") == kept(tmp_path / "whole")
    done = len(simulation.asked)
    again = execute(experiment(), tmp_path / "all")
    assert len(simulation.asked) == done  # nothing was left to do
    assert again.fingerprint == whole.fingerprint


def test_more_points_and_runs_of_another_folder_are_added_and_runs_that_both_have_are_kept_once(tmp_path: Path):
    first = execute(experiment(POINTS[:2], runs=2), tmp_path / "first")
    execute(experiment(POINTS[1:], runs=4), tmp_path / "second")
    before = kept(tmp_path / "first")
    merge([tmp_path / "first", tmp_path / "second"], tmp_path / "first")
    assert before.items() <= kept(tmp_path / "first").items()
    merged = open_experiment(tmp_path / "first")
    assert len(merged.points) == 3
    assert merged.runs == 4
    assert len(merged.outcomes) == 2 + 4 + 4
    assert first.fingerprint != merged.fingerprint


def test_a_damaged_file_is_left_out_and_named(shards: list[Path], tmp_path: Path):
    victim = next((shards[0] / "points").iterdir())
    victim.write_bytes(victim.read_bytes().replace(b'"run": 0', b'"run": 9').replace(b'"run": 2', b'"run": 9'))
    assert merge(shards, tmp_path / "all").damaged == (victim,)
    assert victim.name not in kept(tmp_path / "all")


def test_a_run_that_came_out_otherwise_is_never_written_over(
    shards: list[Path], tmp_path: Path, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
):
    wrong = shutil.copytree(shards[0], tmp_path / "wrong")
    for file in (wrong / "points").iterdir():
        file.unlink()
    shifted = lambda country, scenario, run, **how: simulation(country, scenario, run + 1, **how)  # noqa: E731
    monkeypatch.setattr("politburo.month.simulate", shifted)
    with pytest.raises(ShardDone):
        execute(experiment(), wrong, engine=Shard(1, 2))
    before = kept(wrong)
    with pytest.raises(StoreError, match="came out otherwise in"):
        merge(shards, wrong)
    assert kept(wrong) == before


def test_outcomes_of_a_run_that_differ_are_refused_whatever_its_fingerprint_is(shards: list[Path], tmp_path: Path):
    wrong = shutil.copytree(shards[0], tmp_path / "wrong")
    marker = min((wrong / "points").iterdir())
    rows = json.loads(marker.read_text())["rows"]
    change(marker, rows=[row | {"values": [one + 1 for one in row["values"]]} for row in rows])
    with pytest.raises(StoreError, match=f"came out otherwise in {wrong} than in {tmp_path / 'all'}"):
        merge([*shards, wrong], tmp_path / "all")
    assert kept(tmp_path / "all")[marker.name] == (shards[0] / "points" / marker.name).read_bytes()


def test_another_experiment_or_other_things_are_refused(shards: list[Path], tmp_path: Path):
    with pytest.raises(ShardDone):
        execute(experiment(seed=9), tmp_path / "other", engine=Shard(1, 2))
    with pytest.raises(StoreError, match="are not for the same scenario, seed and version"):
        merge([*shards, tmp_path / "other"], tmp_path / "all")
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "manifest.json").write_text("{}")
    with pytest.raises(StoreError, match="hold different things and cannot be merged"):
        merge([*shards, tmp_path / "runs"], tmp_path / "all")
    assert not (tmp_path / "all").exists()
