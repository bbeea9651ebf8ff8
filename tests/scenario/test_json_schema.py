"""The schema for editors allows what a scenario file may say, and refuses what single keys cannot be."""

import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from politburo.scenario import load, scenario_names, to_toml
from politburo.scenario.json_schema import json_schema
from politburo.scenario.new_file import what_if
from politburo.scenario.reader import library_text
from politburo.scenario.schema import LEVER_DECLARATIONS, Content
from politburo.terms.events import PUBLIC_EVENT_NAMES
from politburo.terms.leaders import leader_names
from politburo.terms.mechanisms import MECHANISM_NAMES

SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)

SMALLEST = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-03"\n'
EVENT = '[[events]]\ndate = 2000-02-01\nlabel = "x"\n'


def as_json(value: Any) -> Any:
    """What editors make of TOML: days are texts."""
    if isinstance(value, dict):
        return {key: as_json(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [as_json(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value


def is_allowed(text: str) -> bool:
    return VALIDATOR.is_valid(as_json(tomllib.loads(text)))


def test_the_schema_is_one_of_the_draft_that_it_names():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_of_the_library_is_allowed_as_written_resolved_and_extended(name: str):
    assert is_allowed(library_text(name))
    assert is_allowed(to_toml(load(name)))
    assert is_allowed(what_if(load(name), name, "mine.toml"))


def test_the_keys_of_the_schema_are_those_of_a_file():
    assert set(SCHEMA["properties"]) == {entry.alias or name for name, entry in Content.model_fields.items()}
    assert set(SCHEMA["$defs"]["LeversSection"]["properties"]) == set(LEVER_DECLARATIONS)
    assert set(SCHEMA["$defs"]["MechanismsSection"]["properties"]) == set(MECHANISM_NAMES)
    assert SCHEMA["$defs"]["EventSection"]["properties"]["kind"]["enum"] == list(PUBLIC_EVENT_NAMES)
    assert SCHEMA["$defs"]["LeaderSection"]["properties"]["logic"]["oneOf"][0]["enum"] == list(leader_names())


def properties(schema: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every key that the schema describes, but for the keys that it only forbids or narrows under a condition."""
    for key, value in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if key == "allOf":
            continue
        if key == "properties":
            yield from ((f"{place}.{name}", entry) for name, entry in value.items())
        if isinstance(value, dict | list):
            yield from properties(value, f"{place}.{key}")


def test_every_key_is_described():
    found = dict(properties(SCHEMA))
    assert len(found) > 300
    assert [place for place, entry in found.items() if not entry.get("description")] == []


def test_every_reference_leads_somewhere_and_no_definition_is_left_over():
    text = str(SCHEMA)
    assert {name for name in SCHEMA["$defs"] if f"'#/$defs/{name}'" in text} == set(SCHEMA["$defs"])
    assert text.count("'$ref'") == sum(text.count(f"'#/$defs/{name}'") for name in SCHEMA["$defs"])


def test_a_lever_has_its_meaning_unit_default_and_range():
    lever = SCHEMA["$defs"]["LeversSection"]["properties"]["harvest"]
    assert lever["description"] == "harvest relative to normal [ratio]; 0.2 to 1.5, default 1"
    assert (lever["default"], lever["x-unit"]) == (1.0, "ratio")
    assert lever["oneOf"][0] == {"type": "number", "minimum": 0.2, "maximum": 1.5}


@pytest.mark.parametrize(
    "text",
    [
        SMALLEST,
        'extends = "north-korea"\n',
        'extends = "base.toml"\ndrop_events = ["x"]\n',
        SMALLEST + "[run]\nseed = 4\nruns = 1\nscale = 0.5\n",
        SMALLEST + '[run]\nseed = [{ from = "2000-01", value = 4 }, { from = "2000-03", value = 5 }]\n',
        SMALLEST + '[run]\nas_run = [{ until = "2000-02", run = 0 }]\n',
        SMALLEST + '[leader]\nholds = { surveillance = "2000-02" }\n',
        SMALLEST + "[levers]\nrents = 1\n",
        SMALLEST + '[levers]\nrents = [{ from = "2000-01", value = 0.5 }]\n',
        SMALLEST + '[levers]\nrents.linear = [{ from = "2000-01", value = 0 }, { from = "2000-03", value = 1 }]\n',
        SMALLEST + '[leader]\nlogic = [{ from = "2000-01", value = "siege" }]\nchooses = ["surveillance"]\n',
        SMALLEST + EVENT + 'kind = "mark"\n',
        SMALLEST + EVENT + 'kind = "mark"\nmonths = 2\nlevers = { rents = 0.5 }\n',
        SMALLEST + EVENT + 'kind = "summit held"\n',
        SMALLEST + EVENT + 'kind = "posts abroad opened"\n',
        SMALLEST + EVENT + 'kind = "power lost"\nvalue = 0.4\n',
        SMALLEST + EVENT + 'kind = "war alarm"\nvalue = 2\nmonths = 3\nlevers = { campaign = 0.6 }\n',
        SMALLEST + EVENT + 'kind = "ally lost"\nvalue = 1.4\nlevers = { sanctions = 0.5 }\n',
        SMALLEST + EVENT + 'kind = "news from outside"\nvalue = 40\n',
        SMALLEST + EVENT + 'kind = "purge ordered"\nvalue = 0.4\n',
        SMALLEST + EVENT + 'kind = "purge ordered"\nvalue = 0.4\norder = { organ = "trade", age_from = 50 }\n',
        SMALLEST + EVENT + 'kind = "campaign"\nvalue = 0.5\nmonths = 3\n',
        SMALLEST + "[parameters.live]\nexit_rate = 0.0\n",  # neutral: lies outside the range, switches departures off
        SMALLEST + "[record]\ndelay_days = 40\n",
        SMALLEST + "[mechanisms]\nrumour = false\n",
    ],
)
def test_what_a_file_may_say_is_allowed(text: str):
    assert is_allowed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        'title = "t"\n',
        SMALLEST + 'drop_events = ["x"]\n',
        SMALLEST + "seed = 1\n",
        SMALLEST.replace("2000-01", "2000-13"),
        SMALLEST.replace("2000-01", "January"),
        SMALLEST.replace("example", "atlantis"),
        SMALLEST.replace('"t"', '""'),
        SMALLEST + "[run]\nruns = 0\n",
        SMALLEST + "[run]\nseed = 1.5\n",
        SMALLEST + '[run]\nseed = [{ from = "2000-01", value = -1 }]\n',
        SMALLEST + '[run]\nas_run = [{ until = "2000-02" }]\n',
        SMALLEST + '[leader]\nholds = { surveillance = "soon" }\n',
        SMALLEST + '[leader]\nholds = { harvest = "2000-02" }\n',
        SMALLEST + "[levers]\nrents = 2.5\n",
        SMALLEST + '[levers]\nrents = "much"\n',
        SMALLEST + "[levers]\nrents = true\n",
        SMALLEST + "[levers]\nrents = inf\n",
        SMALLEST + "[levers]\nrent = 1\n",
        SMALLEST + "[levers]\nrents = []\n",
        SMALLEST + "[levers]\nrents = [{ value = 1 }]\n",
        SMALLEST + '[levers]\nrents.linear = [{ from = "2000-01", value = 0 }]\n',
        SMALLEST + '[leader]\nlogic = "kindness"\n',
        SMALLEST + '[leader]\nchooses = ["harvest"]\n',
        SMALLEST + EVENT + 'kind = "party"\n',
        SMALLEST + EVENT + 'kind = "mark"\nvalue = 1.0\n',
        SMALLEST + EVENT + 'kind = "mark"\nmonths = 2\n',
        SMALLEST + EVENT + 'kind = "sanctions"\n',
        SMALLEST + EVENT + 'kind = "sanctions"\nvalue = 0.5\norder = { organ = "trade" }\n',
        SMALLEST + EVENT + 'kind = "purge ordered"\n',
        SMALLEST + EVENT + 'kind = "purge ordered"\nvalue = 1.4\n',
        SMALLEST + EVENT + 'kind = "purge ordered"\nvalue = 0.4\norder = { age_from = 130 }\n',
        SMALLEST + EVENT + 'kind = "purge ordered"\nvalue = 0.4\norder = { form = "exile" }\n',
        SMALLEST + EVENT + 'kind = "purge ordered"\nvalue = 0.4\nmonths = 2\n',
        SMALLEST + EVENT + 'kind = "power gained"\nvalue = 1.4\n',
        SMALLEST + EVENT + 'kind = "posts abroad withdrawn"\n',
        SMALLEST + EVENT + 'kind = "war alarm"\nvalue = 1.4\n',
        SMALLEST + EVENT + 'kind = "news from outside"\nvalue = -1\n',
        SMALLEST + EVENT + 'kind = "sanctions"\nvalue = 1.5\n',
        SMALLEST + EVENT + 'kind = "sanctions"\nvalue = 0.5\nmonths = 2\n',
        SMALLEST + EVENT + 'kind = "sanctions"\nvalue = 0.5\nlevers = { sanctions = 0.5 }\n',
        SMALLEST + EVENT + 'kind = "campaign"\nvalue = 0.5\n',
        SMALLEST + EVENT.replace('"x"', '"' + "x" * 29 + '"') + 'kind = "mark"\n',
        SMALLEST + "[parameters.live]\nexit_rate = 0.0001\n",
        SMALLEST + "[parameters.record]\ndelay_days = 40\n",
        SMALLEST + "[mechanisms]\nrumor = false\n",
    ],
)
def test_what_no_file_may_say_is_refused(text: str):
    assert not is_allowed(text)
