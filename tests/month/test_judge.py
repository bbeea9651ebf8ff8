"""Purge intensity says how many are penalised; conduct, arms, prominence and inquiries only who, and when."""

import functools
import math

import numpy as np
import pytest

from politburo.month import judge as module
from politburo.month.judge import judge, penalty_hazard
from politburo.month.now import begin
from politburo.month.state import AWAY, PENALISED, SERVING
from politburo.terms.accounts import account_of
from politburo.terms.events import EVENT_NAMES
from tests.month.setting import POSTS, add_cases, close_to, first_month, levers, numbers, shuffled, sigma

STRENGTHS = {
    "judge.rank_2": 0.5, "judge.rank_3": 0.1, "judge.rank_4": 0.03, "judge.lukewarm": 3.0,
    "judge.talk": 1.0, "judge.cohort": 0.5, "judge.menace": 1.0, "judge.false_alarm": 0.8, "judge.slope": 2.0,
    "judge.campaign": 0.5, "judge.shield": 0.8, "judge.low_profile": 0.5,
}  # fmt: skip
SUSPICION = ("lukewarm", "talk", "cohort", "menace", "false_alarm")
NEUTRAL = STRENGTHS | {f"judge.{name}": 0.0 for name in (*SUSPICION, "campaign", "shield")}
PENALTY = {
    "judge.threat_severity": 1.0, "judge.plot_severity": 3.0, "judge.rank_severity": 0.5, "judge.cut_demotion": 0.0,
    "judge.cut_reeducation": 0.5, "judge.cut_removal": 1.0, "judge.cut_expulsion": 2.0, "judge.cut_imprisonment": 2.5,
    "judge.cut_execution": 3.0, "judge.client_case": 0.5, "judge.inquiry": 0.4, "judge.inquiry_months": 6.0,
    "judge.inquiry_attempt": 3.0, "judge.reeducation_months": 4.0, "judge.reeducation_return": 0.5,
    "hear.acquaintance_worth": 0.3,
}  # fmt: skip
REMOVALS = PENALTY | {"judge.cut_demotion": -60.0, "judge.cut_reeducation": -60.0, "judge.cut_removal": -60.0}
KEEP = 2 ** (-1 / 6)
LEVERS = {"purge_intensity": 0.3, "offence_threshold": 1.5, "type_blindness": 0.2, "surveillance": 0.6, "campaign": 0.4}
SOME = (0, 61, 500, 1500, 2999)
WEIGHTS = (1.0, 0.5, 0.1, 0.03)


def prepared(strengths=STRENGTHS, announced=1.0, run=3, **held):
    """The month before judgement, where as many names have come up as the purge intensity leads to."""
    held = LEVERS | held
    now = shuffled(first_month(PENALTY | strengths, levers(**held), run=run))
    now.state.cadres.predecessor[::2] = 1
    now.state.cadres.named[:] = held["purge_intensity"]
    now.state.regime.announced[0] = announced
    return now


def hazards(now) -> np.ndarray:
    """The hazard of every cadre at full intensity in the judgement that was made (n,)."""
    s, rates = now.scratch, now.scratch.rates.astype(float)[POSTS.rank]
    return rates[:, module.FOR_GUILT] * s.guilt + rates[:, module.BLINDLY] * s.visible


def test_suspicion_and_guilt_follow_their_equations():
    now = prepared()
    c, alarm = now.state.cadres, now.draw(module.Purpose.SUSPECT, POSTS.count).copy()
    standing = c.standing.copy()
    now.scratch.vacant[61] = 1
    add_cases(now, [61], flight=1)
    judge(now)
    for i in SOME:
        cold, arms = 1 - float(c.displayed_loyalty[i]), float(POSTS.arms[i])
        suspicion = 3.0 * 0.6 * cold + 1.0 * 0.6 * float(c.openness_acquaintances[i]) * (
            1 - float(c.private_loyalty[i])
        )
        suspicion += 0.5 * float(c.predecessor[i]) + 1.0 * arms * cold + 0.8 * float(alarm[i])
        visible = float(POSTS.prominence[i]) * (0.5 if standing[i] == 1 else 1.0) * (0 if i == 61 else 1)
        assert now.scratch.visible[i] == pytest.approx(visible, rel=1e-5)
        guilt = visible * math.exp(-0.8 * arms) * sigma(2.0 * (suspicion - (1.5 - 0.5 * 0.4)))
        assert now.scratch.guilt[i] == pytest.approx(guilt, rel=3e-5)


