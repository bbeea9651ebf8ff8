"""Each cadre serves, lies low, flees or plots, by hazards that compete for one draw."""

import math

import numpy as np
import pytest

from politburo.month.choose import choose
from politburo.month.hear import hear
from politburo.month.now import Now
from politburo.month.state import FLED, HELD, LYING_LOW, PLOTTING, SERVING
from politburo.numerics.chance import Purpose
from politburo.numerics.flags import marked
from politburo.terms.events import EVENT_NAMES
from tests.month.setting import (
    COUNTRY,
    MONTH,
    POSTS,
    add_cases,
    close_to,
    first_month,
    levers,
    numbers,
    parameters,
    shuffled,
    sigma,
)  # fmt: skip

LEVERS = levers(
    rents=1.1, border_control=0.4, neighbour_lead=1.2, surveillance=0.5, posts_abroad=1.0, fragmentation=0.5
)
STRENGTHS = {
    "choose.ruin": 1.5, "choose.serving": 0.5, "choose.perks": 0.6, "choose.low_rent": 0.6, "choose.low_serving": 0.5,
    "choose.low_face": 0.15,
    "choose.low_rate": 0.05, "choose.low_slope": 6.0, "choose.flee_rate": 0.004, "choose.flee_inland": 1.7,
    "choose.flee_fear": 3.0, "choose.flee_news": 1.5, "choose.flee_outside": 1.0, "choose.flee_loyalty": 2.0,
    "choose.flee_family": 1.5, "choose.plot_rate": 0.05, "choose.plot_opportunity": 0.8, "choose.plot_trust": 1.2,
    "choose.plot_join": 4.0, "choose.plot_ambition": 1.1, "choose.plot_preemption": 5.0, "choose.plot_caution": 3.0,
    "choose.plot_surveillance": 2.0, "choose.plot_loyalty": 2.5, "choose.fate": 1.0, "choose.plot_dropped": 0.15,
    "choose.compliance": 0.6, "fear.low_profile": 0.5, "conspire.counterbalance": 9.0, "conspire.authority": 0.2,
    "conspire.rank_strength": 0.4, "conspire.fragmented_guards": 0.4,
    "choose.flee_frailty": 1.2, "choose.vetting": 0.6, "choose.vetting_half": 0.02,
    "choose.vetting_memory": 24.0,
}  # fmt: skip
HEARING = {
    "hear.memory": 8.0, "hear.close_case": 1.0, "hear.acquaintance_case": 0.3, "hear.circle_case": 0.12,
    "hear.acquaintance_worth": 0.35, "hear.flight_half": 0.01, "hear.circle_half": 0.1, "hear.public_case": 0.06,
    "hear.public_half": 2.0, "hear.most_news": 20.0, "hear.rumour": 0.2, "hear.habituation": 0.5, "hear.habit": 18.0,
    "hear.flight_news": 0.8,
}  # fmt: skip
RATES = ("low_rate", "flee_rate", "plot_rate", "plot_dropped")
NEUTRAL = {name: value if name.split(".")[1] in RATES else 0.0 for name, value in STRENGTHS.items()}
NEUTRAL |= {"choose.flee_inland": 1.7, "fear.low_profile": 1.0}
GUARDS = (POSTS.organ == COUNTRY.organs.index("security")) & (POSTS.rank < 2)
NEUTRAL |= {"choose.vetting_half": 0.02, "choose.vetting_memory": 24.0}
ABROAD = int(np.flatnonzero(POSTS.abroad)[0])
AT_THE_BORDER = int(np.flatnonzero((POSTS.province == 1) & (POSTS.abroad == 0))[0])
SOME = (0, 61, 500, 1500, 2999, ABROAD, AT_THE_BORDER)


def prepared(strengths, held=LEVERS):
    """The month before the choice, with some of each standing among those looked at."""
    now = shuffled(first_month(strengths, held))
    now.state.cadres.standing[list(SOME)] = [0, 1, 2, 0, 1, 0, 0]
    now.state.regime.shelter[:] = [0.0, 0.3, 0.8, 1.0]
    now.state.regime.fled_abroad[0] = 0.01
    return now


