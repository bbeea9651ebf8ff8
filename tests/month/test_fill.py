"""Posts are filled from below or by recruits; who moves takes his mind along and leaves the post behind."""

import math

import numpy as np
import pytest

from politburo.country import build
from politburo.month.fill import fill
from politburo.month.state import LYING_LOW, MINDS
from politburo.terms.events import EVENT_NAMES
from tests.month.setting import COUNTRY, POSTS, close_to, first_month, levers, shuffled, sigma

QUIET = {
    "fill.rotation_1": 0.0, "fill.rotation_2": 0.0, "fill.rotation_3": 0.0, "fill.rotation_4": 0.0,
    "fill.moved_out_1": 0.0, "fill.moved_out_2": 0.0, "fill.moved_out_3": 0.0, "fill.withdrawal": 0.0,
    "fill.posting_loyalty": 0.0, "fill.posting_family": 0.0, "choose.vetting_half": 0.02,
    "fill.retirement": 0.0, "fill.retirement_age": 65.0, "fill.death_65": 0.0, "fill.death_doubling": 8.0,
    "fill.youngest": 22.0, "fill.recruit_age_spread": 6.0, "fill.recruit_tie": 0.04,
    "fill.recruit_family": 0.4,
    "fill.candidates": 6.0,
    "fill.recruit_age": 34.0, "fill.recruit_loyalty": 0.6, "fill.recruit_competence": 0.15,
    "fill.prospects_memory": 12.0, "believe.base": -0.4, "believe.rents": 1.2, "believe.tie": 0.6,
    "believe.shared_fate": 0.5, "fear.prior": 0.03,
}  # fmt: skip
BUSY = QUIET | {
    "fill.rotation_1": 2.4, "fill.rotation_2": 1.2, "fill.rotation_3": 1.2, "fill.rotation_4": 0.6,
    "fill.moved_out_1": 1.2, "fill.moved_out_2": 0.6, "fill.moved_out_3": 0.6, "fill.withdrawal": 0.6,
    "fill.posting_loyalty": 0.5, "fill.posting_family": 0.5, "fill.retirement": 0.6, "fill.death_65": 0.12,
}  # fmt: skip


def prepared(strengths, vacant=(), loyalty_over_competence=0.6, **others):
    """The month before posts are filled; `vacant` lists those that purges have emptied."""
    now = shuffled(first_month(strengths, levers(loyalty_over_competence=loyalty_over_competence), **others))
    now.state.cadres.standing[:] = 0
    now.state.cadres.predecessor[::3] = 1
    now.scratch.vacant[list(vacant)] = 2
    now.state.regime.fled_abroad[0] = 0.02
    return now


def minds(now) -> dict[int, tuple[float, ...]]:
    """What each person has, apart from his number and his age."""
    cadres = now.state.cadres
    columns = [getattr(cadres, name).tolist() for name in ("person", *MINDS) if name not in ("person", "age")]
    return dict(zip(cadres.person.tolist(), zip(*columns, strict=True), strict=True))


def events(now, kind: str) -> list[int]:
    """Posts of the events of one kind."""
    return now.log.column("agent")[now.log.column("kind") == EVENT_NAMES.index(kind)].tolist()


@pytest.mark.parametrize("seed", [1, 2])
def test_every_post_has_exactly_one_holder_and_nobody_holds_two(seed):
    emptied = np.random.default_rng(seed).choice(POSTS.count, 400, replace=False)
    now = prepared(BUSY, emptied, seed=seed)
    gone = set(now.state.cadres.person[emptied].tolist())
    fill(now)
    persons = now.state.cadres.person.tolist()
    assert len(set(persons)) == POSTS.count
    assert not gone & set(persons)
    assert (now.scratch.vacant == 0).all()


def test_who_moves_takes_his_mind_along():
    emptied = np.random.default_rng(1).choice(POSTS.count, 400, replace=False)
    now = prepared(BUSY, emptied)
    now.state.cadres.predecessor[:] = 0
    before, ages = minds(now), dict(zip(now.state.cadres.person.tolist(), now.state.cadres.age.tolist(), strict=True))
    fill(now)
    after = minds(now)
    stayed = set(before) & set(after)
    assert 2000 < len(stayed) < 2600
    assert len(events(now, "moved down")) > 10
    assert all(after[person] == before[person] for person in stayed)
    for person, age in zip(now.state.cadres.person.tolist(), now.state.cadres.age.tolist(), strict=True):
        if person in stayed:
            assert age == pytest.approx(ages[person] + 1 / 12, abs=1e-4)


