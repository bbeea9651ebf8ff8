"""The reader of a folder of runs."""

import hashlib
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from politburo.record import record
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.run.runs import Runs
from politburo.run.store import Store
from politburo.terms.errors import StoreError, UsageError
from politburo.terms.words import FORMS
from tests.run.fake_month import NAMES, fake_build, fake_outcome, fake_simulate, short_scenario

SCENARIO = short_scenario(runs=3)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("results") / "runs"
    finish(make_plan(SCENARIO, folder), build=fake_build, simulate=fake_simulate())
    return Runs.open(folder)


def test_series_are_those_of_the_runs(results: Runs):
    sizes = {"run": 3, "month": 24, "organ": 6, "rank": 4, "form": len(FORMS), "province": 3}
    assert dict(results.series.sizes) == sizes
    for run in range(3):
        expected = fake_outcome(SCENARIO, run).series["flights_by_circle"]
        np.testing.assert_array_equal(results.series["flights_by_circle"].sel(run=run), expected)


def test_series_know_when_a_regime_ended(results: Runs):
    assert results.series["ended_month"].sel(run=2).values == np.datetime64("2000-12-01")
    assert np.isnan(results.series["fear"].sel(run=2, month=slice("2001-01", None))).all()
    assert np.isnat(results.series["ended_month"].sel(run=[0, 1])).all()


def test_events_are_those_of_the_runs(results: Runs):
    table = results.events
    assert table["run"].value_counts().to_dict() == {0: 200, 1: 200, 2: 200}
    happened = fake_outcome(SCENARIO, 1).events
    of_run = table[table["run"] == 1]
    np.testing.assert_array_equal(of_run["agent"], happened["agent"])
    assert of_run["province"].tolist() == [NAMES.province[code] for code in happened["province"]]
    months = np.asarray(of_run["date"], "datetime64[M]").astype(int) + 1970 * 12
    np.testing.assert_array_equal(months, happened["month"])


@pytest.mark.parametrize("as_of", [None, date(2001, 3, 31)])
def test_reports_are_those_of_the_events_and_parameters_that_are_stored(results: Runs, as_of: date | None):
    for run in range(3):
        found = results.reports(run, results.event_codes(run), as_of)
        events = fake_outcome(SCENARIO, run).events
        expected = record(events, SCENARIO.parameters.record, SCENARIO.seed, run, SCENARIO.start, as_of)
        assert found.table(NAMES).equals(expected.table(NAMES))


def test_runs_are_finished_only_when_all_wanted_ones_are(tmp_path: Path):
    plan = make_plan(SCENARIO, tmp_path)
    finish(plan, build=fake_build, simulate=fake_simulate())
    assert Runs.open(tmp_path).status == "finished"
    opened = Runs.open(tmp_path)
    file = Store(tmp_path).events_file(1)
    content = file.read_bytes()
    file.write_bytes(content[:-1] + b"?")
    assert opened.status == "unfinished"
    file.write_bytes(content)
    assert opened.status == "finished"
    Store(tmp_path).marker_file(1).unlink()
    assert opened.status == "unfinished"
    assert opened.runs == (0, 2)
    assert opened.series["run"].values.tolist() == [0, 2]
    assert set(opened.events["run"]) == {0, 2}


def test_results_know_the_version_that_made_them(results: Runs):
    assert results.made_by == version("politburo")


def test_the_fingerprint_is_a_hash_of_the_runs_in_order(results: Runs):
    lines = "".join(f"{run} {fake_outcome(SCENARIO, run).fingerprint}\n" for run in range(3))
    assert results.fingerprint == hashlib.blake2b(lines.encode(), digest_size=16).hexdigest()
    assert Runs.open(results.folder, runs=2).fingerprint != results.fingerprint


def test_a_folder_opens_with_the_scenario_that_was_run(results: Runs):
    assert results.scenario == SCENARIO
    assert Runs.open(str(results.folder), runs=2).scenario == replace(SCENARIO, runs=2)


def test_results_are_found_wherever_the_process_goes(results: Runs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(results.folder.parent)
    opened = Runs.open(results.folder.name)
    assert str(opened.folder) == results.folder.name
    monkeypatch.chdir(tmp_path)
    assert opened.status == "finished"
    assert np.isfinite(opened.series["fear"].sel(run=0)).all()
    assert len(opened.events) == 600


def test_more_runs_than_were_asked_for_cannot_be_opened(results: Runs):
    for runs in (0, 4):
        with pytest.raises(UsageError, match=f"is for 3 runs; {runs} cannot be shown"):
            Runs.open(results.folder, runs=runs)


def test_a_folder_without_a_finished_run_says_so(tmp_path: Path):
    with Store(tmp_path).claimed(make_plan(SCENARIO, tmp_path)):
        pass
    unfinished = Runs.open(tmp_path)
    assert unfinished.status == "unfinished"
    assert unfinished.runs == ()
    for read in (lambda: unfinished.series, lambda: unfinished.events, lambda: unfinished.ended):
        with pytest.raises(StoreError, match="holds no finished run yet"):
            read()
