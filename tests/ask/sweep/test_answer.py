"""A sweep in words and tables: differences with their intervals, what does not move, regions, and what failed."""

from pathlib import Path

import pytest

from politburo.ask.sweep.answer import Sweep
from tests.ask.sweep.swept import made, with_regions

PLAIN = ("fear", "grievance", "regime_falls")
HELD = "(chance only: all other parameters are held at the scenario's values)"


@pytest.fixture(scope="module")
def sweeps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sweep]:
    folder = tmp_path_factory.mktemp("sweeps")
    (folder / "regions").mkdir()
    return {
        "one": made(folder / "one", {"sanctions": "0:1:5"}, outcomes=PLAIN, start="2000-07"),
        "grid": made(folder / "grid", ["sanctions=0:1:4", "fear.horizon=1:3:3"], outcomes=("fear", "flights")),
        "spread": made(folder / "spread", ["live.broker_base", "fear.horizon=1:3"], points=12, outcomes=PLAIN),
        "single": made(folder / "single", ["sanctions"], points=3, runs=1, outcomes=PLAIN),
        "regions": with_regions(folder / "regions"),
    }


def test_the_words_say_the_paired_difference_and_its_interval(sweeps: dict[str, Sweep]):
    said = sweeps["one"].words()
    assert "5 points with 4 simulated runs each of An invented country" in said
    assert "Over sanctions, held from 2000-07 on, 0 to 1: fear " in said
    assert "(+1.0" in said
    assert "predict" not in said
    assert "interval" not in sweeps["single"].words()


def test_intervals_say_their_level_over_what_they_are_and_what_they_leave_out(sweeps: dict[str, Sweep]):
    basis = f"90 % intervals over 4 pairs of runs with the same chance at both ends {HELD}"
    for name in ("one", "grid", "spread"):
        assert str(sweeps[name].table("effects").basis) == basis
        assert basis in sweeps[name].words()
        assert str(sweeps[name].table("outcomes").basis) == f"90 % intervals over the 4 runs at each point {HELD}"
    assert sweeps["single"].table("effects").basis is None
    assert "between the lowest and the highest quarter of the values" in sweeps["spread"].words()


def test_what_is_the_same_everywhere_is_said(sweeps: dict[str, Sweep]):
    assert sweeps["one"].moving == ("fear",)
    assert "The same at every point: grievance, regime falls." in sweeps["one"].words()
    rows = {row["outcome"]: row for row in sweeps["one"].table("effects").records()}
    assert rows["grievance"]["finding"] == "identical in every pair"
    assert rows["grievance"]["low"] != rows["grievance"]["low"]


def test_regions_are_counted_and_their_ranges_said(sweeps: dict[str, Sweep]):
    calm = sweeps["regions"].placed.names.count("calm")
    assert f"Of 9 points: calm {calm}, afraid {9 - calm}." in sweeps["regions"].words()
    first, second = sweeps["regions"].table("regions").records()
    assert first == {"region": "calm", "meaning": "little fear", "ranges": "fear below 2.9", "points": calm}
    assert second["points"] == 9 - calm


def test_outcomes_has_a_row_for_every_point_and_outcome_that_was_asked_for(sweeps: dict[str, Sweep]):
    table = sweeps["grid"].table("outcomes")
    assert len(table.rows) == 24
    fear = [row for row in table.records() if row["outcome"] == "fear"]
    assert [row["mean"] for row in fear] == sweeps["grid"].results.mean("fear").tolist()
    assert all(float(str(row["p05"])) <= float(str(row["median"])) <= float(str(row["p95"])) for row in fear)
    assert {row["unit"] for row in table.records()} == {"share", "persons"}
    assert list(table.to_xarray()["mean"].dims) == ["point", "outcome"]


def test_people_see_the_points_along_one_factor_alone(sweeps: dict[str, Sweep]):
    assert "Outcomes at every point" in repr(sweeps["one"])
    assert "Outcomes at every point" not in repr(sweeps["grid"])
    assert len(sweeps["grid"].to_json()["tables"][1]["rows"]) == 24


def test_it_is_saved_beside_the_points_and_leaves_them_as_they_are(tmp_path: Path):
    done = made(tmp_path, {"sanctions": "0:1:3"}, outcomes=("fear",))
    before = (tmp_path / "points.csv").read_bytes()
    names = {path.name for path in done.save()}
    assert names == {"answer.json", "effects.csv", "outcomes.csv", "outcomes.svg", "outcomes.png"}
    assert (tmp_path / "points.csv").read_bytes() == before
    origin = f"seed 1 · 4 runs · fingerprint {done.results.fingerprint[:12]} · points 3, each with the same 4 runs"
    assert all(origin in (tmp_path / name).read_text() for name in ("effects.csv", "outcomes.csv"))
    assert made(tmp_path, {"sanctions": "0:1:3"}, outcomes=("fear",)).results.fingerprint == done.results.fingerprint


def test_outcomes_that_are_too_rare_at_this_scale_are_named(tmp_path: Path):
    few = made(tmp_path / "part", {"sanctions": "0:1:3"}, outcomes=("fear", "flights", "regime_falls"), scale=0.05)
    assert [warning.partition(":")[0] for warning in few.warnings] == ["flights", "regime falls"]
    assert "at scale 0.05" in few.warnings[1]
    assert "Estimates for the whole country from a sample of 5 %" in few.words()
    assert made(tmp_path / "whole", {"sanctions": "0:1:3"}, outcomes=("regime_falls",)).warnings == ()
