"""Every mechanism has a name, a phase, a reference and a switch that sets its strengths and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

from politburo.month import PHASES
from politburo.terms.mechanisms import MECHANISM_NAMES, MECHANISMS, Mechanism, strengths, without
from politburo.terms.parameters import Parameters


def by_path(parameters: Parameters) -> dict[str, float]:
    return {f"{phase}.{name}": value for phase, group in asdict(parameters).items() for name, value in group.items()}


def test_no_two_mechanisms_share_a_name():
    assert len(set(MECHANISM_NAMES)) == len(MECHANISM_NAMES)


def test_mechanisms_are_listed_in_the_order_of_the_month():
    order = [name for name, _ in PHASES]
    assert [order.index(entry.phase) for entry in MECHANISMS] == sorted(order.index(m.phase) for m in MECHANISMS)


def those(wrong: Callable[[Mechanism], bool]) -> list[str]:
    """The names of mechanisms of which something is wrong."""
    return [mechanism.name for mechanism in MECHANISMS if wrong(mechanism)]


def test_a_mechanism_has_a_strength_in_its_own_phase():
    assert those(lambda entry: entry.phase not in {phase for phase, _, _ in strengths(entry.name)}) == []


def test_a_mechanism_is_at_work_unless_it_is_switched_off():
    assert those(lambda entry: without(Parameters(), (entry.name,)) == Parameters()) == []


def test_a_switch_sets_the_strengths_and_no_other_parameter():
    before = by_path(Parameters())

    def sets_something_else(mechanism: Mechanism) -> bool:
        neutral = {f"{phase}.{name}": value for phase, name, value in strengths(mechanism.name)}
        return by_path(without(Parameters(), (mechanism.name,))) != before | neutral

    assert those(sets_something_else) == []


def test_no_parameter_is_the_strength_of_two_mechanisms():
    found = [(phase, name) for mechanism in MECHANISM_NAMES for phase, name, _ in strengths(mechanism)]
    assert len(set(found)) == len(found)


def test_switching_off_twice_is_switching_off_once():
    once = without(Parameters(), MECHANISM_NAMES)
    assert without(once, MECHANISM_NAMES) == once


def test_the_order_of_switches_does_not_matter():
    assert without(Parameters(), MECHANISM_NAMES) == without(Parameters(), MECHANISM_NAMES[::-1])


def test_switching_nothing_off_changes_nothing():
    parameters = replace(Parameters(), fear=replace(Parameters().fear, horizon=2.5))
    assert without(parameters, ()) == parameters
