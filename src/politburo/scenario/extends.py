"""What a file says together with the files that it extends: merged key by key, and who said what.

Of a key that both say the child's counts. The tables of levers, parameters, record, mechanisms, run and leader are
merged by their keys; events are added up, and an event of the child takes the place of the parent's with its label.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from politburo.scenario.places import Location

BY_KEY = (
    ("run",),
    ("leader",),
    ("levers",),
    ("mechanisms",),
    ("parameters",),
    ("record",),
)
"""Tables that are merged key by key; so is each table in `parameters`."""

NOT_INHERITED = ("extends", "drop_events", "name", "parent", "resolved")
"""Keys that say something of the one file alone."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one file says: its name in messages, its keys and values, and the lines they stand in."""

    source: str
    data: dict[str, Any]
    lines: Mapping[Location, int]

    def line(self, location: Location) -> int | None:
        """The line of what stands at a location, or of the nearest thing around it."""
        around = (location[:end] for end in range(len(location), 0, -1))
        return next((self.lines[outer] for outer in around if outer in self.lines), None)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a file says with all that it extends; `origins` tells where the parts come from that are not its own."""

    own: Written
    data: dict[str, Any]
    origins: dict[Location, tuple[Written, Location]] = field(default_factory=dict)

    def origin(self, location: Location) -> tuple[Written, Location]:
        """The file that says what stands at a location, and its location there."""
        for end in range(len(location), 0, -1):
            if location[:end] in self.origins:
                written, there = self.origins[location[:end]]
                return written, there + location[end:]
        return self.own, location

    def place(self, location: Location) -> tuple[str, int | None]:
        """Name of the file and number of the line where something stands."""
        written, there = self.origin(location)
        return written.source, written.line(there)

    def is_own(self, location: Location) -> bool:
        """Whether the file itself says it, and not one that it extends."""
        return self.origin(location)[0] is self.own


def alone(written: Written) -> Merged:
    """What a file says that extends nothing."""
    return Merged(written, written.data)


def merged(child: Written, parent: Merged) -> Merged:
    """The child with what it takes from its parent."""
    origins: dict[Location, tuple[Written, Location]] = {}
    inherited = {key: value for key, value in parent.data.items() if key not in NOT_INHERITED}
    data = _joined(child.data, inherited, (), parent, origins)
    ours, theirs = child.data.get("events"), inherited.get("events")
    if isinstance(theirs, list) and (ours is None or isinstance(ours, list)):
        data["events"] = _events(child, parent, theirs, ours or [], origins)
    return Merged(child, data, origins)


def labels(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The labels of all events, as far as they are texts."""
    events = data.get("events")
    found = [event.get("label") for event in events if isinstance(event, dict)] if isinstance(events, list) else []
    return tuple(label for label in found if isinstance(label, str))


def _joined(
    ours: dict[str, Any],
    theirs: dict[str, Any],
    at: Location,
    parent: Merged,
    origins: dict[Location, tuple[Written, Location]],
) -> dict[str, Any]:
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
    child: Written,
    parent: Merged,
    theirs: list[Any],
    ours: list[Any],
    origins: dict[Location, tuple[Written, Location]],
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