@pytest.mark.parametrize(
    ("strengths", "held"),
    [
        (STRENGTHS, {}),
        (STRENGTHS, {"type_blindness": 0.0}),
        (STRENGTHS, {"type_blindness": 1.0}),
        (STRENGTHS, {"offence_threshold": 5.0, "type_blindness": 0.0}),
        (STRENGTHS, {"offence_threshold": 0.0, "surveillance": 1.0, "campaign": 1.0}),
        (STRENGTHS | {"judge.lukewarm": 8.0, "judge.shield": 3.0}, {}),
        (NEUTRAL, {}),
        (NEUTRAL | {"judge.slope": 10.0}, {"offence_threshold": 5.0, "type_blindness": 0.0}),
    ],
)
def test_the_expected_number_in_each_rank_is_set_by_intensity_alone(strengths, held):
    now = prepared(strengths, **held)
    judge(now)
    expected = [weight * size / 12 for weight, size in zip(WEIGHTS, (60, 240, 700, 2000), strict=True)]
    found = [hazards(now)[POSTS.rank == r].sum() for r in range(4)]
    assert found == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("announced", [0.2, 1.0, 1.8])
@pytest.mark.parametrize("inquiry", [0.0, 0.4, 0.8])
def test_inquiries_take_their_share_of_the_intensity_and_warnings_move_the_rest(announced, inquiry):
    now = prepared(STRENGTHS | {"judge.inquiry": inquiry}, announced, purge_intensity=3.0)
    named = now.state.cadres.named.copy()
    judge(now)
    account = account_of("penalty", "disloyalty")
    assert account is not None
    for row, hazard in zip(now.log.reasons().terms, now.log.reasons().hazard, strict=True):
        told = dict(zip(account.names, row.tolist(), strict=True))
        assert told["ordered"] == pytest.approx((1 - inquiry) * announced * 3.0, rel=1e-5)
        assert told["named"] == pytest.approx(inquiry * 3.0, rel=1e-5)
        assert 0 < hazard <= np.float32(0.9)
    expected = np.minimum(hazards(now) * ((1 - inquiry) * announced * 3.0 + inquiry * named), 0.9).sum()
    assert len(now.log) == pytest.approx(expected, rel=0.25)


def test_posts_that_have_fallen_vacant_are_neither_counted_nor_penalised():
    now = prepared(purge_intensity=1.0)
    now.scratch.vacant[:1500] = 1
    add_cases(now, np.arange(1500), flight=1)
    judge(now)
    holders = [int(np.count_nonzero(POSTS.rank[1500:] == r)) for r in range(4)]
    expected = [1 / 12 * weight * count for weight, count in zip(WEIGHTS, holders, strict=True)]
    assert [hazards(now)[POSTS.rank == r].sum() for r in range(4)] == pytest.approx(expected, rel=1e-5)
    assert now.log.column("agent").min() >= 1500


def test_nobody_is_penalised_twice_in_a_month():
    now = prepared(purge_intensity=1.0)
    already = np.arange(0, POSTS.count, 2, dtype=np.int32)
    add_cases(now, already)
    judge(now)
    assert (hazards(now)[already] == 0).all()
    assert (now.log.column("agent") % 2 == 1).all()
    assert len(now.log) > 0


def test_without_purges_nobody_is_penalised():
    now = prepared(purge_intensity=0.0)
    judge(now)
    assert len(now.log) == 0
    assert (now.scratch.vacant == 0).all()


