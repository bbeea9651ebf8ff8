"""Whatever a file holds, it is either a scenario or refused in words that can be printed and that name the file."""

from __future__ import annotations

import json
import os
import tempfile
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from politburo.scenario import Scenario, load, parse, scenario_names, to_toml
from politburo.scenario.consistency import idle_parts
from politburo.scenario.schema import LEVER_DECLARATIONS, Content
from politburo.terms.errors import ScenarioError
from politburo.terms.events import PUBLIC_EVENT_NAMES

TEXTS = {
    name: (files("politburo.scenario") / "library" / f"{name}.toml").read_text(encoding="utf-8")
    for name in scenario_names()
}
MANY = settings(max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

FEW = settings(MANY, max_examples=50)
"""For whole files of the library, each of which takes a tenth of a second."""


def answered(text: str) -> Scenario | None:
    """The scenario of a text, which then survives writing; or None, after a look at how it was refused."""
    try:
        scenario = parse(text, "x.toml")
    except ScenarioError as error:
        assert str(error).startswith("x.toml")
        assert all(line.isprintable() for line in str(error).split("\n"))
        assert len(str(error)) < 30_000
        assert error.problems
        return None
    assert parse(to_toml(scenario), "x.toml").digest() == scenario.digest()
    assert all(problem.line is not None for problem in idle_parts(scenario))
    return scenario


@MANY
@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\0")
def test_any_bytes_are_answered(content: bytes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.toml"
        path.write_bytes(content)
        try:
            load(path)
        except ScenarioError as error:
            assert str(error).startswith(os.fspath(path))
            assert all(line.isprintable() for line in str(error).split("\n"))


@pytest.mark.slow
@MANY
@given(st.text(max_size=300))
@example("\ud800 = 1")
@example("# \ud800\na = 1")
@example('title = "\ud800"')
@example("a = 1e400")
@example("a = 0b" + "1" * 5000)
@example("a = 0x" + "f" * 9000)
@example("[levers]\nrents = 0x" + "f" * 9000)
@example("[run]\nscale = -0x" + "f" * 9000)
@example("start = " + "1" * 4200)
def test_any_text_is_answered(text: str):
    answered(text)


WORDS = st.sampled_from(
    ["title", "north-korea", "example", "2000-01", "2000-12", "2000-05-05", "scripted", "l", "", "\x1b[2J", "x.toml"]
) | st.text(max_size=8)
SCALARS = (
    st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(width=32)
    | WORDS
    | st.dates()
    | st.sampled_from(PUBLIC_EVENT_NAMES)
)
NAMES = (
    *Content.model_fields,
    "resolved",
    *(
        "run",
        "seed",
        "as_run",
        "until",
        "from",
        "value",
        "linear",
        "logic",
        "chooses",
        "date",
        "kind",
        "label",
        "months",
    ),
    *("fear", "horizon", "rumour", "fast"),
    *list(LEVER_DECLARATIONS)[:4],
)
KEYS = st.sampled_from(NAMES) | st.text(max_size=4)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


def as_toml(value: object) -> str:
    """A value as TOML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_toml(str(key))} = {as_toml(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value).replace("\x7f", "\\u007f")
    if isinstance(value, float):
        return repr(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.slow
@MANY
@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_any_document_in_the_shape_of_toml_is_answered(document: dict[str, object]):
    answered("\n".join(f"{as_toml(key)} = {as_toml(value)}" for key, value in document.items()))


@MANY
@given(VALUES, st.sampled_from(sorted(Content.model_fields)))
def test_any_value_of_any_key_in_a_good_file_is_answered(value: object, key: str):
    good = {"title": "t", "country": "example", "start": "2000-01", "end": "2000-12"}
    answered("\n".join(f"{name} = {as_toml(entry)}" for name, entry in (good | {key: value}).items()))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A file of the library with a few pieces cut out, put in or said twice."""
    text = draw(st.sampled_from(sorted(TEXTS.values())))
    for _ in range(draw(st.integers(1, 3))):
        begin = draw(st.integers(0, len(text)))
        end = min(begin + draw(st.integers(0, 30)), len(text))
        piece = draw(st.sampled_from(["", '"', "\n", "]", "[", "{", "=", "9", "-", "e9", text[begin:end] * 2]) | WORDS)
        text = text[:begin] + piece + text[end:]
    return text


@pytest.mark.slow
@FEW
@given(damaged())
def test_any_damage_to_a_file_of_the_library_is_answered(text: str):
    answered(text)


@pytest.mark.slow
@FEW
@given(st.data())
def test_any_line_missing_from_a_file_of_the_library_is_answered(data: st.DataObject):
    lines = data.draw(st.sampled_from(sorted(TEXTS.values()))).splitlines(keepends=True)
    left_out = data.draw(st.integers(0, len(lines) - 1))
    answered("".join(lines[:left_out] + lines[left_out + 1 :]))


@MANY
@given(st.sampled_from(sorted(LEVER_DECLARATIONS)), st.floats(-0.5, 3.5) | st.floats() | st.integers(-1, 5))
def test_a_lever_takes_the_numbers_of_its_range_and_no_others(lever: str, number: float):
    head = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-12"\n[levers]\n'
    scenario = answered(f"{head}{lever} = {as_toml(number)}\n")
    assert (scenario is not None) == LEVER_DECLARATIONS[lever].allows(number)
    if scenario is not None:
        assert {getattr(levers, lever) for levers in scenario.levers} == {number}
