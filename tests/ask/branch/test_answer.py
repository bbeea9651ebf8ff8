"""A branch is compared with the runs that had the same chance; where there are none, it says so."""

from pathlib import Path
from typing import Any

import pytest

import politburo as pb
from politburo.run.engines import Shard, ShardDone, Threads
from politburo.terms.errors import UsageError
from tests.ask.branch.made import AT, MONTH

pytestmark = pytest.mark.slow

ONE = Threads(1)


def test_it_is_compared_with_its_parent_from_the_month_on(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at=AT, sets={"rents": 0.4}, out=tmp_path / "b", engine=ONE)
    comparison = branch.comparison()
    assert branch.baseline is parent
    assert [arm.label for arm in comparison.arms] == ["baseline", "rents 0.4"]
    assert (comparison.period.start, comparison.runs) == (MONTH, (0, 1))
    assert comparison.divergence().months == (MONTH, MONTH)
    assert branch.tables[:-1] == comparison.tables
    assert branch.sentences == (branch.sameness, *comparison.sentences)
    assert branch.plot().specification == comparison.plot().specification


def test_under_new_chance_it_is_compared_with_the_same_chance_and_no_change(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at=AT, sets={"rents": 0.4}, run=1, runs=3, seed=7, out=tmp_path / "b", engine=ONE)
    assert branch.baseline.folder == tmp_path / "b-unchanged"
    unchanged = pb.branch(parent, at=AT, run=1, runs=3, seed=7, out=tmp_path / "c", engine=ONE)
    assert branch.baseline.fingerprint == unchanged.results.fingerprint
    assert branch.comparison().runs == (0, 1, 2)
    assert branch.comparison().divergence().months == (MONTH,) * 3
    assert [arm.label for arm in branch.comparison().arms] == ["baseline", "rents 0.4"]


@pytest.mark.parametrize("chance", [{"seed": 7}, {"run": 1}])
def test_where_chance_alone_is_new_there_is_nothing_to_compare_run_by_run(
    parent: pb.Results, tmp_path: Path, chance: dict[str, Any]
):
    branch = pb.branch(parent, at=AT, out=tmp_path / "b", engine=ONE, **chance)
    with pytest.raises(UsageError, match=r"Nothing but chance is different in .*/b: no run there has a partner"):
        branch.comparison()
    assert branch.sentences == (branch.sameness, *branch.results.sentences)
    assert branch.tables[:-1] == branch.results.tables
    assert branch.figures == branch.results.figures[:1]


def test_it_says_what_it_continues_and_what_is_changed(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at=AT, leader="siege", series=["purges"], out=tmp_path / "b<i>", engine=ONE)
    [told] = branch.table("branch").records()
    assert (told["parent"], told["changed"]) == (str(parent.folder), "siege leader")
    assert told["fingerprint_before"] == branch.fingerprint
    assert branch.table().records()[0]["outcome"] == "purges"
    assert "b&lt;i&gt;" in branch._repr_html_()


def test_it_says_that_it_cannot_be_asked_under_other_parameters(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at=AT, sets={"rents": 0.4}, out=tmp_path / "b", engine=ONE)
    assert (
        "Intervals are over chance only: parameters are held at their defaults. A branch cannot be asked for under "
        "other parameters, with which the months before would be others; compare whole runs instead: `politburo "
        "compare … --across-priors 50`."
    ) in branch.sentences


def test_a_shard_does_its_share_of_both_the_branch_and_what_it_is_compared_with(parent: pb.Results, tmp_path: Path):
    asked: dict[str, Any] = {"at": AT, "sets": {"rents": 0.4}, "seed": 7, "out": tmp_path / "b"}
    with pytest.raises(ShardDone):
        pb.branch(parent, **asked, engine=Shard(1, 2, ONE))
    assert [pb.open(tmp_path / name).runs for name in ("b", "b-unchanged")] == [(0,), (0,)]
    assert pb.branch(parent, **asked, engine=Shard(2, 2, ONE)).comparison().runs == (0, 1)
