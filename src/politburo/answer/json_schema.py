"""The form of an answer in JSON, as a JSON schema."""

from __future__ import annotations

from typing import Any, get_args

from politburo.answer.answer import JSON_FORMAT, JSON_VERSION
from politburo.answer.table import Format

TITLE = "An answer of politburo"


def answer_schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of what `--json` prints and `answer.json` holds, for every question."""
    text = {"type": "string"}
    optional_text = {"type": ["string", "null"]}
    number = {"type": ["number", "null"]}
    value = {"type": ["string", "number", "boolean", "null"]}
    provenance = _object(
        scenario=optional_text,
        scale=number | {"description": "share of the country that is simulated"},
        households={
            "type": ["integer", "null"],
            "description": "households that are simulated; null: as many as the scale says",
        },
        people_each=number | {"description": "people for whom each of them stands; null where households is"},
        first=optional_text | {"description": "first month, such as 2008-01"},
        last=optional_text | {"description": "last month"},
        seed={"type": ["integer", "string", "null"]},
        runs={"type": ["integer", "null"]},
        fingerprint=optional_text,
        details={"type": "object", "additionalProperties": text},
        stamp=optional_text,
        politburo=text | {"description": "version"},
    )
    intervals = _object(
        level={"type": "number"},
        over=text | {"description": "what varies"},
        leaves_out=text | {"description": "what the interval does not cover"},
    ) | {"type": ["object", "null"]}
    column = _object(name=text, unit=text, meaning=text, format={"enum": list(get_args(Format))})
    rows = {
        "type": ["array", "null"],
        "items": {"type": "array", "items": value},
        "description": "a value for each column; null for a table that is only saved as CSV or Parquet",
    }
    table = _object(
        name=text, title=text, note=text, intervals=intervals, columns={"type": "array", "items": column}, rows=rows
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        **_object(
            format={"const": JSON_FORMAT},
            version={"const": JSON_VERSION},
            question=text | {"description": "the command that was given"},
            title=text,
            provenance=provenance,
            folder=optional_text | {"description": "where what it was made of is kept"},
            warnings={"type": "array", "items": text},
            sentences={"type": "array", "items": text},
            tables={"type": "array", "items": table},
            figures={"type": "array", "items": text, "description": "names of its figures"},
        ),
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
