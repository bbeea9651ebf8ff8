"""Posts: as many as planned, each with a patron above it and a worth that follows organ and rank."""

from dataclasses import replace

import numpy as np
import pytest

from politburo.country import build, plan_of
from politburo.country.plan import Posting
from politburo.country.posts import apportion, build_posts, circle_sizes, starts_of_runs

COUNTRY = build("example", 1.0)
POSTS = COUNTRY.posts
PLAN = plan_of("example")
ORGANS = COUNTRY.organs


def test_whole_numbers_in_proportion_sum_to_the_total():
    assert apportion(10, [1.0, 1.0, 1.0]) == [4, 3, 3]
    assert apportion(7, [0.6, 0.0, 0.4]) == [4, 0, 3]
    assert apportion(0, [1.0, 2.0]) == [0, 0]
    assert sum(apportion(997, [0.1, 0.7, 0.15, 0.05])) == 997


def test_runs_of_equal_keys_start_where_keys_change():
    assert starts_of_runs(np.array([3, 3, 5, 5, 5, 1], np.int32)).tolist() == [0, 2, 5, 6]


def test_ranks_have_the_number_of_posts_in_the_plan():
    assert np.bincount(POSTS.rank).tolist() == [60, 240, 700, 2000]
    assert POSTS.count == 3000


def test_organs_have_their_shares_of_each_rank():
    party_at_the_top = np.count_nonzero((POSTS.organ == 0) & (POSTS.rank == 0))
    trade_in_counties = np.count_nonzero((POSTS.organ == ORGANS.index("trade")) & (POSTS.rank == 3))
    assert (party_at_the_top, trade_in_counties) == (24, 60)


def test_the_top_sits_in_the_capital_and_so_does_nine_tenths_of_the_centre():
    assert (POSTS.province[POSTS.rank == 0] == PLAN.capital).all()
    centre = POSTS.province[POSTS.rank == 1]
    # The tenth outside is spread by population, of which the capital holds 5 in 14.
    assert (centre == PLAN.capital).mean() == pytest.approx(0.9 + 0.1 * 5 / 14, abs=0.02)
    assert len(set(POSTS.province[POSTS.rank == 3].tolist())) == 3


def test_posts_stand_in_order_of_province_organ_and_rank():
    key = POSTS.province.astype(int) * 64 + POSTS.circle
    assert (np.diff(key) >= 0).all()
    assert (POSTS.circle == POSTS.organ * 4 + POSTS.rank).all()
    inside = [key[a:b] for a, b in zip(POSTS.blocks[:-1], POSTS.blocks[1:], strict=True)]
    assert all((run == run[0]).all() for run in inside)
    assert POSTS.blocks[0] == 0
    assert POSTS.blocks[-1] == POSTS.count


def test_a_patron_stands_one_rank_up_in_the_same_organ():
    lower = POSTS.rank > 0
    patron = POSTS.patron[lower]
    assert (patron >= 0).all()
    assert (POSTS.rank[patron] == POSTS.rank[lower] - 1).all()
    assert (POSTS.organ[patron] == POSTS.organ[lower]).all()
    assert (POSTS.patron[~lower] == -1).all()


def test_a_patron_is_of_the_same_province_or_else_of_the_capital():
    lower = np.flatnonzero(POSTS.rank > 0)
    patron = POSTS.patron[lower]
    elsewhere = POSTS.province[patron] != POSTS.province[lower]
    assert elsewhere.any()
    assert (POSTS.province[patron[elsewhere]] == PLAN.capital).all()
    for i in lower[elsewhere]:
        above = (POSTS.organ == POSTS.organ[i]) & (POSTS.rank == POSTS.rank[i] - 1)
        assert not (above & (POSTS.province == POSTS.province[i])).any()


def test_clients_are_those_who_have_the_post_for_patron():
    links = POSTS.clients
    for i in (0, 70, 500):
        clients = links.ends[links.starts[i] : links.starts[i + 1]]
        assert clients.tolist() == np.flatnonzero(POSTS.patron == i).tolist()
    assert len(links.ends) == np.count_nonzero(POSTS.rank > 0)


