"""Every error of a scenario file as a sentence: the file, the line, the key, the value and what is allowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from politburo.scenario.schema import (
    SECTIONS,
    Content,
    LeaderSection,
    LeversSection,
    MechanismsSection,
    RecordSection,
    RunSection,
)
from politburo.scenario.value_types import STEPS, STRAIGHT, TAGS, Section
from politburo.terms.checks import nearest, printable, shown
from politburo.terms.errors import Problem, ScenarioError
from politburo.terms.line_numbers import Location, place
from politburo.terms.problems import with_stop

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from politburo.scenario.document import Document

MOST_ADVISED = 200
"""Unknown keys for which the nearest valid ones are looked for; with more of them that would take long."""

KINDS_OF_VALUE = {
    "float_type": "a number",
    "int_type": "a whole number",
    "string_type": "a text in quotes",
    "string_unicode": "a text in quotes",
    "bool_type": "true or false",
    "list_type": "a list in brackets",
    "model_type": "a table of keys",
}
"""What was expected, by pydantic's type of error."""


def change_error(name: str, sentences: list[str]) -> ScenarioError:
    """One error of one or several sentences about the scenario of that name."""
    if len(sentences) == 1:
        return ScenarioError(with_stop(f"{printable(name)}: {sentences[0]}"))
    lines = "".join(f"\n  - {sentence}" for sentence in sentences)
    return ScenarioError(f"{printable(name)} has {len(sentences)} errors:{lines}")


def found_by_schema(merged: Document, error: ValidationError) -> list[Problem]:
    """The problems that pydantic found, each with its place in the file."""
    found = error.errors(include_url=False)
    return [_problem(merged, details, position < MOST_ADVISED) for position, details in enumerate(found)]


def problem_at(merged: Document, location: Location, message: str) -> Problem:
    """A problem with what stands at a location of the merged file; `message` follows the key."""
    file, line = merged.place(location)
    where = place(merged.origin(location)[1])
    return Problem(file, line, where, f"{where}: {message}")


def _problem(merged: Document, details: ErrorDetails, advise: bool) -> Problem:
    location = _without_tags(details["loc"])
    file, line = merged.place(location)
    there = merged.origin(location)[1]
    if details["type"] == "missing":
        outer = place(there[:-1])
        lacks = f"{outer} lacks the key {there[-1]!r}" if outer else f"the key {there[-1]!r} is missing"
        return Problem(file, line, place(there), lacks)
    if details["type"] == "extra_forbidden":
        return Problem(file, line, place(there), _no_such_key(details["loc"], there, advise))
    return problem_at(merged, location, _what_is_wrong(details))


def _no_such_key(tagged: Location, location: Location, advise: bool) -> str:
    """That a table has no such key, and which one was meant: another one there, or the same elsewhere."""
    key, outer = str(location[-1]), place(location[:-1])
    begin = f"{outer} has no key {shown(key)}" if outer else f"there is no key {shown(key)}"
    homes = _homes_of(key)
    if homes and not any(isinstance(part, int) for part in location):
        return f"{begin}; it belongs in {' or '.join(f'[{home}]' for home in homes)}"
    if location == ("parameters", "record"):
        return f"{begin}; parameters of the record belong in [record]"
    return f"{begin}; {nearest(key, _keys_at(tagged[:-1]))}" if advise else begin


def _what_is_wrong(details: ErrorDetails) -> str:
    context: dict[str, Any] = details.get("ctx", {})
    match details["type"]:
        case "value_error":
            return str(context["error"])
        case "float_type" if isinstance(details["input"], int) and not isinstance(details["input"], bool):
            return f"{shown(details['input'])} is too large a number"
        case kind if kind in KINDS_OF_VALUE:
            return f"{shown(details['input'])} is not {KINDS_OF_VALUE[kind]}"
    return printable(re.sub(r"\s+", " ", details["msg"]))


def _without_tags(location: tuple[str | int, ...]) -> Location:
    """A location that pydantic tells, without what is not in the file."""
    return tuple(part for part in location if part not in TAGS)


def _keys_at(location: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that the table at a location reported by pydantic may hold, as the file spells them."""
    sections: list[type[Section]] = [Content]
    for part in location:
        if part in (STEPS, STRAIGHT):
            sections = [section for section in sections if ("linear" in section.model_fields) == (part == STRAIGHT)]
        elif isinstance(part, str) and part in sections[0].model_fields:
            sections = _sections_in(sections[0].model_fields[part].annotation)
    return tuple(entry.alias or name for name, entry in sections[0].model_fields.items())


def _homes_of(key: str) -> tuple[str, ...]:
    """The tables of a file that have such a key, by the names that stand in their headers."""
    tables = {"run": RunSection, "leader": LeaderSection, "levers": LeversSection, "mechanisms": MechanismsSection}
    tables |= {f"parameters.{name}": section for name, section in SECTIONS.items() if name != "record"}
    tables["record"] = RecordSection
    return tuple(name for name, section in tables.items() if key in section.model_fields)


def _sections_in(annotation: Any) -> list[type[Section]]:
    """The sections inside a type such as `list[EventSection]`."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return [annotation]
    return [section for part in getattr(annotation, "__args__", ()) for section in _sections_in(part)]
