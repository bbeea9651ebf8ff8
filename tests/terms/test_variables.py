"""Every number that the model keeps is explained where it is kept: what it means, its unit, what it starts from."""

from __future__ import annotations

from dataclasses import fields

import pytest

from politburo.country import Households, People, Posts
from politburo.month import state
from politburo.terms.parameters import every_parameter
from politburo.terms.variables import variables_of

KEPT = (Posts, People, Households, state.Cadres, state.Homes, state.Cases, state.Regime)


@pytest.mark.parametrize("kind", KEPT)
def test_every_field_is_explained(kind: type):
    assert all(variable.meaning and variable.unit for variable in variables_of(kind).values())


def test_a_field_without_a_word_is_refused():
    class Unexplained:
        fear: float

    with pytest.raises(ValueError, match="not enough"):
        variables_of(Unexplained)


def test_all_parts_of_the_state_are_explained():
    parts = {entry.type for entry in fields(state.State) if entry.name != "minds"}  # columns of cadres once more
    assert parts == {kind.__name__ for kind in KEPT if kind.__module__ == state.__name__}


def test_a_meaning_is_no_sentence():
    assert [v.meaning for kind in KEPT for v in variables_of(kind).values() if v.meaning.endswith(".")] == []


def test_what_two_groups_both_keep_has_the_same_unit():
    units: dict[str, set[str]] = {}
    for kind in (Posts, People, state.Cadres):
        for name, variable in variables_of(kind).items():
            units.setdefault(name, set()).add(variable.unit)
    assert {name: found for name, found in units.items() if len(found) > 1} == {}


def test_every_initial_value_is_the_start_of_a_variable_in_the_same_unit():
    said = {name: declaration for name, declaration, _ in every_parameter() if name.startswith("initial.")}
    used = {
        part: variable
        for kind in KEPT
        for variable in variables_of(kind).values()
        for part in variable.start
        if isinstance(part, str) and part.startswith("initial.")
    }
    assert set(used) == set(said)
    assert {part for part, variable in used.items() if variable.unit != said[part].unit} == set()


def test_what_a_newcomer_gets_is_a_number_or_a_parameter():
    named = [v.recruit for v in variables_of(state.Cadres).values() if isinstance(v.recruit, str)]
    assert set(named) <= {name for name, _, _ in every_parameter()}
