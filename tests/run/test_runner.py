"""Runs are done in threads, once each, whatever happens to the others."""

import gc
import time
import weakref
from pathlib import Path
from typing import Any

import pytest

from politburo.run.engines import Threads
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.run.runs import Runs
from politburo.run.store import Store
from politburo.terms.errors import PolitburoError, StoreError, UsageError
from tests.run.fake_month import fake_build, fake_outcome, fake_simulate, short_scenario

pytestmark = pytest.mark.slow

SCENARIO = short_scenario(runs=5, until="2000-06")


def failing(*runs: int):
    """A simulation that fails in these runs."""

    def simulate(country: Any, scenario: Any, run: int, **calls: Any) -> Any:
        if run in runs:
            raise ZeroDivisionError("no market left")
        return fake_simulate()(country, scenario, run, **calls)

    return simulate


def test_results_do_not_depend_on_the_number_of_threads(tmp_path: Path):
    found = {}
    for threads in (1, 4, None):
        folder = tmp_path / str(threads)
        finish(make_plan(SCENARIO, folder), engine=Threads(threads), build=fake_build, simulate=fake_simulate(0.001))
        data = [file for part in ("series", "events") for file in (folder / part).iterdir()]
        found[threads] = {file.name: file.read_bytes() for file in data}
        assert len(found[threads]) == 2 * SCENARIO.runs
    assert found[1] == found[4] == found[None]


def test_each_missing_run_is_done_once_and_no_other(tmp_path: Path):
    done = []

    def noting(country: Any, scenario: Any, run: int, **calls: Any) -> Any:
        done.append(run)
        return fake_simulate()(country, scenario, run, **calls)

    plan = make_plan(SCENARIO, tmp_path)
    finish(plan, engine=Threads(2), build=fake_build, simulate=noting)
    assert sorted(done) == [0, 1, 2, 3, 4]
    Store(tmp_path).marker_file(3).unlink()
    finish(plan, engine=Threads(2), build=fake_build, simulate=noting)
    assert done[5:] == [3]


def test_where_nothing_is_to_be_done_no_country_is_built(tmp_path: Path):
    plan = make_plan(SCENARIO, tmp_path)
    finish(plan, build=fake_build, simulate=fake_simulate())

    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError

    finish(plan, build=never, simulate=never)


def test_progress_counts_the_months_to_be_done_and_ends_with_all_of_them(tmp_path: Path):
    plan = make_plan(SCENARIO, tmp_path)
    told: list[tuple[int, int]] = []
    finish(
        plan,
        engine=Threads(2),
        on_progress=lambda *seen: told.append(seen),
        build=fake_build,
        simulate=fake_simulate(0.02),
    )
    assert {total for _, total in told} == {5 * 6}
    assert told == sorted(told)
    assert any(0 < done < 30 for done, _ in told)
    assert told[-1] == (30, 30)


def test_a_regime_that_ends_early_counts_as_all_its_months(tmp_path: Path):
    def short(country: Any, scenario: Any, run: int, on_month: Any, should_stop: Any) -> Any:
        on_month(None)
        return fake_outcome(scenario, run)

    told: list[tuple[int, int]] = []
    plan = make_plan(SCENARIO, tmp_path)
    finish(plan, on_progress=lambda *seen: told.append(seen), build=fake_build, simulate=short)
    assert told[-1] == (30, 30)


def test_when_a_run_fails_the_others_are_finished_and_the_error_names_it(tmp_path: Path):
    plan = make_plan(SCENARIO, tmp_path)
    with pytest.raises(
        PolitburoError, match=r"Run 2 of scenario 'example' \(seed 1\) failed: ZeroDivisionError: no market"
    ):
        finish(plan, engine=Threads(1), build=fake_build, simulate=failing(2))
    assert Runs.open(tmp_path).runs == (0, 1, 3, 4)
    assert Runs.open(tmp_path).status == "unfinished"


def test_when_several_runs_fail_all_are_named(tmp_path: Path):
    with pytest.raises(PolitburoError, match=r"Run 1 of .* so did runs 3, 4\. All other runs are finished"):
        finish(make_plan(SCENARIO, tmp_path), engine=Threads(3), build=fake_build, simulate=failing(4, 1, 3))


