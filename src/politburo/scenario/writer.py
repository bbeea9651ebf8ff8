"""A scenario as TOML that people can read and `load` reads back to an equal scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

import tomli_w

from politburo.scenario.document import Document, Source, Tables
from politburo.scenario.events import PublicEvent
from politburo.scenario.files import HEADER
from politburo.scenario.months import month_name, spans
from politburo.scenario.resolution import LEVER_DEFAULTS, successions
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import LABEL, LINE, LINES, Content
from politburo.terms.errors import UsageError
from politburo.terms.mechanisms import without
from politburo.terms.parameters import Parameters

ORDER = tuple(entry.alias or name for name, entry in Content.model_fields.items())
"""The order of the keys of a file."""


def to_toml(scenario: Scenario) -> str:
    """The scenario with all that it extends, as the text of a file.

    Raises UsageError for a text in it that no file may hold, such as a title with control characters.
    """
    _check_texts(scenario)
    data = document_of(scenario).changed({"name": scenario.name, "parent": scenario.parent}).data
    ordered = {key: data[key] for key in sorted(data, key=ORDER.index)}
    return f"{HEADER}{tomli_w.dumps(ordered, multiline_strings=True)}"


def document_of(scenario: Scenario) -> Document:
    """What the scenario was resolved from; or what it can be resolved from, where it was made otherwise."""
    if scenario.document is not None:
        return scenario.document
    tables = _tables(scenario)
    return Document(Source(f"{scenario.name}.toml", tables, {}), tables)


def _check_texts(scenario: Scenario) -> None:
    texts = [("name", scenario.name, LINE), ("title", scenario.title, LINE)]
    texts += [("description", scenario.description, LINES), ("parent", scenario.parent or "none", LINE)]
    texts += [("label of an event", event.label, LABEL) for event in scenario.events]
    for what, text, check in texts:
        try:
            check(text)
        except ValueError as error:
            raise UsageError(f"The {what} of the scenario cannot be written: {error}.") from None


def _tables(scenario: Scenario) -> Tables:
    """A document for every field of the scenario; levers that events move are overrides, and so are what they are."""
    moved = {name for event in scenario.events for name in (*event.lasting, *event.passing)}
    courses = {name: [getattr(levers, name) for levers in scenario.levers] for name in LEVER_DEFAULTS}
    own = [name for name, default in LEVER_DEFAULTS.items() if any(value != default for value in courses[name])]
    seeds = [scenario.seed_at(month) for month in range(scenario.start, scenario.end + 1)]
    run: Tables = {"seed": _steps(seeds, scenario.start), "runs": scenario.runs, "scale": scenario.scale}
    if scenario.as_run:
        run["as_run"] = [{"until": month_name(last), "run": number} for last, number in scenario.as_run]
    parameters = _parameters(scenario)
    record = parameters.pop("record", None)
    tables = {
        **{key: getattr(scenario, key) for key in ("name", "title", "description", "country", "parent")},
        "complete": True,
        "start": month_name(scenario.start),
        "end": month_name(scenario.end),
        "run": run,
        "leader": {
            "logic": _steps(scenario.logics, scenario.start),
            "chooses": list(scenario.chooses),
            **({"holds": {name: month_name(month) for name, month in scenario.holds}} if scenario.holds else {}),
        },
        "levers": {name: _steps(courses[name], scenario.start) for name in own if name not in moved},
        "overrides": {name: _steps(courses[name], scenario.start) for name in LEVER_DEFAULTS if name in moved},
        "events": [*map(_event, scenario.events), *_untold_successions(scenario)],
        "mechanisms": dict.fromkeys(scenario.off, False),
        "parameters": parameters,
        "record": record,
    }
    return {key: value for key, value in tables.items() if value not in (None, {}, [])}


def _parameters(scenario: Scenario) -> Tables:
    """The parameters that differ from what they are with the same mechanisms off, by their groups."""
    usual = without(Parameters(), scenario.off)
    changed = {}
    for phase in fields(Parameters):
        ours, theirs = asdict(getattr(scenario.parameters, phase.name)), asdict(getattr(usual, phase.name))
        changed[phase.name] = {name: value for name, value in ours.items() if value != theirs[name]}
    return {name: group for name, group in changed.items() if group}


def _event(event: PublicEvent) -> Tables:
    said = {"date": event.day.isoformat()} | {
        key: getattr(event, key) for key in ("kind", "label", "value", "months") if getattr(event, key) is not None
    }
    return said | ({"levers": dict(event.levers)} if event.levers else {})


def _untold_successions(scenario: Scenario) -> list[Tables]:
    """Events for the successions of a scenario that none of its events tells: they would be lost otherwise."""
    told = successions(scenario.events, range(scenario.start, scenario.end + 1))
    return [
        {"date": f"{month_name(month)}-01", "kind": "succession", "label": f"succession in {month_name(month)}"}
        for month in scenario.successions
        if month not in told
    ]


def _steps(course: Sequence[Any], start: int) -> Any:
    """One value where the course never changes, else a list of steps."""
    found = spans(course, start)
    if len(found) == 1:
        return found[0].value
    return [{"from": month_name(span.first), "value": span.value} for span in found]
