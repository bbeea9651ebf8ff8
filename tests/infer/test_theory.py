"""Theories are data: each changes what it says and nothing else, and can be had in a scenario or not."""

from __future__ import annotations

import pytest

from politburo.infer.theory import comparing, theories, theories_of, theory_named
from politburo.month import simulate
from politburo.scenario import adapt, load, with_logic
from politburo.terms.errors import UsageError
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.mechanisms import MECHANISM_NAMES
from politburo.terms.references import references_in


def test_every_theory_names_what_there_is():
    assert theories()[0].changes == "nothing"
    assert len({one.name for one in theories()}) == len({one.slug for one in theories()}) == len(theories())
    for one in theories()[1:]:
        assert one.logic in (None, *LEADER_NAMES) and set(one.off) <= set(MECHANISM_NAMES)
        assert one.changes != "nothing" and one.meaning
    assert 0 < comparing().nearest < 1 and comparing().least_difference > 0
    assert {one.logic for one in theories() if one.logic} == set(LEADER_NAMES) - {"strategic"}


def test_works_that_theories_rest_on_are_in_the_bibliography():
    assert all(references_in(one.reference) for one in theories() if "2" in one.reference)


def test_a_theory_changes_the_logic_only_where_one_chooses():
    base = adapt(load("example"), until="2003-12")
    siege = theory_named("siege").scenario_of(base)
    assert siege is not None
    assert siege.logics == tuple("siege" if one == "strategic" else one for one in base.logics)
    assert siege.parameters == base.parameters and siege.levers == base.levers and siege.seed == base.seed
    network = theory_named("no network").scenario_of(base)
    assert network is not None and network.logics == base.logics and "rumour" in network.off


def test_what_would_change_nothing_is_no_theory_of_a_scenario():
    base = adapt(load("example"), until="2003-12")
    sieged = with_logic(base, "siege", start="2002-01")
    assert theory_named("siege").scenario_of(sieged) is None
    assert "siege" not in {one.name for one in theories_of(sieged)}
    with pytest.raises(UsageError, match="would change nothing"):
        theories_of(sieged, ("siege",))
    with pytest.raises(UsageError, match="did you mean 'siege'"):
        theories_of(base, ("seige",))
    assert [one.name for one in theories_of(base, ("no fear",))] == ["as the scenario has it", "no fear"]


def test_without_fear_nobody_learns_to_be_afraid():
    from politburo.country import build

    base = adapt(load("example"), until="2003-12", scale=0.02)
    country = build(base.plan, base.scale, base.households)
    calm = theory_named("no fear").scenario_of(base)
    assert calm is not None
    own, other = (simulate(country, one).series["fear"] for one in (base, calm))
    assert other[-12:].mean() < 0.5 * own[-12:].mean()
