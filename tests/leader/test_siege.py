"""A leader under siege purges more, the greater the threat from abroad: the sign of C15 turned round."""

from dataclasses import replace

import numpy as np
import pytest

from politburo.leader.siege import choose
from politburo.month import simulate
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters
from tests.leader.reports import intensity, report
from tests.leader.simulated import COUNTRY, SCRIPTED_MONTHS, scenario


def purges(threat: float = 1.0, assurance: float = 0.0) -> float:
    return intensity(choose(report(), Levers(external_threat=threat), assurance, Parameters()))


def test_the_intensity_follows_its_equation():
    p = Parameters().siege
    assert purges(1.5, 0.25) == pytest.approx(p.peace + p.besieged * 0.75 * 1.5)
    assert purges(0.0) == purges(2.0, 1.0) == p.peace


def test_purges_never_pass_the_highest_intensity():
    fierce = replace(Parameters(), siege=replace(Parameters().siege, peace=0.2, besieged=0.5))
    assert choose(report(), Levers(external_threat=2.0), 0.0, fierce).purge_intensity == 1.0


def test_reports_on_the_elite_play_no_part():
    assert choose(report(), Levers(), 0.3, Parameters()) == choose(
        report(elite_threat=3.0, consolidation=0.1, elite_capability=0.0), Levers(), 0.3, Parameters()
    )


def test_l_a1_reversed_an_assurance_restrains():
    intensities = [purges(assurance=share) for share in (0.0, 0.3, 0.6, 0.9)]
    assert intensities == sorted(intensities, reverse=True)
    assert intensities[-1] < intensities[0] / 1.3


@pytest.mark.slow
@pytest.mark.parametrize("logic", ["siege", "strategic"])
def test_what_cadres_expect_of_a_guaranteed_leader_depends_on_who_he_is(logic: str):
    """Fear asks the same logic what it would do: the announcement alone calms under siege and alarms otherwise."""
    calm = scenario(logic)
    announced = tuple(
        replace(levers, assurance_expected=0.8) if row >= SCRIPTED_MONTHS + 24 else levers
        for row, levers in enumerate(calm.levers)
    )
    half_a_year = slice(SCRIPTED_MONTHS + 24, SCRIPTED_MONTHS + 30)
    fear = [
        np.mean([simulate(COUNTRY, arm, run).series["fear"][half_a_year].mean() for run in range(3)])
        for arm in (calm, replace(calm, levers=announced))
    ]
    assert (fear[1] < 0.95 * fear[0]) if logic == "siege" else (fear[1] > 1.05 * fear[0])
