"""Whatever a scenario file says under any of its keys, it is a scenario or an error in sentences, never a traceback."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import asdict
from functools import cache
from typing import Any

import pytest
import tomli_w

from politburo.scenario import Scenario, load, parse, to_toml
from politburo.terms.errors import ScenarioError
from politburo.terms.leaders import CHOOSABLE
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISM_NAMES
from politburo.terms.parameters import Parameters
from tests.cli.calling import ESCAPES, MARKUP, STEERING
from tests.conftest import HOSTILE

pytestmark = pytest.mark.slow

VALUES: tuple[Any, ...] = (
    *(0, -1, 1, 10**9, 2**63 - 1, -(2**63), 0.5, -0.0, 1e308, -1e308, 5e-324),
    *(float("inf"), float("-inf"), float("nan"), True, False),
    *(
        "",
        " ",
        "x",
        "x" * 5000,
        ESCAPES,
        MARKUP,
        "\0",
        "\ud7ff\ue000",
        "2012-01",
        "9999-99",
        "0000-00",
        "../../etc/passwd",
    ),
    *("<script>alert(1)</script>", "north-korea", "=1+1", "1e400", "٣", "nan"),
    *([], [[]], [1], ["x"], [{}], {}, {"x": {}}, {"": 1}, {"x": [[[[]]]]}, [0.5] * 2000, ["2012-01", 1]),
)
"""Odd values of every type that TOML has."""

PARTS, FEW = 8, 150
"""Parts of the whole suite, which together put every value in every place, and the cases that are always tried."""

Path = tuple[Any, ...]


@cache
def pieces() -> tuple[dict[str, Any], ...]:
    """Sound scenarios, each of a few keys, which together have every key that there is in every form that it has."""
    wholes = [tomllib.loads(to_toml(load(name))) for name in ("example", "north-korea")]
    heads = [{key: one[key] for key in ("title", "country", "start", "end")} for one in wholes]
    head, start, later = heads[0], heads[0]["start"], "2000-07"

    def steps(first: Any, second: Any) -> list[dict[str, Any]]:
        return [{"from": start, "value": first}, {"from": later, "value": second}]

    levers, parameters = asdict(Levers()), asdict(Parameters())
    record = parameters.pop("record")
    parts: list[dict[str, Any]] = [
        head | {"name": "x", "description": "x", "complete": True, "parent": "x"},
        {"extends": "example", "drop_events": ["x"]},
        head | {"leader": {"logic": "strategic", "chooses": list(CHOOSABLE)}},
        head | {"leader": {"logic": steps("scripted", "strategic")}},
        head | {"run": {"runs": 2, "scale": 0.5, "seed": steps(1, 2)}},
        head | {"run": {"seed": 1, "as_run": [{"until": later, "run": 1}]}},
        *(whole | {"levers": {name: value}} for whole in heads for name, value in _levers(wholes, whole)),
        *(whole | {"events": [event]} for whole in heads for event in _events(wholes, whole)),
        *(head | {"levers": {name: value}} for name, value in levers.items()),
        *(head | {"overrides": {name: value}} for name, value in levers.items()),
        *(head | {"overrides": {name: steps(value, value)}} for name, value in levers.items()),
        *(head | {"leader": {"logic": "strategic", "holds": {name: later}}} for name in CHOOSABLE),
        *(head | {"mechanisms": {name: True}} for name in MECHANISM_NAMES),
        *(
            head | {"parameters": {group: {name: value}}}
            for group, values in parameters.items()
            for name, value in values.items()
        ),
        *(head | {"record": {name: value}} for name, value in record.items()),
    ]
    return tuple(parts)


def _levers(wholes: list[dict[str, Any]], head: dict[str, Any]) -> list[tuple[str, Any]]:
    return list(next(one for one in wholes if one["title"] == head["title"])["levers"].items())


def _events(wholes: list[dict[str, Any]], head: dict[str, Any]) -> list[dict[str, Any]]:
    """One event of each kind."""
    said = next(one for one in wholes if one["title"] == head["title"])["events"]
    return list({event["kind"]: event for event in said}.values())


def places(said: Any, path: Path = ()) -> Iterator[Path]:
    """Where anything stands in a document: every key and every entry of a list."""
    entries = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for key, value in entries:
        yield (*path, key)
        yield from places(value, (*path, key))


def put(said: Any, path: Path, value: Any) -> Any:
    changed = deepcopy(said)
    within = changed
    for key in path[:-1]:
        within = within[key]
    within[path[-1]] = value
    return changed


@cache
def cases() -> tuple[tuple[dict[str, Any], Path, Any], ...]:
    """Every value in every place: a sound scenario, where something of it is replaced, and by what.

    Places that differ by their number in a list alone are one, where as much follows in each; so are the same keys of
    two scenarios.
    """
    found: dict[tuple[Any, ...], tuple[dict[str, Any], Path]] = {}
    for said in pieces():
        for path in places(said):
            like = tuple("#" if isinstance(key, int) else key for key in path)
            found.setdefault((*like, len(path), _shape(said, path)), (said, path))
    return tuple((said, path, value) for said, path in found.values() for value in VALUES)


def _shape(said: Any, path: Path) -> str:
    """The type of what stands in a place."""
    for key in path:
        said = said[key]
    return type(said).__name__


def tried(chosen: list[tuple[dict[str, Any], Path, Any]]) -> tuple[int, int]:
    """How many of the cases were refused, and how many are scenarios; any other outcome is an error."""
    refused = 0
    for said, path, value in chosen:
        try:
            found = parse(tomli_w.dumps(put(said, path, value)), "strange.toml")
        except ScenarioError as error:
            refused += 1
            assert not STEERING.search(str(error)), (path, value)
            assert "strange.toml" in str(error)
        except Exception as error:
            raise AssertionError(f"{path} = {value!r:.80}") from error
        else:
            assert isinstance(found, Scenario)
    return refused, len(chosen) - refused


@pytest.mark.parametrize("part", [-1, *(pytest.param(one, marks=pytest.mark.hostile) for one in range(PARTS))])
def test_no_value_of_a_scenario_file_ends_in_a_traceback(part: int, record_property: Callable[[str, object], None]):
    chosen = list(cases()[part::PARTS]) if part >= 0 else random.Random(0).sample(cases(), FEW)
    refused, taken = tried(chosen)
    assert refused
    assert taken
    record_property(f"{HOSTILE}values refused", refused)
    record_property(f"{HOSTILE}values taken", taken)


def test_every_piece_is_a_sound_scenario():
    for said in pieces():
        if "extends" not in said:
            assert isinstance(parse(tomli_w.dumps(said), "sound.toml"), Scenario), said


def test_there_are_at_least_twelve_thousand_cases():
    assert len(cases()) >= 12_000
