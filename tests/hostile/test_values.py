"""Whatever a scenario file says under any of its keys, it is a scenario or an error in sentences, never a traceback."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
import tomli_w

from politburo.scenario import Scenario, load, parse, to_toml
from politburo.terms.errors import ScenarioError
from tests.cli.calling import ESCAPES, MARKUP, STEERING

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

FEW, MANY = 150, 1500


def places(said: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where anything stands in a document: every key and every entry of a list."""
    entries = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for key, value in entries:
        yield (*path, key)
        yield from places(value, (*path, key))


def put(said: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = deepcopy(said)
    within = changed
    for key in path[:-1]:
        within = within[key]
    within[path[-1]] = value
    return changed


@pytest.mark.parametrize(("seed", "count"), [(0, FEW), pytest.param(1, MANY, marks=pytest.mark.hostile)])
def test_no_value_of_a_scenario_file_ends_in_a_traceback(
    seed: int, count: int, record_property: Callable[[str, object], None]
):
    chance = random.Random(seed)
    whole = [tomllib.loads(to_toml(load(name))) for name in ("example", "north-korea")]
    where = [(said, path) for said in whole for path in places(said)]
    keys = {".".join(str(key) for key in path if isinstance(key, str)) for _, path in where}
    by_key = {
        key: [one for one in where if ".".join(str(k) for k in one[1] if isinstance(k, str)) == key] for key in keys
    }
    refused = 0
    for _ in range(count):
        said, path = chance.choice(by_key[chance.choice(sorted(by_key))])
        value = chance.choice(VALUES)
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
    assert 0 < refused < count
    record_property("hostile: values refused", refused)
    record_property("hostile: values taken", count - refused)