def test_hazards_follow_their_equations():
    now = prepared(STRENGTHS)
    c = now.state.cadres
    standing = c.standing.copy()
    choose(now)
    for i in SOME:
        fear, loyal, family = float(c.fear[i]), float(c.private_loyalty[i]), float(c.family[i])
        living = 1.1 * float(POSTS.rent[i])
        full_fear, low_fear = (min(fear / 0.5, 1), fear) if standing[i] == LYING_LOW else (fear, fear * 0.5)
        helpless = 1 - 0.6 * float(now.state.regime.shelter[POSTS.rank[i]])
        serve = (
            living * (1 - 0.6 * (1 - float(c.openness_acquaintances[i]))) * (1 - 1.5 * helpless * full_fear)
            + 0.5 * loyal
        )
        low = 0.6 * living * (1 - 1.5 * low_fear) + 0.5 * 0.5 * loyal - 0.15
        gain = serve - low if standing[i] == LYING_LOW else low - serve
        assert now.scratch.moves[i] == pytest.approx(0.05 * sigma(6 * gain), rel=2e-5)
        abroad = float(POSTS.abroad[i])
        chance = max(abroad * (1 - 0.6 / 3), float(POSTS.access[i]) * 1.7 * (1 - 0.4))
        push = 3.0 * fear + 1.5 * (1 - math.exp(-float(c.flights_heard[i]))) + 1.2 * float(POSTS.exposure[i])
        push += 1.2 * float(c.restless[i]) - 1.2**2 / 2
        flight = 0.004 * chance * math.exp(push - 2.0 * loyal - (1.0 + 1.5 * abroad) * family)
        assert now.scratch.flees[i] == pytest.approx(min(flight, 0.5), rel=2e-5)
        weight = 0.4 ** int(POSTS.rank[i])
        rebels = (float(POSTS.arms[i]) + 0.2) * weight + 1.2 * float(c.backing[i])
        chance = rebels / (rebels + 9.0 * float(c.displayed_loyalty[GUARDS].mean()))
        push = 1.1 * weight + 5.0 * fear * float(POSTS.arms[i]) - 3.0 * fear - 2.0 * 0.5
        plot = 0.05 * (1 + 4.0 * float(c.approached[i])) * chance**0.8
        plot *= math.exp(push - 2.5 * loyal - 1.0 * family)
        assert now.scratch.plots[i] == pytest.approx(min(plot, 0.5), rel=2e-5)


def test_without_strengths_only_rates_and_the_border_are_left():
    now = prepared(NEUTRAL)
    choose(now)
    assert now.scratch.moves[:3000] == pytest.approx(0.05 / 2)
    assert now.scratch.flees[:3000] == pytest.approx(0.004 * np.maximum(POSTS.abroad, POSTS.access * 1.7 * 0.6))
    assert now.scratch.plots[:3000] == pytest.approx(0.05)


def test_where_conduct_shelters_fewer_retire_to_trivial_posts_and_more_come_back():
    sheltered, helpless = prepared(STRENGTHS), prepared(STRENGTHS)
    sheltered.state.regime.shelter[:], helpless.state.regime.shelter[:] = 0.9, 0.0
    for now in (sheltered, helpless):
        now.state.cadres.standing[:] = np.arange(3000) % 2
        choose(now)
    serving = np.arange(3000) % 2 == 0
    living = (POSTS.rent > 0.1) & (sheltered.state.cadres.fear > 0.1)
    assert (sheltered.scratch.moves[:3000] < helpless.scratch.moves[:3000])[serving & living].all()
    assert (sheltered.scratch.moves[:3000] > helpless.scratch.moves[:3000])[~serving & living].all()


