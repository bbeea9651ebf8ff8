"""An answer is the same whatever the engine or accident, nothing is done twice, and all of it is read back."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import politburo as pb
from politburo.ask.factors import all_parameters
from politburo.ask.sensitivity import plan, sensitivity
from politburo.ask.sensitivity.answer import Sensitivity
from politburo.ask.sensitivity.estimates import CHANCE
from politburo.run.engines import Shard, ShardDone, Threads
from politburo.scenario import load, with_off
from politburo.terms.errors import StoreError, UsageError
from tests.ask.sensitivity.made_up import PARAMETERS, SHORT, asked
from tests.run.experiment.made_up import Simulation

pytestmark = pytest.mark.slow


@pytest.fixture
def simulation(monkeypatch: pytest.MonkeyPatch) -> Simulation:
    return Simulation().used(monkeypatch)


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Sensitivity:
    """The answer to the small question, found by one thread; whoever wants to add to its folder copies it."""
    with pytest.MonkeyPatch.context() as patch:
        Simulation().used(patch)
        return asked(tmp_path_factory.mktemp("answered") / "one", engine=Threads(1))


def column(answer: Sensitivity, name: str) -> dict[str, float]:
    """A column of the ranking, by factor."""
    ranking = answer.table("ranking")
    return dict(zip(map(str, ranking.column("parameter")), ranking.numbers(name), strict=True))


def same(one: Sensitivity, other: Sensitivity) -> bool:
    """Whether two answers say the same of the factors."""
    return one.table().to_pandas().equals(other.table().to_pandas())


class Backwards(Threads):
    """Does the last job first."""

    def do(self, jobs: Sequence[Any], on_progress: Any = None) -> dict[str, BaseException]:
        return super().do(jobs[::-1], on_progress)


def test_what_decides_is_found_and_the_rest_is_not_kept(answered: Sensitivity):
    assert answered.kept == ("fear.horizon",)
    moves, total = column(answered, "mu_star"), column(answered, "total")
    assert moves["fear.horizon"] == pytest.approx(0.5, abs=1e-6)
    assert total["fear.horizon"] == pytest.approx(1, abs=0.35)
    assert (moves["fear.personal"], moves["fear.prior"]) == pytest.approx((0, 0), abs=1e-9)
    assert total[CHANCE] < 0.05


def test_the_tornado_pairs_both_ends_with_the_baseline(answered: Sensitivity):
    ends = answered.table("tornado").to_pandas().set_index("end")
    own = SHORT.parameters.fear.horizon
    assert ends.loc["low", "difference"] == pytest.approx(1 - own, abs=1e-6)
    assert ends.loc["high", "difference"] == pytest.approx(1.5 - own, abs=1e-6)
    assert ends["pairs"].tolist() == [8, 8]


@pytest.mark.parametrize("engine", [Threads(3), Backwards(2)])
def test_the_answer_does_not_depend_on_the_engine(
    answered: Sensitivity, tmp_path: Path, simulation: Simulation, engine: Threads
):
    other = asked(tmp_path, engine=engine)
    assert answered.kept == other.kept
    assert answered.fingerprint == other.fingerprint
    assert same(answered, other)


def test_nothing_is_done_twice(answered: Sensitivity, tmp_path: Path, simulation: Simulation):
    folder = shutil.copytree(answered.folder, tmp_path / "one")
    assert asked(folder).fingerprint == answered.fingerprint
    assert simulation.asked == []
    more = asked(folder, points=16, trajectories=6)
    added = len(simulation.asked)
    assert added == 2 * (8 * 2 + 8) + 2 * (2 * 5 + 2)  # 8 more base points of one factor, 2 more trajectories of four
    assert same(more, asked(tmp_path / "anew", points=16, trajectories=6))


def test_the_folder_is_read_again_with_no_run_also_for_another_outcome(
    answered: Sensitivity, tmp_path: Path, simulation: Simulation
):
    folder = answered.folder
    again, other = sensitivity(folder), sensitivity(str(folder), ["months_lived"])
    assert same(again, answered)
    assert other.outcomes == ("months_lived",)
    assert other.kept == answered.kept
    assert simulation.asked == []
    with pytest.raises(UsageError, match="no outcome 'feer'"):
        sensitivity(folder, "feer")
    with pytest.raises(UsageError, match="so that points, runs would change nothing"):
        sensitivity(folder, points=64, runs=9)
    with pytest.raises(UsageError, match="so that seed, out would change nothing"):
        sensitivity(folder, seed=0, out=tmp_path / "other")


def test_a_lever_that_is_held_from_a_month_on_is_kept_and_read_again(tmp_path: Path, simulation: Simulation):
    answer = asked(tmp_path, levers=["sanctions"], start="2000-02")
    assert set(answer.kept) == {"sanctions from 2000-02", "fear.horizon"}
    assert same(sensitivity(tmp_path), answer)


def test_early_ends_of_regimes_are_counted(tmp_path: Path, simulation: Simulation):
    assert asked(tmp_path, runs=3).ended == pytest.approx(1 / 3)  # every third made-up run ends halfway
    assert sensitivity(tmp_path).table("noise").column("ended_share") == pytest.approx([1 / 3])


def test_what_is_asked_for_is_all_that_is_done(tmp_path: Path, simulation: Simulation):
    screening = asked(tmp_path / "morris", method="morris")
    assert not screening.indices
    assert not list((tmp_path / "morris").glob("indices*"))
    assert screening.kept == ("fear.horizon",)
    indices = asked(tmp_path / "sobol", method="sobol")
    assert not indices.screening
    assert len(indices.kept) == len(PARAMETERS)
    total = column(indices, "total")
    assert total["fear.prior"] == 0
    assert total["fear.horizon"] > 0.7


def test_progress_goes_on_and_ends_within_what_was_announced(tmp_path: Path, simulation: Simulation):
    told: list[tuple[int, int]] = []
    answer = asked(tmp_path, progress=lambda done, total: told.append((done, total)))
    assert {total for _, total in told} == {answer.plan.months()}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] <= answer.plan.months()


def test_stopped_in_the_middle_it_goes_on_to_the_same_answer(
    answered: Sensitivity, tmp_path: Path, simulation: Simulation
):
    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match="Give the same command again"):
        asked(tmp_path / "stopped", progress=stop)
    with pytest.raises(StoreError, match="not finished"):
        sensitivity(tmp_path / "stopped")
    again = asked(tmp_path / "stopped")
    assert again.fingerprint == answered.fingerprint
    assert same(again, answered)


def test_shards_answer_it_stage_by_stage(answered: Sensitivity, tmp_path: Path, simulation: Simulation):
    with pytest.raises(ShardDone, match="Shard 1 of 2 is done"):
        asked(tmp_path / "shards", engine=Shard(1, 2))
    with pytest.raises(ShardDone, match="Shard 2 of 2 is done"):  # all of the screening, and its share of the rest
        asked(tmp_path / "shards", engine=Shard(2, 2))
    assert asked(tmp_path / "shards", engine=Shard(1, 2)).fingerprint == answered.fingerprint
    done = len(simulation.asked)
    assert same(asked(tmp_path / "shards", engine=Shard(2, 2)), answered)
    assert len(simulation.asked) == done


def test_folders_of_shards_are_merged_and_the_question_goes_on_from_there(tmp_path: Path, simulation: Simulation):
    whole = asked(tmp_path / "whole", method="sobol")
    for shard in (1, 2):
        with pytest.raises(ShardDone):
            asked(tmp_path / str(shard), method="sobol", engine=Shard(shard, 2))
    merged = pb.merge([tmp_path / "1", tmp_path / "2"], tmp_path / "merged")
    done = len(simulation.asked)
    assert (merged.there, merged.damaged) == (0, ())
    assert asked(tmp_path / "merged", method="sobol").fingerprint == whole.fingerprint
    assert len(simulation.asked) == done
    asked(tmp_path / "other", method="morris", seed=9)
    with pytest.raises(StoreError, match="cannot be merged"):
        pb.merge([tmp_path / "1", tmp_path / "other"], tmp_path / "none")


def test_runs_that_fail_are_told_and_what_they_belong_to_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fails = Simulation(lambda scenario, run: scenario.parameters.fear.prior == 0 and run == 1)
    fails.used(monkeypatch)
    answer = asked(tmp_path, trajectories=12)
    assert 0 < answer.screening["fear"].missing < 60
    assert "Run 1 of scenario 'example' (seed 1)" in answer.failures[0].message
    assert answer.kept == ("fear.horizon",)
    assert "Left out, of 60 sets of parameters of the screening" in answer.warnings[0]
    fails.fails = lambda _scenario, _run: False
    mended = asked(tmp_path, trajectories=12)
    assert mended.screening["fear"].missing == 0


def test_a_folder_with_another_answer_or_with_anything_else_is_left_as_it_is(
    answered: Sensitivity, tmp_path: Path, simulation: Simulation
):
    with pytest.raises(StoreError, match="answer to another question"):
        asked(answered.folder, seed=9)
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "thesis.tex").touch()
    with pytest.raises(StoreError, match=r"is no folder of a sensitivity analysis and is not empty \(thesis.tex\)"):
        asked(tmp_path / "two")


def test_a_damaged_design_is_said_to_be_damaged(answered: Sensitivity, tmp_path: Path, simulation: Simulation):
    folder = shutil.copytree(answered.folder, tmp_path / "one")
    whole = (folder / "screening.csv").read_text()
    for content in (whole.replace("0.6", "0.5", 1), whole + whole, "0.5,x\n", "0.5,0.5\n", "2,0,0,0\n" * 20):
        (folder / "screening.csv").write_text(content)
        with pytest.raises(StoreError, match=r"screening.csv is missing or damaged"):
            sensitivity(folder)
    asked(folder)
    assert sensitivity(folder).kept == ("fear.horizon",)


def test_where_nothing_moves_an_outcome_nothing_is_kept(tmp_path: Path, simulation: Simulation):
    answer = asked(tmp_path, ["months_lived"])
    assert answer.kept == ()
    assert not answer.indices
    assert "nothing to look at more closely" in answer.words()


def test_plain_data_hold_no_nan(tmp_path: Path, simulation: Simulation):
    import json

    said = json.loads(json.dumps(asked(tmp_path, ["fear", "months_lived"]).to_json(), allow_nan=False))
    tables = {table["name"]: table for table in said["tables"]}
    assert list(tables) == ["ranking", "tornado", "noise", "convergence"]
    assert {row[0] for row in tables["ranking"]["rows"]} == {"fear", "months_lived"}


def test_it_is_a_public_name():
    assert pb.sensitivity is sensitivity


def planned(outcomes: Any = ("fear",), **options: Any):
    asking: dict[str, Any] = {"until": "2000-12"} | options
    return plan("example", outcomes, **asking)


def test_all_parameters_that_can_matter_are_varied_unless_some_are_named():
    everything = planned()
    assert len(everything.factors) > 100
    assert not any(name.startswith("record.") for name in everything.names)
    assert planned(parameters=["horizon", "fear.personal"]).names == ("fear.horizon", "fear.personal")


def test_levers_are_varied_where_they_are_named_from_a_month_or_throughout():
    found = planned(parameters=["horizon"], levers=["market=0.1:0.9"], start="2000-06")
    assert found.names == ("fear.horizon", "market_tolerance from 2000-06")
    assert (found.factors[1].low, found.factors[1].high) == (0.1, 0.9)


def test_the_identity_is_that_of_scenario_and_ranges_and_not_of_what_is_spent():
    one = planned(parameters=["horizon", "fear.personal"])
    same = planned(("flights",), parameters=["horizon", "fear.personal"], points=128, runs=9, method="sobol", keep=1)
    assert one.identity == same.identity
    assert one.identity != planned(parameters=["horizon=1:5", "fear.personal"]).identity
    assert one.identity != planned(parameters=["horizon", "fear.personal"], seed=5).identity


def test_months_are_those_of_all_runs_that_it_may_take():
    found = planned(parameters=["horizon", "fear.personal", "fear.prior"], trajectories=5, points=8, keep=2, runs=3)
    screening, indices, tornado = 5 * 5 * 3, 8 * 5 * 3, 5 * 12
    assert found.months() == 12 * (screening + indices + tornado)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"outcomes": ("feer",)}, "did you mean 'fear'"),
        ({"outcomes": ()}, "name one or more"),
        ({"method": "morriss"}, r"did you mean 'morris'\?$"),
        ({"points": 100}, "power of two .* such as 128"),
        ({"points": 4}, "base points is 4; it must be at least 8"),
        ({"trajectories": 2}, "trajectories is 2; it must be at least 4"),
        ({"runs": 1}, "runs at each point is 1; it must be at least 2"),
        ({"keep": 0}, "at least 1"),
        ({"parameters": ["horizon"]}, "two or more"),
        ({"parameters": ["horizon", "market_tolerance"]}, "lever and no parameter"),
        ({"levers": ["fear.horizon"]}, "parameter and no lever"),
        ({"start": "2000-06"}, "name the levers"),
    ],
)
def test_what_cannot_be_asked_is_said(options: dict[str, Any], said: str):
    with pytest.raises(UsageError, match=said):
        planned(**options)


def test_a_parameter_of_a_mechanism_that_is_off_can_change_nothing():
    base = load("example")
    one = next(factor for factor in all_parameters(base) if factor.declaration.mechanism)
    quiet = with_off(base, str(one.declaration.mechanism))
    assert one.name not in plan(quiet, ("fear",)).names
    with pytest.raises(UsageError, match="would change nothing"):
        plan(quiet, ("fear",), parameters=[one.name, "fear.horizon"])
