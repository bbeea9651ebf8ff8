"""Folders of the same runs are put together: nothing is lost, written over or pretended."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from politburo.ask.experiment import merge
from politburo.run.engines import Shard, ShardDone
from politburo.run.folder import merge as merging
from politburo.run.folder.lock import locked
from politburo.run.folder.sealed import sealed
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.run.runs import Runs
from politburo.run.store import Store
from politburo.terms.errors import StoreError, UsageError
from tests.folders import of_another_model
from tests.run.fake_month import fake_build, fake_simulate, short_scenario

RUNS = 5


def filled(folder: Path, index: int, count: int, **changes: object) -> Path:
    """A folder in which one shard has done its share."""
    plan = make_plan(short_scenario(**({"runs": RUNS, "until": "2000-03"} | changes)), folder)
    with pytest.raises(ShardDone):
        finish(plan, engine=Shard(index, count), build=fake_build, simulate=fake_simulate())
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two folders of shards, and one in which all runs were done."""
    base = tmp_path_factory.mktemp("shards")
    for index in (1, 2):
        filled(base / str(index), index, 2)
    plan = make_plan(short_scenario(runs=RUNS, until="2000-03"), base / "whole")
    finish(plan, build=fake_build, simulate=fake_simulate())
    return base


@pytest.fixture
def shards(made: Path, tmp_path: Path) -> list[Path]:
    """Copies of the two folders of shards."""
    return [shutil.copytree(made / str(index), tmp_path / str(index)) for index in (1, 2)]


def data(folder: Path) -> dict[str, bytes]:
    files = (file for part in ("series", "events") for file in (folder / part).iterdir())
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.slow
def test_merged_shards_are_what_one_command_makes(made: Path, shards: list[Path], tmp_path: Path):
    done = merge(shards, tmp_path / "all")
    assert (done.added, done.there, done.damaged) == (5, 0, ())
    assert data(tmp_path / "all") == data(made / "whole")
    whole = Runs.open(tmp_path / "all")
    assert whole.status == "finished"
    assert whole.fingerprint == Runs.open(made / "whole").fingerprint
    assert [Runs.open(folder).runs for folder in shards] == [(0, 2, 4), (1, 3)]  # as they were


def test_what_is_there_is_not_copied_again_and_one_of_the_folders_may_take_the_others(shards: list[Path]):
    before = {file: file.stat().st_mtime_ns for file in shards[0].glob("*/run-*")}
    done = merge(shards, shards[0])
    assert (done.added, done.there) == (2, 0)
    assert {file: file.stat().st_mtime_ns for file in before} == before
    assert merge(shards, shards[0]).there == 2
    assert Runs.open(shards[0]).status == "finished"


def test_when_it_is_stopped_it_goes_on_from_there(shards: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    copied = []
    copy = merging.copy

    def stopping(source: Path, target: Path) -> None:
        if len(copied) == 7:  # in the middle of the third run
            raise KeyboardInterrupt
        copied.append(source)
        copy(source, target)

    monkeypatch.setattr(merging, "copy", stopping)
    with pytest.raises(KeyboardInterrupt):
        merge(shards, tmp_path / "all")
    assert len(Runs.open(tmp_path / "all").runs) == 2
    monkeypatch.setattr(merging, "copy", copy)
    done = merge(shards, tmp_path / "all")
    assert (done.added, done.there) == (3, 2)
    assert Runs.open(tmp_path / "all").status == "finished"


@pytest.mark.parametrize("part", ["series", "events", "done"])
def test_a_damaged_run_is_left_out_and_named_and_the_others_are_there(shards: list[Path], tmp_path: Path, part: str):
    victim = next((shards[0] / part).glob("run-00002*"))
    victim.write_bytes(victim.read_bytes()[:-5])
    done = merge(shards, tmp_path / "all")
    assert done.damaged == (victim,)
    assert Runs.open(tmp_path / "all").runs == (0, 1, 3, 4)
    assert not list((tmp_path / "all").glob("*/run-00002*"))


def test_other_runs_are_refused_and_nothing_is_made(shards: list[Path], tmp_path: Path):
    other = filled(tmp_path / "other", 1, 2, seed=9)
    with pytest.raises(StoreError, match=f"{other} and {shards[0]} are not for the same scenario, seed and version"):
        merge([*shards, other], tmp_path / "all")
    assert not (tmp_path / "all").exists()
    with pytest.raises(StoreError, match="holds other runs"):
        merge(shards, other)


def test_a_run_that_came_out_otherwise_is_never_written_over(made: Path, shards: list[Path]):
    wrong = shutil.copytree(made / "whole", shards[0].parent / "wrong")
    store = Store(wrong)
    marker = store.marker(2)
    assert marker is not None
    store.marker_file(2).write_bytes(sealed(replace(marker, fingerprint="0" * 32)))
    before = store.marker_file(2).read_bytes()
    with pytest.raises(StoreError, match=f"Run 2 came out otherwise in {shards[0]} than in {wrong}"):
        merge(shards, wrong)
    assert store.marker_file(2).read_bytes() == before


def test_another_version_of_the_model_is_refused(shards: list[Path], tmp_path: Path):
    for folder in shards:
        of_another_model(folder)
    with pytest.raises(StoreError, match=f"{shards[0]} was made by another version of the model"):
        merge(shards, tmp_path / "all")


def test_a_folder_in_use_is_refused(shards: list[Path]):
    with locked(shards[0]), pytest.raises(StoreError, match="is being written by another process"):
        merge(shards, shards[0])


def test_shards_of_more_runs_make_room_for_all_of_them(shards: list[Path], tmp_path: Path):
    more = filled(tmp_path / "more", 2, 2, runs=8)
    merge([shards[0], more], tmp_path / "all")
    assert Runs.open(tmp_path / "all").scenario.runs == 8
    assert Runs.open(tmp_path / "all").runs == (0, 1, 2, 3, 4, 5, 7)


def test_what_holds_no_results_is_refused(tmp_path: Path, shards: list[Path]):
    (tmp_path / "empty").mkdir()
    for folder in ("empty", "nowhere"):
        with pytest.raises(StoreError, match=f"{tmp_path / folder} holds no runs, experiment or measured claims"):
            merge([*shards, tmp_path / folder], tmp_path / "all")
    with pytest.raises(UsageError, match="There is nothing to merge"):
        merge([], tmp_path / "all")
