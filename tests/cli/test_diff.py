"""`politburo diff` says what differs between two scenarios, and says so when nothing does."""

import json
from pathlib import Path

import pytest

import politburo as pb
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
    assert "There is no difference between example and example.\n" in printed("diff", "example", "example")


def test_what_differs_is_told_by_section_with_both_values(other: str):
    said = printed("diff", "example", other)
    headings = [line for line in said.splitlines() if line in ("Setting", "Levers", "Mechanisms", "Parameters")]
    assert headings == ["Levers", "Mechanisms"]
    lever, _ = (line.split() for line in said.splitlines() if line.startswith("markets "))
    assert lever[:6] == ["markets", "2004-01", "to", "2005-12", "0.5", "0.2"]
    (mechanism,) = (line.split() for line in said.splitlines() if line.startswith("rumour "))
    assert mechanism[:3] == ["rumour", "on", "off"]


def test_differences_are_no_failure(other: str):
    assert call("diff", "example", other).exit_code == 0


def test_json_and_csv_hold_every_difference(other: str, tmp_path: Path):
    tables = json.loads(printed("diff", "example", other, "--json", "--csv", str(tmp_path)))["tables"]
    found = differences(load("example"), load(other))
    names = ("where", "name", "months", "a", "b", "meaning")
    assert all([column["name"] for column in one["columns"]] == list(names) for one in tables)
    rows = [dict(zip(names, row, strict=True)) for one in tables for row in one["rows"]]
    assert [(row["where"], row["months"], row["a"], row["b"]) for row in rows] == [
        (entry.where, entry.months, entry.a, entry.b) for entry in found
    ]
    assert (
        (tmp_path / "levers.csv").read_text().splitlines()[1].startswith("levers.markets,markets,2004-01 to 2005-12,")
    )
    assert json.loads(printed("diff", "example", "example", "--json"))["tables"] == []


def test_a_lever_that_the_leader_chooses_is_said_to_be_chosen():
    said = printed("diff", "north-korea", "markets-suppressed")
    (lever,) = (line for line in said.splitlines() if line.startswith("market_tolerance"))
    assert "chosen by the" in lever
    assert "0.35" not in lever
    assert "surveillance" not in said
    levers = pb.diff("north-korea", "markets-suppressed").table("levers").records()
    assert (levers[0]["a"], levers[0]["b"]) == ("chosen by the leader (strategic)", "0.1")


def test_python_gives_the_same_answer(other: str):
    answer = pb.diff("example", other)
    assert answer.table("levers").column("where") == ["levers.markets", "levers.markets"]
    assert answer.title == f"What differs: example (A) and {other} (B)"


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
