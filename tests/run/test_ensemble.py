"""An ensemble: run k has set k of it, whatever the scenario; its folder keeps and vouches for the sets."""

import json
import pickle
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from politburo.run import plan as planning
from politburo.run.ensemble import Ensemble, read_ensemble, scenario_of
from politburo.run.folder.files import mark_of
from politburo.run.folder.merge import merge
from politburo.run.plan import digests, identity, make_plan
from politburo.run.replay import check_version
from politburo.run.runner import finish
from politburo.run.runs import Runs
from politburo.run.store import Store
from politburo.scenario import adapt, load, with_levers, with_off, with_parameters
from politburo.terms.errors import StoreError, UsageError
from politburo.terms.mechanisms import MECHANISM_NAMES
from tests.folders import change
from tests.run.fake_month import FakeSimulation, fake_build, short_scenario

NAMES = ("fear.horizon", "initial.fear")
SETS = ((2.0, 0.1), (5.0, 0.2), (9.0, 0.3))
ENSEMBLE = Ensemble("mine.csv", NAMES, SETS, "of a test")


class Simulation:
    """Stands for the simulation, and remembers what parameters each run had."""

    def __init__(self) -> None:
        self.asked: dict[int, tuple[float, float]] = {}

    def __call__(self, country, scenario, run, **more):
        self.asked[run] = (scenario.parameters.fear.horizon, scenario.parameters.initial.fear)
        return FakeSimulation(events=20)(country, scenario, run, **more)


def done(folder: Path, runs: int = 5, ensemble: Ensemble | None = ENSEMBLE, **changes: object) -> Simulation:
    simulate = Simulation()
    finish(make_plan(short_scenario(runs=runs, **changes), folder, ensemble), build=fake_build, simulate=simulate)
    return simulate


def test_run_k_has_set_k_and_sets_are_taken_once_more_where_there_are_more_runs(tmp_path: Path):
    asked = done(tmp_path / "e").asked
    assert asked == {0: SETS[0], 1: SETS[1], 2: SETS[2], 3: SETS[0], 4: SETS[1]}


def test_what_a_scenario_says_of_a_parameter_itself_holds_under_every_set_also_where_it_says_the_default():
    default = load("example").parameters.fear.horizon
    scenario = with_parameters(short_scenario(), {"fear.horizon": default})
    assert ENSEMBLE.held_by(scenario) == ("fear.horizon",)
    found = scenario_of(scenario, ENSEMBLE, 1).parameters
    assert (found.fear.horizon, found.initial.fear) == (default, 0.2)
    assert ENSEMBLE.held_by(short_scenario()) == ()


def test_a_mechanism_that_is_off_stays_off_under_every_set():
    off = with_off(short_scenario(), MECHANISM_NAMES[0])
    assert scenario_of(off, ENSEMBLE, 2).off == off.off


def test_without_an_ensemble_a_scenario_and_its_identity_stay_what_they_are():
    scenario = short_scenario()
    assert scenario_of(scenario, None, 3) is scenario
    assert "ensemble" not in digests(scenario)
    assert identity(scenario, None) == identity(scenario) != identity(scenario, ENSEMBLE)


def test_the_values_and_their_order_decide_the_digest_and_neither_name_nor_origin_nor_columns():
    turned = Ensemble("other", NAMES[::-1], tuple(one[::-1] for one in SETS), "elsewhere")
    assert turned.digest == ENSEMBLE.digest
    assert replace(ENSEMBLE, sets=SETS[::-1]).digest != ENSEMBLE.digest
    assert replace(ENSEMBLE, sets=SETS[:2]).digest != ENSEMBLE.digest
    assert replace(ENSEMBLE, sets=((2.0, 0.1000001), *SETS[1:])).digest != ENSEMBLE.digest


def test_an_ensemble_is_read_from_its_text_as_it_was():
    found = read_ensemble(ENSEMBLE.text, "ensemble.csv", called="")
    assert (found.name, found.parameters, found.sets, found.origin) == ("mine.csv", NAMES, SETS, "of a test")
    assert found.digest == ENSEMBLE.digest


def test_what_a_strangers_file_says_that_it_is_called_does_not_count():
    called = replace(ENSEMBLE, name="not-ruled-out:north-korea")
    assert read_ensemble(called.text, "strange.csv").name == "strange.csv"


@pytest.mark.parametrize("text", ["set,provenance\n1,x\n", 'fear.horizon\n"2\n', "fear.horizon\n2\n3\n" * 6000])
def test_a_text_without_parameters_or_with_too_many_lines_is_refused(text: str):
    with pytest.raises(UsageError):
        read_ensemble(text, "sets.csv")


def test_the_folder_keeps_the_sets_and_names_them_by_their_digest(tmp_path: Path):
    done(tmp_path / "e")
    found = Runs.open(tmp_path / "e")
    assert found.ensemble is not None
    assert found.ensemble.sets == SETS
    assert Store(tmp_path / "e").manifest().digests["ensemble"] == ENSEMBLE.digest
    assert found.scenario_of(4).parameters.fear.horizon == 5.0
    assert found.sets is not None
    assert found.sets.tolist() == [0, 1, 2, 0, 1]


def test_a_folder_without_an_ensemble_has_no_file_and_no_digest_of_one(tmp_path: Path):
    done(tmp_path / "e", ensemble=None)
    found = Runs.open(tmp_path / "e")
    assert (found.ensemble, found.sets) == (None, None)
    assert not (tmp_path / "e" / "ensemble.csv").exists()
    assert found.scenario_of(1) is found.scenario


