"""Cited is what was at work: with a mechanism, a leader or a value goes the work that it stands on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from politburo.show.cite.works import METHODS, at_work, values_in_force, works_used
from politburo.terms.leaders import LEADER_NAMES, LEADERS
from politburo.terms.mechanisms import MECHANISM_NAMES, MECHANISMS, strengths, without
from politburo.terms.parameters import Parameters
from politburo.terms.references import references_in, works

SCRIPTED = ("scripted",)


def keys(parameters: Parameters, logics: tuple[str, ...] = SCRIPTED) -> set[str]:
    return set(works_used(parameters, logics))


def users(work: str) -> list[str]:
    return [entry.name for entry in MECHANISMS if work in references_in(entry.reference)]


def test_every_mechanism_is_at_work_until_it_is_switched_off():
    assert at_work(Parameters()) == MECHANISM_NAMES
    assert at_work(without(Parameters(), ("rumour", "chill"))) == tuple(
        name for name in MECHANISM_NAMES if name not in ("rumour", "chill")
    )


def test_a_mechanism_whose_strengths_were_set_to_nothing_by_hand_is_not_at_work():
    parameters = Parameters()
    for phase, name, neutral in strengths("rumour"):
        parameters = replace(parameters, **{phase: replace(getattr(parameters, phase), **{name: neutral})})
    assert "rumour" not in at_work(parameters)


def test_the_work_of_a_mechanism_goes_with_it():
    assert "kuran1991" in keys(Parameters())
    assert keys(Parameters()) - keys(without(Parameters(), ("preference_falsification",))) == {"kuran1991"}


def test_a_work_that_two_mechanisms_stand_on_stays_until_both_are_off():
    assert "lohmann1994" in keys(without(Parameters(), ("rumour",)))
    assert "lohmann1994" in keys(without(Parameters(), ("habituation",)))
    assert "lohmann1994" not in keys(without(Parameters(), ("rumour", "habituation")))


def test_with_all_mechanisms_off_only_the_works_of_other_values_and_of_methods_are_left():
    off = without(Parameters(), MECHANISM_NAMES)
    uses = works_used(off, SCRIPTED)
    assert {kind for found in uses.values() for kind, _ in found} == {"parameter", *METHODS.values()}


@pytest.mark.slow
@pytest.mark.parametrize("leader", LEADERS, ids=LEADER_NAMES)
def test_the_works_of_a_leader_are_cited_when_he_governs(leader):
    wanted = set(references_in(leader.reference))
    assert wanted <= keys(without(Parameters(), MECHANISM_NAMES), (leader.name,))
    uses = works_used(Parameters(), (leader.name,))
    assert {work for work, found in uses.items() if ("leader", leader.name) in found} == wanted


def test_the_works_of_a_leader_who_never_governs_are_not_cited_for_him():
    off = without(Parameters(), MECHANISM_NAMES)
    assert "gregory2011" in keys(off, ("responsive",))
    assert "gregory2011" not in keys(off, ("strategic",))


def test_the_values_of_a_leader_are_in_force_under_him_alone():
    paths = {path for path, _ in values_in_force(Parameters(), ("siege",))}
    assert "siege.peace" in paths
    assert "opportunist.shelter" not in paths
    assert "fear.horizon" in paths


def test_a_use_names_what_it_is():
    assert works_used(Parameters(), SCRIPTED)["kuran1991"] == [("mechanism", "preference_falsification")]
    assert users("kuran1991") == ["preference_falsification"]


def test_works_stand_in_the_order_of_the_bibliography():
    found = list(works_used(Parameters(), LEADER_NAMES))
    assert found == [work for work in works() if work in found]


def test_the_method_of_random_numbers_is_a_known_work():
    assert set(METHODS) <= set(works())
    assert set(METHODS) <= keys(without(Parameters(), MECHANISM_NAMES))