@pytest.mark.parametrize("name", ["example", "north-korea"])
@pytest.mark.parametrize("scale", [0.1, 0.03])
def test_a_scale_thins_the_lower_ranks_and_leaves_no_circle_without_posts(name: str, scale: float):
    plan = plan_of(name)
    whole, sizes = circle_sizes(plan).reshape(6, 4), circle_sizes(plan, scale).reshape(6, 4)
    planned = [sum(one.posts for one in plan.postings if one.rank == rank) for rank in range(4)]
    assert whole.sum(axis=0).tolist() == pytest.approx(planned)
    assert (sizes[:, :2] == whole[:, :2]).all()
    assert (sizes >= 1).all()
    wanted = np.maximum(scale * whole[:, 2:], 1)
    assert (np.abs(sizes[:, 2:] - wanted) <= 1).all()


@pytest.mark.parametrize("scale", [0.2, 0.05])
def test_in_a_thinned_country_seniors_have_as_many_clients_as_in_the_whole(scale: float):
    thinned = build("example", scale).posts
    clients, whole = (np.diff(posts.clients.starts) for posts in (thinned, POSTS))
    for rank in (0, 1, 2):
        assert clients[thinned.rank == rank].mean() == pytest.approx(whole[POSTS.rank == rank].mean(), rel=0.15)
    row = np.repeat(np.arange(thinned.count), clients)
    assert (thinned.rank[row] == thinned.rank[thinned.clients.ends] - 1).all()
    assert (thinned.organ[row] == thinned.organ[thinned.clients.ends]).all()
    own = set(zip(row.tolist(), thinned.clients.ends.tolist(), strict=True))
    assert {(int(thinned.patron[i]), i) for i in np.flatnonzero(thinned.rank > 0).tolist()} <= own


def test_top_and_circles_list_their_posts():
    assert POSTS.top.tolist() == np.flatnonzero(POSTS.rank < 2).tolist()
    links = POSTS.by_circle
    for circle in range(24):
        here = links.ends[links.starts[circle] : links.starts[circle + 1]]
        assert here.tolist() == np.flatnonzero(POSTS.circle == circle).tolist()


def test_posts_abroad_are_in_trade_and_diplomacy_alone_as_many_as_planned():
    abroad = POSTS.abroad > 0
    count = {
        (o, r): int(np.count_nonzero(abroad & (POSTS.organ == o) & (POSTS.rank == r)))
        for o in range(6)
        for r in range(4)
    }
    trade, diplomacy = ORGANS.index("trade"), ORGANS.index("diplomacy")
    expected = {(trade, 2): 12, (trade, 3): 30, (diplomacy, 1): 4, (diplomacy, 2): 8, (diplomacy, 3): 20}
    assert {cell: posts for cell, posts in count.items() if posts} == expected


def test_posts_abroad_see_most_of_the_outside():
    assert (POSTS.exposure[POSTS.abroad > 0] >= 0.85).all()
    party_in_the_capital = (POSTS.abroad == 0) & (POSTS.province == 0) & (POSTS.organ == 0)
    # organ 0.05 + 0.15 × access 0.01, times 0.5 to 1.5
    assert (
        0.5 * 0.0515
        <= POSTS.exposure[party_in_the_capital].min()
        < POSTS.exposure[party_in_the_capital].max()
        <= 1.5 * 0.0515
    )
    assert POSTS.exposure.max() <= 1


def test_access_to_a_border_is_that_of_the_province():
    assert POSTS.access == pytest.approx(np.array([0.01, 1.0, 0.03], np.float32)[POSTS.province])


def test_a_higher_post_yields_more_and_the_military_holds_the_arms():
    rent = [POSTS.rent[POSTS.rank == r].mean() for r in range(4)]
    assert rent == sorted(rent, reverse=True)
    # rank rent 1.0 × organ rent 1.1 × (0.5 to 1.5)
    party_top = POSTS.rent[(POSTS.organ == 0) & (POSTS.rank == 0)]
    assert 0.55 <= party_top.min() < party_top.max() <= 1.65
    military_top = POSTS.arms[(POSTS.organ == 1) & (POSTS.rank == 0)]
    assert 0.4 <= military_top.min() < military_top.max() <= 1.2
    assert (POSTS.arms[POSTS.organ == ORGANS.index("government")] == 0).all()


def test_ties_of_posts_cross_organ_or_province_about_as_often_as_planned():
    community = POSTS.province.astype(int) * 64 + POSTS.organ
    for table, degree in ((POSTS.close, 6), (POSTS.acquaintances, 10)):
        assert table.shape == (3000, degree)
        assert (community[table] != community[:, None]).mean() == pytest.approx(PLAN.far_share, abs=0.03)


