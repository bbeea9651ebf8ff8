"""A branch is compared with the runs that had the same chance; where there are none, it says so."""

from pathlib import Path
from typing import Any

import pytest

import politburo as pb
from politburo.run.engines import Shard, ShardDone, Threads
from politburo.terms.errors import UsageError
from tests.ask.branch.made import AT, MONTH

ONE = Threads(1)


def test_it_is_compared_with_its_parent_from_the_month_on(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at=AT, sets={"rents": 0.4}, out=tmp_path / "b", engine=ONE)
    comparison = branch.comparison()
    assert branch.baseline is parent
    assert [arm.label for arm in comparison.arms] == ["baseline", "rents 0.4"]
    assert (comparison.period.start, comparison.runs) == (MONTH, (0, 1))
    assert comparison.parting().months == (MONTH, MONTH)
    assert len(branch.table()) == len(comparison.totals)
    assert branch.words().startswith(branch.verified)
    assert comparison.words() in branch.words()
    assert branch.plot().specification == comparison.plot().specification


def test_under_new_chance_it_is_compared_with_the_same_chance_and_no_change(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at=AT, sets={"rents": 0.4}, run=1, runs=3, seed=7, out=tmp_path / "b", engine=ONE)
    assert branch.baseline.folder == tmp_path / "b-unchanged"
    unchanged = pb.branch(parent, at=AT, run=1, runs=3, seed=7, out=tmp_path / "c", engine=ONE)
    assert branch.baseline.fingerprint == unchanged.results.fingerprint
    assert branch.comparison().runs == (0, 1, 2)
    assert branch.comparison().parting().months == (MONTH,) * 3
    assert [arm.label for arm in branch.comparison().arms] == ["baseline", "rents 0.4"]


@pytest.mark.parametrize("chance", [{"seed": 7}, {"run": 1}])
def test_where_chance_alone_is_new_there_is_nothing_to_compare_run_by_run(
    parent: pb.Results, tmp_path: Path, chance: dict[str, Any]
):
    branch = pb.branch(parent, at=AT, out=tmp_path / "b", engine=ONE, **chance)
    with pytest.raises(UsageError, match=r"Nothing but chance is different in .*/b: no run there has a partner"):
        branch.comparison()
    assert branch.words().endswith(branch.results.words())


def test_it_shows_itself_in_a_notebook_as_text_and_as_a_table(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at=AT, leader="siege", out=tmp_path / "b<i>", engine=ONE)
    assert "changed:      siege leader" in repr(branch)
    assert f"folder:       {tmp_path / 'b<i>'}" in repr(branch)
    assert "b&lt;i&gt;" in branch._repr_html_()


def test_a_shard_does_its_share_of_both_the_branch_and_what_it_is_compared_with(parent: pb.Results, tmp_path: Path):
    asked: dict[str, Any] = {"at": AT, "sets": {"rents": 0.4}, "seed": 7, "out": tmp_path / "b"}
    with pytest.raises(ShardDone):
        pb.branch(parent, **asked, engine=Shard(1, 2, ONE))
    assert [pb.open(tmp_path / name).runs for name in ("b", "b-unchanged")] == [(0,), (0,)]
    assert pb.branch(parent, **asked, engine=Shard(2, 2, ONE)).comparison().runs == (0, 1)
