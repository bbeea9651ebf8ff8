"""The folder of an experiment is an answer like any other, with every outcome of every run."""

from pathlib import Path

import politburo as pb
from politburo.ask.experiment import too_rare
from politburo.run.outcomes import OUTCOMES
from tests.ask.sweep.swept import made


def test_it_says_what_was_varied_and_holds_every_run(tmp_path: Path):
    done = made(tmp_path, ["sanctions=0:1:4", "fear.horizon=1:3:3"], start=None)
    found = pb.open_experiment(tmp_path)
    assert found.provenance.fingerprint == done.results.fingerprint
    assert found.title == "Experiment with An invented country"
    assert found.sentences[0].startswith("12 points (a grid) with 4 runs each;")
    first, second = found.table("factors").records()
    assert (first["factor"], first["from"], first["to"]) == ("sanctions", 0, 1)
    assert second["meaning"] == "time horizon over which risk becomes fear"
    runs = found.table("runs").to_pandas()
    assert len(runs) == 12 * 4
    assert set(OUTCOMES) < set(runs.columns)
    assert runs["fear"].tolist() == done.results.outcomes["fear"].tolist()
    assert found.warnings == ()


def test_runs_that_are_missing_are_counted(tmp_path: Path):
    made(tmp_path, {"sanctions": "0:1:3"}, fails=lambda scenario, run: scenario.levers[-1].sanctions == 1 and run == 2)
    assert pb.open_experiment(tmp_path).warnings == ("1 run is missing everywhere below.",)


def test_it_is_saved_beside_the_points_and_leaves_them_as_they_are(tmp_path: Path):
    made(tmp_path, {"sanctions": "0:1:3"})
    found = pb.open_experiment(tmp_path)
    names = {path.name for path in found.save(formats=("json", "csv"))}
    assert names == {"answer.json", "factors.csv", "runs.csv"}
    assert pb.open_experiment(tmp_path).provenance.fingerprint == found.provenance.fingerprint


def test_a_lever_that_is_an_outcome_too_has_two_columns(tmp_path: Path):
    made(tmp_path, {"market_tolerance": "0.2:0.8:2"})
    runs = pb.open_experiment(tmp_path).table("runs").to_pandas()
    assert runs["market_tolerance"].unique().tolist() == [0.2, 0.8]
    assert "market_tolerance_outcome" in runs.columns


def test_outcomes_that_are_too_rare_for_one_reason_are_named_together():
    [said] = too_rare({"fall_hazard": 0.1, "attempt_hazard": 0.2, "fear": 0.3}, 0.1)
    assert said.startswith("fall hazard and attempt hazard: not estimated at scale 0.1")
    assert too_rare({"fall_hazard": 0.1}, 1.0) == ()
