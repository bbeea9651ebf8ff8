"""A successor replaces the predecessor's men until his power is consolidated."""

import numpy as np
import pytest

from politburo.leader.succession import choose
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters
from tests.leader.reports import intensity, report
from tests.leader.simulated import penalised_by, ruled, years


def purges(**changes: float) -> float:
    return intensity(choose(report(**changes), Levers(), 0.5, Parameters()))


def test_the_intensity_follows_its_equation():
    p = Parameters().succession
    expected = p.settled + (p.zeal - p.settled) * 0.5 * 0.75
    assert purges(predecessor_share=0.5, consolidation=0.25) == pytest.approx(expected)


def test_when_power_is_consolidated_or_the_old_guard_is_gone_purges_settle():
    assert purges(predecessor_share=1.0, consolidation=1.0) == Parameters().succession.settled
    assert purges(predecessor_share=0.0, consolidation=0.0) == Parameters().succession.settled


def test_threats_and_guarantees_play_no_part():
    same = choose(report(), Levers(), 0.0, Parameters())
    assert same == choose(report(elite_threat=3.0), Levers(external_threat=2.0), 1.0, Parameters())


def test_l_sv_purges_are_heaviest_early_and_fade_as_power_gathers():
    by_year = np.mean([years(ruled("succession", run).series["purge_intensity"]) for run in range(4)], axis=0)
    assert by_year[0] == max(by_year)
    assert by_year[0] >= 3 * by_year[-1]


@pytest.mark.slow
def test_l_g3_the_predecessors_men_are_penalised_more_often_than_the_leaders_own():
    old, new = np.mean([penalised_by("predecessor", "succession", run, 0.5) for run in range(8)], axis=0)
    assert old > 1.2 * new