def test_over_many_months_as_many_are_penalised_as_expected():
    count = np.zeros(4)
    for run in range(60):
        now = prepared(run=run)
        judge(now)
        assert (now.log.column("kind") == EVENT_NAMES.index("penalty")).all()
        assert (now.log.column("charge") == 0).all()
        count += np.bincount(now.log.column("rank"), minlength=4)
    for rank, size in enumerate((60, 240, 700, 2000)):
        low, high = close_to(60 * 0.3 / 12 * WEIGHTS[rank] * size)
        assert low < count[rank] < high


def test_no_hazard_exceeds_nine_in_ten():
    certain, highest, beyond = (penalty_hazard(*numbers(1, 0, per_guilt, 0, 1)) for per_guilt in (0.89, 0.9, 5.0))
    assert certain < highest == beyond == pytest.approx(0.9)


def test_the_cold_are_likelier_to_be_hit_unless_purges_are_blind():
    def ratio(blindness):
        now = prepared(NEUTRAL | {"judge.lukewarm": 3.0}, type_blindness=blindness)
        now.state.cadres.standing[:] = 0
        judge(now)
        per_prominence = hazards(now) / POSTS.prominence
        cold, warm = now.state.cadres.displayed_loyalty < 0.2, now.state.cadres.displayed_loyalty > 0.8
        return per_prominence[(POSTS.rank == 3) & cold].mean() / per_prominence[(POSTS.rank == 3) & warm].mean()

    assert ratio(0.0) > 2
    assert ratio(1.0) == pytest.approx(1, abs=1e-5)


def test_arms_shield_and_endanger():
    def hazard_of_the_armed(**strengths):
        now = prepared(NEUTRAL | {f"judge.{name}": value for name, value in strengths.items()}, type_blindness=0.0)
        now.state.cadres.displayed_loyalty[:] = 0.2
        judge(now)
        return hazards(now)[(POSTS.rank == 0) & (POSTS.organ == 1)].sum()

    assert hazard_of_the_armed(shield=1.0) < hazard_of_the_armed() < hazard_of_the_armed(menace=2.0)


def test_who_lies_low_is_hit_less():
    now = prepared(NEUTRAL)
    standing = now.state.cadres.standing.copy()
    judge(now)
    per_prominence = hazards(now) / POSTS.prominence
    county, low = POSTS.rank == 3, standing == 1
    assert per_prominence[county & low].mean() == pytest.approx(0.5 * per_prominence[county & ~low].mean(), rel=1e-5)


def ties_of(post):
    """Those who are tied to a post, with how far a case there names them."""
    return [
        *((j, 1.0) for j in POSTS.close[post]),
        *((j, 0.3) for j in POSTS.acquaintances[post]),
        *((j, 0.5) for j in np.flatnonzero(POSTS.patron == post)),
        *((j, 0.5) for j in POSTS.patron[[post]] if j >= 0),
    ]


@pytest.mark.parametrize("size", [1.0, 3.0])
def test_a_case_names_those_who_are_tied_to_it_against_what_was_to_be_expected(size):
    now = prepared(purge_intensity=0.0)
    now.state.cadres.named[:] = 2.0
    now.state.cadres.standing[:] = 0
    post = int(np.flatnonzero(POSTS.rank == 1)[0])
    add_cases(now, [post])
    now.state.cases.opens[0] = size
    now.scratch.vacant[post] = PENALISED
    judge(now)
    others = len(now.log.column("agent"))
    found, expected = now.state.cadres.named, np.full(POSTS.count, KEEP * 2.0)
    hazard = hazards(now)
    hazard[post] = 0.5 / 12  # the mean of the rank: nobody could tell his guilt any more
    hit = {post, *now.log.column("agent").tolist()}
    for case in hit:
        for j, worth in ties_of(case):
            if j != post:
                around = sum(weight * hazard[k] for k, weight in ties_of(j))
                share = worth * (size if case == post else 1.0) / around
                expected[j] += (1 - KEEP) * share / (1 - 0.5 * min(0.4 * hazard[j] * share, 1.0))
    expected[list(hit)] = 0.0
    assert others > 0, "whoever was named before may be hit though no new case is ordered"
    assert found == pytest.approx(expected, rel=1e-4)