def test_the_mean_hazard_is_the_same_however_unlike_people_are():
    alike, unlike = prepared(NEUTRAL), prepared(NEUTRAL | {"choose.flee_frailty": 1.0})
    for now in (alike, unlike):
        now.state.cadres.restless[:] = np.sort(np.random.default_rng(5).normal(size=3000)).astype(np.float32)
        choose(now)
    able = alike.scratch.flees[:3000] > 0
    times = unlike.scratch.flees[:3000][able] / alike.scratch.flees[:3000][able]
    assert (np.diff(times) >= 0).all()
    assert times.mean() == pytest.approx(1, abs=5 * math.sqrt((math.e - 1) / len(times)))


def test_flights_from_abroad_are_remembered_as_a_share_of_the_posts_there():
    now = prepared(NEUTRAL | {"choose.flee_rate": 0.3})
    choose(now)
    fled = np.count_nonzero(now.scratch.vacant[POSTS.abroad > 0])
    assert fled > 5
    expected = 0.01 * 2 ** (-1 / 24) + fled / np.count_nonzero(POSTS.abroad)
    assert now.state.regime.fled_abroad[0] == pytest.approx(expected, rel=1e-6)


def three_years_after(strengths, wave: float) -> float:
    """Mean hazard of those abroad whom three months with so much more flight have left, three years later.

    Nobody takes the place of who has fled, and apart from the wave nobody flees.
    """
    now = shuffled(first_month(strengths | {"choose.flee_rate": 1e-6}, LEVERS))
    state, there = now.state, POSTS.abroad > 0
    state.cadres.restless[:] = np.random.default_rng(9).normal(size=3000)
    stormy = Now(COUNTRY, parameters(strengths | {"choose.flee_rate": wave}), state, LEVERS, MONTH, 7, 3)
    for month in range(36):
        at = stormy if month < 3 else now
        at.turn_to(MONTH + month, LEVERS, 7, 3)
        state.cadres.standing[:] = SERVING
        choose(at)
        there = there & (at.scratch.vacant == 0)
    choose(now)
    return float(now.scratch.flees[:3000][there].astype(float).mean())


@pytest.mark.parametrize("without", [{}, {"choose.vetting": 0.0}, {"choose.flee_frailty": 0.0}])
def test_three_years_after_a_wave_those_who_stayed_abroad_are_less_likely_to_flee(without):
    strengths = STRENGTHS | without
    assert three_years_after(strengths, 0.1) < 0.95 * three_years_after(strengths, 1e-6)


def test_where_people_are_alike_and_nobody_vets_a_wave_leaves_those_who_stay_as_they_were():
    alike = NEUTRAL | {"choose.flee_frailty": 0.0, "choose.vetting": 0.0}
    assert three_years_after(alike, 0.1) == pytest.approx(three_years_after(alike, 1e-6), rel=1e-3)


def test_a_closed_border_leaves_flight_to_those_abroad():
    now = prepared(
        STRENGTHS,
        levers(
            rents=1.1, border_control=1.0, neighbour_lead=1.2, surveillance=0.5, posts_abroad=1.0, fragmentation=0.5
        ),
    )
    choose(now)
    assert ((now.scratch.flees[:3000] > 0) == (POSTS.abroad > 0)).all()


def test_from_posts_abroad_that_are_withdrawn_nobody_gets_out():
    """More withdrawn are those and others; with a closed border, and but for flight, nothing else differs."""
    held = {"rents": 1.1, "border_control": 1.0, "neighbour_lead": 1.2, "surveillance": 0.5}
    months = {
        share: prepared(STRENGTHS, levers(**held, posts_abroad=share, fragmentation=0.5))
        for share in (1.0, 0.7, 0.5, 0.0)
    }
    for now in months.values():
        choose(now)
    open_posts = {share: set(np.flatnonzero(now.scratch.flees[:3000] > 0)) for share, now in months.items()}
    assert open_posts[1.0] == set(np.flatnonzero(POSTS.abroad)) > open_posts[0.7] > open_posts[0.5] > open_posts[0.0]
    count = len(open_posts[1.0])
    assert [len(posts) for posts in open_posts.values()] == [count, round(0.7 * count), round(0.5 * count), 0]
    still = list(open_posts[0.5])
    for now in (months[0.7], months[0.5]):
        assert (now.scratch.flees[still] == months[1.0].scratch.flees[still]).all()
        assert (now.scratch.plots[:3000] == months[1.0].scratch.plots[:3000]).all()