def test_when_the_folder_cannot_be_written_the_rest_is_not_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    tried = []

    def full(self: Store, run: int, *_: Any) -> None:
        tried.append(run)
        raise StoreError("the disk is full")

    monkeypatch.setattr(Store, "keep", full)
    plan = make_plan(short_scenario(runs=50, until="2000-06"), tmp_path)
    with pytest.raises(StoreError, match="the disk is full"):
        finish(plan, engine=Threads(2), build=fake_build, simulate=fake_simulate(0.001))
    assert len(tried) < 25


def test_an_interrupt_stops_the_runs_and_says_how_to_go_on(tmp_path: Path):
    def two_quick_runs(country: Any, scenario: Any, run: int, should_stop: Any, **calls: Any) -> Any:
        while run >= 2:
            if should_stop():
                raise KeyboardInterrupt
            time.sleep(0.001)
        return fake_outcome(scenario, run)

    def stop_after_two_runs(done: int, _total: int) -> None:
        if done == 12:
            raise KeyboardInterrupt

    plan = make_plan(SCENARIO, tmp_path)
    with pytest.raises(KeyboardInterrupt, match=r"Stopped: 2 of 5 runs are finished .* same command again"):
        finish(plan, engine=Threads(2), on_progress=stop_after_two_runs, build=fake_build, simulate=two_quick_runs)
    assert Runs.open(tmp_path).status == "unfinished"
    finish(plan, build=fake_build, simulate=fake_simulate())
    assert Runs.open(tmp_path).status == "finished"


def test_no_more_outcomes_are_held_than_there_are_threads(tmp_path: Path):
    alive: weakref.WeakSet[Any] = weakref.WeakSet()
    most = []

    def counting(country: Any, scenario: Any, run: int, **_: Any) -> Any:
        gc.collect()
        most.append(len(alive))
        outcome = fake_outcome(scenario, run)
        alive.add(outcome)
        return outcome

    finish(make_plan(SCENARIO, tmp_path), engine=Threads(1), build=fake_build, simulate=counting)
    assert len(most) == 5
    assert max(most) <= 1


@pytest.mark.parametrize("threads", [0, -1])
def test_a_number_of_threads_below_one_is_refused(tmp_path: Path, threads: int):
    with pytest.raises(UsageError, match=f"number of threads is {threads}"):
        finish(make_plan(SCENARIO, tmp_path), engine=Threads(threads))


def test_a_run_that_a_check_refuses_does_not_count_and_ends_all(tmp_path: Path):
    asked = []

    def refuse_the_second(store: Store, run: int) -> None:
        assert store.series_file(run).exists()
        assert store.events_file(run).exists()
        assert store.marker(run) is None
        asked.append(run)
        if run == 1:
            raise StoreError("not this one")

    plan = make_plan(SCENARIO, tmp_path / "runs")
    with pytest.raises(StoreError, match="not this one"):
        finish(plan, engine=Threads(1), build=fake_build, simulate=fake_simulate(), check=refuse_the_second)
    assert asked[:2] == [0, 1]
    assert 1 in Store(plan.folder).missing(range(2))
    assert 0 not in Store(plan.folder).missing(range(2))
    finish(plan, engine=Threads(1), build=fake_build, simulate=fake_simulate())
    assert Store(plan.folder).missing(plan.runs) == ()


def test_a_run_that_is_forgotten_is_done_again(tmp_path: Path):
    plan = make_plan(SCENARIO, tmp_path / "runs")
    finish(plan, engine=Threads(1), build=fake_build, simulate=fake_simulate())
    store = Store(plan.folder)
    before = store.marker(2)
    store.forget(2)
    assert store.missing(plan.runs) == (2,)
    finish(plan, engine=Threads(1), build=fake_build, simulate=fake_simulate())
    after = store.marker(2)
    assert before is not None and after is not None
    assert (after.fingerprint, after.files) == (before.fingerprint, before.files)
