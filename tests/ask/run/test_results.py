"""The answer to what happens in a scenario: from runs in a folder to tables, sentences and where they come from."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import politburo as pb
from politburo.ask.run import run
from politburo.ask.run.results import Results
from politburo.run.engines import Threads
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.run.store import Store
from politburo.terms.errors import UsageError
from tests.run.fake_month import fake_build, fake_simulate, short_scenario
from tests.show.imagined import imagined, plausible

SCENARIO = short_scenario(runs=3)


def test_it_says_where_it_comes_from():
    found = imagined(runs=7, name="a-name", seed=12, scale=0.1).provenance
    assert (found.scenario, found.seed, found.runs, found.scale) == ("a-name", 12, 7, 0.1)
    assert (found.first, found.last) == ("2010-01", "2011-12")
    assert found.stamp == "simulated, not observed"


def test_its_tables_are_the_years_what_was_published_and_the_falls():
    assert [table.name for table in imagined().tables] == ["years", "regime", "falls"]
    names = [table.name for table in plausible(runs=2).tables]
    assert names == ["years", "published", "published_estimates", "regime", "falls"]


def test_everything_it_says_can_be_read_as_text_html_and_json():
    results = plausible(runs=2)
    for text in (repr(results), results.to_html(), results.to_markdown()):
        assert "Penalties of cadres, persons a year" in text
        assert "Ten imagined years" in text
        assert str(results.provenance) in text.replace("\n", " ")
    assert results.to_json()["tables"][0]["rows"]


def test_a_folder_without_a_finished_run_says_so_and_nothing_else(tmp_path: Path):
    with Store(tmp_path).claimed(make_plan(SCENARIO, tmp_path)):
        pass
    unfinished = pb.open(tmp_path)
    assert unfinished.tables == unfinished.sentences == ()
    assert "0 of 3 runs are finished" in repr(unfinished)
    with pytest.raises(UsageError, match="There is no table"):
        unfinished.table()


def test_what_is_too_rare_at_a_small_scale_is_said():
    few, coups = imagined(scale=0.1, flights=[(0, date(2011, 2, 1), True)]).warnings
    assert "cadres who fled from posts abroad" in few.partition("Fewer than 20 simulated persons in a run and year")[2]
    assert coups.startswith("Falls of the regime: not estimated at scale 0.1")
    assert imagined().warnings == ()


def test_nothing_in_a_title_is_taken_for_html(tmp_path: Path):
    scenario = replace(SCENARIO, title="<script>alert('x')</script>", runs=1)
    finish(make_plan(scenario, tmp_path), build=fake_build, simulate=fake_simulate())
    shown = Results.open(tmp_path)._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_run_from_scenario_to_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    told = []
    found = run("example", runs=2, until="2000-03", seed=7, engine=Threads(2), progress=lambda *seen: told.append(seen))
    assert found.status == "finished"
    assert found.folder.parent == Path("runs")
    assert found.folder.name.startswith("example-")
    assert (found.scenario.runs, found.scenario.seed, found.scenario.end) == (2, 7, 2000 * 12 + 2)
    assert told[-1] == (6, 6)
    assert np.isfinite(found.series["fear"]).all()
    assert run(found.scenario).fingerprint == found.fingerprint
    assert len(list(Path("runs").iterdir())) == 1