def test_one_set_for_all_runs_is_no_spread_over_sets(tmp_path: Path):
    done(tmp_path / "e", runs=3, ensemble=ENSEMBLE.of(1))
    assert Runs.open(tmp_path / "e").sets is None


def test_runs_are_added_under_the_same_sets_and_no_others(tmp_path: Path):
    done(tmp_path / "e", runs=2)
    assert sorted(done(tmp_path / "e", runs=4).asked) == [2, 3]
    with pytest.raises(StoreError, match=r"ensemble of parameter sets '\w{10}' instead of 'none'"):
        done(tmp_path / "e", ensemble=None)
    with pytest.raises(StoreError, match="ensemble of parameter sets"):
        done(tmp_path / "e", ensemble=replace(ENSEMBLE, sets=SETS[::-1]))


@pytest.mark.parametrize("damage", ["fear.horizon\n2\n", "", None])
def test_a_file_of_sets_that_is_not_the_one_that_was_written_is_named(tmp_path: Path, damage: str | None):
    done(tmp_path / "e")
    file = tmp_path / "e" / "ensemble.csv"
    file.unlink() if damage is None else file.write_text(damage)
    with pytest.raises(StoreError, match=r"ensemble\.csv is missing or damaged"):
        _ = Runs.open(tmp_path / "e").ensemble
    assert sorted(done(tmp_path / "e").asked) == []  # the same command writes it again and does no run twice
    assert Runs.open(tmp_path / "e").ensemble is not None


def test_the_command_that_does_damaged_runs_again_names_the_sets(tmp_path: Path):
    done(tmp_path / "e")
    assert f"--ensemble {tmp_path / 'e' / 'ensemble.csv'} --runs 5" in Store(tmp_path / "e").again


def test_folders_of_the_same_ensemble_are_merged_and_others_are_not(tmp_path: Path):
    done(tmp_path / "a", runs=2)
    done(tmp_path / "b", runs=4)
    list(merge(Store, [tmp_path / "a", tmp_path / "b"], tmp_path / "all"))
    found = Runs.open(tmp_path / "all")
    assert len(found.runs) == 4
    assert found.ensemble is not None
    assert found.ensemble.digest == ENSEMBLE.digest
    done(tmp_path / "c", ensemble=None)
    with pytest.raises(StoreError, match="not for the same scenario"):
        list(merge(Store, [tmp_path / "a", tmp_path / "c"], tmp_path / "none"))


def test_a_run_goes_to_where_it_is_done_with_its_own_set_alone(tmp_path: Path):
    plan = make_plan(short_scenario(), tmp_path, ENSEMBLE)
    alone = pickle.loads(pickle.dumps(plan.alone(4)))
    assert alone.ensemble is not None
    assert alone.ensemble.sets == (SETS[1],)
    assert alone.scenario_of(4) == plan.scenario_of(4)


def test_a_run_of_an_ensemble_can_be_followed_with_its_own_parameters_unless_the_model_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    done(tmp_path / "e")
    found = Runs.open(tmp_path / "e")
    check_version(found.store, found.scenario_of(1))
    monkeypatch.setattr(planning, "model_sources", lambda: "0" * 32)
    with pytest.raises(StoreError, match="made by another version"):
        check_version(found.store, found.scenario_of(1))


def test_changes_of_a_scenario_leave_the_sets_of_its_runs(tmp_path: Path):
    changed = with_levers(adapt(short_scenario(), seed=4), surveillance=0.9)
    for run, (horizon, fear) in enumerate(SETS):
        found = scenario_of(changed, ENSEMBLE, run)
        assert (found.parameters.fear.horizon, found.parameters.initial.fear) == (horizon, fear)
        assert (found.seed, found.levers[0].surveillance, found.name) == (4, 0.9, changed.name)


def test_other_sets_that_the_manifest_was_made_to_vouch_for_are_refused(tmp_path: Path):
    done(tmp_path / "e")
    file, manifest = tmp_path / "e" / "ensemble.csv", tmp_path / "e" / "manifest.json"
    file.write_text(replace(ENSEMBLE, sets=SETS[::-1]).text)
    marks = json.loads(manifest.read_text())["files"]
    change(manifest, files=marks | {"ensemble.csv": asdict(mark_of(file.read_bytes()))})
    with pytest.raises(StoreError, match="not the ensemble under which runs were made"):
        _ = Runs.open(tmp_path / "e").ensemble


@pytest.mark.parametrize(
    ("names", "sets", "why"),
    [
        (("fear.horizn",), ((2.0,),), "did you mean 'fear.horizon'"),
        (("fear.horizon", "fear.horizon"), ((2.0, 2.0),), "or one twice"),
        ((), ((),), "no parameter"),
        (("fear.horizon",), (), "number of parameter sets is 0"),
        (("fear.horizon",), ((2.0,), (2.0, 3.0)), "set 1: there are 2 values for 1 parameters"),
        (("fear.horizon",), ((2.0,), (200.0,)), "set 1: fear.horizon cannot be so: 200.0 lies outside 1 to 10"),
        (("fear.horizon",), ((float("nan"),),), "set 0: fear.horizon cannot be so"),
    ],
)
def test_what_could_not_be_read_again_from_a_folder_is_no_ensemble(names: tuple, sets: tuple, why: str):
    with pytest.raises(UsageError, match=why):
        Ensemble("mine.csv", names, sets)
