"""Runs under an ensemble, really simulated: each is that of its set, whatever is asked and wherever it is done."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import politburo as pb
from politburo.ask.compare import ComparisonPlan
from politburo.ask.compare.comparison import Comparison
from politburo.ask.ensemble import left_aside
from politburo.ask.record import record_of
from politburo.ask.scenarios import check, overview
from politburo.ask.sensitivity import plan as sensitivity_plan
from politburo.ask.sweep import plan as sweep_plan
from politburo.ask.sweep.answer import Sweep
from politburo.run.ensemble import Ensemble
from politburo.run.experiment import ExperimentResults
from politburo.scenario import Scenario, adapt, load, with_parameters
from politburo.show.page.report import command, report_html
from politburo.terms.errors import UsageError
from tests.cli.calling import printed, refused

pytestmark = pytest.mark.slow  # months are simulated: a minute for all

NAMES = ("fear.horizon", "initial.fear", "record.seen_2")
ENSEMBLE = Ensemble("three.csv", NAMES, ((2.0, 0.1, 0.3), (5.0, 0.4, 0.6), (9.0, 0.05, 0.8)))
SCENARIO = adapt(load("example"), scale=0.02, until="2000-06", runs=6)


def under(place: int, scenario: Scenario = SCENARIO) -> Scenario:
    """The scenario with a set of the ensemble written into it."""
    return with_parameters(scenario, ENSEMBLE.values(place))


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    return pb.run(SCENARIO, ensemble=ENSEMBLE, out=tmp_path_factory.mktemp("ensemble") / "runs")


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    """The same runs, all with the second set, written into the scenario."""
    return pb.run(under(1), out=tmp_path_factory.mktemp("single") / "runs")


def fingerprint(results: pb.Results, run: int) -> str:
    marker = results.store.marker(run)
    assert marker is not None
    return marker.fingerprint


def test_a_run_is_to_the_bit_that_of_a_scenario_into_which_its_set_is_written(runs: pb.Results, single: pb.Results):
    same = [fingerprint(runs, run) == fingerprint(single, run) for run in range(6)]
    assert same == [False, True, False, False, True, False]


def test_what_outsiders_see_of_a_run_follows_from_its_set(runs: pb.Results, single: pb.Results):
    for run in (1, 4):
        ours, theirs = (of.reports(run, of.event_codes(run)) for of in (runs, single))
        assert repr(ours) == repr(theirs)
    assert "parameters and chance together" in str(record_of(runs).table("known").basis)


def test_a_life_is_told_of_a_run_with_its_own_set(runs: pb.Results, single: pb.Results):
    assert runs.life(post=3, run=4).words() == single.life(post=3, run=4).words()


def test_the_answer_says_over_what_its_intervals_are_and_parts_the_spread(runs: pb.Results):
    assert "6 runs under 3 parameter sets: parameters and chance together" in str(runs.table("years").basis)
    fear = runs.table("variance_parts").records()[0]
    assert (fear["outcome"], fear["sets"], fear["runs"]) == ("fear", 3, 6)
    means = [float(runs.array("fear")[run].astype(float).mean()) for run in range(6)]
    assert fear["mean"] == pytest.approx(np.mean(means))
    assert "parameters three.csv (3 sets" in str(runs.provenance)
    assert "can be separated" in runs.words()


def test_with_one_run_of_each_set_no_parts_are_told(tmp_path: Path):
    found = pb.run(adapt(SCENARIO, runs=3, until="2000-02"), ensemble=ENSEMBLE, out=tmp_path / "runs")
    assert "variance_parts" not in [table.name for table in found.tables]
    assert "cannot be told from chance" in found.words()


def test_report_and_pictures_say_that_runs_differ_by_parameters_too(runs: pb.Results):
    page = report_html(runs)
    assert "which differ by their parameters and by chance" in page
    assert "an ensemble of 3 parameter sets from a file, not calibrated" in page
    picture = " ".join(json.dumps(runs.plot().specification, ensure_ascii=False).replace('", "', " ").split())
    assert "6 runs under 3 parameter sets" in picture
    assert "--ensemble ensemble.csv" in command(runs)


def test_report_and_pictures_say_what_part_of_the_spread_lies_between_sets(runs: pb.Results, single: pb.Results):
    said = "the part that lies between parameter sets is"
    page, drawn = report_html(runs), json.dumps(runs.plot().specification, ensure_ascii=False).replace('", "', " ")
    assert said in runs.words() and said in page and said in drawn
    assert "Spread over parameter sets and by chance" in page
    assert "They are over parameters and chance together." in page
    for other in (single.words(), report_html(single), json.dumps(single.plot().specification)):
        assert said not in other and "Spread over parameter sets" not in other


def test_intervals_over_draws_of_a_posterior_do_not_say_that_they_are_not_calibrated(tmp_path: Path):
    drawn = replace(ENSEMBLE, origin=f"{ENSEMBLE.origin} · posterior example")
    found = pb.run(adapt(SCENARIO, until="2000-02"), ensemble=drawn, out=tmp_path / "runs")
    for name in ("years", "variance_parts"):
        assert "draws of a posterior" in str(found.table(name).basis)
    assert "not calibrated" not in found.words()


@pytest.fixture(scope="module")
def compared(runs: pb.Results, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return pb.compare(SCENARIO, sets={"surveillance": 0.9}, ensemble=ENSEMBLE, out=tmp_path_factory.mktemp("compared"))


def test_both_arms_of_a_comparison_have_the_same_sets(compared: Comparison, runs: pb.Results):
    assert compared.baseline.results.fingerprint == runs.fingerprint
    for arm in compared.arms:
        assert arm.results.ensemble and arm.results.ensemble.digest == ENSEMBLE.digest
        assert arm.results.scenario_of(4).parameters.fear.horizon == 5.0


def test_intervals_of_differences_are_over_the_means_of_sets(compared: Comparison):
    found = compared.total("displayed_loyalty")
    base, changed = (
        np.array([arm.results.array("displayed_loyalty")[run].astype(float).mean() for run in range(6)])
        for arm in compared.arms
    )
    of_sets = (changed - base).reshape(2, 3).mean(axis=0)
    reach = 2.919986 * of_sets.std(ddof=1) / np.sqrt(3)  # Student's quantile of 95 % with two degrees of freedom
    assert (found.mean, found.high) == pytest.approx((of_sets.mean(), of_sets.mean() + reach), rel=1e-5)
    assert (found.pairs, found.unpaired) == (6, None)
    assert found.parts and found.parts.sets == 3
    assert "over the means of 3 parameter sets, of 6 pairs of runs" in compared.words()
    assert {"variance_parts", "totals"} <= {table.name for table in compared.tables}


def test_an_alternative_that_sets_a_parameter_to_its_default_differs_under_an_ensemble_and_not_without(tmp_path: Path):
    default = {"fear.horizon": load("example").parameters.fear.horizon}
    brief = adapt(SCENARIO, until="2000-02", runs=2)
    with pytest.raises(UsageError, match="Nothing would differ"):
        pb.compare(brief, sets=default, out=tmp_path)
    found = pb.compare(brief, sets=default, ensemble=ENSEMBLE, out=tmp_path)
    assert found.alternatives[0].results.scenario_of(1).parameters.fear.horizon == default["fear.horizon"]


def test_an_ensemble_and_sets_across_priors_exclude_each_other(runs: pb.Results, tmp_path: Path):
    with pytest.raises(UsageError, match="under other parameters already"):
        pb.compare(SCENARIO, sets={"surveillance": 0.9}, ensemble=ENSEMBLE, across_priors=3, out=tmp_path)
    with pytest.raises(UsageError, match="parameter sets of an ensemble already"):
        pb.branch(runs, at="2000-04", sets={"surveillance": 0.9}, across_priors=3, out=tmp_path / "branch")


def test_a_branch_goes_on_with_the_set_of_each_run(runs: pb.Results, tmp_path: Path):
    found = pb.branch(runs, at="2000-04", sets={"surveillance": 0.9}, out=tmp_path / "branch")
    assert "6 runs identical to the parent up to 2000-03, to the bit" in found.verified
    assert found.results.ensemble is not None
    assert found.results.ensemble.digest == ENSEMBLE.digest
    assert found.table("variance_parts").rows
    assert "the part that lies between parameter sets is" in found.words()


def test_the_futures_of_one_run_have_the_parameters_of_its_past(runs: pb.Results, tmp_path: Path):
    found = pb.branch(runs, at="2000-04", sets={"surveillance": 0.9}, run=4, runs=3, out=tmp_path / "branch")
    assert found.results.ensemble is not None
    assert found.results.ensemble.sets == (ENSEMBLE.sets[1],)
    assert "chance only: parameters are held at one set of an ensemble" in found.words()


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    return pb.sweep(
        SCENARIO, ["surveillance=0.2:0.8:2"], ensemble=ENSEMBLE, out=tmp_path_factory.mktemp("swept") / "runs"
    )


def test_run_k_at_a_point_of_a_sweep_has_set_k(swept: Sweep, tmp_path: Path):
    alone = sweep_plan(under(1), ["surveillance=0.2:0.8:2"], out=tmp_path / "alone").execute()
    ours, theirs = swept.results.values("fear"), alone.results.values("fear")
    np.testing.assert_array_equal(ours[:, [1, 4]], theirs[:, [1, 4]])
    assert (ours[:, [0, 2]] != theirs[:, [0, 2]]).all()


def test_a_sweep_says_over_what_its_intervals_are_and_its_folder_opens_with_its_sets(swept: Sweep):
    assert "over the means of 3 parameter sets, of 6 pairs of runs" in str(swept.table("effects").basis)
    assert swept.effect("surveillance", "fear").parts is not None
    assert swept.table("variance_parts").rows
    assert "Of the variance of differences between the ends over pairs, the part that lies between" in swept.words()
    experiment = pb.open_experiment(swept.folder).results.experiment
    assert experiment.ensemble is not None
    assert experiment.ensemble.digest == ENSEMBLE.digest
    assert experiment.identity == swept.results.experiment.identity != replace(experiment, ensemble=None).identity


def test_what_a_sweep_varies_takes_the_place_of_the_sets_value(tmp_path: Path):
    planned = sweep_plan(SCENARIO, ["fear.horizon=3,4"], ensemble=ENSEMBLE, runs=2, until="2000-02", out=tmp_path / "s")
    found = planned.execute()
    assert isinstance(found.results, ExperimentResults)
    alone = sweep_plan(under(1), ["fear.horizon=3,4"], runs=2, until="2000-02", out=tmp_path / "alone").execute()
    np.testing.assert_array_equal(found.results.values("fear")[:, 1], alone.results.values("fear")[:, 1])


def test_the_command_takes_a_file_and_refuses_what_is_none(tmp_path: Path, runs: pb.Results):
    options = ("--scale", "0.02", "--until", "2000-06", "--runs", "6", "--out", str(tmp_path / "runs"))
    file = runs.folder / "ensemble.csv"
    said = " ".join(printed("run", "example", "--ensemble", str(file), *options).split())
    assert "ensemble.csv: an ensemble of 3 parameter sets from a file, not calibrated." in said
    assert "Spread over parameter sets and by chance" in said
    assert pb.open(tmp_path / "runs").fingerprint == runs.fingerprint
    assert "There is no ensemble 'north-korea'" in refused("run", "example", "--ensemble", "north-korea")
    assert "happens in another country" in refused("sweep", "example", "--ensemble", "not-ruled-out:north-korea",
                                                   "--over", "surveillance")  # fmt: skip


def naming(folder: Path, ensemble: str) -> Path:
    """A scenario file that names an ensemble, and the file of its sets beside it."""
    (folder / "three.csv").write_text(ENSEMBLE.text)
    (folder / "mine.toml").write_text(
        f'extends = "example"\nend = "2000-06"\nensemble = "{ensemble}"\n[run]\nscale = 0.02\nruns = 6\n'
    )
    return folder / "mine.toml"


def test_a_scenario_that_names_an_ensemble_is_run_under_it_unless_another_one_or_none_is_asked_for(
    runs: pb.Results, tmp_path: Path
):
    file = naming(tmp_path, "three.csv")
    named = pb.run(file, out=tmp_path / "named")
    assert [fingerprint(named, run) for run in range(6)] == [fingerprint(runs, run) for run in range(6)]
    assert named.ensemble is not None
    assert named.ensemble.name == "three.csv"
    assert named.scenario.ensemble is None
    own = pb.run(file, ensemble="defaults", runs=1, out=tmp_path / "own")
    assert own.ensemble is None
    assert fingerprint(own, 0) == fingerprint(pb.run(SCENARIO, runs=1, out=tmp_path / "plain"), 0)
    with pytest.raises(UsageError, match="leave out either the ensemble"):
        pb.compare(file, sets={"market": 0.2}, across_priors=2)


def test_a_comparison_has_one_ensemble_for_all_arms(tmp_path: Path):
    file = naming(tmp_path, "three.csv")
    asked = ComparisonPlan(file, sets={"market": 0.2}, out=tmp_path / "out")
    assert asked.parameters is not None
    assert [one.scenario.ensemble for one in asked.arms] == [None, None]
    assert ComparisonPlan(file, sets={"market": 0.2}, ensemble="defaults", out=tmp_path / "out").parameters is None
    other = tmp_path / "other.toml"
    other.write_text(
        'extends = "mine.toml"\nensemble = "not-ruled-out:north-korea"\n[levers]\nmarket_tolerance = 0.2\n'
    )
    with pytest.raises(UsageError, match="pairs would differ by their parameters too"):
        ComparisonPlan(file, [other], out=tmp_path / "out")


def test_a_question_that_varies_parameters_itself_says_that_it_leaves_the_ensemble_aside(tmp_path: Path):
    file = naming(tmp_path, "three.csv")
    asked = sensitivity_plan(
        file, ["fear"], parameters=["fear.horizon", "initial.fear"], method="morris", trajectories=10, runs=2
    )
    assert asked.base.ensemble == str(tmp_path / "three.csv")
    (said,) = left_aside(asked.base)
    assert "names the ensemble" in said
    assert "three.csv" in said
    swept = sweep_plan(file, over={"market": (0.1, 0.9)}, out=tmp_path / "sweep")
    assert swept.ensemble is not None
    assert swept.base.ensemble is None


def test_check_tells_of_an_ensemble_that_cannot_be_used(tmp_path: Path):
    file = naming(tmp_path, "not-ruled-out:north-korea")
    problems = check(file).table("problems").rows
    assert "happens in another country" in str(problems)
    assert check(naming(tmp_path, "three.csv")).sentences == ("No problems found.",)
    assert "three.csv" in str(overview(file.with_name("mine.toml")).table("setting").rows)
