"""Plotters are found out or strike; strength decides, and a coup that succeeds ends the regime."""

import math
from dataclasses import replace

import numpy as np
import pytest

from politburo.country import Country
from politburo.country.construction import freeze
from politburo.month.conspire import conspire, loyalty_of_guards, strength_of_guards
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import CHARGES
from tests.month.setting import COUNTRY, POSTS, called, close_to, first_month, levers

pytestmark = pytest.mark.slow

PENALTY = {
    "judge.threat_severity": 1.0, "judge.plot_severity": 3.0, "judge.rank_severity": 0.5,
    "judge.inquiry_attempt": 3.0, "govern.setback": 0.15,
} | {
    f"judge.cut_{form}": -60.0
    for form in ("demotion", "reeducation", "removal", "expulsion", "imprisonment", "execution")
}  # fmt: skip
CALM = {
    "conspire.found": 0.0, "conspire.found_surveillance": 0.0, "conspire.attempt": 0.0,
    "conspire.attempt_strength": 3.0, "conspire.counterbalance": 12.0, "conspire.rank_strength": 0.4,
    "conspire.authority": 0.2, "conspire.found_denounced": 0.0, "conspire.bandwagon": 0.0,
    "conspire.bandwagon_slope": 8.0, "conspire.fragmented_guards": 0.4,
} | PENALTY  # fmt: skip
BOLD = CALM | {"conspire.attempt": 1.0, "conspire.attempt_strength": 1e-4}
LEADER = int(np.flatnonzero((POSTS.rank == 0) & (POSTS.organ == 1))[0])
FRIEND, OTHER = int(POSTS.close[LEADER, 0]), int(POSTS.acquaintances[LEADER, 0])
CLIENT = int(np.flatnonzero(POSTS.patron == LEADER)[0])


def plotting(strengths, *plotters, fragmentation=0.5, **others):
    """The month in which these cadres plot."""
    now = first_month(strengths, levers(surveillance=0.5, fragmentation=fragmentation), **others)
    now.state.cadres.standing[list(plotters)] = 2
    now.state.regime.elite_threat[0] = 0.5
    now.state.regime.consolidation[0] = 0.9
    return now


def guarded_by(*organs: int) -> Country:
    """The country in which organs of these codes guard the regime; nothing in it can be written to, as in any."""
    country = replace(COUNTRY, guards=organs)
    freeze(country)
    return country


def kinds(now) -> list[str]:
    """The kinds of events logged, in order."""
    return [EVENT_NAMES[kind] for kind in now.log.column("kind")]


def power(i: int) -> float:
    return float(POSTS.arms[i] + 0.2) * 0.4 ** int(POSTS.rank[i])


def test_strength_adds_up_the_plotters_among_ties_and_clients():
    assert len({LEADER, FRIEND, OTHER, CLIENT}) == 4
    now = plotting(CALM, LEADER, FRIEND, OTHER, CLIENT)
    conspire(now)
    ties = np.concatenate([POSTS.close[LEADER], POSTS.acquaintances[LEADER], np.flatnonzero(POSTS.patron == LEADER)])
    expected = power(LEADER) + sum(power(int(j)) for j in ties if j in (FRIEND, OTHER, CLIENT))
    place = sorted((LEADER, FRIEND, OTHER, CLIENT)).index(LEADER)
    assert now.scratch.parts[place, :4].sum() == pytest.approx(expected, rel=1e-5)
    assert len(now.log) == 0


def test_without_plotters_nothing_happens():
    now = plotting(BOLD)
    before = now.state.digest()
    conspire(now)
    assert (len(now.log), now.state.digest()) == (0, before)


def test_who_has_fled_no_longer_plots():
    now = plotting(BOLD, LEADER)
    now.scratch.vacant[LEADER] = 1
    conspire(now)
    assert len(now.log) == 0


def test_against_no_counterbalance_a_coup_ends_the_regime():
    now = plotting(BOLD | {"conspire.counterbalance": 0.0}, LEADER, FRIEND)
    conspire(now)
    assert now.state.regime.ended[0]
    assert kinds(now) == ["regime end"]
    assert now.counts.coup_attempts[0] == 1
    assert (now.scratch.vacant == 0).all()


