"""Switching a mechanism off takes away that mechanism and nothing else."""

from __future__ import annotations

from functools import cache

import pytest

from politburo.scenario.changes import with_off, with_parameters
from politburo.terms.mechanisms import MECHANISM_NAMES, MECHANISMS, Mechanism, strengths
from tests.properties.worlds import differing, draws_of, first_difference, holding, run_of, stirred, trail

each_mechanism = pytest.mark.parametrize("mechanism", MECHANISMS, ids=MECHANISM_NAMES)

ALSO_IN = {
    "threat_severity": "conspire",  # plotters are penalised there, in the same way as the disloyal
}
"""Mechanisms that reach into a phase before their own."""


@cache
def beside() -> list[tuple[int, str, str]]:
    return trail(stirred())


@cache
def draws_beside() -> list[tuple[object, ...]]:
    return draws_of(stirred(2))


@pytest.mark.slow
@each_mechanism
def test_a_switch_first_shows_in_its_own_phase(mechanism: Mechanism):
    """So it has an effect, and up to there everything is the same to the bit."""
    difference = first_difference(with_off(stirred(), mechanism.name), beside())
    assert difference is not None, "the switch changes nothing"
    assert difference[1] in (mechanism.phase, ALSO_IN.get(mechanism.name))


@each_mechanism
def test_a_switch_changes_no_draw(mechanism: Mechanism):
    assert draws_of(with_off(stirred(2), mechanism.name)) == draws_beside()


@each_mechanism
def test_where_strengths_are_neutral_the_switch_changes_nothing(mechanism: Mechanism):
    neutral = {f"{phase}.{name}": value for phase, name, value in strengths(mechanism.name)}
    weakened = with_parameters(stirred(2), neutral)
    assert run_of(with_off(weakened, mechanism.name)).fingerprint == run_of(weakened).fingerprint


DEAF = {
    "recall": ("recall",),
    "sanctions": ("sanctions",),
    "market_tolerance": ("markets", "market_rents"),
    "markets": ("markets", "market_rents"),
    "fragmentation": ("fragmented_organs",),
    "border_control": ("border_enforcement", "cadre_flight"),
    "rents": ("rents", "lying_low"),
    "reform_pressure": ("reform_resistance",),
    "assurance_expected": ("anticipation",),
    "assurance": ("external_restraint",),
    "external_threat": ("external_restraint",),
    "neighbour_lead": ("outside_comparison", "outside_option"),
    "campaign": ("punishment", "campaign_unease", "indoctrination", "campaign_display", "campaign_severity"),
    "surveillance": (
        "punishment", "households_chill", "preference_falsification", "chill", "surveillance_deters", "detection",
        "display_watched", "loose_talk",
    ),
}  # fmt: skip
"""Levers, and all the mechanisms through which each acts."""


@pytest.mark.slow
@pytest.mark.parametrize("lever", DEAF)
def test_a_lever_moves_nothing_but_through_its_mechanisms(lever: str):
    def moved(*off: str) -> list[str]:
        scenario = with_off(stirred(8), *off)
        return differing(holding(scenario, lever, 0.1), holding(scenario, lever, 0.9), lever)

    assert moved(*DEAF[lever]) == []
    for mechanism in DEAF[lever]:
        assert moved(*(name for name in DEAF[lever] if name != mechanism)), f"{mechanism} does not listen to {lever}"