def test_whoever_is_promoted_owes_his_post_to_the_leader():
    emptied = POSTS.top[:20]
    now = prepared(BUSY, emptied)
    now.state.cadres.predecessor[:] = 1
    before = set(now.state.cadres.person.tolist())
    fill(now)
    cadres = now.state.cadres
    fresh = [post for post in emptied if cadres.since[post] == now.month and cadres.person[post] in before]
    assert len(fresh) > 10
    assert not cadres.predecessor[fresh].any()


def test_new_holders_count_as_turnover_and_hold_office_from_this_month_on():
    emptied = np.random.default_rng(1).choice(POSTS.count, 400, replace=False)
    now = prepared(BUSY, emptied)
    before = now.state.cadres.person.copy()
    fill(now)
    changed = now.state.cadres.person != before
    assert (now.state.cadres.since[changed] == now.month).all()
    untouched = now.state.cadres.since == now.month - 1
    assert (now.state.cadres.person[untouched] == before[untouched]).all()
    assert now.counts.turnover.sum() >= np.count_nonzero(changed)


def test_when_nothing_happens_everyone_only_grows_older():
    now = prepared(QUIET)
    now.state.cadres.age[:] = 94.0
    before = minds(now)
    fill(now)
    assert minds(now) == before
    assert now.state.cadres.person.tolist() == list(range(POSTS.count))
    assert now.state.cadres.age == pytest.approx(94 + 1 / 12)
    assert (len(now.log), now.counts.turnover.sum(), now.state.regime.prospects.sum()) == (0, 0, 0)


def test_rotation_exchanges_holders_of_one_organ_and_rank():
    now = prepared(QUIET | {f"fill.rotation_{rank}": 6.0 for rank in (1, 2, 3, 4)})
    now.state.cadres.standing[::5] = 2
    standing = now.state.cadres.standing.copy()
    fill(now)
    came_from = now.state.cadres.person
    moved = np.flatnonzero(came_from != np.arange(POSTS.count))
    assert len(moved) > 500
    assert (came_from[came_from[moved]] == moved).all()
    assert (POSTS.circle[came_from[moved]] == POSTS.circle[moved]).all()
    assert (now.state.cadres.standing == standing[came_from]).all()
    assert sorted(events(now, "rotation")) == moved[POSTS.rank[moved] < 2].tolist()
    assert now.counts.turnover.sum() == len(moved)


def test_as_many_rotate_as_the_rate_says():
    # A pair falls through when the other one has moved already, hence a rate at which that is rare.
    rates, moved = (0.2, 0.12, 0.08, 0.05), np.zeros(4)
    for run in range(100):
        now = prepared(QUIET | {f"fill.rotation_{r + 1}": rate for r, rate in enumerate(rates)}, run=run)
        fill(now)
        moved += now.counts.turnover.reshape(6, 4).sum(axis=0)
    for rank in range(4):
        expected = 100 * rates[rank] / 12 * np.count_nonzero(POSTS.rank == rank)
        assert abs(moved[rank] - expected) < 5 * math.sqrt(2 * expected) + 0.1 * expected


DOWN = QUIET | {"fill.moved_out_1": 3.0, "fill.moved_out_2": 2.4, "fill.moved_out_3": 1.2}


def test_who_is_moved_down_changes_places_with_the_best_of_his_juniors():
    now = prepared(DOWN)
    now.state.cadres.predecessor[:] = 1
    before = minds(now)
    fill(now)
    held = now.state.cadres.person
    changed = np.flatnonzero(held != np.arange(POSTS.count))
    down = [post for post in changed if POSTS.rank[held[post]] < POSTS.rank[post]]
    up = [post for post in changed if POSTS.rank[held[post]] > POSTS.rank[post]]
    assert len(down) == len(up) > 100
    assert len(down) + len(up) == len(changed)
    assert sorted(held[down].tolist()) == sorted(up)  # each goes down into the post of the one who comes up
    assert (held[held[down]] == down).all()
    assert (POSTS.rank[held[down]] == POSTS.rank[down] - 1).all()
    assert (POSTS.organ[held[down]] == POSTS.organ[down]).all()
    after = minds(now)
    where = dict(zip(held.tolist(), range(POSTS.count), strict=True))
    owes = [name for name in MINDS if name not in ("person", "age")].index("predecessor")
    for person, mind in before.items():
        rose = POSTS.rank[where[person]] < POSTS.rank[person]
        assert after[person] == (*mind[:owes], 0.0 if rose else 1.0, *mind[owes + 1 :])
    assert (now.state.cadres.since[changed] == now.month).all()
    assert now.counts.turnover.sum() == len(changed)
    top = sorted(post for post in up if POSTS.rank[post] < 2)
    assert sorted(events(now, "moved down")) == sorted(events(now, "promotion")) == top
    kinds, person = now.log.column("kind"), now.log.column("person")
    assert (
        sorted(person[kinds == EVENT_NAMES.index("moved down")].tolist()) == top
    )  # persons have the number of the post
    assert sorted(person[kinds == EVENT_NAMES.index("promotion")].tolist()) == sorted(held[top].tolist())


