"""A stored run is run again only by the version that made it."""

from pathlib import Path

import pytest

from politburo.country import build
from politburo.country.countries import files_of
from politburo.run import replay
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.run.runs import Runs
from politburo.scenario import adapt, load
from politburo.terms.errors import StoreError
from tests.folders import change, of_another_model


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    finish(make_plan(adapt(load("example"), runs=1, scale=0.02, until="2000-02"), tmp_path / "runs"))
    return Runs.open(tmp_path / "runs")


def followed(runs: Runs) -> list[int]:
    """The months that were seen of run 0, done again."""
    seen = []
    country = build(runs.scenario.country, runs.scenario.scale)
    replay.replay(runs.store, runs.scenario, country, 0, lambda now: seen.append(now.month))
    return seen


def test_a_run_of_this_version_is_followed_month_by_month(runs: Runs):
    assert followed(runs) == [24000, 24001]


def test_nothing_is_simulated_where_another_version_made_the_folder(runs: Runs, monkeypatch: pytest.MonkeyPatch):
    of_another_model(runs.folder)
    monkeypatch.setattr("politburo.month.simulate", lambda *_, **__: pytest.fail("it is simulated"))
    with pytest.raises(StoreError, match=r"made by another version \(politburo 0\.0\.9, model 0000000000\), which can"):
        followed(Runs.open(runs.folder))


def test_nothing_is_simulated_in_a_country_with_other_data(runs: Runs, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(vars(files_of("example")), "digest", "0" * 32)
    monkeypatch.setattr("politburo.month.simulate", lambda *_, **__: pytest.fail("it is simulated"))
    with pytest.raises(StoreError, match="made by another version"):
        followed(runs)


def test_what_comes_out_otherwise_is_refused(runs: Runs):
    change(runs.store.marker_file(0), fingerprint="0" * 32)
    with pytest.raises(StoreError, match="does not come out as it is stored; the machine or its libraries"):
        followed(Runs.open(runs.folder))
