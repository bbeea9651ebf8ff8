"""Every number that the model keeps is explained: the variables in terms are the fields of the arrays, in order."""

from __future__ import annotations

from dataclasses import fields

import pytest

from politburo.country import Households, People, Posts
from politburo.month import state
from politburo.terms import variables

KEPT = {
    Posts: variables.POSTS,
    People: variables.PEOPLE,
    Households: variables.HOUSEHOLDS,
    state.Cadres: variables.CADRES,
    state.Homes: variables.HOMES,
    state.Cases: variables.CASES,
    state.Regime: variables.REGIME,
}
"""What holds the numbers, and what explains them."""


@pytest.mark.parametrize("kind", KEPT)
def test_every_field_is_explained_and_nothing_else_is(kind: type):
    assert [variable.name for variable in KEPT[kind]] == [entry.name for entry in fields(kind)]


def test_all_parts_of_the_state_are_explained():
    parts = {entry.type for entry in fields(state.State)}
    assert parts == {kind.__name__ for kind in KEPT if kind.__module__ == state.__name__}


def test_a_meaning_is_no_sentence():
    assert [entry.name for group in KEPT.values() for entry in group if entry.meaning.endswith(".")] == []


def test_what_two_groups_both_keep_has_the_same_unit():
    units: dict[str, set[str]] = {}
    for kind in (Posts, People, state.Cadres):
        for variable in KEPT[kind]:
            units.setdefault(variable.name, set()).add(variable.unit)
    assert {name: found for name, found in units.items() if len(found) > 1} == {}
