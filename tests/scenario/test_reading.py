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


def test_the_library_holds_an_invented_country_and_a_real_one():
    assert scenario_names() == ("example", "north-korea")


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


def test_a_missing_file_is_named(tmp_path):
    path = tmp_path / "missing.toml"
    assert refused(path) == f"{path} does not exist."


def test_a_folder_is_not_a_scenario(tmp_path):
    path = tmp_path / "folder.toml"
    path.mkdir()
    assert refused(path) == f"{path} is a folder, not a scenario file."


def test_a_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "binary.toml"
    path.write_bytes(b'title = "\xff"')
    assert refused(path) == f"{path} is not UTF-8 text: byte 9 cannot be read."


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_empty_file_says_what_a_scenario_needs(tmp_path, text):
    path = tmp_path / "empty.toml"
    path.write_text(text)
    assert refused(path) == f"{path} is empty; a scenario needs at least title, country, start and end, or extends."


def test_broken_toml_is_shown_with_its_place(tmp_path):
    path = tmp_path / "broken.toml"
    path.write_text('title = "t"\nstart = = 3\n')
    message = refused(path)
    assert message.startswith(f"{path} is not valid TOML: ")
    assert "line 2" in message


def test_the_errors_of_a_file_name_the_file(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(SMALLEST + "titel = 1\n")
    assert refused(path) == f"{path}, line 5: there is no key 'titel'; did you mean 'title'?"


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "mark.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALLEST.encode())
    assert load(path).title == "t"


def test_loading_a_scenario_imports_neither_numpy_nor_numba():
    code = (
        "import sys; from politburo.scenario import load; load('north-korea');"
        "print({'numpy', 'numba', 'xarray', 'pandas', 'altair'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_what_a_file_leaves_out_has_its_default():
    scenario = parse(SMALLEST, "small.toml")
    assert (scenario.seed, scenario.runs, scenario.scale) == (1, 20, 1.0)
    assert set(scenario.logics) == {"scripted"}
    assert scenario.chooses == CHOOSABLE
    assert (scenario.events, scenario.off, scenario.successions) == ((), (), ())