def test_who_holds_a_withdrawn_post_may_flee_over_the_border_as_those_at_home_do():
    now = prepared(
        STRENGTHS,
        levers(
            rents=1.1, border_control=0.4, neighbour_lead=1.2, surveillance=0.5, posts_abroad=0.0, fragmentation=0.5
        ),
    )
    choose(now)
    c, i = now.state.cadres, ABROAD
    push = 3.0 * float(c.fear[i]) + 1.5 * (1 - math.exp(-float(c.flights_heard[i]))) + 1.2 * float(POSTS.exposure[i])
    push += 1.2 * float(c.restless[i]) - 1.2**2 / 2
    push -= 2.0 * float(c.private_loyalty[i]) + 1.0 * float(c.family[i])
    chance = float(POSTS.access[i]) * 1.7 * (1 - 0.4)
    assert now.scratch.flees[i] == pytest.approx(min(0.004 * chance * math.exp(push), 0.5), rel=2e-5)


def test_no_hazard_of_flight_or_plotting_exceeds_a_half_a_month():
    now = prepared(STRENGTHS | {"choose.flee_rate": 100.0, "choose.plot_rate": 1e9})
    choose(now)
    assert now.scratch.flees[ABROAD] == 0.5
    assert (now.scratch.plots[:3000] == 0.5).all()


def plots(**columns) -> np.ndarray:
    """Hazards of plotting of all cadres, where some of what they know or are is as told."""
    now = prepared(STRENGTHS)
    for name, value in columns.items():
        getattr(now.state.cadres, name)[:] = value
    choose(now)
    return now.scratch.plots[:3000].copy()


def test_fear_makes_careful_and_drives_those_to_plot_who_have_arms():
    afraid, calm = plots(fear=0.5), plots(fear=0.1)
    armed = POSTS.arms > 3.0 / 5.0
    assert armed.sum() > 10
    assert (afraid > calm)[armed].all()
    assert (afraid < calm)[~armed].all()
    assert (POSTS.arms == 0).any()


def test_who_could_count_on_friends_plots_the_sooner_and_the_later_the_more_loyal_the_guards_seem():
    base, backed, guarded = plots(), plots(backing=2.0), plots(displayed_loyalty=1.0)
    assert (backed > base).all()
    assert (guarded < base).all()


def test_who_is_approached_joins_the_sooner_the_less_loyal_he_is():
    more = {loyal: plots(private_loyalty=loyal, approached=1.0) - plots(private_loyalty=loyal, approached=0.0)
            for loyal in (0.2, 0.8)}  # fmt: skip
    assert (more[0.2] > more[0.8]).all()
    assert (more[0.8] > 0).all()


def test_without_arms_one_plots_the_sooner_the_nearer_one_is_to_power():
    same = {"backing": 0.0, "approached": 0.0, "fear": 0.2, "private_loyalty": 0.5, "family": 0.5}
    by_rank = [plots(**same)[(POSTS.rank == rank) & (POSTS.arms == 0)] for rank in range(4)]
    assert all(len(found) for found in by_rank)
    assert by_rank[0].min() > by_rank[1].max() > by_rank[2].max() > by_rank[3].max()


def test_how_many_are_to_be_expected_to_begin_to_plot_is_the_sum_over_those_in_office():
    now = prepared(STRENGTHS)
    in_office = now.state.cadres.standing == SERVING
    choose(now)
    assert now.counts.plot_hazard[0] == pytest.approx(now.scratch.plots[:3000][in_office].astype(float).sum(), rel=1e-5)


