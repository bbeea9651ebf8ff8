"""The plan of North Korea holds what its public figures say."""

import numpy as np
import pytest

from politburo.country import build
from politburo.country.countries import files_of
from politburo.country.posts import circle_sizes

FILES = files_of("north-korea")
PLAN, figure = FILES.plan, FILES.evidence.figure
SIZES = circle_sizes(PLAN).reshape(len(PLAN.organs), len(PLAN.ranks))


def test_provinces_have_the_population_of_the_census():
    for province in PLAN.provinces:
        counted = figure(f"population_census_{province.name}").value
        assert province.women + province.men == counted, province.name
    assert len(PLAN.provinces) == 11


def test_the_whole_population_is_that_of_the_census():
    counted = figure("population_total", "2008").value
    assert sum(p.women + p.men for p in PLAN.provinces) == counted


def test_households_of_a_thin_country_still_stand_for_the_whole_population():
    weights = build("north-korea", 0.001).households.weight.astype(float)
    assert weights.sum() == pytest.approx(sum(p.women + p.men for p in PLAN.provinces), rel=1e-6)


def test_the_top_are_the_posts_that_are_tracked():
    assert SIZES[:, 0].sum() == figure("top_leadership_posts_tracked_MOU").value == 218
    rank = build("north-korea", 0.001).posts.rank
    assert np.bincount(rank)[:2].tolist() == [218, 2300]


def test_two_hundred_thousand_cadres_are_assumed():
    assert SIZES.sum() == 200_000


def test_organs_weigh_as_their_delegates_did():
    sectors = ("party_political", "military", "state_economic")
    delegates = [figure(f"congress_delegates_{sector}").value for sector in sectors]
    p, m, s = (count / sum(delegates) for count in delegates)
    for rank in range(4):
        posts = np.array(
            [sum(one.posts for one in PLAN.postings if (one.organ, one.rank) == (o, rank)) for o in range(6)]
        )
        party, military, security, *state = posts / posts.sum()
        assert (party / 0.9, military / 0.8, sum(state)) == pytest.approx((p, m, s))
        assert security == pytest.approx(0.1 * p + 0.2 * m)


def test_diplomats_abroad_staff_the_missions_that_are_counted():
    missions = figure("diplomatic_missions", "2017").value
    abroad = sum(one.abroad for one in PLAN.postings if PLAN.organs[one.organ].serves_abroad)
    assert abroad == missions * 11
    assert all(one.abroad <= SIZES[one.organ, one.rank] for one in PLAN.postings)


def test_only_trade_and_diplomacy_have_posts_abroad():
    assert {PLAN.organs[one.organ].name for one in PLAN.postings if one.abroad} == {"trade", "diplomacy"}


def test_access_to_the_border_is_a_share_and_widest_along_it():
    access = {province.name: province.border_access for province in PLAN.provinces}
    assert all(0 <= share <= 1 for share in access.values())
    assert sorted(access, key=lambda name: access[name])[-2:] == ["N_Hamgyong", "Ryanggang"]


def test_the_plan_names_the_figures_that_it_is_made_from():
    told = {entry.series for entry in FILES.cited}
    assert {f"population_census_{province.name}" for province in PLAN.provinces} <= told
    assert {"top_leadership_posts_tracked_MOU", "diplomatic_missions"} <= told
    assert len(FILES.cited) == 16
