"""Scenarios are found by name or by path, and a file that cannot be one is refused by name."""

import subprocess
import sys

import pytest

from politburo.scenario import load, parse, scenario_names
from politburo.terms.errors import ScenarioError
from politburo.terms.leaders import CHOOSABLE

SMALLEST = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-03"\n'


def refused(path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_the_library_holds_an_invented_country_a_real_one_and_what_ifs():
    what_ifs = {"no-summit", "guarantee-2013", "markets-suppressed", "border-open", "predecessor-continues"}
    assert set(scenario_names()) == {"example", "north-korea"} | what_ifs
    assert scenario_names() == tuple(sorted(scenario_names()))


def test_a_scenario_is_loaded_by_its_name_or_from_a_file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(SMALLEST)
    assert load(path) == load(str(path))
    assert load(path).name == "mine"
    assert load("example").name == "example"


def test_an_unknown_name_is_answered_with_the_nearest_one():
    assert refused("north-koera") == (
        "There is no scenario 'north-koera'; did you mean 'north-korea'? A file must end in .toml."
    )


def test_the_errors_of_a_file_name_the_file(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(SMALLEST + "titel = 1\n")
    assert refused(path) == f"{path}, line 5: there is no key 'titel'; did you mean 'title'?"


def test_loading_a_scenario_imports_neither_numpy_nor_numba():
    code = (
        "import sys; from politburo.scenario import load; load('guarantee-2013');"
        "print({'numpy', 'numba', 'xarray', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_what_a_file_leaves_out_has_its_default():
    scenario = parse(SMALLEST, "small.toml")
    assert (scenario.seed, scenario.runs, scenario.scale) == (1, 20, 1.0)
    assert set(scenario.logics) == {"scripted"}
    assert scenario.chooses == CHOOSABLE
    assert (scenario.events, scenario.off, scenario.successions) == ((), (), ())


def test_a_written_scenario_is_read_though_its_leader_is_not_installed_here():
    text = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-02"\n[leader]\nlogic = "stranger"\n'
    with pytest.raises(ScenarioError, match="there is no logic 'stranger'"):
        parse(text, "my.toml")
    assert parse(f"complete = true\n{text}", "my.toml").logics == ("stranger", "stranger")
