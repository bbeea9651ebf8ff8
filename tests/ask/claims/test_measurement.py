"""Measuring: what is finished stays, what is done again is the same, and claims that share arms share runs."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from politburo.ask.claims.board import decide
from politburo.ask.claims.measurement import measure, months_of, pairs_for
from politburo.ask.claims.record import MOST_RUNS, SEED, Claim, Rival, Test, Watch, shortened
from politburo.ask.experiment import merge
from politburo.run.engines import Shard, ShardDone, Threads
from politburo.run.folder.sealed import CHECKSUM, sealed
from politburo.terms.errors import StoreError
from tests.ask.claims.made import CALM

LOUD = replace(CALM, held=(("campaign", 0.9),))


def claim(name: str = "X1", observe: str = "fear", through: tuple[str, ...] = ()) -> Claim:
    test = Test("one", "", LOUD, CALM, Watch(observe, window=(0, 12)), "up", through=through)
    return Claim(name, "says", "own", "H", 3, (test,))


def test_arms_that_claims_share_are_simulated_once():
    alone, both = pairs_for([claim()]), pairs_for([claim(), claim("X2", "displayed_loyalty")])
    assert len(alone) == len(both) == 3
    assert [len(pairs.arms) for pairs in both] == [2, 2, 2]
    assert [len(pairs.arms) for pairs in pairs_for([claim(through=("campaign_unease",))])] == [4, 4, 4]


def test_the_work_is_counted_in_months_by_scale():
    assert months_of([[claim()], [claim()]]) == {1.0: 2 * 3 * (6 + 2 * 12)}  # months before the change once


def test_a_finished_measurement_is_read_and_not_made_again(tmp_path: Path):
    first = measure([[claim()]], tmp_path)[0]
    files = {file: file.stat().st_mtime_ns for file in tmp_path.glob("*.json")}
    assert len(files) == 3
    again = measure([[claim()]], tmp_path)[0]
    assert again.rows == first.rows
    assert files == {file: file.stat().st_mtime_ns for file in tmp_path.glob("*.json")}


def test_what_is_missing_or_damaged_is_done_again_to_the_same_numbers(tmp_path: Path):
    first = measure([[claim()]], tmp_path, engine=Threads(1))[0]
    gone, damaged, _ = sorted(tmp_path.glob("*.json"))
    gone.unlink()
    damaged.write_text("{")
    assert measure([[claim()]], tmp_path, engine=Threads(2))[0].rows == first.rows
    gone.write_bytes(damaged.read_bytes())  # that of another run number
    assert measure([[claim()]], tmp_path)[0].rows == first.rows


def told_otherwise(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what a file of a job says, and seal it again."""
    said = json.loads(file.read_bytes())
    change(said)
    file.write_bytes(sealed({name: value for name, value in said.items() if name != CHECKSUM}))


def test_files_of_jobs_that_earlier_versions_wrote_are_read(tmp_path: Path):
    first = measure([[claim()]], tmp_path)[0]
    for file in tmp_path.glob("*.json"):
        told_otherwise(file, lambda said: [said.pop(name) for name in ("identity", "files")])
    files = {file: file.stat().st_mtime_ns for file in tmp_path.glob("*.json")}
    assert measure([[claim()]], tmp_path)[0].rows == first.rows
    assert files == {file: file.stat().st_mtime_ns for file in tmp_path.glob("*.json")}


def test_a_job_that_came_out_otherwise_in_two_folders_is_not_merged(tmp_path: Path):
    measure([[claim()]], tmp_path / "one")
    shutil.copytree(tmp_path / "one", tmp_path / "other")
    file = next((tmp_path / "other").glob("*.json"))
    told_otherwise(file, lambda said: said["measured"][0].__setitem__(2, 0.123))
    with pytest.raises(StoreError, match=rf"{file.stem} came out otherwise"):
        merge([tmp_path / "one", tmp_path / "other"], tmp_path / "all")


def test_each_claim_is_told_its_share_of_the_time(tmp_path: Path):
    found = measure([[claim(), claim("X2", "displayed_loyalty")]], tmp_path)[0]
    assert found.seconds["X1"] == pytest.approx(found.seconds["X2"], rel=0.01)
    assert found.seconds["X1"] > 0


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        measure([[claim()]], tmp_path / "file" / "inside")


def test_the_board_is_plain_data(tmp_path: Path):
    board = decide([claim(through=("campaign_unease",))], tmp_path)
    [told] = board.table("claims").to_pandas().to_dict("records")
    assert told["claim"] == "X1"
    assert told["verdict"] == "holds"
    assert told["low"] > 0
    assert told["mediated_share"] > 0.9
    assert told["pairs"] == 3
    assert board.table("tests").column("test") == ["one"]


def test_the_rival_is_run_and_shares_the_arms_in_which_the_same_is_off(tmp_path: Path):
    rival = Rival("meetings frighten nobody", off=("campaign_unease",))
    test = replace(claim(through=("campaign_unease",)).tests[0], rival=rival)
    asked = replace(claim(), tests=(test,))
    assert [len(pairs.arms) for pairs in pairs_for([asked])] == [4, 4, 4]
    row = measure([[asked]], tmp_path)[0].rows["X1"][0]["one"]
    assert (row.changed_rival, row.base_rival) == (row.changed_off, row.base_off)
    assert row.changed_rival != row.changed


def test_claims_of_another_seed_are_run_with_it(tmp_path: Path):
    found = [measure([[replace(claim(), seed=seed)]], tmp_path)[0].rows["X1"] for seed in (1, 2)]
    assert found[0] != found[1]
    assert len(pairs_for([replace(claim(), seed=1), replace(claim("X2"), seed=2)])) == 6


def test_the_short_form_is_smaller_and_has_no_more_runs_and_leaves_the_seeds_of_designs_alone():
    [short] = shortened([replace(claim(), runs=16)], 0.3, 0.5)
    assert short.runs == 8
    assert shortened([replace(claim(), seed=7)])[0].seed == SEED
    assert short.tests[0].base.scale == short.tests[0].changed.scale == 0.3
    assert shortened([claim()])[0].runs == 3
    assert shortened([replace(claim(), runs=160)])[0].runs == MOST_RUNS


def test_merged_shards_are_what_one_call_measures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    whole = measure([[claim()]], tmp_path / "whole")[0]
    for index in (1, 2):
        with pytest.raises(ShardDone):
            measure([[claim()]], tmp_path / str(index), engine=Shard(index, 2))
    broken = next((tmp_path / "1").glob("*.json"))
    kept = broken.read_bytes()
    broken.write_text("{")
    shards = [tmp_path / "1", tmp_path / "2"]
    done = merge(shards, tmp_path / "all")
    assert (done.added, done.there, done.damaged) == (2, 0, (broken,))
    broken.write_bytes(kept)
    assert (merge(shards, tmp_path / "all").added, merge(shards, tmp_path / "all").added) == (1, 0)
    monkeypatch.setattr("politburo.ask.claims.observables.seen_of", None)  # nothing is left to be simulated
    assert measure([[claim()]], tmp_path / "all")[0].rows == whole.rows
