"""Known theories are limits of the logics of rule, to the last digit: docs/classic-limits.md derives them."""

import math
from dataclasses import replace

import pytest

from politburo.leader import LOGICS
from politburo.leader.responsive import smallest_purge
from politburo.terms.levers import Levers
from politburo.terms.parameters import Govern, Parameters
from tests.leader.reports import intensity, report

BARE = Govern(
    elite_weight=2.0, deterrence=5.0, desperation=0.0, hunger=0.0, rents_bind=0.0, own_men=0.0, established=0.0,
    retaliation_cost=0.0, competence_cost=0.0, weakness=0.0,
)  # fmt: skip
"""A strategic leader without anything that makes the danger of purging convex, and without a second worry."""

A_LITTLE = 1e-6


def chosen(weights: Govern, logic: str = "strategic", **told: float) -> float:
    """The purge intensity that the logic chooses on such a report, without an assurance."""
    return intensity(LOGICS[logic](report(**told), Levers(), 0.0, replace(Parameters(), govern=weights)))


@pytest.mark.parametrize(("control", "office"), [(1.0, 1.0), (1.0, 3.0), (3.0, 1.0)])
def test_sudduth_2017_he_purges_if_and_only_if_a_coup_succeeds_with_less_than_d_over_d_plus_b(control, office):
    """Control D that a purge gains against office B, where a coup in reaction succeeds as far as the elite can."""
    threat, means = control / (BARE.elite_weight * BARE.deterrence), 0.5
    weights = replace(BARE, weakness=1.0, usual_means=means, retaliation_cost=means * (control + office))
    threshold = control / (control + office)
    told = {"elite_threat": threat, "consolidation": 0.0}
    assert chosen(weights, **told, elite_capability=threshold + A_LITTLE) == 0
    assert chosen(weights, **told, elite_capability=threshold - 1e-3) > 0


@pytest.mark.parametrize("stake", [0.5, 2.0])
def test_sudduth_2017_an_opportunist_who_is_keen_switches_at_the_same_threshold(stake):
    p = replace(Parameters().opportunist, keenness=1e6, stake=stake)
    threshold = p.guards / stake  # where capability / (capability + guards) is 1 / (1 + stake)
    found = [
        intensity(
            LOGICS["opportunist"](
                report(elite_capability=threshold + more), Levers(), 0.0, replace(Parameters(), opportunist=p)
            )
        )
        for more in (-1e-3, 1e-3)
    ]
    assert found == pytest.approx([p.most, 0.0])


@pytest.mark.parametrize("capability", [0.05, 0.2, 0.35])
def test_below_the_threshold_he_purges_as_much_as_the_closed_form_says(capability):
    weights = replace(BARE, weakness=1.0, usual_means=0.5, retaliation_cost=4.0)
    gain, cost = weights.elite_weight * 0.4 * weights.deterrence, weights.retaliation_cost * capability / 0.5
    expected = math.log(gain / cost) / weights.deterrence
    found = chosen(weights, elite_threat=0.4, consolidation=0.0, elite_capability=capability)
    assert found == pytest.approx(min(expected, 1.0))


@pytest.mark.parametrize(("share", "threat"), [(1.0, 0.3), (1.0, 0.8), (0.8, 0.8)])
def test_svolik_2009_established_power_needs_no_purge(share, threat):
    """Power b at and beyond which nobody can challenge him: (1 − cost / gain) / established."""
    weights = replace(BARE, established=share, competence_cost=2.0)
    gain = weights.elite_weight * weights.deterrence * threat
    established = (1 - weights.competence_cost / gain) / share
    assert 0 < established < 1
    assert chosen(weights, elite_threat=threat, consolidation=established + A_LITTLE) == 0
    assert chosen(weights, elite_threat=threat, consolidation=1.0) == 0
    contested = [chosen(weights, elite_threat=threat, consolidation=part * established) for part in (0.0, 0.5, 0.99)]
    assert contested == sorted(contested, reverse=True)
    assert contested[-1] > 0


@pytest.mark.parametrize(
    ("precision", "cull", "innocents"), [(0.9, 0.125, 0.0125), (0.7, 1 / 6, 0.05), (0.5, 0.25, 0.125), (0.3, 0.5, 0.35)]
)
def test_gregory_schroeder_and_sonin_the_cull_brings_the_share_of_enemies_down_to_what_is_borne(
    precision, cull, innocents
):
    """A fifth of enemies, of whom half are borne."""
    found = smallest_purge(0.2, 0.1, precision)
    assert found == pytest.approx(cull)
    assert (1 - precision) * found == pytest.approx(innocents)
    assert (0.2 - precision * found) / (1 - found) == pytest.approx(0.1)


def test_gregory_schroeder_and_sonin_worse_information_makes_victims_of_innocents():
    sharp, blunt = smallest_purge(0.2, 0.1, 0.9), smallest_purge(0.2, 0.1, 0.3)
    assert (0.7 * blunt) / (0.1 * sharp) == pytest.approx(28)
    assert (0.3 * blunt) / (0.9 * sharp) == pytest.approx(4 / 3)


def test_gregory_schroeder_and_sonin_a_responsive_leader_culls_so_many_over_his_span():
    p = replace(Parameters().responsive, tolerated=0.1, precision=0.3, precision_surveillance=0.0, span=2.0)
    decision = LOGICS["responsive"](report(elite_threat=0.2), Levers(), 0.0, replace(Parameters(), responsive=p))
    assert intensity(decision) == pytest.approx(0.5 / 2.0)