def test_a_hopeless_coup_costs_its_coalition_and_leaves_others_alone():
    stranger = next(
        i
        for i in range(POSTS.count)
        if POSTS.rank[i] == 3 and not {LEADER, FRIEND, CLIENT} & {*POSTS.close[i], *POSTS.acquaintances[i], i}
    )
    strengths = BOLD | {"conspire.counterbalance": 1e9}
    now = plotting(strengths, LEADER, FRIEND, CLIENT)
    now.state.cadres.standing[stranger] = 1
    conspire(now)
    assert not now.state.regime.ended[0]
    coalition = {LEADER, FRIEND, CLIENT}
    penalties = now.log.column("kind") == EVENT_NAMES.index("penalty")
    assert set(now.log.column("agent")[penalties].tolist()) == coalition
    assert np.count_nonzero(penalties) == 3
    assert (now.log.column("charge")[penalties] == CHARGES.index("coup attempt")).all()
    assert set(np.flatnonzero(now.scratch.vacant).tolist()) == coalition
    assert (now.state.cadres.standing[list(coalition)] == 0).all()
    assert now.state.cadres.standing[stranger] == 1


def test_each_coalition_tries_once_and_its_failure_sets_the_leader_back():
    now = plotting(BOLD | {"conspire.counterbalance": 1e9}, LEADER, CLIENT)
    conspire(now)
    assert kinds(now).count("coup attempt") == now.counts.coup_attempts[0] == 1
    assert now.state.regime.consolidation[0] == pytest.approx(0.9 - 0.15)


def test_a_failed_attempt_opens_a_large_inquiry():
    now = plotting(BOLD | {"conspire.counterbalance": 1e9}, LEADER)
    conspire(now)
    assert now.state.cases.post[0] == LEADER
    assert now.state.cases.opens[0] == 3.0


def test_guards_decide_how_often_a_coup_succeeds():
    guards = (POSTS.organ == COUNTRY.organs.index("security")) & (POSTS.rank < 2)
    strength = power(LEADER)
    ended = 0
    for run in range(400):
        now = plotting(BOLD | {"conspire.counterbalance": 2.0}, LEADER, run=run)
        now.state.cadres.private_loyalty[:] = 0.0
        now.state.cadres.private_loyalty[guards] = 0.4
        conspire(now)
        ended += now.state.regime.ended[0]
    p = strength / (strength + 2.0 * 0.4)
    assert abs(ended - 400 * p) < 5 * np.sqrt(400 * p * (1 - p))


def test_where_no_organ_guards_the_regime_a_coup_that_is_attempted_succeeds():
    unguarded = guarded_by()
    for run in range(20):
        now = plotting(BOLD | {"conspire.counterbalance": 1e9}, LEADER, run=run, country=unguarded)
        conspire(now)
        assert now.state.regime.ended[0]


def test_the_leaders_of_several_organs_guard_the_regime_together():
    now = plotting(BOLD | {"conspire.counterbalance": 1e9}, LEADER, country=guarded_by(0, 2))
    guards = np.isin(POSTS.organ, (0, 2)) & (POSTS.rank < 2)
    now.state.cadres.private_loyalty[:] = np.linspace(0, 1, POSTS.count)
    private = now.state.cadres.private_loyalty
    assert called(loyalty_of_guards)(now, private) == pytest.approx(private[guards].mean(), rel=1e-5)


def test_attempts_come_with_strength():
    strength = power(LEADER)
    p = 0.6 * strength**2 / (strength**2 + 0.5**2)
    tried = 0
    for run in range(400):
        now = plotting(CALM | {"conspire.attempt": 0.6, "conspire.attempt_strength": 0.5}, LEADER, run=run)
        conspire(now)
        tried += now.counts.coup_attempts[0]
    assert abs(tried - 400 * p) < 5 * np.sqrt(400 * p * (1 - p))


def following(i: int, chance: float, loyal: np.ndarray) -> float:
    """Strength of those around a coalition of one who join it."""
    around = [*POSTS.close[i], *POSTS.acquaintances[i], *np.flatnonzero(POSTS.patron == i)]
    return sum(power(int(j)) * 0.6 / (1 + math.exp(-8.0 * (chance - float(loyal[j])))) for j in around)


def expected_of(**strengths: float):
    """The month in which the leader plots alone, and nobody tries."""
    given = {f"conspire.{name}": value for name, value in strengths.items()}
    now = plotting(CALM | {"conspire.bandwagon": 0.6} | given, LEADER)
    now.state.cadres.private_loyalty[:] = np.linspace(0, 1, POSTS.count)
    return now


def test_those_around_a_coup_join_it_as_far_as_it_seems_to_win_against_their_loyalty():
    now = expected_of()
    loyal = now.state.cadres.private_loyalty
    guards = 12.0 * float(loyal[(POSTS.organ == COUNTRY.organs.index("security")) & (POSTS.rank < 2)].mean())
    alone = power(LEADER)
    followers = following(LEADER, alone / (alone + guards), loyal)
    conspire(now)
    assert now.scratch.parts[0, 4] == pytest.approx(followers, rel=1e-4)
    together = alone + followers
    assert now.scratch.wins[LEADER] == pytest.approx(together / (together + guards), rel=1e-4)


