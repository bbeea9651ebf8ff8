"""A branch is compared with the runs that had the same chance; where there are none, it says so."""

from pathlib import Path
from typing import Any

import pytest

import politburo as pb
from politburo.ask.branch import BranchPlan
from politburo.run.engines import Shard, ShardDone, Threads
from politburo.scenario.changes import with_off
from politburo.terms.errors import UsageError
from tests.ask.branch.made import AT, MONTH, SCENARIO, run_into

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


def test_it_is_asked_under_other_parameters_with_the_months_before_made_anew(tmp_path: Path):
    """Without coups, so that the regime lasts up to the branch under any parameters."""
    parent = run_into(tmp_path / "parent", with_off(SCENARIO, "coups"))
    told: list[tuple[int, int]] = []
    asked: dict[str, Any] = {"at": AT, "sets": {"rents": 0.4}, "series": ["fear"], "out": tmp_path / "b"}
    plan = BranchPlan(parent, **asked, across_priors=2)
    base, made = (one.experiment.base for one in plan.under_sets)
    assert (base.levers, made.levers) == (parent.scenario.levers, plan.scenarios[0].levers)
    assert (base.seed, base.runs, base.start, base.end) == (made.seed, made.runs, made.start, made.end)
    assert [one.folder.parent for one in plan.under_sets] == [tmp_path, tmp_path]
    found = plan.execute(ONE, lambda done, total: told.append((done, total)))
    assert told[-1] == (66 * (2 + 2 * 2 * 4),) * 2
    [fear] = [row for row in found.table("across_priors").records() if row["outcome"] == "fear"]
    assert fear["sets"] == 2
    [said] = [one for one in found.sentences if one.startswith("Under 2 parameter sets")]
    assert said.endswith(
        "With each set the parent's scenario is run from its first month on, and branched in 2004-05 with the same "
        "change and the same chance: the months before are not those of the parent's runs."
    )
    effects = [row["difference"] for row in found.table("set_differences").records() if row["outcome"] == "fear"]
    assert len(effects) == 2
    assert None not in effects


def test_without_it_the_text_says_how_to_ask(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at=AT, sets={"rents": 0.4}, out=tmp_path / "b", engine=ONE)
    [said] = [one for one in branch.sentences if one.startswith("Intervals are over chance only")]
    assert said.endswith("`--across-priors 50`.")


def test_a_shard_does_its_share_of_both_the_branch_and_what_it_is_compared_with(parent: pb.Results, tmp_path: Path):
    asked: dict[str, Any] = {"at": AT, "sets": {"rents": 0.4}, "seed": 7, "out": tmp_path / "b"}
    with pytest.raises(ShardDone):
        pb.branch(parent, **asked, engine=Shard(1, 2, ONE))
    assert [pb.open(tmp_path / name).runs for name in ("b", "b-unchanged")] == [(0,), (0,)]
    assert pb.branch(parent, **asked, engine=Shard(2, 2, ONE)).comparison().runs == (0, 1)
