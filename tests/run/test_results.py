"""What came out of the runs of a folder."""

import hashlib
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from politburo.record import record
from politburo.run import run as run_scenario
from politburo.run.engines import Threads
from politburo.run.plan import make_plan
from politburo.run.results import Results, open_folder
from politburo.run.runner import finish
from politburo.run.store import Store
from politburo.terms.errors import StoreError, UsageError
from tests.run.fake_month import PROVINCES, fake_build, fake_outcome, fake_simulate, short_scenario

SCENARIO = short_scenario(runs=3)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("results") / "runs"
    finish(make_plan(SCENARIO, folder), build=fake_build, simulate=fake_simulate())
    return open_folder(folder)


def test_series_are_those_of_the_runs(results: Results):
    assert dict(results.series.sizes) == {"run": 3, "month": 24, "organ": 6, "rank": 4, "form": 5, "province": 3}
    for run in range(3):
        expected = fake_outcome(SCENARIO, run).series["flights_by_circle"]
        np.testing.assert_array_equal(results.series["flights_by_circle"].sel(run=run), expected)


def test_series_know_when_a_regime_ended(results: Results):
    assert results.series["ended_month"].sel(run=2).values == np.datetime64("2000-12-01")
    assert np.isnan(results.series["fear"].sel(run=2, month=slice("2001-01", None))).all()
    assert np.isnat(results.series["ended_month"].sel(run=[0, 1])).all()


def test_events_are_those_of_the_runs(results: Results):
    table = results.events
    assert table["run"].value_counts().to_dict() == {0: 200, 1: 200, 2: 200}
    happened = fake_outcome(SCENARIO, 1).events
    of_run = table[table["run"] == 1]
    np.testing.assert_array_equal(of_run["agent"], happened["agent"])
    assert of_run["province"].tolist() == [PROVINCES[code] for code in happened["province"]]
    months = np.asarray(of_run["date"], "datetime64[M]").astype(int) + 1970 * 12
    np.testing.assert_array_equal(months, happened["month"])


@pytest.mark.parametrize("as_of", [None, date(2001, 3, 31)])
def test_the_record_is_the_one_of_the_events_and_parameters_that_are_stored(results: Results, as_of: date | None):
    found = results.record(as_of)
    parameters = SCENARIO.parameters.record
    for run in range(3):
        events = fake_outcome(SCENARIO, run).events
        expected = record(events, parameters, SCENARIO.seed, run, SCENARIO.start, as_of).table(PROVINCES)
        of_run = found[found["run"] == run].drop(columns="run").reset_index(drop=True)
        assert of_run.equals(expected)


def test_a_day_may_be_given_as_text(results: Results):
    assert results.record("2001-03-31").equals(results.record(date(2001, 3, 31)))
    with pytest.raises(UsageError, match="'spring' is not a day; write it like '2016-06-30'"):
        results.record("spring")


def test_runs_are_finished_only_when_all_wanted_ones_are(tmp_path: Path):
    plan = make_plan(SCENARIO, tmp_path)
    finish(plan, build=fake_build, simulate=fake_simulate())
    assert open_folder(tmp_path).status == "finished"
    opened = open_folder(tmp_path)
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


def test_results_know_the_version_that_made_them(results: Results):
    assert results.made_by == version("politburo")


def test_the_fingerprint_is_a_hash_of_the_runs_in_order(results: Results):
    lines = "".join(f"{run} {fake_outcome(SCENARIO, run).fingerprint}\n" for run in range(3))
    assert results.fingerprint == hashlib.blake2b(lines.encode(), digest_size=16).hexdigest()
    assert open_folder(results.folder, runs=2).fingerprint != results.fingerprint


def test_a_folder_opens_with_the_scenario_that_was_run(results: Results):
    assert results.scenario == SCENARIO
    assert open_folder(str(results.folder), runs=2).scenario == replace(SCENARIO, runs=2)


def test_results_are_found_wherever_the_process_goes(results: Results, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(results.folder.parent)
    opened = open_folder(results.folder.name)
    assert str(opened.folder) == results.folder.name
    monkeypatch.chdir(tmp_path)
    assert opened.status == "finished"
    assert np.isfinite(opened.series["fear"].sel(run=0)).all()
    assert len(opened.events) == 600


def test_more_runs_than_were_asked_for_cannot_be_opened(results: Results):
    for runs in (0, 4):
        with pytest.raises(UsageError, match=f"is for 3 runs; {runs} cannot be shown"):
            open_folder(results.folder, runs=runs)


def test_a_folder_without_a_finished_run_says_so(tmp_path: Path):
    with Store(tmp_path).claimed(make_plan(SCENARIO, tmp_path)):
        pass
    unfinished = open_folder(tmp_path)
    assert unfinished.status == "unfinished"
    assert unfinished.runs == ()
    assert "unfinished" in repr(unfinished)
    assert "0 of 3" in repr(unfinished)
    for read in (lambda: unfinished.series, lambda: unfinished.events, unfinished.record):
        with pytest.raises(StoreError, match="holds no finished run yet"):
            read()


def test_results_read_as_text(results: Results):
    text = repr(results)
    assert text.startswith("Results of An invented country\nstatus:       finished\nruns:         3 of 3\n")
    for said in ("2000-01 to 2001-12", "in 1 of 3 runs", results.fingerprint, str(results.folder)):
        assert said in text


def test_nothing_in_a_title_or_folder_is_taken_for_html(tmp_path: Path):
    scenario = replace(SCENARIO, title="<script>alert('x')</script>", runs=1)
    folder = tmp_path / "a<b>&c"
    finish(make_plan(scenario, folder), build=fake_build, simulate=fake_simulate())
    shown = open_folder(folder)._repr_html_()
    assert "<script>" not in shown
    assert "a<b>" not in shown
    assert "&lt;script&gt;" in shown
    assert "a&lt;b&gt;&amp;c" in shown


def test_a_run_from_scenario_to_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    told = []
    found = run_scenario(
        "example", runs=2, until="2000-03", seed=7, engine=Threads(2), progress=lambda *seen: told.append(seen)
    )
    assert found.status == "finished"
    assert found.folder.parent == Path("runs")
    assert found.folder.name.startswith("example-")
    assert (found.scenario.runs, found.scenario.seed, found.scenario.end) == (2, 7, 2000 * 12 + 2)
    assert told[-1] == (6, 6)
    assert np.isfinite(found.series["fear"]).all()
    assert run_scenario(found.scenario).fingerprint == found.fingerprint
    assert len(list(Path("runs").iterdir())) == 1
