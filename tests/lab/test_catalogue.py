"""What can be chosen on the page is what the model declares, and what is shown of it can be said."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from politburo.lab.catalogue import OF_A_MONTH, OF_THE_LEADER, about, catalogue
from politburo.scenario import load, month_name
from politburo.terms.declarations import declared
from politburo.terms.events import PUBLIC_EVENT_NAMES
from politburo.terms.leaders import leader_names
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISM_NAMES
from politburo.terms.words import FORMS

FOLDER = files("politburo.lab")
PAGE = {one.name: one.read_text(encoding="utf-8") for one in (FOLDER / "page").iterdir()}
TEXTS = {
    one.name: json.loads(one.read_text(encoding="utf-8"))
    for one in (FOLDER / "texts").iterdir()
    if one.name[-5:] == ".json"
}


@pytest.fixture(scope="module")
def found() -> dict:
    return json.loads(json.dumps(catalogue(), allow_nan=False))


def test_every_lever_is_there_with_range_unit_and_meaning(found: dict):
    names = {name for name, _, _ in declared(Levers)}
    assert {one["name"] for one in found["levers"]} == names - set(OF_A_MONTH)
    assert set(OF_THE_LEADER) <= names
    assert all(one["low"] < one["high"] and one["unit"] and one["meaning"] and one["source"] for one in found["levers"])


def test_every_logic_and_mechanism_is_there_with_its_source(found: dict):
    assert [one["name"] for one in found["logics"]] == list(leader_names())
    assert [one["name"] for one in found["mechanisms"]] == list(MECHANISM_NAMES)
    assert all(one["source"] for one in found["mechanisms"])


def test_every_kind_of_dated_event_is_there_with_what_it_means_and_asks_for(found: dict):
    kinds = {one["name"]: one for one in found["kinds"]}
    assert list(kinds) == list(PUBLIC_EVENT_NAMES)
    assert all(one["meaning"] for one in kinds.values())
    assert {name for name, one in kinds.items() if one["orders"]} == {"purge ordered"}
    for one in kinds.values():
        assert one["value"] is None or (one["value"]["low"] < one["value"]["high"] and one["value"]["unit"])
    assert found["orders"]["forms"] == list(FORMS)
    said = about(load("example"))
    assert "trade" in said["organs"]
    assert "county" in said["ranks"]
    assert said["provinces"]


def test_outcomes_are_of_cadres_of_households_or_of_the_leader(found: dict):
    groups = {one["name"]: one["group"] for one in found["outcomes"]}
    assert {groups["fear"], groups["income"], groups["consolidation"]} == {"cadres", "households", "leader"}
    assert "broker_price" in groups


def test_of_a_scenario_it_is_said_what_each_lever_is_and_when(found: dict):
    scenario = load("example")
    said = json.loads(json.dumps(about(scenario), allow_nan=False))
    assert (said["first"], said["last"]) == (month_name(scenario.start), month_name(scenario.end))
    assert said["levers"]["surveillance"] == [["2000-01", 0.4], ["2002-01", 0.6]]
    assert said["chosen"][0][1] == []
    assert "purge_intensity" in said["chosen"][-1][1]
    assert [event["label"] for event in said["events"]] == [event.label for event in scenario.events]


def test_an_ensemble_is_offered_where_one_comes_with_the_country():
    assert about(load("north-korea"))["ensembles"] == ["not-ruled-out:north-korea"]
    assert about(load("example"))["ensembles"] == []


def keys_used() -> set[str]:
    """Keys of texts that the page and its scripts name as a whole."""
    html = set(re.findall(r'data-(?:text|label)="([\w.]+)"', PAGE["lab.html"]))
    scripts = "\n".join(text for name, text in PAGE.items() if name.endswith(".js"))
    return html | {
        key for call in re.findall(r"\btext\(([^{}`]*?)[,)]", scripts) for key in re.findall(r'"([\w.]+)"', call)
    }


@pytest.mark.parametrize("language", TEXTS)
def test_every_text_that_the_page_names_is_there_in_every_language(language: str):
    assert keys_used() - set(TEXTS[language]) == set()


def test_the_scripts_hold_no_texts_and_make_no_markup():
    scripts = "\n".join(text for name, text in PAGE.items() if name.endswith(".js"))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", scripts)
    names = scripts.replace('"http://www.w3.org/2000/svg"', "")  # of a language, and no address that is asked
    assert not re.search(r"https?://", names)
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", PAGE["lab.html"])