@pytest.mark.parametrize("change", [{"loyalty": 0.4}, {"counterbalance": 24.0}])
def test_the_chance_of_success_falls_with_the_loyalty_and_strength_of_the_guards(change):
    guards = (POSTS.organ == COUNTRY.organs.index("security")) & (POSTS.rank < 2)
    chances = []
    for strengths, loyalty in (({}, 0.2), (change, change.get("loyalty", 0.2))):
        now = expected_of(**{name: value for name, value in strengths.items() if name != "loyalty"})
        now.state.cadres.private_loyalty[guards] = loyalty
        conspire(now)
        chances.append(now.scratch.wins[LEADER])
    assert chances[1] < chances[0]


def test_hazards_are_those_of_an_attempt_and_of_a_fall_summed_over_coalitions():
    now = plotting(CALM | {"conspire.attempt": 1e-7}, LEADER, FRIEND, OTHER)
    conspire(now)
    s, plotters = now.scratch, [LEADER, FRIEND, OTHER]
    hazards, chances = s.tries[plotters].astype(float), s.wins[plotters].astype(float)
    strength = s.parts[sorted(plotters).index(LEADER), :4].sum()
    assert hazards[0] == pytest.approx(1e-7 * strength**2 / (strength**2 + 9.0), rel=1e-5)
    assert now.counts.attempt_hazard[0] == pytest.approx(hazards.sum(), rel=1e-5)
    assert now.counts.fall_hazard[0] == pytest.approx((hazards * chances).sum(), rel=1e-5)
    assert 0 < now.counts.fall_hazard[0] < now.counts.attempt_hazard[0]


def test_loyal_friends_denounce_a_plotter_as_far_as_he_is_open_to_them():
    found = {"conspire.found_denounced": 0.3}
    for friends_loyalty, openness, expected in (
        (0.9, 0.5, 0.3 * 0.5 * 0.9),
        (0.2, 0.5, 0.3 * 0.5 * 0.2),
        (0.9, 0.0, 0),
    ):
        now = plotting(CALM | found, LEADER)
        now.state.cadres.private_loyalty[:] = friends_loyalty
        now.state.cadres.openness_close[:] = openness
        conspire(now)
        assert now.scratch.hazards[LEADER] == pytest.approx(expected, rel=1e-5)


def test_friends_who_plot_themselves_denounce_nobody():
    now = plotting(CALM | {"conspire.found_denounced": 0.3}, LEADER, *POSTS.close[LEADER])
    conspire(now)
    assert now.scratch.hazards[LEADER] == 0


def test_surveillance_finds_plotters_at_its_rate():
    now = plotting(CALM | {"conspire.found": 0.02, "conspire.found_surveillance": 0.2}, *range(POSTS.count))
    conspire(now)
    low, high = close_to(POSTS.count * (0.02 + 0.2 * 0.5))
    assert low < now.counts.plots_found.sum() < high
    found = np.flatnonzero(now.scratch.vacant)
    assert now.counts.plots_found.tolist() == np.bincount(POSTS.circle[found], minlength=24).tolist()
    assert (now.state.cadres.standing[found] == 0).all()
    assert np.count_nonzero(now.state.cadres.standing == 2) == POSTS.count - len(found)


def test_who_is_found_out_is_penalised_for_plotting_and_takes_no_part_in_a_coup():
    now = plotting(BOLD | {"conspire.found": 1.0, "conspire.counterbalance": 0.0}, LEADER, FRIEND)
    conspire(now)
    assert not now.state.regime.ended[0]
    assert kinds(now) == ["plot found", "plot found", "penalty", "penalty"]
    assert now.log.column("charge").tolist()[2:] == [CHARGES.index("plotting")] * 2
    assert now.counts.coup_attempts[0] == 0


def test_organs_that_check_each_other_guard_better_and_a_single_one_worse():
    def guards(now):
        return called(strength_of_guards)(now, now.state.cadres.private_loyalty)

    one, even, rivals = (guards(plotting(CALM, fragmentation=f)) for f in (0.0, 0.5, 1.0))
    assert (one, rivals) == pytest.approx((0.6 * even, 1.4 * even))
    now = plotting(CALM)
    assert even == pytest.approx(12.0 * called(loyalty_of_guards)(now, now.state.cadres.private_loyalty))
