"""`politburo merge` as a user calls it; what it does is tested in tests/run/test_merging.py."""

import json
from pathlib import Path

from tests.cli.calling import printed, refused
from tests.run.test_merge import filled


def test_what_was_merged_is_counted_as_a_table_and_as_json(tmp_path: Path):
    shards = [str(filled(tmp_path / str(index), index, 2)) for index in (1, 2)]
    said = printed("merge", *shards, "--out", str(tmp_path / "all"))
    assert said.startswith(f"Merged into {tmp_path / 'all'}\n")
    assert said.endswith(f"folder: {tmp_path / 'all'}\n")
    again = json.loads(printed("merge", *shards, "--out", str(tmp_path / "all"), "--json"))
    [table] = again["tables"]
    assert dict(zip([column["name"] for column in table["columns"]], table["rows"][0], strict=True)) == {
        "copied": 0, "there_already": 5, "damaged": 0,
    }  # fmt: skip


def test_what_holds_nothing_is_refused(tmp_path: Path):
    said = refused("merge", str(tmp_path), "--out", str(tmp_path / "all"))
    assert "there is nothing to merge" in said
