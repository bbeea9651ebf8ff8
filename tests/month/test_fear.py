"""Fear is learned from who was hit: in one's circle, among those who show as much, and from news."""

import math

import numpy as np
import pytest

from politburo.month.fear import fear, find_shelter
from tests.month.setting import COUNTRY, POSTS, add_cases, first_month, levers, shuffled

STRENGTHS = {
    "fear.prior": 0.02, "fear.circle": 0.6, "fear.conduct": 0.5, "fear.personal": 0.3, "fear.learning": 12.0,
    "fear.prior_posts": 25.0,
    "fear.adjustment": 0.4, "fear.campaign": 0.6, "fear.recall": 0.2, "fear.horizon": 2.5, "fear.low_profile": 0.5,
    "fear.anticipation": 0.8, "fear.kindred": 0.4,
}  # fmt: skip
NEUTRAL = STRENGTHS | {
    f"fear.{name}": 0.0 for name in ("circle", "conduct", "personal", "campaign", "recall", "anticipation", "kindred")
}
SOME = (0, 61, 500, 1500, 2999)
KEEP = 2 ** (-1 / 12)


def conduct_rates(now, hit: list[int]) -> tuple[list[list[float]], np.ndarray]:
    """Yearly rate of penalties by rank and bin of shown loyalty after the first month, and by rank, `hit` penalised."""
    posts = np.zeros((4, 8))
    cases = np.zeros((4, 8))
    for i in range(POSTS.count):
        posts[POSTS.rank[i], min(int(now.state.cadres.displayed_loyalty[i] * 8), 7)] += 1
    for i in hit:
        cases[POSTS.rank[i], min(int(now.state.cadres.displayed_loyalty[i] * 8), 7)] += 12
    mean = cases.sum(axis=1) / posts.sum(axis=1)
    return [[(cases[r, b] + 25 * mean[r]) / (posts[r, b] + 25) for b in range(8)] for r in range(4)], mean


def test_risk_and_fear_follow_their_equations():
    now = shuffled(first_month(STRENGTHS, levers(campaign=0.5, assurance_expected=0.25)))
    cadres, regime = now.state.cadres, now.state.regime
    regime.boldness[0], regime.announced[0], regime.recall_alarm[0] = 1.5, 1.3, 0.7
    hit = [0, 1, 61, 62, 63, 500, 1500, 2999]
    add_cases(now, hit)
    before, (rates, means) = cadres.perceived_risk.copy(), conduct_rates(now, hit)
    fear(now)
    for i in SOME:
        circle, rank = POSTS.circle[i], POSTS.rank[i]
        in_circle = 12 * sum(POSTS.circle[j] == circle for j in hit) / COUNTRY.circle_sizes[circle]
        assert regime.circle_rate[circle] == pytest.approx((1 - KEEP) * in_circle, abs=1e-6)
        place = min(max(float(cadres.displayed_loyalty[i]) * 8 - 0.5, 0), 6.999)
        b, part = int(place), place - int(place)
        conduct = (1 - part) * rates[rank][b] + part * rates[rank][b + 1]
        seen = 0.02 + 0.6 * (1 - KEEP) * in_circle + 0.5 * conduct
        alike = 1 + 0.4 * (conduct - means[rank]) / (conduct + means[rank])
        seen += 0.3 * alike * (1 - math.exp(-float(cadres.penalties_heard[i])))
        seen = seen * (1 + 0.6 * 0.5) * (1 + 0.8 * 0.25 * (1.5 - 1)) * 1.3 + 0.2 * 0.7 * float(POSTS.abroad[i])
        risk = before[i] + 0.4 * (seen - before[i])
        assert cadres.perceived_risk[i] == pytest.approx(risk, rel=1e-5)
        share = 0.5 if cadres.standing[i] == 1 else 1.0
        assert cadres.fear[i] == pytest.approx(1 - math.exp(-risk * 2.5 * share), abs=1e-5)


def test_flights_teach_nobody_fear():
    now = shuffled(first_month(STRENGTHS, levers(campaign=0.0, assurance_expected=0.0)))
    add_cases(now, range(100), 1)
    fear(now)
    assert (now.state.regime.circle_rate == 0).all()
    assert (now.state.regime.conduct_cases == 0).all()


def test_without_cases_rates_that_were_learned_are_forgotten_with_their_half_life():
    now = first_month(STRENGTHS, levers(campaign=0.0, assurance_expected=0.0))
    add_cases(now, range(60))
    fear(now)
    learned = now.state.regime.circle_rate.copy()
    now.cases.in_use[0] = 0
    for _ in range(12):
        fear(now)
    assert learned.max() > 0
    assert now.state.regime.circle_rate == pytest.approx(learned / 2, rel=1e-5)


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


def test_news_frightens_those_who_conduct_themselves_as_the_victims_did():
    news_alone = NEUTRAL | {"fear.personal": 0.3, "fear.kindred": 0.5}
    now = first_month(news_alone, levers(campaign=0.0, assurance_expected=0.0))
    top = np.flatnonzero(POSTS.rank == 0).astype(np.int32)
    now.state.cadres.displayed_loyalty[top] = np.where(np.arange(len(top)) < 30, 0.95, 0.05)
    now.state.cadres.penalties_heard[:] = 2.0
    add_cases(now, top[30:40])
    fear(now)
    felt = now.state.cadres.fear
    where_none_was_hit = felt[POSTS.rank > 0]
    assert (where_none_was_hit == where_none_was_hit[0]).all()
    assert felt[top[30:]].min() > where_none_was_hit[0] > felt[top[:30]].max()


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
    assert now.state.regime.conduct_posts[:, 7].tolist() == [60, 240, 700, 2000]
