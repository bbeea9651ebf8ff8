"""Random terror penalises at a constant rate, regardless of conduct."""

import numpy as np
import pytest

from politburo.leader.random_terror import choose
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters
from tests.leader.reports import report
from tests.leader.simulated import SCRIPTED_MONTHS, penalised_by, ruled

LUKEWARM = 0.7
"""Displayed loyalty that about half of county cadres pass."""


def test_rate_and_blindness_are_the_same_whatever_is_reported():
    quiet = choose(report(), Levers(), 0.0, Parameters())
    assert quiet == choose(
        report(elite_threat=3.0, elite_capability=1.0), Levers(external_threat=2.0), 1.0, Parameters()
    )
    assert (quiet.purge_intensity, quiet.type_blindness) == (0.12, 1.0)


def test_policy_settles_at_the_rate():
    course = ruled("random_terror", 0).series["purge_intensity"]
    assert abs(course[-1] - Parameters().random_terror.rate) < 1e-4
    assert course[SCRIPTED_MONTHS] < course[-1]


@pytest.mark.slow
def test_l_rz2_conduct_is_no_shelter_under_random_terror_and_is_one_under_a_strategic_leader():
    """Penalties per head of those who show more loyalty, against those who show less, in the same rank."""
    ratio = {}
    for logic in ("random_terror", "strategic"):
        warm, cold = np.mean([penalised_by("displayed_loyalty", logic, run, LUKEWARM) for run in range(4)], axis=0)
        ratio[logic] = warm / cold
    assert ratio["random_terror"] > 0.9
    assert ratio["strategic"] < 0.85 * ratio["random_terror"]