def test_as_many_are_moved_down_as_the_rate_says_but_nobody_from_the_lowest_rank():
    rates, moved = (0.2, 0.12, 0.08), np.zeros(3)
    strengths = QUIET | {f"fill.moved_out_{r + 1}": rate for r, rate in enumerate(rates)}
    for run in range(100):
        now = prepared(strengths, run=run)
        fill(now)
        held = now.state.cadres.person
        moved += np.bincount(POSTS.rank[held][POSTS.rank[held] < POSTS.rank], minlength=3)[:3]
    for rank in range(3):
        low, high = close_to(100 * rates[rank] / 12 * np.count_nonzero(POSTS.rank == rank))
        assert low < moved[rank] < high


def test_without_a_junior_to_take_his_place_nobody_is_moved_down():
    now = prepared(QUIET | {"fill.moved_out_1": 12.0})
    now.state.cadres.standing[:] = LYING_LOW
    fill(now)
    assert now.state.cadres.person.tolist() == list(range(POSTS.count))
    assert (len(now.log), int(now.scratch.vacant.sum())) == (0, 0)


def test_in_a_thinned_country_who_is_moved_down_mostly_goes_among_those_who_are_not_simulated():
    thinned = build("example", 0.05)
    posts, weights, down, stays = thinned.posts, thinned.weights, 0, 0
    for run in range(60):
        now = first_month(QUIET | {"fill.moved_out_2": 3.0}, levers(loyalty_over_competence=0.6), thinned, run=run)
        fill(now)
        held = now.state.cadres.person
        left = now.log.column("person")[now.log.column("kind") == EVENT_NAMES.index("moved down")]
        assert len(set(held.tolist())) == posts.count
        down += len(left)
        stays += np.isin(left, held).sum()
    expected = down / weights[posts.circle[posts.rank == 2]].mean()
    assert down > 100
    assert abs(stays - expected) < 5 * math.sqrt(expected)


CHOSEN = QUIET | {"fill.posting_loyalty": 0.3, "fill.posting_family": 0.7}


def sent(strengths, vacant) -> tuple[float, float]:
    """Mean family left at home of those who come to these posts, and what counts for it, over some runs."""
    found = []
    for run in range(12):
        now = prepared(strengths, vacant, run=run)
        fill(now)
        shown, family = now.state.cadres.displayed_loyalty[vacant], now.state.cadres.family[vacant]
        found.append((family.mean(), (0.3 * shown + 0.7 * family).mean()))
    family, worth = np.mean(found, axis=0)
    return family, worth


@pytest.mark.parametrize("rank", [2, 3])
def test_those_sent_abroad_are_chosen_for_loyalty_and_family_left_at_home(rank: int):
    abroad = np.flatnonzero((POSTS.rank == rank) & (POSTS.abroad > 0))
    chosen, any_of_them = sent(CHOSEN, abroad), sent(QUIET, abroad)
    assert chosen[0] > any_of_them[0] + 0.05  # in rank 3 a post has few clients to choose from
    assert chosen[1] > any_of_them[1] + 0.05
    at_home = np.flatnonzero((POSTS.rank == rank) & (POSTS.abroad == 0))
    assert sent(CHOSEN, at_home) == sent(QUIET, at_home)


def test_who_is_rotated_to_a_post_abroad_is_chosen_too_and_none_the_less_as_many_are():
    abroad = POSTS.abroad > 0
    family, moved = {}, {}
    for name, strengths in (("chosen", CHOSEN), ("any", QUIET)):
        came, turnover = [], 0
        for run in range(12):
            now = prepared(strengths | {"fill.rotation_3": 3.0, "fill.rotation_4": 3.0}, run=run)
            fill(now)
            held = now.state.cadres.person
            new = np.flatnonzero(abroad & ~abroad[held])
            came += now.state.cadres.family[new].tolist()
            turnover += int(now.counts.turnover.sum())
        family[name], moved[name] = np.mean(came), turnover
    assert family["chosen"] > family["any"] + 0.1
    assert moved["chosen"] == pytest.approx(moved["any"], rel=0.02)


