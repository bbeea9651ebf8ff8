"""Fear is learned from who was hit, people like oneself or not, and from news."""

import math

import numpy as np
import pytest

from politburo.month.fear import fear, find_shelter
from tests.month.setting import POSTS, add_cases, first_month, levers, shuffled

STRENGTHS = {
    "fear.prior": 0.02, "fear.alike": 0.8, "fear.personal": 0.3, "fear.learning": 12.0,
    "fear.prior_posts": 25.0,
    "fear.adjustment": 0.4, "fear.campaign": 0.6, "fear.recall": 0.2, "fear.horizon": 2.5, "fear.low_profile": 0.5,
    "fear.anticipation": 0.8,
}  # fmt: skip
NEUTRAL = STRENGTHS | {f"fear.{name}": 0.0 for name in ("alike", "personal", "campaign", "recall", "anticipation")}
SOME = (0, 61, 500, 1500, 2999)
KEEP = 2 ** (-1 / 12)


def rates_among_equals(now, hit: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Yearly rate of penalties by circle and bin of shown loyalty after the first month, and by rank, of those hit."""
    posts, cases = np.zeros((24, 8)), np.zeros((24, 8))
    bins = np.minimum(now.state.cadres.displayed_loyalty * 8, 7).astype(int)
    np.add.at(posts, (POSTS.circle, bins), 1)
    np.add.at(cases, (POSTS.circle[hit], bins[hit]), 12)
    cases_of_ranks, posts_of_ranks = (found.reshape(6, 4, 8).sum(axis=0) for found in (cases, posts))
    mean = cases_of_ranks.sum(axis=1) / posts_of_ranks.sum(axis=1)
    of_ranks = (cases_of_ranks + 25 * mean[:, None]) / (posts_of_ranks + 25)
    return (cases + 25 * np.tile(of_ranks, (6, 1))) / (posts + 25), mean


def test_risk_and_fear_follow_their_equations():
    now = shuffled(first_month(STRENGTHS, levers(campaign=0.5, assurance_expected=0.25)))
    cadres, regime = now.state.cadres, now.state.regime
    regime.boldness[0], regime.announced[0], regime.recall_alarm[0] = 1.5, 1.3, 0.7
    hit = [0, 1, 61, 62, 63, 500, 1500, 2999]
    add_cases(now, hit)
    before, (rates, means) = cadres.perceived_risk.copy(), rates_among_equals(now, hit)
    fear(now)
    for i in SOME:
        circle, rank = POSTS.circle[i], POSTS.rank[i]
        place = min(max(float(cadres.displayed_loyalty[i]) * 8 - 0.5, 0), 6.999)
        b, part = int(place), place - int(place)
        alike = (1 - part) * rates[circle, b] + part * rates[circle, b + 1]
        concern = (1 + 0.8 * 2 * alike / (alike + means[rank])) / (1 + 0.8)
        seen = 0.02 + 0.8 * alike + 0.3 * concern * (1 - math.exp(-float(cadres.penalties_heard[i])))
        seen = seen * (1 + 0.6 * 0.5) * (1 + 0.8 * 0.25 * (1.5 - 1)) * 1.3 + 0.2 * 0.7 * float(POSTS.abroad[i])
        risk = before[i] + 0.4 * (seen - before[i])
        assert cadres.perceived_risk[i] == pytest.approx(risk, rel=1e-5)
        share = 0.5 if cadres.standing[i] == 1 else 1.0
        assert cadres.fear[i] == pytest.approx(1 - math.exp(-risk * 2.5 * share), abs=1e-5)


def test_flights_teach_nobody_fear():
    now = shuffled(first_month(STRENGTHS, levers(campaign=0.0, assurance_expected=0.0)))
    add_cases(now, range(100), 1)
    fear(now)
    assert (now.state.regime.conduct_cases == 0).all()


def test_without_cases_rates_that_were_learned_are_forgotten_with_their_half_life():
    now = first_month(STRENGTHS, levers(campaign=0.0, assurance_expected=0.0))
    add_cases(now, range(60))
    fear(now)
    learned = now.state.regime.conduct_cases.copy()
    now.cases.in_use[0] = 0
    for _ in range(12):
        fear(now)
    assert learned.max() > 0
    assert now.state.regime.conduct_cases == pytest.approx(learned / 2, rel=1e-5)


def test_without_strengths_everyone_comes_to_see_the_prior():
    now = shuffled(first_month(NEUTRAL, levers(campaign=1.0, assurance_expected=1.0)))
    add_cases(now, range(60))
    now.state.cadres.standing[:] = 0
    for _ in range(60):
        fear(now)
    assert now.state.cadres.perceived_risk == pytest.approx(0.02, rel=1e-5)
    assert now.state.cadres.fear == pytest.approx(1 - math.exp(-0.02 * 2.5), abs=1e-6)


def test_where_the_loyal_were_hit_showing_loyalty_is_no_shelter():
    loyal_hit, disloyal_hit = (first_month(STRENGTHS, levers(campaign=0.0, assurance_expected=0.0)) for _ in range(2))
    top = np.flatnonzero(POSTS.rank == 0).astype(np.int32)
    for now in (loyal_hit, disloyal_hit):
        now.state.cadres.displayed_loyalty[top] = np.where(np.arange(len(top)) < 30, 0.95, 0.05)
    add_cases(loyal_hit, top[:10])
    add_cases(disloyal_hit, top[30:40])
    for now in (loyal_hit, disloyal_hit):
        fear(now)
    assert loyal_hit.state.cadres.fear[top[:30]].mean() > disloyal_hit.state.cadres.fear[top[:30]].mean() + 0.05
    assert loyal_hit.state.cadres.fear[top[30:]].mean() < disloyal_hit.state.cadres.fear[top[30:]].mean() - 0.05


def test_news_concerns_those_who_conduct_themselves_as_the_victims_did():
    now = first_month(STRENGTHS | {"fear.alike": 1.0}, levers(campaign=0.0, assurance_expected=0.0))
    top = np.flatnonzero(POSTS.rank == 0).astype(np.int32)
    now.state.cadres.displayed_loyalty[top] = np.where(np.arange(len(top)) < 30, 0.95, 0.05)
    add_cases(now, top[30:40])
    fear(now)
    concern = now.scratch.concern
    assert (concern[POSTS.rank > 0] == 1).all()
    assert concern[top[30:]].min() > 1 > concern[top[:30]].max() > 0


def test_a_circle_that_is_hit_fears_more_than_another_of_its_rank_and_a_circle_of_few_less_than_its_rate():
    now = first_month(STRENGTHS, levers(campaign=0.0, assurance_expected=0.0))
    low = POSTS.circle[POSTS.rank == 3]
    hit, spared = np.flatnonzero(POSTS.circle == low.min()), np.flatnonzero(POSTS.circle == low.max())
    add_cases(now, hit[: len(hit) // 20].astype(np.int32))
    fear(now)
    felt, rates = now.state.cadres.fear, now.scratch.circle_rate
    assert felt[hit].mean() > felt[spared].mean() + 0.05
    assert rates[low.max()].max() > 0
    assert rates[low.min()].max() < 12 * (len(hit) // 20) / len(hit)


def test_conduct_shelters_as_far_as_the_loyal_were_spared():
    spared = np.linspace(0.4, 0.0, 8, dtype=np.float32)
    rate = np.stack([spared, np.full(8, 0.2, np.float32), spared[::-1], spared])
    held = np.full((4, 8), 100, np.float32)
    held[3] = 0
    shelter = np.empty(4, np.float32)
    find_shelter(shelter, np.empty((4, 8), np.float32), rate, held)
    assert shelter[0] > 0.9
    assert shelter[1] == pytest.approx(0, abs=1e-5)
    assert shelter[2] == shelter[3] == 0


def test_full_display_falls_in_the_last_bin():
    now = first_month(STRENGTHS, levers(campaign=0.0, assurance_expected=0.0))
    now.state.cadres.displayed_loyalty[:] = 1.0
    fear(now)
    assert now.state.regime.conduct_posts[:, 7].reshape(6, 4).sum(axis=0).tolist() == [60, 240, 700, 2000]
