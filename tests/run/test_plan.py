"""Runs are named by what they are."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from politburo.country.folder import files_in
from politburo.run import plan as planning
from politburo.run.plan import DECIDING_ROOMS, default_folder, digests, identity, make_plan
from politburo.scenario import with_levers, with_parameters
from politburo.terms.errors import UsageError
from tests.run.fake_month import short_scenario


def test_the_number_of_runs_changes_no_run():
    assert identity(short_scenario(runs=3)) == identity(short_scenario(runs=300))


def test_words_about_a_scenario_change_no_run():
    scenario = short_scenario()
    assert identity(replace(scenario, title="x", description="y")) == identity(scenario)


@pytest.mark.parametrize(
    "other",
    [
        short_scenario(seed=2),
        short_scenario(until="2001-11"),
        short_scenario(scale=0.5),
        with_levers(short_scenario(), surveillance=0.7),
        with_parameters(short_scenario(), {"fear.horizon": 2.0}),
    ],
)
def test_whatever_decides_results_makes_other_runs(other):
    assert identity(other) != identity(short_scenario())


def test_another_version_of_the_model_makes_other_runs(monkeypatch: pytest.MonkeyPatch):
    before = identity(short_scenario())
    monkeypatch.setattr(planning, "model_sources", lambda: "another version")
    assert identity(short_scenario()) != before


def test_a_country_with_other_data_makes_other_runs_wherever_it_lies():
    scenario = short_scenario()
    contents = dict(scenario.country_files.contents)
    other = files_in(contents | {"posts.csv": contents["posts.csv"] + b"\n"}, "another place")
    assert digests(scenario)["country"] == scenario.country_files.digest != other.digest
    assert identity(replace(scenario, files=other)) != identity(scenario)
    assert identity(replace(scenario, files=files_in(contents, "another place"))) == identity(scenario)


def test_every_room_that_a_simulation_uses_is_part_of_the_version_of_the_model():
    code = "import politburo.month, sys; print(*(name for name in sys.modules if name[:10] == 'politburo.'))"
    used = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    # These three hold the function `run`, which loads what it needs when it is called.
    others = set(used) - {"politburo.run", "politburo.ask", "politburo.ask.run"}
    assert {name.split(".")[1] for name in others} <= set(DECIDING_ROOMS)


def test_the_default_folder_is_named_by_the_scenario_and_its_identity():
    scenario = short_scenario()
    assert make_plan(scenario).folder == Path("runs") / f"example-{identity(scenario)[:10]}"


@pytest.mark.parametrize(("name", "folder"), [("../../etc", "etc"), ("my plan/2", "my-plan-2"), ("…", "scenario")])
def test_no_name_leads_out_of_the_folder_of_runs(name: str, folder: str):
    assert default_folder(replace(short_scenario(), name=name)).parts[:-1] == ("runs",)
    assert default_folder(replace(short_scenario(), name=name)).name.rpartition("-")[0] == folder


def test_a_plan_is_kept_where_the_user_says():
    assert make_plan(short_scenario(), "elsewhere").folder == Path("elsewhere")


def test_a_plan_counts_both_its_first_and_its_last_month():
    assert make_plan(short_scenario(until="2000-12")).months == 12


def test_a_plan_without_runs_is_refused():
    with pytest.raises(UsageError, match="number of runs is 0"):
        make_plan(replace(short_scenario(), runs=0))
