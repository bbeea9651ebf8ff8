"""Every parameter and lever says its meaning, unit, range and source, once and in full."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields

import pytest

from politburo.terms import parameters
from politburo.terms.declarations import ASSUMED, Declaration, declared, parameter
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISM_NAMES
from politburo.terms.parameters import Parameters, every_parameter, parameter_sources

GROUPS = {"levers": Levers} | {phase.name: type(getattr(Parameters(), phase.name)) for phase in fields(Parameters)}
DECLARED = {
    f"{group}.{name}": (declaration, default)
    for group, kind in GROUPS.items()
    for name, declaration, default in declared(kind)
}


def share(**changes) -> Declaration:
    said = {"meaning": "a share", "unit": "share", "low": 0.2, "high": 0.8, "source": "assumed: neither none nor all"}
    return Declaration(**(said | changes))


@pytest.mark.parametrize("group", GROUPS)
def test_every_field_of_a_group_is_declared(group: str):
    assert [name for name, _, _ in declared(GROUPS[group])] == [entry.name for entry in fields(GROUPS[group])]


def those(wrong: Callable[[Declaration, float], bool]) -> list[str]:
    """The paths of what is declared and wrong."""
    return [path for path, (declaration, default) in DECLARED.items() if wrong(declaration, default)]


def test_a_meaning_is_no_sentence():
    assert those(lambda declaration, _: declaration.meaning.endswith(".")) == []


def test_a_range_is_finite_and_has_the_default_inside():
    assert those(lambda said, default: not -math.inf < said.low <= default <= said.high < math.inf) == []
    assert those(lambda said, _: said.low == said.high) == []


def test_a_strength_names_a_mechanism_that_there_is():
    assert those(lambda said, _: said.mechanism is not None and said.mechanism not in MECHANISM_NAMES) == []


def test_a_neutral_strength_is_not_stronger_than_the_weakest_one():
    assert those(lambda said, _: said.neutral is not None and said.neutral > said.low) == []


def test_a_share_is_never_below_0_nor_above_1():
    assert those(lambda said, _: said.unit == "share" and not 0 <= said.low < said.high <= 1) == []


def argument(said: Declaration) -> str:
    """The argument for a range; empty where the value is published."""
    return said.source.partition(ASSUMED)[2]


def test_a_value_that_is_assumed_comes_with_an_argument():
    assert those(lambda said, _: not said.source or "assumed" in said.source.replace(ASSUMED, "", 1)) == []
    assert those(lambda said, _: ASSUMED in said.source and not 4 <= len(argument(said).split()) <= 30) == []


def test_no_two_terms_have_the_same_argument():
    counted = Counter(argument(said) for said, _ in DECLARED.values())
    assert those(lambda said, _: argument(said) != "" and counted[argument(said)] > 1) == []


def test_an_argument_names_only_terms_that_there_are():
    named = {path: re.findall(r"\b([a-z_]+\.[a-z]\w*)", argument(said)) for path, (said, _) in DECLARED.items()}
    assert {path: names for path, names in named.items() if not set(names) <= set(DECLARED)} == {}


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
        parameter(0.9, "a share", unit="share", low=0.2, high=0.8, source="assumed: for a test")


@pytest.mark.parametrize("half", [{"mechanism": "rumour"}, {"neutral": 0.0}])
def test_a_strength_needs_its_mechanism_and_its_neutral_value(half: dict):
    with pytest.raises(ValueError, match="both its mechanism and its neutral value"):
        parameter(0.5, "a share", unit="share", low=0.2, high=0.8, source="assumed: for a test", **half)


def test_what_is_not_declared_is_passed_over():
    @dataclass
    class Group:
        label: str = "none"
        rate: float = parameter(0.5, "a rate", unit="per month", low=0, high=1, source="assumed: for a test")

    assert [(name, default) for name, _, default in declared(Group)] == [("rate", 0.5)]


def test_every_parameter_is_listed_by_its_path():
    listed = {path: (declaration, default) for path, declaration, default in every_parameter()}
    assert listed == {path: said for path, said in DECLARED.items() if not path.startswith("levers.")}


def test_the_kinds_of_sources_are_counted_over_the_declarations(monkeypatch: pytest.MonkeyPatch):
    sources = [
        "assumed: never above a half",
        "assumed: never below a half",
        "Kuran 1991 (sign); assumed: between the two",
        "reporting lags (evidence table reporting)",
    ]
    monkeypatch.setattr(
        parameters, "every_parameter", lambda: ((f"a.b{i}", share(source=s), 0.5) for i, s in enumerate(sources))
    )
    assert parameter_sources().startswith(
        "Of the 4 parameters, 3 have assumed values: for 2 only the plausible range is argued; for 1 the mechanism, "
        "its sign, an order of magnitude or a total is published too. The values of the other 1 are from published "
        "figures."
    )