def test_where_friends_fall_silent_fewer_are_to_be_expected_to_plot():
    hazards = []
    for openness in (1.0, 0.3):
        now = prepared(STRENGTHS | HEARING)
        now.state.cadres.openness_close[:] = openness
        hear(now)
        choose(now)
        hazards.append(now.counts.plot_hazard[0])
    assert hazards[1] < 0.8 * hazards[0]


def test_low_draws_flee_then_plot_or_give_it_up_and_high_ones_move_to_and_from_trivial_posts():
    now = prepared(NEUTRAL | {"choose.flee_rate": 0.1, "choose.plot_rate": 0.2, "choose.low_rate": 0.4})
    before = now.state.cadres.standing.copy()
    choose(now)
    u, flees, plots, moves = now.draw(Purpose.CHOOSE, 3000), now.scratch.flees, now.scratch.plots, now.scratch.moves
    fled = u < flees
    gives_up = ~fled & (before == PLOTTING) & (u < flees + numbers(0.15))
    begins = ~fled & (before == SERVING) & (u < flees + plots)
    retires = ~fled & (before == SERVING) & ~begins & (u >= 1 - moves)
    returns = ~fled & (before == LYING_LOW) & (u >= 1 - moves)
    expected = before.copy()
    for who, standing in ((gives_up, SERVING), (begins, PLOTTING), (retires, LYING_LOW), (returns, SERVING)):
        assert who.sum() > 20
        expected[who] = standing
    assert now.state.cadres.standing.tolist() == expected.tolist()
    assert (now.scratch.vacant == np.where(fled, FLED, HELD)).all()
    assert np.flatnonzero(fled & (before == PLOTTING)).size > 20


def test_marked_posts_are_listed_in_order():
    chosen = np.full(5, -1, np.int32)
    assert marked(chosen, np.array([0, 1, 0, 3, 1], np.uint8)) == 3
    assert chosen.tolist() == [1, 3, 4, -1, -1]


def test_who_flees_is_logged_counted_heard_of_and_leaves_his_post_vacant():
    now = prepared(NEUTRAL | {"choose.flee_rate": 0.3})
    add_cases(now, [5])
    now.cases.unseen[:] = 9
    now.state.cadres.person[:] = np.arange(3000) + 50_000
    choose(now)
    fled = np.flatnonzero(now.scratch.vacant)
    low, high = close_to(float(now.scratch.flees[:3000].astype(float).sum()))
    assert low < len(fled) < high
    flights = now.log.column("kind") == EVENT_NAMES.index("flight")
    assert now.log.column("agent")[flights].tolist() == fled.tolist()
    assert (now.log.column("person")[flights] == fled + 50_000).all()
    assert now.counts.flights.tolist() == np.bincount(POSTS.circle[fled], minlength=24).tolist()
    cases = now.state.cases
    assert cases.post[: cases.in_use[0]].tolist() == fled.tolist()
    assert (cases.flight[: cases.in_use[0]] == 1).all()
    assert cases.displayed_loyalty[: cases.in_use[0]] == pytest.approx(now.state.cadres.displayed_loyalty[fled])
    assert (cases.unseen == 0).all()


def test_who_begins_to_plot_is_logged_and_stays_in_post():
    now = prepared(NEUTRAL | {"choose.plot_rate": 0.3})
    before = now.state.cadres.standing.copy()
    choose(now)
    begun = np.flatnonzero((before == SERVING) & (now.state.cadres.standing == PLOTTING))
    assert len(begun) > 100
    plots = now.log.column("kind") == EVENT_NAMES.index("plot")
    assert now.log.column("agent")[plots].tolist() == begun.tolist()
    assert not now.scratch.vacant[begun].any()


def test_when_nobody_wants_to_move_nobody_does():
    still = {f"choose.{rate}": 0.0 for rate in RATES}
    now = prepared(STRENGTHS | still)
    before = now.state.cadres.standing.copy()
    choose(now)
    assert (now.state.cadres.standing == before).all()
    assert (len(now.log), now.state.cases.in_use[0], int(now.scratch.vacant.sum())) == (0, 0, 0)
