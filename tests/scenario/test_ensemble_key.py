"""A scenario may name the parameter sets under which it is simulated; a run itself is asked nothing else by it."""

from pathlib import Path

import pytest

from politburo.scenario import adapt, load, parse, to_toml
from politburo.scenario.changes import without_ensemble
from politburo.scenario.overview import differences
from politburo.terms.errors import ScenarioError

NORTH_KOREA = "not-ruled-out:north-korea"


def written(folder: Path, *lines: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text("\n".join(('extends = "example"', *lines)))
    return path


def test_an_ensemble_is_kept_by_its_name_and_changes_nothing_that_one_run_is_asked(tmp_path: Path):
    named = load(written(tmp_path, f'ensemble = "{NORTH_KOREA}"'))
    assert named.ensemble == NORTH_KOREA
    assert named.digest() == load("example").digest()
    assert adapt(named, runs=3).ensemble == NORTH_KOREA
    assert parse(to_toml(named), "again.toml").ensemble == NORTH_KOREA


def test_a_file_of_sets_lies_beside_the_file_that_names_it_also_where_another_one_extends_that(tmp_path: Path):
    (tmp_path / "base").mkdir()
    written(tmp_path / "base", 'ensemble = "left.csv"')
    child = tmp_path / "child.toml"
    child.write_text('extends = "base/mine.toml"')
    assert load(child).ensemble == str(tmp_path / "base" / "left.csv")
    child.write_text('extends = "base/mine.toml"\nensemble = "defaults"')
    assert load(child).ensemble is None


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("../left.csv", "leads out of the folder of this file"),
        ("/left.csv", "leads out of the folder of this file"),
        ("left.txt", "'left.txt' is no ensemble; name one as KIND:COUNTRY"),
        ("", "ensemble"),
    ],
)
def test_what_can_be_no_ensemble_is_refused_with_its_file_and_line(tmp_path: Path, asked: str, why: str):
    with pytest.raises(ScenarioError, match=why) as told:
        load(written(tmp_path, f'ensemble = "{asked}"'))
    assert "mine.toml" in str(told.value)
    assert "line 2" in str(told.value)


def test_a_text_that_is_no_file_has_no_file_beside_it():
    with pytest.raises(ScenarioError, match=r"only a file can name one beside it"):
        parse('extends = "example"\nensemble = "left.csv"', "text")


def test_that_two_scenarios_name_different_ensembles_is_a_difference(tmp_path: Path):
    named = load(written(tmp_path, f'ensemble = "{NORTH_KOREA}"'))
    (found,) = differences(load("example"), named)
    assert (found.where, found.change) == ("ensemble", f"defaults → {NORTH_KOREA}")


def test_without_its_ensemble_a_scenario_is_otherwise_the_same(tmp_path: Path):
    named = load(written(tmp_path, f'ensemble = "{NORTH_KOREA}"'))
    assert without_ensemble(named).ensemble is None
    assert differences(without_ensemble(named), load("example")) == ()