def test_after_flights_from_abroad_others_are_called_home():
    calling = QUIET | {"fill.withdrawal": 6.0}
    called = 0
    for run in range(20):
        now = prepared(calling, run=run)
        now.state.regime.fled_abroad[0] = 0.06  # three quarters of full alarm
        fill(now)
        held = now.state.cadres.person
        changed = np.flatnonzero(held != np.arange(POSTS.count))
        assert (held[held[changed]] == changed).all()
        assert (POSTS.circle[held[changed]] == POSTS.circle[changed]).all()
        assert (POSTS.abroad[held[changed]] != POSTS.abroad[changed]).all()
        called += len(changed) // 2
    low, high = close_to(20 * 6 / 12 * 0.75 * np.count_nonzero(POSTS.abroad))
    assert 0.8 * low < called < high  # where most posts are abroad there are not enough at home
    now = prepared(calling)
    now.state.regime.fled_abroad[0] = 0.0
    fill(now)
    assert now.state.cadres.person.tolist() == list(range(POSTS.count))


def test_successors_come_from_one_rank_below_in_the_same_organ():
    emptied = np.flatnonzero((POSTS.rank < 3) & (np.arange(POSTS.count) % 3 == 0))
    now = prepared(QUIET, emptied)
    fill(now)
    came_from = now.state.cadres.person
    promoted = np.flatnonzero((came_from < POSTS.count) & (came_from != np.arange(POSTS.count)))
    assert len(promoted) >= 0.95 * len(emptied)
    assert (POSTS.rank[promoted] == POSTS.rank[came_from[promoted]] - 1).all()
    assert (POSTS.organ[promoted] == POSTS.organ[came_from[promoted]]).all()
    assert sorted(events(now, "promotion")) == promoted[POSTS.rank[promoted] < 2].tolist()
    entered = np.flatnonzero(came_from >= POSTS.count)
    assert np.count_nonzero(POSTS.rank[entered] == 3) > 0.9 * len(entered)


@pytest.mark.parametrize("weight", [0.0, 0.6, 1.0])
def test_of_many_candidates_the_best_by_loyalty_and_competence_is_taken(weight):
    post = int(np.flatnonzero(np.diff(POSTS.clients.starts) > 6)[0])
    clients = np.flatnonzero(POSTS.patron == post)
    now = prepared(QUIET | {"fill.candidates": 2000.0}, [post], weight)
    cadres = now.state.cadres
    score = [weight * cadres.displayed_loyalty[i] + (1 - weight) * sigma(float(cadres.competence[i])) for i in clients]
    best = int(clients[int(np.argmax(score))])
    fill(now)
    assert cadres.person[post] == best


def test_who_lies_low_is_not_promoted():
    post = int(np.flatnonzero(np.diff(POSTS.clients.starts) > 6)[0])
    clients = np.flatnonzero(POSTS.patron == post)
    now = prepared(QUIET | {"fill.candidates": 2000.0}, [post])
    now.state.cadres.standing[clients[1:]] = LYING_LOW
    fill(now)
    assert now.state.cadres.person[post] == clients[0]


def test_without_anyone_to_move_up_a_recruit_comes_in():
    post = int(np.flatnonzero(POSTS.rank == 0)[0])
    now = prepared(QUIET, [post])
    now.state.cadres.standing[:] = LYING_LOW
    fill(now)
    assert now.state.cadres.person[post] == POSTS.count
    assert now.state.regime.next_person[0] == POSTS.count + 1


def test_promotions_become_the_prospects_of_those_below():
    post = int(np.flatnonzero((POSTS.rank == 0) & (POSTS.organ == 0))[0])
    now = prepared(QUIET, [post])
    fill(now)
    expected = np.zeros(24)
    for circle in (1, 2, 3):  # who moves up leaves a post to be filled, down to the counties
        expected[circle] = (1 - 2 ** (-1 / 12)) * 12 / COUNTRY.circle_sizes[circle]
    assert now.state.regime.prospects == pytest.approx(expected, rel=1e-5)
    fill(now)
    assert now.state.regime.prospects == pytest.approx(expected * 2 ** (-1 / 12), rel=1e-5)


