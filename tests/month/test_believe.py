"""Loyalty drifts toward what a cadre has and hears; what he shows is chosen, what he says follows fear."""

import math
from statistics import NormalDist

import numba
import numpy as np
import pytest

from politburo.month.believe import TOWARD_THE_PEAK, believe, follow, go_toward_the_peak, lay_out, try_out
from politburo.month.hear import hear
from tests.month.setting import POSTS, first_month, levers, shuffled, sigma

SOME = (0, 61, 500, 1500, 2999)
LEVERS_HELD = {"rents": 1.2, "reform_pressure": 0.3, "campaign": 0.4, "neighbour_lead": 1.1, "surveillance": 0.6}
LEVERS = levers(**LEVERS_HELD)
STRENGTHS = {
    "believe.rate": 0.2, "believe.base": 0.1, "believe.rents": 1.3, "believe.prospects": 2.0, "believe.tie": 0.7,
    "believe.shared_fate": 0.5, "believe.campaign": 0.25, "believe.fear": 1.7, "believe.exposure": 0.8,
    "believe.reform": 0.9, "believe.stake": 1.2, "believe.stake_campaign": 0.05, "believe.leeway_campaign": 0.5,
    "believe.chill_close": 1.1, "believe.chill_acquaintances": 4.0, "believe.bribes_visible": 2.5,
    "believe.bribes_hidden": 0.4, "believe.persuasion": 1.4,
}  # fmt: skip
SHAPE = {"believe.sharpness": 15.0, "believe.leeway": 0.15, "believe.norm_pace": 0.1}
NEUTRAL = dict.fromkeys(STRENGTHS, 0.0) | SHAPE | {"believe.rate": 0.2, "believe.base": 0.1}
STRENGTHS |= SHAPE


def worth(display, meant, stake, norm, sharpness):
    """What a display is worth to who means `meant`."""
    return stake / (1 + np.exp(-sharpness * (display - norm))) - np.maximum(display - meant, 0) ** 2 / 2


def test_every_column_follows_its_equation():
    now = shuffled(first_month(STRENGTHS, LEVERS))
    cadres, p = now.state.cadres, {name.split(".")[1]: value for name, value in STRENGTHS.items()}
    now.state.regime.prospects[:] = np.linspace(0, 0.2, 24)
    before = {i: float(cadres.loyalty[i]) for i in SOME}
    shown = {i: float(cadres.openness_close[i] * (1 - cadres.private_loyalty[i])) for i in SOME}
    norms = now.state.regime.display_norm
    norms[:] = 0.3, 0.5, 0.7, 0.9
    norm_before = norms.tolist()
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
        situation = sigma(loyalty), 1.2 * 0.6 * fear + 0.05 * 0.4, norm_before[POSTS.rank[i]], 15.0
        best = worth(np.linspace(sigma(loyalty), 1, 1001), *situation).max()
        assert worth(float(cadres.displayed_loyalty[i]), *situation) == pytest.approx(best, abs=5e-4)
        assert cadres.openness_close[i] == pytest.approx(math.exp(-1.1 * 0.6 * fear), abs=1e-5)
        assert cadres.openness_acquaintances[i] == pytest.approx(math.exp(-4.0 * 0.6 * fear), abs=1e-5)
        assert cadres.bribes_visible[i] == pytest.approx(rent * math.exp(-2.5 * fear), abs=1e-5)
        assert cadres.bribes_hidden[i] == pytest.approx(rent * math.exp(-0.4 * fear), abs=1e-5)
    for rank in range(4):
        asked = float(cadres.displayed_loyalty[POSTS.rank == rank].mean()) - 0.15 * (1 - 0.5 * 0.4)
        assert norms[rank] == pytest.approx(0.9 * norm_before[rank] + 0.1 * asked, abs=1e-5)


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
    behind = calm.state.cadres.private_loyalty < calm.state.regime.display_norm[POSTS.rank]
    assert (afraid.state.cadres.displayed_loyalty > calm.state.cadres.displayed_loyalty)[behind].all()
    assert (afraid.state.cadres.openness_acquaintances < afraid.state.cadres.openness_close).all()


def under_terror(fear, months: int = 1, **held: float):
    """These months under fear that stays, private loyalty staying as it is: display and private loyalty of each."""
    now = shuffled(first_month(STRENGTHS | {"believe.rate": 0.0}, levers(**LEVERS_HELD | {"campaign": 0.0} | held)))
    cadres = now.state.cadres
    cadres.loyalty[:] = 0.1 + 0.7 * cadres.loyalty
    cadres.fear[:] = fear
    for _ in range(months):
        believe(now)
    return cadres.displayed_loyalty.astype(float), cadres.private_loyalty.astype(float)


UNEVEN_FEAR = np.random.default_rng(5).uniform(0.3, 0.7, POSTS.count).astype(np.float32)


def test_without_fear_and_without_surveillance_one_shows_what_one_thinks_exactly():
    for fear, surveillance in ((0.0, 0.6), (0.5, 0.0)):
        shown, meant = under_terror(fear, surveillance=surveillance)
        assert (shown == meant).all()