def judged_for_years(inquiry, run, intensity=0.2, years=12):
    """Cases (month, post) of years of judgement alone, in which whoever is removed has a successor who is like him.

    The successor comes from elsewhere, so that his name has come up as often as names do on average.
    """
    now = prepared(STRENGTHS | REMOVALS | {"judge.inquiry": inquiry}, run=run, purge_intensity=intensity)
    now.state.cadres.standing[:] = 0
    hit = np.zeros((12 * years, POSTS.count), bool)
    for row in range(12 * years):
        before = len(now.log)
        begin(now, 24_000 + row, 7, run)
        now.state.cases.in_use[0] = 0
        judge(now)
        hit[row, now.log.column("agent", before)] = True
        now.state.cadres.named[hit[row]] = intensity
    return hit


@functools.cache
def waves(inquiry):
    return [judged_for_years(inquiry, run) for run in range(30)]


def yearly(cases, rank):
    return cases[:, POSTS.rank == rank].sum(1).reshape(-1, 12).sum(1)


def test_the_mean_at_the_top_is_kept_and_years_are_less_alike_where_cases_follow_from_others():
    spread = {}
    for inquiry in (0.0, 0.4, 0.8):
        found = np.array([yearly(cases, 0) for cases in waves(inquiry)])
        assert found.mean() == pytest.approx(0.2 * 60, rel=0.05)
        spread[inquiry] = float((found.var(1, ddof=1) / found.mean(1)).mean())
    assert spread[0.8] > 1.2 * spread[0.0]


def test_close_friends_of_a_case_are_hit_more_within_a_year_than_strangers_of_their_circle():
    def ratio(inquiry):
        friends, strangers = 0.0, 0.0
        for cases in waves(inquiry):
            within = np.asarray(np.lib.stride_tricks.sliding_window_view(cases, 12, axis=0).any(-1))
            of_circle = np.stack([within[:, POSTS.circle == c].mean(1) for c in range(24)], 1)
            for month, post in zip(*np.nonzero(cases[: len(within) - 1]), strict=True):
                friends += within[month + 1, POSTS.close[post]].sum()
                strangers += of_circle[month + 1, POSTS.circle[POSTS.close[post]]].sum()
        return friends / strangers

    ratios = [ratio(inquiry) for inquiry in (0.0, 0.4, 0.8)]
    assert ratios[0] == pytest.approx(1, abs=0.05)
    assert ratios[2] > ratios[1] > 1.3


def test_re_education_ends_for_some_with_return_and_for_the_others_with_the_loss_of_the_post():
    now = prepared(purge_intensity=0.0)
    now.state.cadres.named[:] = 0
    now.state.cadres.standing[:] = AWAY
    add_cases(now, [61])
    judge(now)
    back, lost = now.state.cadres.standing == SERVING, now.scratch.vacant == PENALISED
    assert not (back & lost).any()
    for ended in (back, lost):
        low, high = close_to(POSTS.count * 0.5 / 4)
        assert low < ended.sum() < high
    assert not (back | lost)[61], "who was sent there this month stays for now"
    for kind, ended in (("returned", back), ("dismissed", lost)):
        told = now.log.column("agent")[now.log.column("kind") == EVENT_NAMES.index(kind)]
        assert told.tolist() == np.flatnonzero(ended & (POSTS.rank < 2)).tolist()


def test_who_is_away_is_not_penalised_again():
    now = prepared(purge_intensity=1.0)
    now.state.cadres.standing[:1500] = AWAY
    judge(now)
    penalised = now.log.column("agent")[now.log.column("kind") == EVENT_NAMES.index("penalty")]
    assert len(penalised) > 0
    assert (penalised >= 1500).all()
