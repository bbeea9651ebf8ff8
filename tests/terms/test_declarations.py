"""Every parameter and lever says its meaning, unit, range and source, once and in full."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import pytest

from politburo.terms import parameters
from politburo.terms.declarations import Declaration, declared, parameter
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISM_NAMES
from politburo.terms.parameters import Parameters, every_parameter, parameter_sources

GROUPS = {"levers": Levers} | {phase.name: type(getattr(Parameters(), phase.name)) for phase in fields(Parameters)}
DECLARED = {
    f"{group}.{name}": (declaration, default)
    for group, kind in GROUPS.items()
    for name, declaration, default in declared(kind)
}
each_declared = pytest.mark.parametrize("path", DECLARED)


def share(**changes) -> Declaration:
    said = {"meaning": "a share", "unit": "share", "low": 0.2, "high": 0.8, "source": "assumed"}
    return Declaration(**(said | changes))


@pytest.mark.parametrize("group", GROUPS)
def test_every_field_of_a_group_is_declared(group: str):
    assert [name for name, _, _ in declared(GROUPS[group])] == [entry.name for entry in fields(GROUPS[group])]


@each_declared
def test_what_is_declared_is_said_in_full(path: str):
    declaration, _ = DECLARED[path]
    assert declaration.meaning
    assert not declaration.meaning.endswith(".")
    assert declaration.unit
    assert declaration.source


@each_declared
def test_a_range_is_finite_and_has_the_default_inside(path: str):
    declaration, default = DECLARED[path]
    assert math.isfinite(declaration.low)
    assert math.isfinite(declaration.high)
    assert declaration.low <= default <= declaration.high
    assert declaration.low < declaration.high


@each_declared
def test_a_strength_names_a_mechanism_that_there_is(path: str):
    declaration, _ = DECLARED[path]
    assert declaration.mechanism is None or declaration.mechanism in MECHANISM_NAMES


@each_declared
def test_a_neutral_strength_is_not_stronger_than_the_weakest_one(path: str):
    declaration, _ = DECLARED[path]
    assert declaration.neutral is None or declaration.neutral <= declaration.low


def test_both_ends_of_a_range_are_allowed_and_nothing_beyond():
    assert [share().allows(value) for value in (0.19, 0.2, 0.8, 0.81)] == [False, True, True, False]


def test_the_neutral_value_is_allowed_even_outside_the_range():
    assert share(mechanism="rumour", neutral=0.0).allows(0.0)
    assert not share(mechanism="rumour", neutral=0.0).allows(0.1)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_never_allowed(value: float):
    assert not share(low=-math.inf, high=math.inf).allows(value)


def test_a_default_outside_its_range_cannot_be_declared():
    with pytest.raises(ValueError, match=r"'a share': default 0.9 lies outside 0.2 to 0.8"):
        parameter(0.9, "a share", unit="share", low=0.2, high=0.8)


@pytest.mark.parametrize("half", [{"mechanism": "rumour"}, {"neutral": 0.0}])
def test_a_strength_needs_its_mechanism_and_its_neutral_value(half: dict):
    with pytest.raises(ValueError, match="both its mechanism and its neutral value"):
        parameter(0.5, "a share", unit="share", low=0.2, high=0.8, **half)


def test_what_is_not_declared_is_passed_over():
    @dataclass
    class Group:
        label: str = "none"
        rate: float = parameter(0.5, "a rate", unit="per month", low=0, high=1)

    assert [(name, default) for name, _, default in declared(Group)] == [("rate", 0.5)]


def test_every_parameter_is_listed_by_its_path():
    listed = {path: (declaration, default) for path, declaration, default in every_parameter()}
    assert listed == {path: said for path, said in DECLARED.items() if not path.startswith("levers.")}


def test_the_assumed_values_are_counted_over_the_declarations(monkeypatch: pytest.MonkeyPatch):
    sources = ["assumed", "assumed", "Kuran 1991 (sign; value assumed)", "reporting lags (evidence table reporting)"]
    monkeypatch.setattr(
        parameters, "every_parameter", lambda: ((f"a.b{i}", share(source=s), 0.5) for i, s in enumerate(sources))
    )
    assert parameter_sources().startswith(
        "Of the 4 parameters, 3 have assumed values: 2 without any source, 1 with a source for the mechanism, its sign "
        "or a total, but not for the number. The values of the other 1 are from published figures."
    )
