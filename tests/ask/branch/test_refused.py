"""What cannot be continued to the bit is refused, before anything is simulated where that can be known."""

import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import politburo as pb
from politburo import month as the_month
from politburo.ask.run.results import Results
from politburo.run.engines import Threads
from politburo.run.store import Store
from politburo.terms.errors import PolitburoError, ScenarioError, StoreError, UsageError
from tests.ask.branch.made import AT, MONTH, SCENARIO
from tests.folders import of_another_model

pytestmark = pytest.mark.slow

ONE = Threads(1)


@pytest.fixture
def folder(parent: pb.Results, tmp_path: Path) -> Path:
    """A copy of the parent's folder, to be damaged."""
    return shutil.copytree(parent.folder, tmp_path / "p")


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The runs that are simulated."""
    done, simulate = [], the_month.simulate

    def noting(country: Any, scenario: Any, run: int = 0, **calls: Any) -> Any:
        done.append(run)
        return simulate(country, scenario, run, **calls)

    monkeypatch.setattr(the_month, "simulate", noting)
    return done


def otherwise(monkeypatch: pytest.MonkeyPatch, run_changed: int, month: int, name: str = "fear") -> None:
    """Let simulations compute another bit: the last of a series in a month of one run."""
    simulate = the_month.simulate

    def changed(country: Any, scenario: Any, run: int = 0, **calls: Any) -> Any:
        outcome = simulate(country, scenario, run, **calls)
        if run == run_changed and name == "events":
            first = int(np.argmax(outcome.events["month"] >= month))
            outcome.events["person"][first] += 1
        elif run == run_changed:
            outcome.series[name].view(np.int32)[month - scenario.start] ^= 1
        return outcome

    monkeypatch.setattr(the_month, "simulate", changed)


def test_a_parent_of_another_version_is_refused_before_anything_is_simulated(folder: Path, simulated: list[int]):
    of_another_model(folder)
    told = r"was made by another version of the model \(politburo 0\.0\.9, model 0000000000; this is"
    with pytest.raises(StoreError, match=told):
        pb.branch(folder, at=AT, sets={"rents": 0.4}, out=folder.parent / "b")
    assert simulated == []
    assert not (folder.parent / "b").exists()


def test_a_damaged_or_unfinished_parent_is_refused_before_anything_is_simulated(folder: Path, simulated: list[int]):
    store, results = Store(folder), Results.open(folder)
    series = store.series_file(1)
    content = bytearray(series.read_bytes())
    content[len(content) // 2] ^= 1
    series.write_bytes(content)
    with pytest.raises(StoreError, match=f"{series} is missing or damaged: .* politburo run"):
        pb.branch(results, at=AT, sets={"rents": 0.4}, out=folder.parent / "b")
    store.marker_file(1).unlink()
    with pytest.raises(StoreError, match=re.escape(f"Run 1 of {store.folder} is not finished")):
        pb.branch(folder, at=AT, sets={"rents": 0.4}, out=folder.parent / "b")
    assert simulated == []
    assert not (folder.parent / "b").exists()


def test_damage_in_runs_that_are_not_continued_does_not_matter(folder: Path):
    Store(folder).marker_file(1).unlink()
    assert pb.branch(folder, at=AT, seed=9, runs=1, out=folder.parent / "b", engine=ONE).results.runs == (0,)
    assert pb.branch(folder, at=AT, run=0, runs=1, out=folder.parent / "c", engine=ONE).results.runs == (0,)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["fear", "purge_intensity", "events"])
def test_a_run_that_begins_otherwise_is_named_with_month_and_series_and_does_not_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    otherwise(monkeypatch, 1, SCENARIO.start + 20, name)
    out = folder.parent / "b"
    with pytest.raises(StoreError) as caught:
        pb.branch(folder, at=AT, sets={"rents": 0.4}, out=out, engine=ONE)
    assert f"Run 1 of {out} does not begin as run 1 of {folder} does: {name} differs first in 2001-" in str(
        caught.value
    )
    assert "computes other bits than the one that made the parent" in str(caught.value)
    left = pb.open(out)
    assert (left.status, left.runs) == ("unfinished", (0,))
    monkeypatch.undo()
    assert pb.branch(folder, at=AT, sets={"rents": 0.4}, out=out, engine=ONE).results.status == "finished"


def test_a_bit_that_differs_from_the_month_on_is_no_error(folder: Path, monkeypatch: pytest.MonkeyPatch):
    otherwise(monkeypatch, 1, MONTH)
    assert pb.branch(folder, at=AT, seed=9, out=folder.parent / "b", engine=ONE).results.status == "finished"


def test_a_damaged_run_of_a_branch_is_done_again(folder: Path, simulated: list[int]):
    out = folder.parent / "b"
    first = pb.branch(folder, at=AT, seed=9, out=out, engine=ONE).results.fingerprint
    Store(out).marker_file(1).write_text("nonsense")
    Store(out).series_file(0).write_bytes(b"nonsense")
    simulated.clear()
    assert pb.branch(folder, at=AT, seed=9, out=out, engine=ONE).results.fingerprint == first
    assert simulated == [0, 1]


@pytest.mark.slow
def test_runs_that_something_else_finished_are_looked_at_as_well(folder: Path, monkeypatch: pytest.MonkeyPatch):
    out = folder.parent / "b"
    scenario = pb.branch(folder, at=AT, sets={"rents": 0.4}, out=folder.parent / "c", engine=ONE).results.scenario
    otherwise(monkeypatch, 1, SCENARIO.start)
    pb.run(scenario, out=out, engine=ONE)
    with pytest.raises(StoreError, match=r"Run 1 of .* fear differs first in 2000-01"):
        pb.branch(folder, at=AT, sets={"rents": 0.4}, out=out, engine=ONE)
    assert pb.open(out).status == "unfinished"


@pytest.mark.parametrize(
    ("asked", "error", "sentence"),
    [
        ({"at": "2005-07"}, UsageError, "2005-07 lies outside the scenario 'example', which runs from 2000-01 to"),
        ({"at": "May"}, UsageError, "'May' is not a month between 1900 and 2200"),
        (
            {"sets": {"horizon": 2}},
            UsageError,
            "The parameter 'fear.horizon' holds for a whole run and cannot change in",
        ),
        ({"sets": {"rents": 9}}, ScenarioError, "rents: 9.0 lies outside 0 to 2|rents: 9 lies outside 0 to 2"),
        ({"sets": {"rent": 9, "rents": 1}}, UsageError, "'rents' is set twice"),
        ({"leader": "kind"}, ScenarioError, "there is no logic 'kind'"),
        ({"seed": -1}, UsageError, "The seed cannot be used: -1 lies outside 0 to 4294967295"),
        ({"runs": 0}, UsageError, "The number of runs cannot be used: 0 lies outside 1 to 1000000"),
        ({"runs": 3}, UsageError, "has 2 runs, and 3 cannot be continued: give it more runs first, or continue one of"),
        ({"run": 2}, UsageError, "There is no run 2 in .*; it holds runs 0 to 1"),
        ({"seed": 9, "across_priors": 2}, UsageError, "Nothing but chance is different, so there is no effect"),
        ({"seed": 9, "series": ["fear"]}, UsageError, "Nothing but chance is different, so there is no effect"),
        ({"sets": {"rents": 0.4}, "across_priors": 0}, UsageError, "The number of parameter sets is 0; it must be"),
        ({"without": ["fences"]}, UsageError, "no event from 2004-05 on whose label contains 'fences'"),
        ({"without": [" "]}, UsageError, "no event from 2004-05 on whose label contains ' '"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(
    parent: pb.Results, tmp_path: Path, asked: dict[str, Any], error: type[PolitburoError], sentence: str
):
    with pytest.raises(error, match=sentence):
        pb.branch(parent, out=tmp_path / "b", **{"at": AT, **asked})
    assert not (tmp_path / "b").exists()


def test_the_parents_own_folder_is_left_alone(folder: Path):
    with pytest.raises(UsageError, match="holds the parent: a branch needs a folder of its own"):
        pb.branch(folder, at=AT, seed=9, out=folder)


def test_events_of_a_branch_can_be_left_out_as_well(folder: Path):
    branch = pb.branch(folder, at="2003-01", sets={"rents": 0.4}, out=folder.parent / "b", engine=ONE)
    without = pb.branch(branch.results, at=AT, without=["floods"], out=folder.parent / "c", engine=ONE)
    levers = without.results.scenario.levers_at(MONTH + 6)
    assert (levers.harvest, levers.rents) == (1.0, 0.4)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, f"Nothing would be different from {AT} on: hold a lever,"),
        ({"runs": 1}, f"Nothing would be different from {AT} on: hold a lever,"),
        ({"seed": 1}, "Nothing would differ between example and 'seed 1': what is asked for is already"),
        ({"sets": {"surveillance": 0.6}}, "Nothing would differ between example and 'surveillance 0.6': what"),
        ({"leader": "strategic"}, "Nothing would differ between example and 'strategic leader'"),
        ({"leader": "strategic", "seed": 9}, "Nothing would differ between example and 'strategic leader'"),
    ],
)
def test_a_branch_in_which_nothing_differs_is_refused(folder: Path, asked: dict[str, Any], sentence: str):
    with pytest.raises(UsageError) as caught:
        pb.branch(folder, at=AT, out=folder.parent / "b", engine=ONE, **asked)
    assert str(caught.value).startswith(sentence)
    assert not (folder.parent / "b").exists()