def test_in_a_thinned_country_a_junior_moves_up_himself_as_seldom_as_he_stands_for_many():
    thinned = build("example", 0.05)
    posts, weights = thinned.posts, thinned.weights
    emptied = np.flatnonzero(posts.rank == 1)[::8]
    went, others, prospects = 0, 0, np.zeros(24)
    for run in range(100):
        now = first_month(QUIET, levers(loyalty_over_competence=0.6), thinned, run=run)
        now.scratch.vacant[emptied] = 2
        fill(now)
        held = now.state.cadres.person
        went += np.count_nonzero(held[emptied] < posts.count)
        others += np.count_nonzero(held[emptied] >= posts.count)
        prospects += now.state.regime.prospects
        assert len(set(held.tolist())) == posts.count
        assert (now.scratch.vacant == 0).all()
    assert went + others == 100 * len(emptied)
    expected = 100 * (1 / weights[posts.circle[emptied] + 1]).sum()
    assert abs(went - expected) < 5 * math.sqrt(expected)
    # As many per head are promoted as in the whole country, where there are more heads.
    filled, below = np.bincount(posts.circle[emptied], minlength=24), COUNTRY.circle_sizes
    for circle in (1, 5, 9, 13):
        rate = (1 - 2 ** (-1 / 12)) * 12 * filled[circle] / below[circle + 1]
        assert prospects[circle + 1] == pytest.approx(100 * rate, rel=0.1)  # a few find no junior


def test_recruits_are_new_young_loyal_and_untried():
    county = np.flatnonzero(POSTS.rank == 3)
    now = prepared(QUIET, county)
    fill(now)
    c = now.state.cadres
    assert sorted(c.person[county].tolist()) == list(range(POSTS.count, POSTS.count + len(county)))
    root = math.sqrt(len(county))
    assert abs(c.disposition[county].mean()) < 5 / root
    assert abs(c.restless[county].mean()) < 5 / root
    assert c.restless[county].std() == pytest.approx(1, abs=5 / root)
    assert c.competence[county].mean() == pytest.approx(-0.15, abs=5 / root)
    assert c.age[county].mean() == pytest.approx(34, abs=5 * 6 / root)
    assert c.age[county].min() >= 22
    assert c.tie[county].max() < 0.04
    assert 0.4 <= c.family[county].min() < c.family[county].max() <= 1
    loyalty = -0.4 + c.disposition + 1.2 * POSTS.rent + 0.6 * c.tie + 0.5 * c.family + 0.6
    assert c.loyalty[county] == pytest.approx(loyalty[county], abs=1e-5)
    assert c.private_loyalty[county] == pytest.approx([sigma(float(x)) for x in loyalty[county]], abs=1e-5)
    assert (c.displayed_loyalty[county] == c.private_loyalty[county]).all()
    assert c.perceived_risk[county] == pytest.approx(0.03)
    for name, value in (
        ("fear", 0),
        ("named", 0),
        ("predecessor", 0),
        ("openness_close", 1),
        ("openness_acquaintances", 1),
    ):
        assert (getattr(c, name)[county] == value).all(), name
    assert (c.penalties_heard[county] == 0).all()
    assert (c.flights_heard[county] == 0).all()


def test_the_old_retire_and_die_at_their_rates_and_the_top_is_logged():
    now = prepared(QUIET | {"fill.retirement": 1.2, "fill.death_65": 0.6})
    now.state.cadres.age[:] = 70 - 1 / 12
    now.state.cadres.standing[:] = LYING_LOW  # nobody moves up: every vacancy is filled by a recruit
    fill(now)
    # 0.05 a month die at 65, twice as many every eight years; 0.1 a month retire.
    low, high = close_to(POSTS.count * (0.05 * 2 ** (5 / 8) + 0.1))
    left = np.flatnonzero(now.state.cadres.person >= POSTS.count)
    assert low < len(left) < high
    logged = sorted(events(now, "death") + events(now, "retirement"))
    assert logged == left[POSTS.rank[left] < 2].tolist()
    low, high = close_to(300 * 0.05 * 2 ** (5 / 8))
    assert low < len(events(now, "death")) < high


def test_nobody_retires_before_his_time():
    now = prepared(QUIET | {"fill.retirement": 12.0})
    now.state.cadres.age[:] = 64.5
    now.state.cadres.age[10:20] = 65.0
    fill(now)
    left = ~np.isin(np.arange(POSTS.count), now.state.cadres.person)
    assert np.flatnonzero(left).tolist() == list(range(10, 20))
    assert not len(events(now, "death"))
