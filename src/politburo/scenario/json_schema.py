"""What a scenario file may say, as a JSON schema (draft 2020-12) for editors that know TOML.

Sections and keys are those of `schema.Content`. They are given what pydantic cannot know: meaning, unit, default and
range as declared in `terms`, and the words that a key can hold. What a schema cannot say (a month outside the scenario,
a label used twice, a parent that is not there) is left to `politburo check`.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from politburo.scenario.differences import said_of
from politburo.scenario.events import EFFECTS, Effect
from politburo.scenario.files import LIBRARY_NAMES
from politburo.scenario.months import number
from politburo.scenario.schema import (
    COUNTRIES,
    LEVER_DECLARATIONS,
    LONGEST_DESCRIPTION,
    LONGEST_LABEL,
    LONGEST_TITLE,
    RUNS,
    SCALES,
    SEEDS,
    Content,
)
from politburo.terms.declarations import Declaration, declared
from politburo.terms.events import PUBLIC_EVENT_KINDS
from politburo.terms.leaders import CHOOSABLE, LEADERS, leader_names
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.parameters import Parameters

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TITLE = "a scenario of politburo"
"""What the schema is known by."""

Schema = dict[str, Any]

KEYS: dict[str, Schema] = {
    "extends": {
        "description": "the scenario that this one changes: a name in the library, or a file beside or below this one",
        "examples": list(LIBRARY_NAMES),
    },
    "drop_events": {"description": "labels of the parent's events that do not take place", "uniqueItems": True},
    "name": {"description": "what the scenario is called, if not by its file", "minLength": 1},
    "parent": {"description": "in files that politburo wrote: what the scenario extended", "minLength": 1},
    "complete": {"description": "whether politburo wrote the file, with all that the scenario extends in it"},
    "title": {"description": "one line above tables and pictures", "minLength": 1, "maxLength": LONGEST_TITLE},
    "description": {"description": "what the scenario is about", "maxLength": LONGEST_DESCRIPTION},
    "country": {"description": "the country that is built", "enum": list(COUNTRIES)},
    "start": {"description": "first month, such as 2008-01"},
    "end": {"description": "last month, such as 2019-12"},
    "run": {"description": "how often and how large the scenario is simulated"},
    "leader": {"description": "how the leader decides"},
    "levers": {"description": "what the leader and the world do, month by month"},
    "overrides": {"description": "levers at values that neither steps nor events move, throughout or from months on"},
    "events": {"description": "dated public events and what they change"},
    "mechanisms": {"description": "rules of the model that are switched off"},
    "parameters": {
        "description": "strengths of the rules, by the phase of the month or the leader that they belong to"
    },
    "record": {"description": "what outsiders get to see; nothing here changes what happens"},
}
"""What is said of the keys of a file besides their types."""

RUN: dict[str, Schema] = {
    "runs": {"description": "courses that chance could take", "minimum": RUNS[0], "maximum": RUNS[1]},
    "scale": {
        "description": "share of lower ranks and households that is simulated",
        "minimum": SCALES[0],
        "maximum": SCALES[1],
    },
    "as_run": {"description": "until which months all runs are drawn as one of them: one past, of which many come"},
}

AS_RUN: dict[str, Schema] = {
    "until": {"description": "last month in which they are one, such as 2018-04"},
    "run": {"description": "number of the run that they are", "minimum": 0, "maximum": RUNS[1] - 1},
}


def json_schema() -> Schema:
    """The schema of scenario files, with the logics of the packages that are installed here."""
    schema = _without_null(Content.model_json_schema())
    given = schema.pop("$defs")
    month = schema["properties"]["start"]["pattern"]
    sections = {
        "RunSection": _run(given["RunSection"], month),
        "AsRunSection": _described(given["AsRunSection"], AS_RUN),
        "LeaderSection": _leader(given["LeaderSection"], month),
        "HoldsSection": _holds(given["HoldsSection"]),
        "LeversSection": _levers(given["LeversSection"], month),
        "OverridesSection": _overrides(given["OverridesSection"], month),
        "EventLeversSection": _levers_of_events(given["EventLeversSection"]),
        "EventSection": _event(given["EventSection"]),
        "MechanismsSection": _mechanisms(given["MechanismsSection"]),
        "ParametersSection": _phases(given["ParametersSection"]),
    } | dict(_parameters(given))
    return {
        "$schema": DIALECT,
        "title": TITLE,
        "description": "A scenario file: what the leader and the world do, month by month, and under which rules.",
        "type": "object",
        "additionalProperties": False,
        "properties": _described(schema, KEYS)["properties"],
        "anyOf": [{"required": ["extends"]}, {"required": list(schema["required"])}],
        "dependentRequired": {"drop_events": ["extends"]},
        "$defs": dict(sorted(sections.items())),
    }


def _without_null(schema: Any) -> Any:
    """The schema without null, which TOML does not have, and without the titles that pydantic makes of names."""
    if isinstance(schema, list):
        return [_without_null(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _without_null(value) for key, value in schema.items() if not _made_up(key, value)}
    if "anyOf" in kept:
        kept["anyOf"] = [way for way in kept["anyOf"] if way != {"type": "null"}]
        if len(kept["anyOf"]) == 1:
            kept |= kept.pop("anyOf")[0]
    return kept


def _made_up(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)


def _described(section: Schema, said: dict[str, Schema]) -> Schema:
    """The section with what is said of its keys added to their types."""
    keys = {name: key | said[name] for name, key in section["properties"].items()}
    return section | {"properties": keys}


def _run(section: Schema, month: str) -> Schema:
    """The seed as one number, or as steps that draw anew, and the rest."""
    number = {"type": "integer", "minimum": SEEDS[0], "maximum": SEEDS[1]}
    seed = {
        "description": "seed of chance; with steps, chance is drawn anew from their months on",
        "default": section["properties"]["seed"]["default"],
        "oneOf": [number, _points(number, month)],
    }
    rest = {name: key for name, key in section["properties"].items() if name != "seed"}
    return section | {"properties": {"seed": seed} | _described({"properties": rest}, RUN)["properties"]}


def _leader(section: Schema, month: str) -> Schema:
    known = {kind.name: f"{kind.meaning} ({kind.reference})" for kind in LEADERS}
    logic = _words({name: known.get(name, "of another package that is installed here") for name in leader_names()})
    steps = _points(logic, month)
    chosen = _words({name: LEVER_DECLARATIONS[name].meaning for name in CHOOSABLE})
    keys = {
        "logic": {
            "description": "one logic of rule, or one after another, each from its month on",
            "default": section["properties"]["logic"]["default"],
            "oneOf": [logic, steps],
        },
        "chooses": section["properties"]["chooses"]
        | {"description": "levers that the leader chooses himself, where his logic can", "items": chosen},
        "holds": section["properties"]["holds"]
        | {"description": "levers that he chooses only before a month; from then on they are as the file says"},
    }
    return section | {"properties": keys}


def _holds(section: Schema) -> Schema:
    said = {
        name: {"description": f"month, such as 2012-01, from which on he does not choose: {declaration.meaning}"}
        for name, declaration in LEVER_DECLARATIONS.items()
        if name in CHOOSABLE
    }
    return _described(section, said)


def _levers(section: Schema, month: str) -> Schema:
    """Every lever as one value, as steps, or as straight lines between points."""
    return section | {"properties": {name: _lever(name, default, month) for name, _, default in declared(Levers)}}


def _lever(name: str, default: float, month: str) -> Schema:
    value = _number(LEVER_DECLARATIONS[name])
    lines = {
        "description": "straight lines between points; flat before the first and after the last",
        "type": "object",
        "additionalProperties": False,
        "required": ["linear"],
        "properties": {"linear": _points(value, month) | {"minItems": 2, "description": "points in order of time"}},
    }
    return _term(name, LEVER_DECLARATIONS[name], default) | {"oneOf": [value, _points(value, month), lines]}


def _overrides(section: Schema, month: str) -> Schema:
    """Every lever as one value or as steps."""
    keys = {}
    for name, _, default in declared(Levers):
        value = _number(LEVER_DECLARATIONS[name])
        keys[name] = _term(name, LEVER_DECLARATIONS[name], default) | {"oneOf": [value, _points(value, month)]}
        del keys[name]["default"]
    return section | {"properties": keys}


def _levers_of_events(section: Schema) -> Schema:
    keys = {
        name: _term(name, LEVER_DECLARATIONS[name], default) | _number(LEVER_DECLARATIONS[name])
        for name, _, default in declared(Levers)
    }
    for key in keys.values():
        del key["default"]
    return section | {"properties": keys}


def _event(section: Schema) -> Schema:
    """A dated event, with what each kind asks for."""
    said = {
        "date": {"description": "day, such as 2012-01-31; after the 15th it acts from the next month"},
        "kind": {
            "description": "kind of event",
            **_words({kind.name: kind.meaning for kind in PUBLIC_EVENT_KINDS}),
        },
        "label": {"description": "a few words for pictures", "minLength": 1, "maxLength": LONGEST_LABEL},
        "levers": {"description": "levers that it changes besides what its kind does"},
        "value": {"description": "to what it changes the lever of its kind"},
        "months": {"description": "months that it lasts", "minimum": 1, "maximum": 120},
    }
    kinds = [
        {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": _asked(effect)}
        for name, effect in EFFECTS.items()
    ]
    return _described(section, said) | {"allOf": kinds}


def _asked(effect: Effect) -> Schema:
    """Which of value, months and levers an event of this effect has, needs, and cannot have."""
    keys: Schema = {"levers": {"properties": dict.fromkeys(effect.touches, False)}}
    keys["value"] = _number(LEVER_DECLARATIONS[effect.sets]) if effect.sets else False
    if effect.touches and effect.lasts != "months":
        keys["months"] = False
    asked: Schema = {"properties": keys, "required": []}
    if effect.sets and not effect.optional:
        asked["required"].append("value")
    if effect.lasts == "months":
        asked["required"].append("months")
    if not effect.touches:
        asked["dependentRequired"] = {"months": ["levers"]}
    return asked


def _mechanisms(section: Schema) -> Schema:
    said = {
        mechanism.name: {"description": f"{mechanism.meaning} (phase {mechanism.phase}; {mechanism.reference})"}
        for mechanism in MECHANISMS
    }
    return _described(section, said)


def _phases(section: Schema) -> Schema:
    groups = {phase.name: type(getattr(Parameters(), phase.name)) for phase in fields(Parameters)}
    said = {name: {"description": inspect.getdoc(groups[name])} for name in section["properties"]}
    return _described(section, said)


def _parameters(given: dict[str, Schema]) -> Iterable[tuple[str, Schema]]:
    """The section of every group of parameters, by its name among the definitions."""
    for phase in fields(Parameters):
        group = type(getattr(Parameters(), phase.name))
        keys = {
            name: _term(name, declaration, default) | _number(declaration)
            for name, declaration, default in declared(group)
        }
        for name, declaration, _ in declared(group):
            keys[name]["description"] += f"; source: {declaration.source}"
        section = f"{group.__name__}Section"
        yield section, given[section] | {"properties": keys}


def _term(name: str, declaration: Declaration, default: float) -> Schema:
    """What is declared of a term, in words; its unit also by itself."""
    low, high = number(declaration.low), number(declaration.high)
    return {
        "title": name,
        "description": f"{said_of(declaration)}; {low} to {high}, default {number(default)}",
        "default": default,
        "x-unit": declaration.unit,
    }


def _number(declaration: Declaration) -> Schema:
    """A number in its range; the value that switches a mechanism off is allowed where it lies outside."""
    inside: Schema = {"type": "number", "minimum": declaration.low, "maximum": declaration.high}
    if declaration.neutral is None or declaration.low <= declaration.neutral <= declaration.high:
        return inside
    return {"type": "number", "anyOf": [inside, {"const": declaration.neutral}]}


def _points(value: Schema, month: str) -> Schema:
    """A list of values from their months on."""
    return {
        "description": "values, each from its month on",
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["from", "value"],
            "properties": {
                "from": {"description": "first month, such as 2012-01", "type": "string", "pattern": month},
                "value": {"description": "value from then on"} | value,
            },
        },
    }


def _words(meanings: dict[str, str]) -> Schema:
    """One of these words; editors show what each means."""
    docs = {"docs": {"enumValues": list(meanings.values())}}
    return {"type": "string", "enum": list(meanings), "x-taplo": docs}
