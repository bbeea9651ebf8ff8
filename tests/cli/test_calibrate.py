"""`politburo calibrate` as a user sees it."""

from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.packages import needing

pytestmark = pytest.mark.slow


def test_a_country_without_targets_is_refused_in_a_sentence(tmp_path: Path):
    done = call("calibrate", "example", "--short", "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "No public figures come with" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_number_of_a_set_must_be_one(tmp_path: Path):
    done = call("calibrate", "example", "--synthetic", "-1", "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "number of a set is -1" in done.stderr


@needing("bayesflow", "hetgpy")
def test_stages_follow_from_one_another_so_that_no_shard_does_them(tmp_path: Path):
    done = call("calibrate", "north-korea", "--short", "--shard", "1/2", "--out", str(tmp_path / "out"), "--quiet")
    assert done.exit_code == 2
    assert "no shards can do them" in done.stderr
    assert not (tmp_path / "out").exists()


def test_its_help_says_what_is_written_where_a_gate_is_missed():
    said = " ".join(call("calibrate", "--help").stdout.split())
    assert "Where a gate is missed the answer says first that it is not calibrated" in said
    assert "--runs" not in said
