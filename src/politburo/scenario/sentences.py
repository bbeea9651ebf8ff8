"""Every error of a scenario file as a sentence that names the key, the value and what would be right."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from politburo.scenario.checks import nearest
from politburo.scenario.schema import keys_at
from politburo.terms.errors import ScenarioError

ALTERNATIVES = ("one value", "steps")
"""Names of the two ways to write a stepped key: part of pydantic's locations, not of the file."""

KINDS_OF_VALUE = {
    "float_type": "a number",
    "int_type": "a whole number",
    "string_type": "a text in quotes",
    "bool_type": "true or false",
    "list_type": "a list in brackets",
    "model_type": "a table of keys",
}
"""What was expected, by pydantic's type of error."""


def scenario_error(source: str, error: ValidationError) -> ScenarioError:
    """One error that tells all that pydantic found wrong with the file named `source`."""
    return gathered(source, [_sentence(details) for details in error.errors(include_url=False)])


def gathered(source: str, sentences: list[str]) -> ScenarioError:
    """One error of one or several sentences about the file named `source`."""
    if len(sentences) == 1:
        stop = "" if sentences[0].endswith("?") else "."
        return ScenarioError(f"{source}: {sentences[0]}{stop}")
    lines = "".join(f"\n  - {sentence}" for sentence in sentences)
    return ScenarioError(f"{source} has {len(sentences)} errors:{lines}")


def _sentence(details: ErrorDetails) -> str:
    location = tuple(part for part in details["loc"] if part not in ALTERNATIVES)
    if details["type"] == "extra_forbidden":
        place = _place(location[:-1])
        inside = f"{place} has no key" if place else "there is no key"
        return f"{inside} {location[-1]!r}; {nearest(str(location[-1]), keys_at(location[:-1]))}"
    if details["type"] == "missing":
        place = _place(location[:-1])
        return f"{place} lacks the key {location[-1]!r}" if place else f"the key {location[-1]!r} is missing"
    return f"{_place(location)}: {_what_is_wrong(details)}"


def _what_is_wrong(details: ErrorDetails) -> str:
    context: dict[str, Any] = details.get("ctx", {})
    given = details["input"]
    match details["type"]:
        case "value_error":
            return str(context["error"])
        case "string_too_short":
            return "the text is empty"
        case "string_too_long":
            return (
                f"{given!r} has {len(given)} characters; {context['max_length']} is the most that a chart has room for"
            )
        case kind if kind in KINDS_OF_VALUE:
            return f"{_as_written(given)} is not {KINDS_OF_VALUE[kind]}"
    return details["msg"]


def _as_written(given: Any) -> str:
    """A value roughly as the file spells it."""
    return str(given).lower() if isinstance(given, bool) else repr(given)


def _place(location: tuple[str | int, ...]) -> str:
    """Where in the file: `levers.surveillance, entry 2, value`."""
    place = ""
    for previous, part in zip((None, *location), location, strict=False):
        if isinstance(part, int):
            place += f", entry {part + 1}"
        else:
            place += (", " if isinstance(previous, int) else ".") + part if place else part
    return place