def test_scale_thins_the_two_lower_ranks_alone():
    thin = build("example", 0.1).posts
    assert np.bincount(thin.rank).tolist() == [60, 240, 70, 200]
    thin_abroad = [int(thin.abroad[thin.rank == r].sum()) for r in range(4)]
    assert thin_abroad == [0, 4, 2, 5]


def test_first_holders_are_older_and_nearer_to_the_leader_at_the_top():
    people, rank = COUNTRY.people, POSTS.rank
    ages = [people.age[rank == r].mean() for r in range(4)]
    ties = [people.tie[rank == r].mean() for r in range(4)]
    assert ages == pytest.approx([64, 57, 51, 45], abs=3)
    assert ties == pytest.approx([0.57, 0.25, 0.06, 0.02], abs=0.1)
    assert 25 <= people.age.min() <= people.age.max() <= 84
    assert 0 <= people.tie.min() <= people.tie.max() <= 1
    assert 0.4 <= people.family.min() <= people.family.max() <= 1


def test_dispositions_and_competence_of_first_holders_are_standard_normal():
    for column in (COUNTRY.people.disposition, COUNTRY.people.competence):
        assert abs(column.mean()) < 5 / np.sqrt(3000)
        assert column.std() == pytest.approx(1, abs=5 / np.sqrt(6000))
    assert abs(np.corrcoef(COUNTRY.people.disposition, COUNTRY.people.competence)[0, 1]) < 5 / np.sqrt(3000)


def postings(*rows: tuple[int, int, int | None, float]) -> tuple[Posting, ...]:
    return tuple(Posting(*row) for row in rows)


def test_posts_are_where_they_are_said_to_be_and_the_rest_everywhere_by_population():
    plan = replace(
        PLAN, postings=postings((0, 0, 2, 3), (0, 1, 1, 20), (0, 1, None, 14), (0, 2, None, 1), (0, 3, 2, 5))
    )
    posts = build_posts(plan, 1.0)
    where = {rank: np.bincount(posts.province[posts.rank == rank], minlength=3).tolist() for rank in range(4)}
    # 14 posts in proportion to 5, 3 and 6 parts of the people.
    assert where == {0: [0, 0, 3], 1: [5, 23, 6], 2: [0, 0, 1], 3: [0, 0, 5]}


def test_fractions_of_posts_are_rounded_by_largest_remainders_within_a_rank():
    plan = replace(
        PLAN, postings=postings((0, 0, 0, 1.6), (1, 0, 0, 1.7), (2, 0, 0, 0.7), *((0, r, 0, 1) for r in (1, 2, 3)))
    )
    assert circle_sizes(plan).reshape(6, 4)[:3, 0].tolist() == [1, 2, 1]


def test_a_rank_is_thinned_unless_it_is_of_the_national_leadership():
    first, second, third, fourth = PLAN.ranks
    ranks = (first, second, replace(third, top=True), fourth)
    assert np.bincount(build_posts(replace(PLAN, ranks=ranks), 0.1).rank).tolist() == [60, 240, 700, 200]
    ranks = (first, replace(second, top=False), third, fourth)
    posts = build_posts(replace(PLAN, ranks=ranks), 0.1)
    assert np.bincount(posts.rank).tolist() == [60, 24, 70, 200]
    assert posts.top.tolist() == np.flatnonzero(posts.rank == 0).tolist()


def test_a_rank_that_is_thinned_less_than_the_one_above_it_has_its_clients_once():
    plan = replace(PLAN, postings=postings((0, 0, 0, 150), (0, 1, 0, 5), (0, 2, 0, 80), (0, 3, 0, 5)))
    posts = build_posts(plan, 0.1)
    assert np.bincount(posts.rank).tolist() == [150, 5, 8, 1]
    assert len(posts.clients.ends) == 5 + 8 * 10 + 1


def test_where_an_organ_has_no_post_one_rank_up_there_is_no_patron():
    posts = build_posts(replace(PLAN, postings=postings((0, 0, 0, 9), (1, 1, 0, 9), (1, 2, 0, 9), (2, 3, 0, 9))), 1.0)
    assert (posts.patron[(posts.organ != 1) | (posts.rank != 2)] == -1).all()
    assert (posts.organ[posts.patron[posts.rank == 2]] == 1).all()
    posts = build_posts(replace(PLAN, postings=postings((0, 0, 0, 9), (1, 1, 0, 9), (2, 2, 0, 9), (3, 3, 0, 9))), 1.0)
    assert (posts.patron == -1).all()
    assert len(posts.clients.ends) == 0
