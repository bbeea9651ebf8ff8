"""The example shows everything that a scenario file may say, and what it comments out is right as well."""

import re
from importlib.resources import files

import pytest

from politburo.scenario import load, parse
from politburo.scenario.schema import LEVER_DECLARATIONS, MOST_MONTHS, RUNS, SECTIONS, SEEDS, Content
from politburo.terms.events import PUBLIC_EVENT_NAMES
from politburo.terms.leaders import CHOOSABLE

TEXT = (files("politburo.scenario") / "library" / "example.toml").read_text(encoding="utf-8")
COMMENTED_OUT = re.compile(r"^#(?=[a-z\[])", re.MULTILINE)
SHOWN = COMMENTED_OUT.sub("", TEXT)
OF_OTHER_FILES = re.compile(r"^(extends|drop_events|complete|parent) = .*\n", re.MULTILINE)


def test_every_key_and_table_of_a_file_is_shown():
    for key in Content.model_fields:
        assert re.search(rf"^(\[+{key}[.\]]|{key} = )", SHOWN, re.MULTILINE), key


def test_every_lever_is_shown_with_its_range():
    for name, declaration in LEVER_DECLARATIONS.items():
        line, *_ = re.findall(rf"^{name} = .*", SHOWN, re.MULTILINE)
        assert "#" in line, name
        if found := re.search(r": ([\d.]+) to ([\d.,]+)", line):
            low, high = (float(number.replace(",", "")) for number in found.groups())
            assert (low, high) == (declaration.low, declaration.high), name


def test_every_kind_of_event_is_shown():
    assert set(re.findall(r'^kind = "(.*?)"', SHOWN, re.MULTILINE)) == set(PUBLIC_EVENT_NAMES)


@pytest.mark.parametrize(
    "way", [r"\w+ = \d[\d.]*", r"\w+ = \[ *(#.*)?$", r"\w+ = \[\{ from = ", r"\w+ = \{ linear = \[\{ from = "]
)
def test_every_way_of_writing_a_lever_is_shown(way):
    levers = SHOWN.partition("\n[levers]\n")[2].partition("\n[[events]]\n")[0]
    assert re.search(f"^{way}", levers, re.MULTILINE)


@pytest.mark.parametrize("key", ["value", "months", "levers", "label", "date", "kind"])
def test_every_key_of_an_event_is_shown(key):
    assert re.search(rf"^{key} = ", SHOWN.partition("\n[[events]]\n")[2], re.MULTILINE)


def test_every_group_of_parameters_is_named():
    assert all(re.search(rf"\b{name}\b", TEXT) for name in SECTIONS)


def test_the_limits_it_tells_are_those_that_are_kept():
    assert f"0 to {SEEDS[1]}" in TEXT
    assert f"1 to {RUNS[1]:,}" in TEXT
    assert f"up to {MOST_MONTHS:,} months" in TEXT


def test_what_it_comments_out_counts_when_the_sign_is_removed():
    whole = parse(OF_OTHER_FILES.sub("", SHOWN), "whole.toml")
    assert {event.kind for event in whole.events} == set(PUBLIC_EVENT_NAMES)
    assert whole.chooses == CHOOSABLE
    assert whole.off == ("rumour",)
    assert whole.parameters.fear.horizon == 2.5
    assert whole.parameters.record.delay_days == 45.0
    assert whole.events[-1].levers == (("surveillance", 0.8), ("rents", 0.9))
    assert whole.levers_at(2005 * 12).rents == pytest.approx(1.2)
    assert whole.digest() != load("example").digest()


def test_what_it_says_of_extending_is_right_too():
    head = "\n".join(line for line in SHOWN.splitlines() if line.startswith(("extends", "drop_events")))
    child = parse(head, "child.toml")
    assert child.parent == "north-korea"
    assert len(child.events) == len(load("north-korea").events) - 2
