"""Loyalty drifts toward what a cadre has and hears; what he shows and says follows fear."""

import math

import numpy as np
import pytest

from politburo.month.believe import believe
from politburo.month.hear import hear
from tests.month.setting import POSTS, first_month, levers, shuffled, sigma

SOME = (0, 61, 500, 1500, 2999)
LEVERS = levers(rents=1.2, reform_pressure=0.3, campaign=0.4, neighbour_lead=1.1, surveillance=0.6)
STRENGTHS = {
    "believe.rate": 0.2, "believe.base": 0.1, "believe.rents": 1.3, "believe.prospects": 2.0, "believe.tie": 0.7,
    "believe.shared_fate": 0.5, "believe.campaign": 0.25, "believe.fear": 1.7, "believe.exposure": 0.8,
    "believe.reform": 0.9, "believe.display": 3.0, "believe.display_campaign": 0.6, "believe.chill_close": 1.1,
    "believe.chill_acquaintances": 4.0, "believe.bribes_visible": 2.5, "believe.bribes_hidden": 0.4,
    "believe.persuasion": 1.4,
}  # fmt: skip
NEUTRAL = dict.fromkeys(STRENGTHS, 0.0) | {"believe.rate": 0.2, "believe.base": 0.1}


def test_every_column_follows_its_equation():
    now = shuffled(first_month(STRENGTHS, LEVERS))
    cadres, p = now.state.cadres, {name.split(".")[1]: value for name, value in STRENGTHS.items()}
    now.state.regime.prospects[:] = np.linspace(0, 0.2, 24)
    before = {i: float(cadres.loyalty[i]) for i in SOME}
    shown = {i: float(cadres.openness_close[i] * (1 - cadres.private_loyalty[i])) for i in SOME}
    believe(now)
    for i in SOME:
        fear, rent = float(cadres.fear[i]), float(POSTS.rent[i])
        target = p["base"] + cadres.disposition[i] + p["rents"] * 1.2 * rent
        target += p["prospects"] * now.state.regime.prospects[POSTS.circle[i]] + p["tie"] * cadres.tie[i]
        target += p["shared_fate"] * cadres.family[i] + p["campaign"] * 0.4 * (1 - fear) - p["fear"] * fear
        target -= p["exposure"] * 1.1 * POSTS.exposure[i] + p["reform"] * 0.3 * rent
        target += p["persuasion"] * (shown[i] - cadres.seen[i])
        loyalty = before[i] + 0.2 * (float(target) - before[i])
        assert cadres.loyalty[i] == pytest.approx(loyalty, abs=1e-5)
        assert cadres.private_loyalty[i] == pytest.approx(sigma(loyalty), abs=1e-5)
        assert cadres.displayed_loyalty[i] == pytest.approx(sigma(loyalty + 3.0 * 0.6 * fear + 0.6 * 0.4), abs=1e-5)
        assert cadres.openness_close[i] == pytest.approx(math.exp(-1.1 * 0.6 * fear), abs=1e-5)
        assert cadres.openness_acquaintances[i] == pytest.approx(math.exp(-4.0 * 0.6 * fear), abs=1e-5)
        assert cadres.bribes_visible[i] == pytest.approx(rent * math.exp(-2.5 * fear), abs=1e-5)
        assert cadres.bribes_hidden[i] == pytest.approx(rent * math.exp(-0.4 * fear), abs=1e-5)


def test_without_strengths_a_cadre_is_his_disposition_and_shows_it_openly():
    now = shuffled(first_month(NEUTRAL, LEVERS))
    cadres = now.state.cadres
    cadres.loyalty[:] = 0.1 + cadres.disposition
    believe(now)
    assert cadres.loyalty == pytest.approx(0.1 + cadres.disposition, abs=1e-6)
    assert (cadres.displayed_loyalty == cadres.private_loyalty).all()
    assert (cadres.openness_close == 1).all()
    assert (cadres.openness_acquaintances == 1).all()
    assert (cadres.bribes_visible == POSTS.rent).all()
    assert (cadres.bribes_hidden == POSTS.rent).all()


def test_fear_lowers_what_is_felt_and_raises_what_is_shown():
    calm, afraid = (first_month(STRENGTHS, LEVERS) for _ in range(2))
    calm.state.cadres.fear[:], afraid.state.cadres.fear[:] = 0.1, 0.5
    for now in (calm, afraid):
        believe(now)
    assert (afraid.state.cadres.private_loyalty < calm.state.cadres.private_loyalty).all()
    assert (afraid.state.cadres.displayed_loyalty > calm.state.cadres.displayed_loyalty).all()
    assert (afraid.state.cadres.openness_acquaintances < afraid.state.cadres.openness_close).all()


PERSUADED = NEUTRAL | {"believe.persuasion": 1.0, "hear.rumour": 0.0, "hear.acquaintance_worth": 0.3}
PERSUADED |= {f"hear.{name}": 1.0 for name in ("memory", "habit", "public_half", "circle_half", "flight_half")}
PERSUADED |= {
    f"hear.{name}": 0.0
    for name in ("habituation", "public_case", "circle_case", "flight_news", "close_case", "acquaintance_case")
}


def after_a_talk(persuasion: float, doubt: float = 0.0, openness: float = 1.0):
    """A month of talk in which every cadre thinks the same, but for one who doubts."""
    now = first_month(PERSUADED | {"believe.persuasion": persuasion}, LEVERS)
    cadres = now.state.cadres
    cadres.disposition[:] = 0.0
    cadres.loyalty[:] = 0.1
    cadres.private_loyalty[:] = sigma(0.1)
    cadres.private_loyalty[500] -= doubt
    cadres.openness_close[:] = openness
    hear(now)
    believe(now)
    return cadres


def test_close_friends_come_to_doubt_with_the_doubter_and_nobody_else_does():
    """Friends of his are those who have him among theirs."""
    friends = (POSTS.close == 500).any(axis=1)
    private_loyalty = after_a_talk(1.0, doubt=0.4).private_loyalty
    assert (private_loyalty[friends] < sigma(0.1) - 0.001).all()
    others = ~friends
    others[500] = False
    assert private_loyalty[others] == pytest.approx(sigma(0.1), abs=1e-6)


def test_the_doubter_is_brought_round_by_his_friends():
    """Alone he would stay what his doubt has made of him."""
    assert after_a_talk(1.0, doubt=0.4).loyalty[500] > after_a_talk(0.0, doubt=0.4).loyalty[500] + 0.05


def test_where_all_think_the_same_talk_changes_nobody():
    assert after_a_talk(1.0).loyalty == pytest.approx(0.1, abs=1e-6)


def test_where_nobody_talks_nobody_is_persuaded():
    assert after_a_talk(1.0, doubt=0.4, openness=0.0).loyalty == pytest.approx(0.1, abs=1e-6)