def test_the_more_fear_the_more_is_shown():
    shown = [under_terror(fear, 24)[0].mean() for fear in (0.0, 0.1, 0.2, 0.4, 0.8)]
    assert (np.diff(shown) > 0.03).all()


def test_under_fear_what_is_shown_says_less_than_half_of_what_is_meant():
    shown, meant = under_terror(UNEVEN_FEAR, 24)
    assert 0 < np.polyfit(meant, shown, 1)[0] < 0.5


def test_a_campaign_moves_those_too_who_are_not_afraid():
    shown, meant = under_terror(0.0, campaign=1.0)
    assert (shown > meant).mean() > 0.9
    assert (shown - meant).mean() > 0.03


def test_displays_escalate_and_say_less_and_less():
    years = [under_terror(UNEVEN_FEAR, months) for months in (1, 13, 37, 61)]
    assert (np.diff([shown.mean() for shown, _ in years]) > 0.01).all()
    said = [np.corrcoef(shown, meant)[0, 1] for shown, meant in years]
    assert (np.diff(said) < 0).all()
    assert said[-1] < said[0] - 0.1


@numba.njit
def displays(shown, meant, stakes, norm, sharpness, tried):
    lay_out(tried, norm, sharpness)
    try_out(shown, meant, stakes, np.float32(1), np.float32(0), norm, sharpness, tried)
    for _ in range(TOWARD_THE_PEAK):
        go_toward_the_peak(shown, meant, stakes, np.float32(1), np.float32(0), np.full_like(shown, norm), sharpness)


def shown_at(norm: float, meant, stakes, sharpness: float = 1e6) -> np.ndarray:
    """What those with these private loyalties and stakes show: with so sharp an S, a step."""
    meant, stakes = np.asarray(meant, np.float32), np.asarray(stakes, np.float32)
    shown = np.empty(len(meant), np.float32)
    displays(shown, meant, stakes, np.float32(norm), np.float32(sharpness), np.empty((3, 16), np.float32))
    return shown


@pytest.mark.parametrize("sharpness", [5.0, 15.0, 40.0])
@pytest.mark.parametrize("norm", [0.0, 0.4, 0.8, 1.0])
def test_no_display_is_worth_more_than_the_one_that_is_chosen(sharpness: float, norm: float):
    draw = np.random.default_rng(3)
    meant, stakes = draw.random(500), 3 * draw.random(500) ** 2
    chosen = worth(shown_at(norm, meant, stakes, sharpness).astype(float), meant, stakes, norm, sharpness)
    others = np.linspace(0, 1, 801)[:, None]
    best = np.where(others >= meant, worth(others, meant, stakes, norm, sharpness), -np.inf).max(axis=0)
    assert (chosen > best - 0.002).all()


def test_with_a_step_for_an_s_one_conforms_where_the_stake_makes_up_for_the_lie():
    """The threshold of Kuran 1991: half of the squared distance between the norm and what is meant."""
    meant = np.linspace(0.0, 0.7, 29)
    lie = (0.8 - meant) ** 2 / 2
    assert shown_at(0.8, meant, 1.001 * lie) == pytest.approx(0.8, abs=1e-4)
    assert shown_at(0.8, meant, 0.999 * lie) == pytest.approx(meant, abs=1e-6)


def share_acting(thresholds) -> float:
    """Where it ends if one acts, showing more than one would alone, as soon as the share who act is one's threshold.

    The norm is the share who act, and half a person more, so that who is as many as asked for acts.
    """
    meant, norm, acting = np.asarray(thresholds, np.float32), 0.0, -1.0
    while True:
        norm = follow(norm, max(acting, 0.0), -0.5 / len(meant), 1.0)
        before, acting = acting, float((shown_at(norm, meant, np.full(len(meant), 2.0)) > meant).mean())
        if acting == before:
            return acting


def test_a_riot_of_a_hundred_hangs_on_one_of_them():
    """Granovetter 1978: thresholds 0, 1, 2 … 99 in a hundred; then the one who would follow one waits for two."""
    thresholds = np.arange(100) / 100
    assert share_acting(thresholds) == 1.0
    thresholds[1] = 0.02
    assert share_acting(thresholds) == 0.01


def test_thresholds_spread_a_little_more_make_all_of_the_difference():
    """Granovetter 1978: normal thresholds of mean 25 %, of a thousand people."""

    def spread(deviation: float) -> float:
        return share_acting([NormalDist(0.25, deviation).inv_cdf((i + 0.5) / 1000) for i in range(1000)])

    assert spread(0.122) == pytest.approx(0.054, abs=0.005)
    assert spread(0.123) == 1.0
    assert spread(0.4) == pytest.approx(0.962, abs=0.005)


@pytest.mark.parametrize(
    ("others", "before", "after"),
    [((20, 30, 40, 50, 60, 70, 80, 100), 1, 9), ((30, 30, 40, 50, 60, 70, 80, 100), 1, 2)],
)
def test_the_same_change_of_one_mind_brings_down_one_regime_and_not_its_like(others, before: int, after: int):
    """Sequences A and B of Kuran 1991: the second of ten, who waited for two, now follows one."""
    for second, acting in ((20, before), (10, after)):
        assert share_acting(np.array([0, second, *others]) / 100) == pytest.approx(acting / 10)


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
