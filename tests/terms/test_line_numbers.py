"""The line of every key is found, however the file is written."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from politburo.scenario import scenario_names
from politburo.terms.line_numbers import DEEPEST, Location, UnreadableError, line_numbers

WRITTEN = '''# a comment with [brackets] and key = value
a = 1
b."c d".'e' = [1, # one
  2, { x = 1, y = """
"" not the end " # no comment
key = 3
"""},
  ['#', "]", \'\'\'
z = 1\'\'\']]

[table] # header
"quoted # key" = 2000-01-01 07:00:00
escaped."\\u0041" = true
[[events]]
date = 2000-01-01
[[events]]
levers = { z = 1, w.v = [
  3 ] }
[events.inner]
q = ''
[[events.deep]]
r = 0x1f
'''

LINES: dict[Location, int] = {
    ("a",): 2,
    ("b",): 3,
    ("b", "c d", "e"): 3,
    ("b", "c d", "e", 0): 3,
    ("b", "c d", "e", 1): 4,
    ("b", "c d", "e", 2, "x"): 4,
    ("b", "c d", "e", 2, "y"): 4,
    ("b", "c d", "e", 3): 8,
    ("b", "c d", "e", 3, 2): 8,
    ("table",): 11,
    ("table", "quoted # key"): 12,
    ("table", "escaped", "A"): 13,
    ("events",): 14,
    ("events", 0, "date"): 15,
    ("events", 1): 16,
    ("events", 1, "levers", "z"): 17,
    ("events", 1, "levers", "w", "v", 0): 18,
    ("events", 1, "inner", "q"): 20,
    ("events", 1, "deep", 0, "r"): 22,
}


def inside(value: Any, location: Location = ()) -> list[Location]:
    """The location of every key and entry."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found: list[Location] = []
    for key, part in parts:
        found += [(*location, key), *inside(part, (*location, key))]
    return found


@pytest.mark.parametrize("location", LINES, ids=str)
def test_a_key_is_found_in_its_line(location: Location):
    assert line_numbers(WRITTEN)[location] == LINES[location]


def test_lines_are_the_same_with_the_line_ends_of_windows():
    assert line_numbers(WRITTEN.replace("\n", "\r\n")) == line_numbers(WRITTEN)


@pytest.mark.parametrize("name", scenario_names())
def test_every_key_of_the_library_is_found(name: str):
    text = (files("politburo.scenario") / "library" / f"{name}.toml").read_text(encoding="utf-8")
    found, lines = line_numbers(text), text.splitlines()
    assert set(found) == set(inside(tomllib.loads(text)))
    for location, line in found.items():
        if isinstance(location[-1], str):
            assert location[-1] in lines[line - 1]


@pytest.mark.parametrize("text", ["", "a", "= 3", "[", "[[a]", "a = [1, ", 'a = "', "a = {b", "a = '''", '"\\q" = 1'])
def test_what_is_no_toml_has_no_places_from_there_on(text: str):
    assert line_numbers(f"first = 1\n{text}")[("first",)] == 1


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 10**5, "a = " + "{a=" * 10**5, "a" + ".a" * 10**5 + " = 1", "[" + "a." * 10**5 + "a]"],
)
def test_what_is_nested_deeper_than_any_scenario_is_refused(text: str):
    with pytest.raises(UnreadableError, match=f"line 2 is nested more than {DEEPEST} deep"):
        line_numbers("\n" + text)
