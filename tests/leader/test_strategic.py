"""A strategic leader finds the least hazard of losing power; guarantees and consolidated power embolden him."""

import math
from dataclasses import replace

import numpy as np
import pytest

from politburo.leader import Briefing, Decision
from politburo.leader.strategic import choose
from politburo.terms.levers import Levers
from politburo.terms.parameters import Govern, Parameters
from tests.leader.reports import intensity

BRIEFING = Briefing(
    elite_threat=0.6, elite_fear=0.4, elite_capability=math.nan, predecessor_share=math.nan, public_grievance=0.5,
    competence=0.2, consolidation=0.7, purge_intensity=0.1,
)  # fmt: skip
LEVERS = Levers(external_threat=1.1, surveillance=0.55, purge_intensity=0.9, market_tolerance=0.9)
WEIGHTS = Govern(
    elite_weight=1.2, public_weight=0.5, deterrence=4.0, desperation=1.5, retaliation_cost=2.0, competence_cost=0.8,
    quell=1.5, control_cost=0.3, inertia=math.nan, succession_consolidation=math.nan, consolidation_years=math.nan,
    setback=math.nan,
)  # fmt: skip


def hazard_from_the_elite(q: float, briefing: Briefing, levers: Levers, assurance: float, w: Govern) -> float:
    """The part of the hazard that purges move, as the module's docstring writes it."""
    return (
        w.elite_weight * briefing.elite_threat * math.exp(-w.deterrence * q)
        + w.desperation * q**2
        + (1 - briefing.consolidation) * w.retaliation_cost * q
        + (1 - assurance) * levers.external_threat * w.competence_cost * q
    )


def hazard_from_the_public(m: float, briefing: Briefing, w: Govern) -> float:
    """The part of the hazard that tolerance of markets moves."""
    return w.public_weight * briefing.public_grievance * math.exp(-w.quell * m) + w.control_cost * m**2


def purges(briefing=BRIEFING, levers=LEVERS, assurance=0.3, weights=WEIGHTS) -> float:
    """The purge intensity that the leader chooses."""
    return intensity(decided(briefing, levers, assurance, weights))


def decided(briefing=BRIEFING, levers=LEVERS, assurance=0.3, weights=WEIGHTS) -> Decision:
    """What the leader chooses."""
    return choose(briefing, levers, assurance, replace(Parameters(), govern=weights))


@pytest.mark.parametrize("threat", [0.0, 0.2, 0.6, 1.5, 20.0])
@pytest.mark.parametrize("consolidation", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("assurance", [0.0, 0.9])
def test_no_other_intensity_on_a_fine_grid_is_safer(threat, consolidation, assurance):
    briefing = replace(BRIEFING, elite_threat=threat, consolidation=consolidation)
    grid = np.linspace(0, 1, 20_001)
    hazards = [hazard_from_the_elite(q, briefing, LEVERS, assurance, WEIGHTS) for q in grid]
    assert purges(briefing, assurance=assurance) == pytest.approx(grid[int(np.argmin(hazards))], abs=1e-4)


@pytest.mark.parametrize("grievance", [0.0, 0.1, 0.5, 1.0])
@pytest.mark.parametrize("weight", [0.1, 3.0])
def test_no_other_tolerance_on_a_fine_grid_is_safer(grievance, weight):
    briefing, weights = replace(BRIEFING, public_grievance=grievance), replace(WEIGHTS, public_weight=weight)
    grid = np.linspace(0, 1, 20_001)
    hazards = [hazard_from_the_public(m, briefing, weights) for m in grid]
    chosen = decided(briefing, weights=weights).market_tolerance
    assert chosen == pytest.approx(grid[int(np.argmin(hazards))], abs=1e-4)


def test_a_guarantee_emboldens():
    chosen = [purges(assurance=assurance) for assurance in (0.0, 0.5, 1.0)]
    assert chosen == sorted(chosen)
    assert chosen[2] > chosen[0] + 0.01


def test_without_a_threat_from_abroad_a_guarantee_changes_nothing():
    safe = replace(LEVERS, external_threat=0.0)
    assert purges(levers=safe, assurance=0.0) == purges(levers=safe, assurance=1.0) > 0


def test_power_that_is_not_consolidated_restrains():
    chosen = [purges(replace(BRIEFING, consolidation=share)) for share in (0.1, 0.5, 1.0)]
    assert chosen == sorted(chosen)
    assert chosen[2] > chosen[0] + 0.01


def test_a_reported_threat_brings_purges_and_none_brings_none():
    assert purges(replace(BRIEFING, elite_threat=0.0)) == 0
    assert purges(replace(BRIEFING, elite_threat=1.0)) > purges(replace(BRIEFING, elite_threat=0.6)) > 0


def test_a_grave_threat_at_no_cost_brings_the_highest_intensity():
    careless = replace(WEIGHTS, desperation=0.0, retaliation_cost=0.0, competence_cost=0.0)
    assert purges(weights=careless) == pytest.approx(1, abs=1e-9)


def test_grievance_brings_tolerance_and_none_brings_none():
    tolerance = [decided(replace(BRIEFING, public_grievance=g)).market_tolerance or 0 for g in (0, 0.3, 0.8)]
    assert tolerance[0] == 0 < tolerance[1] < tolerance[2]


def test_the_levers_that_he_sets_himself_are_not_looked_at():
    assert decided() == decided(levers=replace(LEVERS, purge_intensity=0.0, market_tolerance=0.0))


def test_l_a1_a_credible_assurance_raises_purges_by_a_third_and_a_vague_one_by_less_than_a_tenth():
    """At the default weights, and at what the reports on north-korea are in the years of the summit."""
    told = replace(BRIEFING, elite_threat=0.22, public_grievance=0.3, consolidation=1.0)
    none, vague, credible = (purges(told, Levers(), assurance, Govern()) for assurance in (0.0, 0.1, 0.9))
    assert credible / none >= 1.3
    assert vague / none < 1.1
