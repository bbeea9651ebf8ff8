"""An experiment is the same whatever the order, engine or accident; nothing is done twice, and no failure is silent."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from politburo.run import limits, outcomes, plan
from politburo.run.engines import Threads
from politburo.run.experiment import Experiment, Varied, execute, open_experiment, store
from politburo.run.experiment import experiment as asked
from politburo.run.experiment.execution import PointRuns, jobs_for
from politburo.run.folder import folder, manifest, sealed
from politburo.run.runs import Runs
from politburo.scenario import adapt
from politburo.terms.errors import PolitburoError, ScenarioError, StoreError, UsageError
from tests.folders import change
from tests.run.experiment.made_up import BASE, FACTORS, POINTS, Simulation, experiment, kept

pytestmark = pytest.mark.slow


@pytest.fixture
def simulation(monkeypatch: pytest.MonkeyPatch) -> Simulation:
    return Simulation().used(monkeypatch)


def counts(path: Path) -> bool:
    """Whether a file of a point is what was written."""
    return store.ExperimentStore(path.parents[1]).whole(path) is not None


class Backwards(Threads):
    """Does the last job first."""

    def do(self, jobs: Sequence[Any], on_progress: Any = None) -> dict[str, BaseException]:
        return super().do(jobs[::-1], on_progress)


@pytest.mark.parametrize("engine", [Threads(1), Threads(3), Backwards(2)])
def test_what_comes_out_does_not_depend_on_the_engine(tmp_path: Path, simulation: Simulation, engine: Threads):
    results = [execute(experiment(), tmp_path / str(at), engine=e) for at, e in enumerate((Threads(1), engine))]
    assert kept(results[0].folder) == kept(results[1].folder)
    assert results[0].fingerprint == results[1].fingerprint
    assert results[0].outcomes.equals(results[1].outcomes)


def test_the_order_of_points_and_factors_makes_no_other_experiment(tmp_path: Path, simulation: Simulation):
    first = execute(experiment(), tmp_path)
    done = len(simulation.asked)
    turned = Experiment(BASE, FACTORS[::-1], np.array(POINTS)[::-1, ::-1], 4)
    second = execute(turned, tmp_path)
    assert len(simulation.asked) == done
    assert second.fingerprint == first.fingerprint
    assert second.factors == first.factors[::-1]
    assert second.mean("fear").tolist() == first.mean("fear").tolist()[::-1]
    assert open_experiment(tmp_path).points.equals(first.points)


def test_every_run_of_every_point_is_done_once(tmp_path: Path, simulation: Simulation):
    execute(experiment(), tmp_path)
    assert sorted(simulation.asked) == sorted((point[0], run) for point in POINTS for run in range(4))


def test_points_and_runs_are_added_to_what_is_there_and_nothing_is_done_again(tmp_path: Path, simulation: Simulation):
    execute(experiment(POINTS[:2], runs=2), tmp_path)
    before = kept(tmp_path)
    execute(experiment(POINTS, runs=3), tmp_path)
    assert before.items() <= kept(tmp_path).items()
    assert len(simulation.asked) == len(set(simulation.asked)) == 9
    again = execute(experiment(POINTS[1:], runs=2), tmp_path)
    assert len(simulation.asked) == 9
    assert (len(again.points), again.runs, len(again.outcomes)) == (2, 2, 4)
    whole = open_experiment(tmp_path)
    assert whole.points.to_numpy().tolist() == [list(point) for point in POINTS]
    assert (whole.runs, whole.missing) == (3, 0)


def test_the_same_point_twice_is_done_once_and_told_twice(tmp_path: Path, simulation: Simulation):
    results = execute(experiment([POINTS[0], POINTS[1], POINTS[0]], runs=1), tmp_path)
    assert len(simulation.asked) == 2
    first, other, again = results.mean("fear").tolist()
    assert first == again != other


def test_every_point_meets_the_same_chances(tmp_path: Path, simulation: Simulation):
    fear = execute(experiment(runs=5), tmp_path).values("fear")
    differences = fear - fear[0]
    assert np.ptp(differences, axis=1) == pytest.approx(0, abs=1e-6)
    assert np.ptp(fear, axis=1).min() > 0.01


def test_points_can_meet_chances_of_their_own_that_follow_from_their_values(tmp_path: Path, simulation: Simulation):
    asked = replace(experiment(runs=5), own_chances=True)
    fear = execute(asked, tmp_path / "own").values("fear")
    assert np.ptp(fear - fear[0], axis=1)[1:].min() > 0.01
    turned = Experiment(BASE, FACTORS[::-1], np.array(POINTS)[::-1, ::-1], 2, own_chances=True)
    assert execute(turned, tmp_path / "turned").values("fear").tolist() == fear[::-1, :2].tolist()
    assert open_experiment(tmp_path / "own").values("fear").tolist() == fear.tolist()
    assert open_experiment(tmp_path / "own").experiment.own_chances
    with pytest.raises(StoreError, match="chances 'of each point' instead of 'the same at all points'"):
        execute(experiment(), tmp_path / "own")


def test_a_file_that_is_not_what_was_written_is_done_again(tmp_path: Path, simulation: Simulation):
    first = execute(experiment(), tmp_path)
    whole = kept(tmp_path)
    damages = [lambda text: text[:-9], lambda text: text.replace(b"0.", b"1.", 1), lambda _: b"", lambda _: b"{}\n"]
    for number, (name, damage) in enumerate(zip(sorted(whole), damages, strict=False), 1):
        path = tmp_path / "points" / name
        path.write_bytes(damage(path.read_bytes()))
        assert len([path for path in (tmp_path / "points").iterdir() if not counts(path)]) == number
        with pytest.raises(StoreError, match=r"json is missing or damaged"):
            open_experiment(tmp_path).values("fear")
    (tmp_path / "points" / "half.json.partial").write_bytes(b"half")
    simulation.asked.clear()
    again = execute(experiment(), tmp_path)
    assert len(simulation.asked) == len(damages)
    assert again.fingerprint == first.fingerprint
    assert kept(tmp_path) == whole


def test_a_failing_run_is_reported_with_seed_point_and_scenario_and_the_others_are_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    many = experiment(runs=60)  # several runs in each job
    failing = Simulation(lambda scenario, run: scenario.parameters.fear.horizon == 2.0 and run in (3, 5))
    failing.used(monkeypatch)
    results = execute(many, tmp_path)
    said = [failure.message for failure in results.failures]
    assert [failure.point for failure in results.failures] == [(0.8, 2.0)] * len(said)
    assert said[0] == (
        "Run 3 of scenario 'example' (seed 1) with sanctions = 0.8 from 2000-07, fear.horizon = 2 failed: "
        "ZeroDivisionError: no market left"
    )
    assert results.missing == 2
    assert np.argwhere(np.isnan(results.values("fear"))).tolist() == [[1, 3], [1, 5]]
    assert not np.isnan(results.mean("fear")).any()
    whole = Simulation().used(monkeypatch)
    assert execute(many, tmp_path).missing == 0
    assert sorted(whole.asked) == [(0.8, 3), (0.8, 5)]


def test_where_every_run_fails_there_are_no_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Simulation(lambda _scenario, _run: True).used(monkeypatch)
    with pytest.raises(
        PolitburoError, match=r"Every run failed. Run 0 of scenario 'example' \(seed 1\) with sanctions"
    ):
        execute(experiment(), tmp_path)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (experiment(seed=2), "seed 1 instead of 2"),
        (experiment(until="2000-11"), "scenario digest"),
        (Experiment(BASE, FACTORS[:1], np.array([[0.2]]), 1), "factors 'fear.horizon, sanctions from 2000-07' instead"),
        (Experiment(BASE, (Varied("sanctions"), FACTORS[1]), np.array(POINTS), 1), "of 'fear.horizon, sanctions'"),
    ],
)  # fmt: skip
def test_a_folder_with_another_experiment_is_left_as_it_is(
    tmp_path: Path, simulation: Simulation, other: Experiment, told: str
):
    execute(experiment(), tmp_path)
    before = kept(tmp_path)
    with pytest.raises(StoreError, match="holds another experiment") as refused:
        execute(other, tmp_path)
    assert told in str(refused.value)
    assert kept(tmp_path) == before


@pytest.mark.parametrize("what", ["model_sources", "definitions"])
def test_what_another_model_or_other_definitions_gave_is_not_added_to(
    tmp_path: Path, simulation: Simulation, monkeypatch: pytest.MonkeyPatch, what: str
):
    first = execute(experiment(), tmp_path)
    for module in (plan, outcomes, store, manifest, asked):
        monkeypatch.setattr(module, what, lambda: "0" * 32, raising=False)
    told = {"model_sources": "version of the model", "definitions": "definitions of outcomes"}[what]
    with pytest.raises(StoreError, match=told):
        execute(experiment(runs=5), tmp_path)
    assert open_experiment(tmp_path).fingerprint == first.fingerprint  # to be read it is good enough


def test_a_folder_of_something_else_is_left_as_it_is(tmp_path: Path, simulation: Simulation):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(StoreError, match=r"is no folder of an experiment and is not empty \(thesis.tex\)"):
        execute(experiment(), tmp_path)
    with pytest.raises(StoreError, match=r"is not the folder of an experiment: it has no experiment\.json"):
        open_experiment(tmp_path)


def test_whoever_opens_it_as_runs_is_told_how_to(tmp_path: Path, simulation: Simulation):
    execute(experiment(), tmp_path)
    with pytest.raises(StoreError, match=r"open it with `politburo\.open_experiment`"):
        Runs.open(tmp_path)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"points": [[0.2, 99.0]]}, "fear.horizon: 99.0 lies outside"),
        ({"points": [[0.2, float("nan")]]}, "no finite number"),
        ({"points": [[0.2]]}, "Points of 2 factors have one value for each"),
        ({"runs": 0}, "at least 1"),
    ],
)
def test_what_cannot_be_simulated_is_refused_before_anything_is_written(tmp_path: Path, wrong: dict, told: str):
    with pytest.raises((UsageError, ScenarioError), match=told):
        execute(experiment(**wrong), tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_lever_that_the_leader_chooses_by_then_is_refused(tmp_path: Path):
    base = adapt(BASE, until="2000-12")
    late = Experiment(base, (Varied("market_tolerance", "2001-01"),), np.array([[0.2]]), 1)
    with pytest.raises(UsageError, match="lies outside the scenario"):
        execute(late, tmp_path)


def test_too_little_room_is_told_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "free_disk", lambda _folder: 10_000)
    with pytest.raises(UsageError, match="12 runs of 12 months would need about 49 kB for results, but 10 kB are free"):
        execute(experiment(), tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_finished_experiment_is_used_where_nothing_can_be_written(
    tmp_path: Path, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
):
    first = execute(experiment(), tmp_path)

    def refuse(*_: Any) -> None:
        raise AssertionError("nothing is to be written")

    for module in (folder, sealed):
        monkeypatch.setattr(module, "write", refuse)
    assert execute(experiment(), tmp_path).fingerprint == first.fingerprint


def test_progress_is_told_in_months_to_the_end(tmp_path: Path, simulation: Simulation):
    told: list[tuple[int, int]] = []
    execute(experiment(), tmp_path, on_progress=lambda *seen: told.append(seen))
    assert told[-1] == (3 * 4 * 12, 3 * 4 * 12)


def test_a_job_has_the_same_place_whatever_other_jobs_are_done(tmp_path: Path, simulation: Simulation):
    whole = {job.name: job.place for job in jobs_for(experiment(), tmp_path)}
    execute(experiment(POINTS[:1]), tmp_path)
    rest = list(jobs_for(experiment(), tmp_path))
    assert len(rest) == 8
    assert {job.name: job.place for job in rest}.items() <= whole.items()


def test_runs_of_a_point_share_a_file_only_where_there_are_very_many(tmp_path: Path):
    def sizes(runs: int) -> list[int]:
        return [len(job.runs) for job in jobs_for(experiment(runs=runs), tmp_path)]

    assert set(sizes(20)) == {1}
    assert max(sizes(1000)) == 8
    assert sum(sizes(1000)) == 3000


def test_a_job_is_small_and_says_what_it_is(tmp_path: Path):
    job = next(jobs_for(experiment(runs=1000), tmp_path))
    assert isinstance(job, PointRuns)
    assert job.name.startswith("runs 0 to 7 of point ")
    assert job.months == 8 * 12


def test_points_that_were_edited_or_copied_from_elsewhere_are_refused(tmp_path: Path, simulation: Simulation):
    execute(experiment(), tmp_path / "one")
    execute(experiment(seed=2), tmp_path / "two")
    design = tmp_path / "one" / "points.csv"
    text = design.read_text()
    design.write_text(text.replace("0.2", "0.3", 1))
    with pytest.raises(StoreError, match=r"points\.csv is missing or damaged: it does not hold the points"):
        open_experiment(tmp_path / "one")
    design.write_text(text)
    here, there = (sorted((tmp_path / name / "points").iterdir()) for name in ("one", "two"))
    assert [path.name for path in here] == [path.name for path in there]
    kept_before = here[0].read_bytes()
    here[0].write_bytes(there[0].read_bytes())
    with pytest.raises(StoreError, match="is missing or damaged: it belongs to another experiment"):
        open_experiment(tmp_path / "one").values("fear")
    here[0].write_bytes(here[1].read_bytes())
    with pytest.raises(StoreError, match=f"is missing or damaged: it is that of {here[1].stem}"):
        open_experiment(tmp_path / "one").values("fear")
    here[0].write_bytes(kept_before)
    assert open_experiment(tmp_path / "one").missing == 0


def test_points_that_a_killed_process_had_added_without_saying_so_are_not_there(tmp_path: Path, simulation: Simulation):
    first = execute(experiment(), tmp_path)
    design = tmp_path / "points.csv"
    design.write_text(design.read_text() + "0.4,4.0\n")
    assert len(open_experiment(tmp_path).points) == len(first.points)
    assert execute(experiment(), tmp_path).fingerprint == first.fingerprint
    assert "0.4,4.0" not in design.read_text()


def test_more_runs_than_memory_holds_are_refused_whoever_declares_them(tmp_path: Path, simulation: Simulation):
    with pytest.raises(UsageError, match="more than 20,000,000 runs in all"):
        Experiment(BASE, FACTORS, np.zeros((30, 2)), 1_000_000)
    execute(experiment(), tmp_path)
    change(tmp_path / "experiment.json", points=10**9)
    with pytest.raises(StoreError, match=r"experiment\.json is missing or damaged"):
        open_experiment(tmp_path)
