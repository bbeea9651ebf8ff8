"""Households stand for the whole population, by province and sex, however few they are."""

from dataclasses import replace

import numpy as np
import pytest

from politburo.country import build, plan_of
from politburo.country.households import build_households, households_at
from politburo.country.plan import Province
from politburo.terms.errors import UsageError

HOUSEHOLDS = build("example", 1.0).households
PEOPLE = {("Capital", 0): 260e3, ("Border", 0): 160e3, ("Plain", 0): 310e3}
PEOPLE |= {("Capital", 1): 240e3, ("Border", 1): 140e3, ("Plain", 1): 290e3}


@pytest.mark.parametrize(("scale", "count"), [(1.0, 5000), (0.1, 500), (0.001, 24)])
def test_weights_sum_to_the_people_of_each_province_and_sex_at_any_scale(scale, count):
    households = build("example", scale).households
    assert households.count == count
    for (name, sex), people in PEOPLE.items():
        here = (households.province == ("Capital", "Border", "Plain").index(name)) & (households.sex == sex)
        assert households.weight[here].astype(float).sum() == pytest.approx(people, rel=1e-6)


@pytest.mark.parametrize("count", [100, 1_000, 20_000])
def test_weights_sum_to_the_people_of_each_province_and_sex_for_any_number_of_households(count):
    country = build("example", 0.1, count)
    households = country.households
    assert (households.count, country.posts.count) == (count, build("example", 0.1).posts.count)
    for (name, sex), people in PEOPLE.items():
        here = (households.province == ("Capital", "Border", "Plain").index(name)) & (households.sex == sex)
        assert households.weight[here].astype(float).sum() == pytest.approx(people, rel=1e-6)


def test_as_many_households_as_a_scale_leaves_are_the_same_households():
    said, left = build("example", 0.1, 500).households, build("example", 0.1).households
    for name, column in zip(said._fields, said, strict=True):
        assert np.array_equal(column, getattr(left, name)), name


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (99, "The number of households is 99; it must be at least 100 and at most 25,000,000"),
        (1_500_000, "1,500,000 are more than one for each of the 1,400,000 people of 'example'; at most 1,473,684"),
    ],
)
def test_a_number_of_households_that_cannot_be_is_refused(count, said):
    with pytest.raises(UsageError, match=said):
        build("example", 1.0, count)


def test_a_handful_of_people_is_not_lost_in_a_thin_country():
    plan = replace(plan_of("example"), provinces=(*plan_of("example").provinces, Province("Camp", 40, 0, 0.0)))
    households = build_households(plan, households_at(plan, 0.001))
    camp = households.province == 3
    assert households.weight[camp].tolist() == [40.0]
    assert households.sex[camp].tolist() == [0]


def test_households_stand_in_order_of_province_and_the_sexes_are_mixed():
    assert (np.diff(HOUSEHOLDS.province.astype(int)) >= 0).all()
    assert HOUSEHOLDS.blocks.tolist() == [0, *(np.flatnonzero(np.diff(HOUSEHOLDS.province)) + 1).tolist(), 5000]
    changes = np.count_nonzero(np.diff(HOUSEHOLDS.sex[: HOUSEHOLDS.blocks[1]]))
    assert changes > 0.4 * HOUSEHOLDS.blocks[1]


def test_working_age_is_twenty_to_sixty():
    assert 20 <= HOUSEHOLDS.age.min() < 21
    assert 59 < HOUSEHOLDS.age.max() < 60


def test_readiness_is_access_times_the_factors_of_sex_and_age():
    access = (0.01, 1.0, 0.03)
    for i in (0, 1234, 2000, 2500, 4999):
        by_age = min(max(1 - 0.03 * (float(HOUSEHOLDS.age[i]) - 35), 0.25), 1)
        by_sex = (1.5, 0.45)[HOUSEHOLDS.sex[i]]
        expected = access[HOUSEHOLDS.province[i]] * by_sex * by_age
        assert HOUSEHOLDS.readiness[i] == pytest.approx(expected, rel=1e-5)


def test_the_young_are_fully_ready_and_the_old_a_quarter():
    border_women = (HOUSEHOLDS.province == 1) & (HOUSEHOLDS.sex == 0)
    young, old = (
        border_women & (HOUSEHOLDS.age < 35),
        border_women & (HOUSEHOLDS.age == HOUSEHOLDS.age[border_women].max()),
    )
    assert HOUSEHOLDS.readiness[young] == pytest.approx(np.float32(1.5))
    assert HOUSEHOLDS.readiness[old][0] == pytest.approx(1.5 * 0.25, abs=0.01)


def test_aptitude_is_log_normal_with_median_one():
    logs = np.log(HOUSEHOLDS.aptitude)
    assert abs(np.median(logs)) < 5 * 0.8 * 1.26 / np.sqrt(5000)
    assert logs.std() == pytest.approx(0.8, abs=5 * 0.8 / np.sqrt(10000))


def test_market_places_of_a_province_multiply_aptitude():
    plan = plan_of("example")
    rich = replace(plan, provinces=(replace(plan.provinces[0], markets=2.0), *plan.provinces[1:]))
    changed = build_households(rich, 5000).aptitude / HOUSEHOLDS.aptitude
    assert changed == pytest.approx(np.where(HOUSEHOLDS.province == 0, 2, 1))


def test_dependence_on_the_ration_is_uniform_from_three_tenths_to_all():
    assert 0.3 <= HOUSEHOLDS.dependence.min() < HOUSEHOLDS.dependence.max() <= 1
    assert HOUSEHOLDS.dependence.mean() == pytest.approx(0.65, abs=5 * 0.7 / np.sqrt(12 * 5000))


def test_kin_abroad_come_with_an_open_border():
    assert HOUSEHOLDS.kin_abroad == pytest.approx(0.02 * np.array([0.01, 1, 0.03])[HOUSEHOLDS.province])


def test_kin_live_mostly_in_the_same_province():
    assert HOUSEHOLDS.kin.shape == (5000, 4)
    same = (HOUSEHOLDS.province[HOUSEHOLDS.kin] == HOUSEHOLDS.province[:, None]).mean()
    lead_elsewhere = 1 - (50**2 + 30**2 + 60**2) / 140**2
    assert same == pytest.approx(1 - 0.1 * lead_elsewhere, abs=0.02)
