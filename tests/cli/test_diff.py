"""`politburo diff` says what differs between two scenarios, and says so when nothing does."""

import json
from pathlib import Path

import pytest

from politburo.scenario import load, to_toml, with_levers, with_off
from politburo.scenario.differences import differences
from tests.cli.calling import MARKUP, STEERING, call, printed, refused


@pytest.fixture
def other(tmp_path: Path) -> str:
    """A file that differs from the example in a lever and a mechanism."""
    path = tmp_path / "other.toml"
    path.write_text(to_toml(with_off(with_levers(load("example"), start="2004-01", markets=0.2), "rumour")))
    return str(path)


def test_no_difference_is_said_in_a_sentence():
    assert printed("diff", "example", "example") == "There is no difference between example and example.\n"


def test_what_differs_is_told_by_section_with_both_values(other: str):
    said = printed("diff", "example", other)
    headings = [line for line in said.splitlines() if line in ("Setting", "Levers", "Mechanisms", "Parameters")]
    assert headings == ["Levers", "Mechanisms"]
    (lever,) = (line.split() for line in said.splitlines() if line.startswith("markets "))
    assert lever == ["markets", "2004-01", "to", "2005-12", "0.5", "0.2"]
    (mechanism,) = (line.split() for line in said.splitlines() if line.startswith("rumour "))
    assert mechanism == ["rumour", "on", "off"]


def test_differences_are_no_failure(other: str):
    assert call("diff", "example", other).exit_code == 0


def test_json_holds_every_difference(other: str):
    said = json.loads(printed("diff", "example", other, "--json"))
    found = differences(load("example"), load(other))
    assert (said["a"], said["b"]) == ("example", other)
    assert [(entry["where"], entry["months"], entry["a"], entry["b"]) for entry in said["differences"]] == [
        (entry.where, entry.months, entry.a, entry.b) for entry in found
    ]
    assert json.loads(printed("diff", "example", "example", "--json"))["differences"] == []


def test_what_is_piped_is_plain_text_of_at_most_110_columns(other: str):
    said = printed("diff", "example", "north-korea")
    assert not STEERING.search(said)
    assert max(map(len, said.splitlines())) <= 110
    assert all(line == line.rstrip() for line in said.splitlines())


def test_labels_are_printed_as_they_are_spelled(tmp_path: Path):
    path = tmp_path / "markup.toml"
    path.write_text(
        f'title = "{MARKUP}"\ncountry = "example"\nstart = "2000-01"\nend = "2009-12"\n'
        f'[[events]]\ndate = "2001-01-01"\nkind = "mark"\nlabel = "{MARKUP}"\n'
    )
    said = printed("diff", "example", str(path))
    assert MARKUP in said
    assert not STEERING.search(said)


def test_a_scenario_that_is_not_there_is_refused_by_name():
    assert "There is no scenario 'exampel'; did you mean 'example'?" in refused("diff", "exampel", "example")
    assert "missing.toml does not exist." in refused("diff", "example", "missing.toml")
