"""A scenario as it is written: what a file says together with all that it extends, and where each part stands.

Of a key that both say the child's counts. The tables of levers, overrides, parameters, record, mechanisms, run and
leader are merged by their keys, and what a child says of a lever takes the place of an override above; events are added
up, and an event of the child takes the place of the parent's with its label. As text it is TOML that people can read,
and that is read back to an equal scenario.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w

from politburo.country.countries import is_path
from politburo.scenario.events import PublicEvent, successions
from politburo.scenario.months import month_name, spans
from politburo.scenario.schema import LABEL, LEVER_DEFAULTS, LINE, LINES, Content
from politburo.terms.errors import UsageError
from politburo.terms.events import Order
from politburo.terms.line_numbers import Location
from politburo.terms.mechanisms import without
from politburo.terms.parameters import Parameters

if TYPE_CHECKING:
    from politburo.country.folder import CountryFiles
    from politburo.scenario.scenario import Scenario

HEADER = "# A scenario with all that it extends, as politburo wrote it. Keys left out have their default values.\n"
"""First line of the files that politburo writes."""

BY_KEY = (
    ("run",),
    ("leader",),
    ("levers",),
    ("overrides",),
    ("mechanisms",),
    ("parameters",),
    ("record",),
)
"""Tables that are merged key by key; so is each table in `parameters`."""

NOT_INHERITED = ("extends", "drop_events", "name", "parent", "complete")
"""Keys that say something of the one file alone."""

ORDER = tuple(entry.alias or name for name, entry in Content.model_fields.items())
"""The order of the keys of a file."""

Tables = dict[str, Any]
"""Keys and values as a TOML file has them."""


@dataclass(frozen=True, slots=True)
class Source:
    """What one file says: its name in messages, its keys and values, and the lines they stand in.

    `folder` is where it looks for files that it extends; None: it can extend scenarios of the library alone. `identity`
    is what it is known by when files extend each other in a circle.
    """

    name: str
    data: Tables
    lines: Mapping[Location, int]
    folder: Path | None = None
    identity: str = ""

    def line(self, location: Location) -> int | None:
        """The line of what stands at a location, or of the nearest thing around it."""
        around = (location[:end] for end in range(len(location), 0, -1))
        return next((self.lines[outer] for outer in around if outer in self.lines), None)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says with all that it extends: `data` holds the merged tables, `parent` the document it extends.

    `origins` says where the parts come from that are not its own, `country` holds the files of its country where they
    are not those that a name leads to.
    """

    own: Source
    data: Tables
    origins: dict[Location, tuple[Source, Location]] = field(default_factory=dict)
    parent: Document | None = None
    country: CountryFiles | None = None

    @property
    def is_complete(self) -> bool:
        """Whether politburo wrote it, with all that the scenario extends in it."""
        return self.data.get("complete") is True

    def origin(self, location: Location) -> tuple[Source, Location]:
        """The file that says what stands at a location, and its location there."""
        for end in range(len(location), 0, -1):
            if location[:end] in self.origins:
                source, there = self.origins[location[:end]]
                return source, there + location[end:]
        return self.own, location

    def place(self, location: Location) -> tuple[str, int | None]:
        """Name of the file and number of the line where something stands."""
        source, there = self.origin(location)
        return source.name, source.line(there)

    def is_own(self, location: Location) -> bool:
        """Whether the file itself says it, and not one that it extends."""
        return self.origin(location)[0] is self.own

    def changed(self, keys: Mapping[str, Any]) -> Document:
        """The document, complete, with other values of top-level keys; a key whose value is None is left out."""
        data = {key: value for key, value in self.data.items() if key not in ("extends", "drop_events")}
        data = {**data, "complete": True, **keys}
        return replace(self, data={key: value for key, value in data.items() if value is not None})


def merged(child: Source, parent: Document) -> Document:
    """The child with what it takes from its parent."""
    origins: dict[Location, tuple[Source, Location]] = {}
    inherited = {key: value for key, value in parent.data.items() if key not in NOT_INHERITED}
    overrides, levers = inherited.get("overrides"), child.data.get("levers")
    if isinstance(overrides, dict) and isinstance(levers, dict):
        inherited["overrides"] = {name: value for name, value in overrides.items() if name not in levers}
    data = _joined(child.data, inherited, (), parent, origins)
    ours, theirs = child.data.get("events"), inherited.get("events")
    if isinstance(theirs, list) and (ours is None or isinstance(ours, list)):
        data["events"] = _events(child, parent, theirs, ours or [], origins)
    return Document(child, data, origins, parent)


