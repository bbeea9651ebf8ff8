"""An opportunist purges when the elite cannot retaliate."""

import math
from itertools import pairwise

import numpy as np
import pytest

from politburo.leader.opportunist import choose
from politburo.month import simulate
from politburo.month.now import Now
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters
from tests.leader.reports import intensity, report
from tests.leader.simulated import COUNTRY, SCRIPTED_MONTHS, scenario


def purges(capability: float, assurance: float = 0.0) -> float:
    return intensity(choose(report(elite_capability=capability), Levers(), assurance, Parameters()))


def test_the_intensity_follows_its_equation():
    p = Parameters().opportunist
    success = (1 - p.shelter * 0.5) * 0.2 / (0.2 + p.guards)
    expected = p.most / (1 + math.exp(-p.keenness * (1 / (1 + p.stake) - success)))
    assert purges(0.2, assurance=0.5) == pytest.approx(expected)


def test_an_elite_without_any_means_is_purged_almost_as_hard_as_can_be():
    assert purges(0.0) == pytest.approx(Parameters().opportunist.most, rel=0.05)


def test_reports_of_a_threat_play_no_part():
    told = [choose(report(elite_threat=threat), Levers(), 0.0, Parameters()) for threat in (0.0, 3.0)]
    assert told[0] == told[1]


def simulated_capabilities() -> list[float]:
    """The elite's capability month by month in the small country under this leader, four runs."""
    found = []
    for run in range(4):
        course: list[float] = []

        def note(now: Now, course: list[float] = course) -> None:
            course.append(now.state.regime.elite_capability[0])

        simulate(COUNTRY, scenario("opportunist"), run, on_month=note)
        found += course[SCRIPTED_MONTHS:]
    return found


def test_l_s1_purges_fall_as_capability_rises_and_are_half_as_many_again_at_its_low_end():
    """Between the tenth and the ninetieth percentile of the capability that the simulation has."""
    low, high = np.percentile(simulated_capabilities(), [10, 90])
    intensities = [purges(c) for c in np.linspace(low, high, 21)]
    assert all(later < earlier for earlier, later in pairwise(intensities))
    assert intensities[0] / intensities[-1] >= 1.5


@pytest.mark.parametrize("capability", [0.2, 0.3, 0.4])
def test_l_a1_a_credible_assurance_raises_purges_by_a_third(capability: float):
    assert purges(capability, assurance=0.9) / purges(capability) >= 1.3
