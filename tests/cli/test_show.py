"""`politburo show` lets a scenario be read: for people, as a file that runs, or as JSON."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from politburo.ask.scenarios import overview
from politburo.scenario import Scenario, load, parse
from politburo.scenario.schema import LEVER_DECLARATIONS
from politburo.show.terminal import answer_parts
from politburo.terms.mechanisms import MECHANISM_NAMES
from tests.cli.calling import ESCAPES, MARKUP, STEERING, call, printed, refused

pytestmark = pytest.mark.slow

EXAMPLE = load("example")

MINE = f"""
title = "{MARKUP}"
description = "[red]what[/red] it is"
country = "example"
start = "2000-01"
end = "2003-12"
[levers]
surveillance = [{{ from = "2000-01", value = 0.4 }}, {{ from = "2002-01", value = 0.6 }}]
[mechanisms]
rumour = false
[parameters.fear]
horizon = 2.0
[[events]]
date = "2001-03-20"
kind = "campaign"
value = 0.7
months = 6
label = "{MARKUP}"
"""


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.toml"
    path.write_text(MINE)
    return str(path)


def line_of(said: str, start: str) -> list[str]:
    """The words of the one line that starts with these."""
    (found,) = (line.split() for line in said.splitlines() if line.startswith(start))
    return found


def drawn(scenario: Scenario, *, width: int) -> list[str]:
    """The lines of the page on a terminal of this width."""
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=True, color_system=None, markup=False)
    console.print(*answer_parts(overview(scenario, everything=True)), sep="\n")
    return file.getvalue().splitlines()


def rows_of(scenario: str, table: str) -> list[dict[str, Any]]:
    """The rows of one table in the JSON that is printed of a scenario."""
    (found,) = (one for one in json.loads(printed("show", scenario, "--json"))["tables"] if one["name"] == table)
    return [dict(zip((column["name"] for column in found["columns"]), row, strict=True)) for row in found["rows"]]


def test_the_page_begins_with_what_the_scenario_is():
    said = printed("show", "example").splitlines()
    assert said[0] == "An invented country"
    assert any(
        line.startswith("description  A small country that does not exist, for lessons and tests:") for line in said
    )
    assert "months       2000-01 to 2009-12 (120)" in said
    assert "run          8 runs, seed 1, scale 1" in said
    assert "leader       scripted 2000-01 to 2001-12, strategic 2002-01 to 2009-12" in said


def test_a_lever_is_shown_with_its_steps_unit_and_range(mine: str):
    said = printed("show", mine)
    assert (
        " ".join(line_of(said, "surveillance ")) == "surveillance 0.4 from 2000-01 0 to 1 share reach of surveillance"
    )
    assert "0.6 from 2002-01" in said


def test_levers_at_their_defaults_are_listed_apart(mine: str):
    said = " ".join(printed("show", mine).split())
    assert "Levers at their defaults: purge_intensity 0.05, warning 0.2," in said
    assert "surveillance 0.5" not in said


def test_a_lever_of_many_steps_is_summarised_and_all_lists_the_steps():
    short, long = (" ".join(printed("show", "north-korea", *option).split()) for option in ((), ("--all",)))
    assert "1 to 1.4 in 12 steps" in short
    assert not re.search(r"neighbour_lead Jan 2015", short)
    assert re.search(r"neighbour_lead Jan 2015 \S+ \S+ 1.25", long)


def test_levers_that_the_leader_chooses_are_marked():
    said = " ".join(printed("show", "example").split())
    assert "chosen by the leader (strategic) 2002-01 to 2009-12" in said
    rows = [row for row in rows_of("example", "steps") if row["name"] == "market_tolerance"]
    assert [(row["first"], row["value"], row["chosen_by"]) for row in rows] == [
        ("2000-01", 0.4, ""),
        ("2002-01", None, "strategic"),
    ]


def test_an_event_is_shown_with_what_it_changes_and_from_when():
    said = printed("show", "north-korea")
    assert " ".join(line_of(said, "2011-12-19")) == (
        "2011-12-19 mourning campaign campaign 0.5 for 3 months from 2012-01"
    )
    assert "a successor rules from 2012-01" in said
    assert "recall 0.5 for a month" in said
    assert "assurance 0, assurance_expected 0 from 2019-03" in said


def test_of_very_many_events_the_first_are_listed(tmp_path: Path):
    head = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-12"\n'
    event = '[[events]]\ndate = "2000-02-01"\nkind = "mark"\nlabel = "e{}"\n'
    scenario = parse(head + "".join(event.format(number) for number in range(510)), "many.toml")
    few, all_of_them = overview(scenario), overview(scenario, everything=True)
    assert len(few.table("events").rows) == 500
    assert "Of 510 dated events the first 500 are listed; --all lists them." in few.sentences
    assert len(all_of_them.table("events").rows) == 510


def test_what_is_switched_off_and_what_is_set_is_shown(mine: str):
    said = printed("show", mine)
    assert line_of(said, "rumour ")[:3] == ["rumour", "hear", "off"]
    assert line_of(said, "fear.horizon ")[1:7] == ["2", "3", "1", "to", "10", "years"]
    assert "hear.memory" not in said


def test_that_nothing_is_switched_off_or_set_is_said():
    said = printed("show", "example")
    assert "Mechanisms that are on and parameters at their defaults are not listed; --all lists them." in said
    assert "Mechanisms that are switched off" not in said


def test_all_lists_every_lever_mechanism_and_parameter_with_its_source():
    said = printed("show", "example", "--all")
    names = {line.split()[0] for line in said.splitlines() if line.strip()}
    assert names >= {*LEVER_DECLARATIONS, *MECHANISM_NAMES, "fear.horizon", "record.delay_days"}
    assert "Svolik 2009" in said


def test_the_strength_of_a_mechanism_that_is_off_is_no_parameter_of_ones_own(mine: str):
    assert "hear.rumour" not in printed("show", mine)
    assert {row["value_text"] for row in rows_of(mine, "parameters") if row["mechanism"] == "rumour"} == {"off"}


@pytest.mark.parametrize("width", [80, 110])
def test_the_page_fits_the_terminal_and_no_number_is_broken(width: int):
    lines = drawn(load("north-korea"), width=width)
    assert max(len(line.rstrip()) for line in lines) <= width
    said = "\n".join(lines)
    for whole in ("50 to 5000", "loyalty_over_competence", "2018-03-08", "per year", "0.0005 to"):
        assert whole in said


def test_what_is_piped_is_plain_text_of_at_most_110_columns():
    said = printed("show", "north-korea", "--all")
    assert not STEERING.search(said)
    assert max(map(len, said.splitlines())) <= 110
    assert all(line == line.rstrip() for line in said.splitlines())


@pytest.mark.parametrize("option", [(), ("--all",), ("--toml",), ("--json",)])
def test_text_of_a_file_neither_steers_the_terminal_nor_is_read_as_markup(option: tuple[str, ...], mine: str):
    said = printed("show", mine, *option)
    assert not STEERING.search(said)
    assert said.count(MARKUP) == 2
    assert "[red]what[/red] it is" in said


def test_control_characters_are_written_out_wherever_a_scenario_is_from():
    """No file can hold them; a scenario that was made in Python can."""
    hostile = replace(EXAMPLE, title=ESCAPES, description=ESCAPES, events=(replace(EXAMPLE.events[0], label=ESCAPES),))
    said = "\n".join(drawn(hostile, width=100))
    assert not STEERING.search(said)
    assert said.count(r"\x1b[31m \x9b2J \u202e \x07") == 3


def test_toml_is_a_file_that_says_the_same(mine: str):
    assert parse(printed("show", mine, "--toml"), "mine.toml") == load(mine)


def test_json_holds_the_whole_scenario(mine: str):
    said, scenario = json.loads(printed("show", mine, "--json")), load(mine)
    assert said["title"] == scenario.title
    about = said["provenance"]
    assert (about["first"], about["last"], about["seed"], about["runs"]) == ("2000-01", "2003-12", "1", 20)
    assert about["details"] == {"digest": scenario.digest()}
    steps = [row for row in rows_of(mine, "steps") if row["name"] == "surveillance"]
    assert [(row["first"], row["last"], row["value"]) for row in steps] == [
        ("2000-01", "2001-12", 0.4),
        ("2002-01", "2003-12", 0.6),
    ]
    (event,) = rows_of(mine, "events")
    assert (event["date"], event["modelled"]) == ("2001-03-20", True)
    assert event["effect"] == "campaign 0.7 for 6 months from 2001-04"
    assert [row["name"] for row in rows_of(mine, "mechanisms") if row["state"] == "off"] == ["rumour"]
    values = {row["key"]: row["value"] for row in rows_of(mine, "parameters")}
    assert values["parameters.fear.horizon"] == 2.0


def test_events_that_are_not_modelled_are_historical_references():
    rows = {row["event"]: row for row in rows_of("north-korea", "events")}
    assert not rows["vice chairman executed"]["modelled"]
    assert rows["vice chairman executed"]["effect"] == "historical reference, not modelled"
    assert rows["mourning"]["modelled"]


def test_a_what_if_shows_what_differs_from_the_scenario_that_it_extends():
    said = printed("show", "guarantee-2013")
    assert "extends      no-summit" in said
    assert "Levers: difference from no-summit, which it extends" in said
    assert "Dated public events: difference from no-summit, which it extends" in said
    assert "which it extends" not in printed("show", "north-korea")


def test_a_file_shows_what_differs_from_the_file_that_it_extends(tmp_path: Path, mine: str):
    other = str(tmp_path / "other.toml")
    Path(other).write_text('extends = "mine.toml"\n[run]\nseed = 9\n')
    said = printed("show", other)
    assert "Setting: difference from mine, which it extends" in said
    assert ["seed", "1", "9"] in [line.split()[:3] for line in said.splitlines()]
    (row,) = rows_of(other, "differs_setting")
    assert (row["where"], row["a"], row["b"]) == ("run.seed", "1", "9")


def test_a_what_if_that_changes_nothing_says_so(tmp_path: Path):
    (tmp_path / "same.toml").write_text('extends = "example"\n')
    assert "Nothing differs from example, which it extends.\n" in printed("show", str(tmp_path / "same.toml"))


def test_the_ways_to_print_exclude_each_other():
    assert "--toml and --json exclude each other." in refused("show", "example", "--toml", "--json")


def test_a_scenario_that_cannot_be_read_is_refused_with_the_reason(tmp_path: Path):
    (tmp_path / "wrong.toml").write_text(MINE.replace("0.4", "1.4"))
    assert "1.4 lies outside 0 to 1 share (reach of surveillance)" in refused("show", str(tmp_path / "wrong.toml"))
    assert "did you mean 'example'?" in refused("show", "exampel")
    assert call("show").exit_code == 2


def test_a_country_is_shown_by_its_name_or_that_of_its_scenario(tmp_path: Path):
    assert "Organs: posts by rank" in printed("show", "north-korea", "--country")
    said = printed("show", "example", "--country", "--pictures", str(tmp_path / "pictures"))
    assert "What is assumed" in said
    assert {"country.png", "ranks.svg"} <= {file.name for file in (tmp_path / "pictures").iterdir()}
    assert "Levers" in printed("show", "north-korea")


def test_pictures_and_toml_are_refused_of_what_has_none(tmp_path: Path):
    assert "--pictures is for countries" in refused("show", "example", "--pictures", str(tmp_path))
    assert "--toml prints a scenario" in refused("show", "example", "--country", "--toml")


def test_a_folder_with_errors_is_refused_with_all_of_them(tmp_path: Path):
    (tmp_path / "mine").mkdir()
    for name in ("country.toml", "provinces.csv", "posts.csv"):
        (tmp_path / "mine" / name).write_text("x\n")
    said = refused("show", str(tmp_path / "mine"))
    assert all(name in said for name in ("country.toml", "provinces.csv", "posts.csv"))