def labels(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The labels of all events, as far as they are texts."""
    events = data.get("events")
    found = [event.get("label") for event in events if isinstance(event, dict)] if isinstance(events, list) else []
    return tuple(label for label in found if isinstance(label, str))


def _joined(
    ours: Tables, theirs: Tables, at: Location, parent: Document, origins: dict[Location, tuple[Source, Location]]
) -> Tables:
    """Two tables merged by key; what comes from the parent is noted in `origins`."""
    joined = dict(ours)
    for key, value in theirs.items():
        location = (*at, key)
        if key not in ours:
            joined[key] = value
            origins[location] = parent.origin(location)
        elif _is_by_key(location) and isinstance(ours[key], dict) and isinstance(value, dict):
            joined[key] = _joined(ours[key], value, location, parent, origins)
    return joined


def _is_by_key(location: Location) -> bool:
    return location in BY_KEY or (len(location) == 2 and location[0] == "parameters")


def _events(
    child: Source,
    parent: Document,
    theirs: Sequence[Any],
    ours: Sequence[Any],
    origins: dict[Location, tuple[Source, Location]],
) -> list[Any]:
    """The parent's events that are neither dropped nor replaced, then the child's."""
    dropped = child.data.get("drop_events")
    gone = {label for label in dropped if isinstance(label, str)} if isinstance(dropped, list) else set()
    gone.update(labels(child.data))
    events = []
    origins.pop(("events",), None)
    for position, event in enumerate(theirs):
        if not (isinstance(event, dict) and isinstance(event.get("label"), str) and event["label"] in gone):
            origins["events", len(events)] = parent.origin(("events", position))
            events.append(event)
    for position, event in enumerate(ours):
        origins["events", len(events)] = (child, ("events", position))
        events.append(event)
    return events


def to_toml(scenario: Scenario, country: str | None = None) -> str:
    """The scenario with all that it extends, as the text of a file, with the path `country` in place of another.

    Raises UsageError for a text in it that no file may hold, such as a title with control characters.
    """
    _check_texts(scenario)
    keys = {"name": scenario.name, "parent": scenario.parent}
    keys |= {"country": country} if country is not None and is_path(scenario.country) else {}
    data = document_of(scenario).changed(keys).data
    ordered = {key: data[key] for key in sorted(data, key=ORDER.index)}
    return f"{HEADER}{tomli_w.dumps(ordered, multiline_strings=True)}"


def document_of(scenario: Scenario) -> Document:
    """What the scenario was resolved from; or what it can be resolved from, where it was made otherwise."""
    if scenario.document is not None:
        return scenario.document
    tables = _tables(scenario)
    return Document(Source(f"{scenario.name}.toml", tables, {}), tables, country=scenario.files)


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
    run |= {"households": scenario.households} if scenario.households is not None else {}
    if scenario.as_run:
        run["as_run"] = [{"until": month_name(last), "run": number} for last, number in scenario.as_run]
    parameters = _parameters(scenario)
    record = parameters.pop("record", None)
    tables = {
        **{key: getattr(scenario, key) for key in ("name", "title", "description", "country", "parent", "ensemble")},
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
        ours, theirs = getattr(scenario.parameters, phase.name), getattr(usual, phase.name)
        both = ((one.name, getattr(ours, one.name), getattr(theirs, one.name)) for one in fields(ours))
        changed[phase.name] = {name: value for name, value, other in both if value != other}
    return {name: group for name, group in changed.items() if group}


def _event(event: PublicEvent) -> Tables:
    said = {"date": event.day.isoformat()} | {
        key: getattr(event, key) for key in ("kind", "label", "value", "months") if getattr(event, key) is not None
    }
    said |= {"levers": dict(event.levers)} if event.levers else {}
    if event.order is None:
        return said
    usual = asdict(Order(event.order.share))
    named = {name: value for name, value in asdict(event.order).items() if value != usual[name]}
    return said | ({"order": named} if named else {})


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
