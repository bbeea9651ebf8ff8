"""Results keep the files of the country that they were made in, and are followed with these."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from politburo.ask.run import run
from politburo.ask.run.results import Results
from politburo.country.countries import LIBRARY
from politburo.run.plan import identity
from politburo.run.replay import replay
from politburo.run.store import Store
from politburo.scenario import load
from politburo.terms.errors import StoreError

TEXT = """title = "Mine"
country = "./mine"
start = "2000-01"
end = "2000-03"
[run]
runs = 1
scale = 0.05
"""


@pytest.fixture
def scenario_file(tmp_path: Path) -> Path:
    """A scenario in a country of its own, which is the example with another name."""
    shutil.copytree(LIBRARY / "example", tmp_path / "mine")
    edit(tmp_path / "mine" / "country.toml", 'title = "Example"', 'title = "My Country"')
    (tmp_path / "mine.toml").write_text(TEXT)
    return tmp_path / "mine.toml"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def folder(scenario_file: Path, tmp_path: Path) -> Path:
    """The folder of a run in that country."""
    return run(scenario_file, out=tmp_path / "results", progress=None).folder


def followed(folder: Path) -> str:
    """The fingerprint of run 0, simulated again from what the folder holds."""
    from politburo.country import build

    results = Results.open(folder)
    scenario = results.scenario
    return replay(results.store, scenario, build(scenario.plan, scenario.scale), 0, lambda now: None).fingerprint


def test_a_run_is_followed_with_its_own_copy_when_the_country_has_changed_or_gone(folder: Path, tmp_path: Path):
    before = followed(folder)
    edit(tmp_path / "mine" / "posts.csv", "party,county,*,", "party,county,*,1")
    assert followed(folder) == before
    shutil.rmtree(tmp_path / "mine")
    shutil.move(folder, tmp_path / "moved")
    assert followed(tmp_path / "moved") == before
    results = Results.open(tmp_path / "moved")
    assert results.scenario.plan.title == "My Country"
    assert results.scenario.country == "./country"


def test_the_scenario_that_is_kept_runs_again_into_the_same_folder(folder: Path, tmp_path: Path):
    shutil.rmtree(tmp_path / "mine")
    again = run(folder / "scenario.toml", runs=2, out=folder, progress=None)
    assert len(again.runs) == 2


def test_other_content_under_the_same_name_is_another_country(scenario_file: Path, folder: Path, tmp_path: Path):
    before = identity(load(scenario_file))
    assert Store(folder).manifest().identity == before
    edit(tmp_path / "mine" / "provinces.csv", "160000", "160001")
    assert identity(load(scenario_file)) != before
    with pytest.raises(StoreError, match=r"holds other runs \(country '[0-9a-f]{10}' instead of"):
        run(scenario_file, out=folder, progress=None)


def test_a_copy_that_is_not_the_one_that_was_written_is_refused(folder: Path):
    edit(folder / "country" / "provinces.csv", "160000", "160001")
    with pytest.raises(StoreError, match=r"country/provinces\.csv is missing or damaged"):
        Results.open(folder).scenario  # noqa: B018


def test_the_same_country_elsewhere_makes_the_same_runs(scenario_file: Path, tmp_path: Path):
    other = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "mine", other / "deep" / "another-name")
    (other / "mine.toml").write_text(TEXT.replace("./mine", "./deep/another-name"))
    assert identity(load(other / "mine.toml")) == identity(load(scenario_file))
