"""A branch is its parent to the bit before the month, and has a history of its own from it on."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

import politburo as pb
from politburo.run.engines import Threads
from politburo.scenario import adapt, load, month_name, with_levers, with_parameters
from politburo.scenario.schema import LEVER_DECLARATIONS
from politburo.terms.errors import UsageError
from tests.ask.branch.made import AT, MONTH, SCENARIO, events_before, first_unlike_month, run_into
from tests.properties.any_scenario import FALLING

pytestmark = pytest.mark.slow

ONE = Threads(1)


def test_before_the_month_all_is_the_same_and_from_it_on_what_was_changed_tells(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at=AT, sets={"rents": 0.4}, out=tmp_path / "b", engine=ONE)
    assert branch.results.status == "finished"
    for run in branch.results.runs:
        assert first_unlike_month(branch.results, parent, run) == MONTH
        assert events_before(branch.results, run, MONTH) == events_before(parent, run, MONTH)
        assert len(events_before(parent, run, MONTH)) > 10
    assert {levers.rents for levers in branch.results.scenario.levers[MONTH - SCENARIO.start :]} == {0.4}
    assert branch.results.scenario.levers[: MONTH - SCENARIO.start] == SCENARIO.levers[: MONTH - SCENARIO.start]
    assert branch.verified == (
        f"2 runs identical to the parent up to 2004-04, to the bit (fingerprint of these months {branch.fingerprint})."
    )


def test_the_fingerprint_is_that_of_the_months_before_whatever_comes_after(parent: pb.Results, tmp_path: Path):
    changes: list[dict[str, Any]] = [{"sets": {"rents": 0.4}}, {"leader": "siege"}, {"seed": 3}]
    found = [
        pb.branch(parent, at=AT, out=tmp_path / f"{place}", engine=ONE, **change).fingerprint
        for place, change in enumerate(changes)
    ]
    assert len(set(found)) == 1
    assert pb.branch(parent, at="2004-06", seed=3, out=tmp_path / "later", engine=ONE).fingerprint != found[0]


def test_a_branch_is_a_run_folder_that_says_what_it_is(parent: pb.Results, tmp_path: Path):
    pb.branch(parent, at=AT, sets={"market": 0.9}, out=tmp_path / "b", engine=ONE)
    found = pb.open(tmp_path / "b").scenario
    assert found.name == f"example from {AT}, market tolerance 0.9"
    assert found.title == f"An invented country: from {AT}, market tolerance 0.9"
    assert found.description.endswith(f"Continues {parent.folder} from {AT} with: market tolerance 0.9.")
    assert found.parent == "example"
    assert found.holds == (("market_tolerance", MONTH),)


def test_the_same_call_finds_the_branch_again(parent: pb.Results, tmp_path: Path):
    first = pb.branch(parent, at=AT, sets={"rents": 0.4}, out=tmp_path / "b", engine=ONE)
    marks = {file: file.stat().st_mtime_ns for file in (tmp_path / "b" / "done").iterdir()}
    again = pb.branch(parent.folder, at=AT, sets={"rents": 0.4}, out=tmp_path / "b", engine=ONE)
    assert (again.fingerprint, again.results.fingerprint) == (first.fingerprint, first.results.fingerprint)
    assert marks == {file: file.stat().st_mtime_ns for file in (tmp_path / "b" / "done").iterdir()}


def test_a_branch_that_was_stopped_goes_on_and_ends_as_one_that_was_not(parent: pb.Results, tmp_path: Path):
    def stop(done: int, _total: int) -> None:
        if done > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pb.branch(parent, at=AT, sets={"rents": 0.4}, out=tmp_path / "b", engine=ONE, progress=stop)
    gone_on = pb.branch(parent, at=AT, sets={"rents": 0.4}, out=tmp_path / "b", engine=ONE)
    undisturbed = pb.branch(parent, at=AT, sets={"rents": 0.4}, out=tmp_path / "c", engine=ONE)
    assert gone_on.results.fingerprint == undisturbed.results.fingerprint


def test_a_branch_of_a_branch_keeps_what_the_first_changed(parent: pb.Results, tmp_path: Path):
    first = pb.branch(parent, at="2003-01", sets={"market": 0.9}, seed=7, out=tmp_path / "b", engine=ONE)
    second = pb.branch(first.results, at=AT, sets={"market": 0.1}, seed=8, out=tmp_path / "c", engine=ONE)
    assert second.results.scenario.chance == f"1, from 2003-01 on 7, from {AT} on 8"
    for run in second.results.runs:
        assert first_unlike_month(second.results, first.results, run) == MONTH
        assert first_unlike_month(second.results, parent, run) == load("example").start + 36
    assert second.results.scenario.holds == first.results.scenario.holds


def test_from_the_first_month_on_nothing_is_left_to_be_the_same(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at="2000-01", seed=9, out=tmp_path / "b", engine=ONE)
    assert branch.verified == "2 runs from the first month on: nothing lies before it that could be the same."
    assert branch.results.fingerprint == run_into(tmp_path / "c", adapt(SCENARIO, seed=9)).fingerprint


def test_in_the_last_month_only_that_one_can_differ(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at="2005-06", seed=9, out=tmp_path / "b", engine=ONE)
    assert {first_unlike_month(branch.results, parent, run) for run in branch.results.runs} == {SCENARIO.end}


def test_fewer_runs_are_the_first_ones(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at=AT, seed=9, runs=1, out=tmp_path / "b", engine=ONE)
    assert branch.results.runs == (0,)
    assert first_unlike_month(branch.results, parent, 0) == MONTH


def test_one_run_has_many_futures(parent: pb.Results, tmp_path: Path):
    branch = pb.branch(parent, at=AT, run=1, runs=3, out=tmp_path / "b", engine=ONE)
    assert "3 runs identical to run 1 of the parent up to 2004-04" in branch.verified
    found = branch.results
    assert {first_unlike_month(found, parent, run, of=1) for run in (0, 2)} == {MONTH}
    assert first_unlike_month(found, parent, 1, of=1) is None, "run 1 goes on as itself"
    markers = [found.store.marker(run) for run in found.runs]
    assert len({marker.fingerprint for marker in markers if marker is not None}) == 3
    assert all(events_before(found, run, MONTH) == events_before(parent, 1, MONTH) for run in found.runs)


def test_many_futures_of_a_run_among_many_futures_of_another_begin_as_both_did(parent: pb.Results, tmp_path: Path):
    first = pb.branch(parent, at="2003-01", run=1, runs=2, out=tmp_path / "b", engine=ONE)
    second = pb.branch(first.results, at=AT, run=0, runs=2, seed=5, out=tmp_path / "c", engine=ONE)
    assert {first_unlike_month(second.results, first.results, run, of=0) for run in (0, 1)} == {MONTH}
    plain = pb.branch(first.results, at=AT, sets={"rents": 0.4}, out=tmp_path / "d", engine=ONE)
    assert {first_unlike_month(plain.results, first.results, run) for run in (0, 1)} == {MONTH}


def test_a_regime_that_fell_before_stays_fallen(tmp_path: Path):
    scenario = with_levers(adapt(SCENARIO, until="2000-12"), start=None, **FALLING.levers)
    doomed = run_into(tmp_path / "p", with_parameters(scenario, FALLING.parameters))
    assert doomed.series["ended_month"].notnull().all()
    branch = pb.branch(doomed, at="2000-06", sets={"rents": 0.4}, seed=3, out=tmp_path / "b", engine=ONE)
    assert branch.ended_before == 2
    assert "In 2 of them the regime had fallen by then, and stays fallen." in branch.sameness
    assert branch.results.fingerprint == doomed.fingerprint


@pytest.mark.parametrize("without", [("festival",), ("FLOODS", "campaign")])
def test_later_events_can_be_left_out(parent: pb.Results, tmp_path: Path, without: tuple[str, ...]):
    if "festival" in without:
        with pytest.raises(UsageError, match="from then on they are 'floods', 'campaign of loyalty'"):
            pb.branch(parent, at=AT, without=without, out=tmp_path / "b", engine=ONE)
        return
    branch = pb.branch(parent, at=AT, without=without, out=tmp_path / "b", engine=ONE)
    assert {first_unlike_month(branch.results, parent, run) for run in (0, 1)} == {MONTH + 4}, "the month of the floods"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    """One run of the whole example."""
    return run_into(tmp_path_factory.mktemp("whole") / "p", adapt(load("example"), runs=1, scale=0.02))


MONTHS = range(load("example").start, load("example").end + 1)


@settings(
    max_examples=2, derandomize=True, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(
    month=st.sampled_from(MONTHS),
    lever=st.sampled_from(sorted(LEVER_DECLARATIONS)),
    share=st.floats(0, 1),
    anew=st.booleans(),
)
@example(month=MONTHS[0], lever="surveillance", share=1.0, anew=True)
@example(month=MONTHS[-1], lever="purge_intensity", share=1.0, anew=False)
@example(month=MONTHS[12], lever="purge_intensity", share=0.5, anew=False)
def test_whatever_is_changed_from_whatever_month_nothing_before_it_is(
    whole: pb.Results, tmp_path_factory: pytest.TempPathFactory, month: int, lever: str, share: float, anew: bool
):
    declaration, folder = LEVER_DECLARATIONS[lever], tmp_path_factory.mktemp("any")
    value = min(declaration.low + share * (declaration.high - declaration.low), declaration.high)
    assume({getattr(levers, lever) for levers in whole.scenario.levers[month - MONTHS.start :]} != {value})
    seed = 7 if anew else None
    branch = pb.branch(whole, at=month_name(month), sets={lever: value}, seed=seed, out=folder / "b", engine=ONE)
    assert (first_unlike_month(branch.results, whole, 0) or month) >= month
    assert events_before(branch.results, 0, month) == events_before(whole, 0, month)
    if anew:
        assert branch.baseline.fingerprint != whole.fingerprint
    shutil.rmtree(folder)
