"""A responsive leader purges when threatened, and as many as the threat asks for."""

import numpy as np
import pytest

from politburo.leader.responsive import choose, smallest_purge
from politburo.month import simulate
from politburo.month.now import Now
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters
from tests.leader.reports import intensity, report
from tests.leader.simulated import COUNTRY, SCRIPTED_MONTHS, scenario


def purges(threat: float, surveillance: float = 0.5) -> float:
    return intensity(choose(report(elite_threat=threat), Levers(surveillance=surveillance), 0.5, Parameters()))


def test_where_no_cull_would_do_there_is_none_and_nobody_is_culled_twice():
    assert smallest_purge(0.2, 0.1, 0.1) == 0
    assert smallest_purge(0.9, 0.1, 0.2) == 1


def test_the_cull_is_spread_over_its_span():
    p = Parameters().responsive
    precision = p.precision + p.precision_surveillance * 0.5
    assert purges(0.4) == pytest.approx((0.4 - p.tolerated) / (precision - p.tolerated) / p.span)


def test_guarantees_play_no_part():
    assert choose(report(), Levers(), 0.0, Parameters()) == choose(report(), Levers(), 1.0, Parameters())


def test_l_gss1_worse_information_means_more_victims_and_many_more_innocent_ones():
    sharp, blunt = smallest_purge(0.2, 0.1, 0.9), smallest_purge(0.2, 0.1, 0.5)
    assert blunt / sharp >= 1.5
    assert (0.5 * blunt) / (0.1 * sharp) >= 5


def test_l_gss1_less_surveillance_means_more_victims_under_this_leader():
    assert purges(0.4, surveillance=0.0) / purges(0.4, surveillance=1.0) >= 1.5


def test_l_gss2_nobody_is_purged_while_the_enemies_seem_few_enough():
    borne = Parameters().responsive.tolerated
    assert [purges(share * borne) for share in (0.0, 0.5, 1.0)] == [0, 0, 0]
    assert purges(borne + 0.01) > 0


@pytest.mark.parametrize("enemies", [0.25, 0.4])
def test_l_gss3_a_less_secure_leader_purges_more(enemies: float):
    purges = [smallest_purge(enemies, borne, 0.7) for borne in (0.05, 0.1, 0.2)]
    assert purges == sorted(purges, reverse=True)
    assert purges[0] > purges[-1]


def penalised_after_alarm(run: int, alarm: float) -> float:
    """Penalties for disloyalty in the twelve months after the report of a failed coup, as it alarms the leader."""
    struck = scenario("responsive").start + SCRIPTED_MONTHS + 24
    penalties = 0

    def watch(now: Now) -> None:
        nonlocal penalties
        if now.month == struck:
            now.state.regime.alarm[0] += alarm
            now.state.regime.elite_threat[0] += alarm
        elif struck < now.month <= struck + 12:
            penalties += int(now.counts.penalties.sum())

    simulate(COUNTRY, scenario("responsive"), run, on_month=watch)
    return penalties


@pytest.mark.slow
def test_l_f1_in_the_year_after_a_failed_coup_purges_are_several_times_as_many():
    """The alarm of one failed coup, in the same runs with and without it."""
    alarm = Parameters().inform.attempt_alarm
    with_it, without = (np.sum([penalised_after_alarm(run, size) for run in range(4)]) for size in (alarm, 0.0))
    assert with_it >= 3 * without
