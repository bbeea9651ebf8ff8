"""What there is to name in other commands, listed: `politburo leaders` as a user calls it."""

import json
from pathlib import Path

import pytest

from politburo.terms.leaders import LEADERS
from tests.cli.calling import printed, refused
from tests.run.experiment.made_up import Simulation


def test_every_logic_of_rule_is_listed_with_what_it_chooses_and_where_it_comes_from():
    (table,) = json.loads(printed("leaders", "--json"))["tables"]
    rows = {row[0]: row[1:] for row in table["rows"]}
    for one in LEADERS:
        assert rows[one.name] == [one.meaning, ", ".join(one.chooses) or "nothing", one.reference]
    said = printed("leaders")
    assert all(one.name in said for one in LEADERS)


def test_countries_are_listed_with_their_size_and_origin():
    said = printed("countries")
    assert "north-korea" in said and "24,052,231" in said and "politburo" in said


def test_leaders_are_checked_in_a_scenario_and_listed_without_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert "with --check they are checked in one" in " ".join(refused("leaders", "example").split())
    Simulation().used(monkeypatch)
    asked = ("leaders", "example", "--check", "--runs", "2", "--until", "2000-03", "--out", str(tmp_path))
    found = json.loads(printed(*asked, "--json"))
    assert (found["question"], [table["name"] for table in found["tables"]]) == ("leader_check", ["hazards", "minima"])
    assert (tmp_path / "hazards.svg").stat().st_size > 1_000
