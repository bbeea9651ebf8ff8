"""What a scenario file may say, as a JSON schema (draft 2020-12) for editors that know TOML.

Sections, keys, meanings, units, defaults and ranges are those of `schema.Content`. What a schema cannot say (a month
outside the scenario, a label used twice, a blank title, a parent that is not there) is left to `politburo check`.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from politburo.scenario.events import EFFECTS, Effect
from politburo.scenario.reader import LIBRARY_NAMES
from politburo.scenario.schema import Content, declaration_of_value
from politburo.scenario.value_types import Schema, number_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TITLE = "a scenario of politburo"
"""What the schema is known by."""


class _Generator(GenerateJsonSchema):
    """Without null, which TOML does not have, and without the titles that pydantic makes of names."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        if schema.get("default", ...) is None:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        return {key: value for key, value in super().model_schema(schema).items() if key != "title"}


def json_schema() -> Schema:
    """The schema of scenario files, with the logics of the packages that are installed here."""
    schema = Content.model_json_schema(schema_generator=_Generator)
    sections = schema["$defs"]
    sections["EventSection"]["allOf"] = [
        {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": _asked(effect)}
        for name, effect in EFFECTS.items()
    ]
    schema["properties"]["extends"]["examples"] = list(LIBRARY_NAMES)
    return {
        "$schema": DIALECT,
        "title": TITLE,
        "description": "A scenario file: what the leader and the world do, month by month, and under which rules.",
        "type": "object",
        "additionalProperties": False,
        "properties": schema["properties"],
        "anyOf": [{"required": ["extends"]}, {"required": schema["required"]}],
        "dependentRequired": {"drop_events": ["extends"]},
        "$defs": sections,
    }


def _asked(effect: Effect) -> Schema:
    """Which of value, months, levers and order an event of this effect has, needs, and cannot have."""
    keys: Schema = {"levers": {"properties": dict.fromkeys(effect.touches, False)}}
    declaration = declaration_of_value(effect)
    keys["value"] = number_schema(declaration) if declaration is not None else False
    if not effect.orders:
        keys["order"] = False
    if effect.touches and effect.lasts != "months":
        keys["months"] = False
    asked: Schema = {"properties": keys, "required": []}
    if declaration is not None and not effect.optional:
        asked["required"].append("value")
    if effect.lasts == "months":
        asked["required"].append("months")
    if not effect.touches:
        asked["dependentRequired"] = {"months": ["levers"]}
    return asked
