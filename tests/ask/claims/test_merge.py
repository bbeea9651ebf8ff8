"""What shards have measured of the same claims is put together, and nothing is measured again."""

from pathlib import Path

import pytest

from politburo.ask.claims.measurement import measure
from politburo.ask.merge import merge
from politburo.run.engines import Shard, ShardDone
from tests.ask.claims.test_measurement import claim


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
    monkeypatch.setattr("politburo.ask.claims.arms.simulated", None)  # nothing is left to be simulated
    assert measure([[claim()]], tmp_path / "all")[0].rows == whole.rows
