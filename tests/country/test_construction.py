"""A country is built once, from a name and a scale, and nobody writes to it afterwards."""

from dataclasses import fields

import numpy as np
import pytest

from politburo.country import build, country_names, plan_of
from politburo.country.construction import built
from politburo.terms.errors import UsageError


def arrays_in(thing):
    """Every array in a country, with its name."""
    names = thing._fields if hasattr(thing, "_fields") else [entry.name for entry in fields(thing)]
    for name in names:
        value = getattr(thing, name)
        if isinstance(value, np.ndarray):
            yield name, value
        elif hasattr(value, "_fields"):
            yield from arrays_in(value)


def test_the_countries_that_come_with_politburo_are_known_first():
    assert country_names()[:3] == ("example", "north-korea", "soviet-union")


def test_no_array_of_a_country_can_be_written_to():
    found = dict(arrays_in(build("example", 1.0)))
    assert {"organ", "close", "starts", "ends", "disposition", "weight", "kin", "circle_sizes"} <= set(found)
    for array in found.values():
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_country_is_built_once_and_shared():
    assert build("example", 1.0) is build("example", 1.0) is build(plan_of("example"), 1.0)


def test_a_country_built_anew_is_the_same():
    first, second = (built.__wrapped__(plan_of("example"), 0.1, None) for _ in range(2))
    assert first is not second
    for (name, one), (_, other) in zip(arrays_in(first), arrays_in(second), strict=True):
        assert (one == other).all(), name


def test_a_country_says_what_it_is():
    country, plan = build("example", 0.5), plan_of("example")
    assert (country.name, country.title, country.scale) == ("example", plan.title, 0.5)
    assert country.provinces == ("Capital", "Border", "Plain")
    assert country.organs == ("party", "military", "security", "government", "trade", "diplomacy")
    assert country.ranks == ("top leadership", "senior/central", "provincial", "county")
    assert (country.guards, country.top_ranks) == ((2,), 2)


def test_circle_sizes_count_the_posts_of_each_circle():
    country = build("example", 1.0)
    assert country.circle_sizes.tolist() == [int(np.count_nonzero(country.posts.circle == c)) for c in range(24)]


def test_a_cadre_stands_for_the_posts_of_his_circle_in_the_whole_country():
    whole, thinned = build("example", 1.0), build("example", 0.1)
    assert (whole.weights == 1).all()
    assert not whole.thinned
    assert thinned.thinned
    assert (thinned.weights * thinned.circle_sizes).tolist() == pytest.approx(whole.circle_sizes.tolist())
    assert (thinned.weights.reshape(6, 4)[:, :2] == 1).all()
    assert thinned.weights.reshape(6, 4)[0, 2:].tolist() == pytest.approx([315 / 32, 10])


def test_posts_people_and_households_agree_in_number():
    country = build("example", 0.1)
    for _, column in arrays_in(country.people):
        assert column.shape == (country.posts.count,)
    assert country.households.kin.max() < country.households.count
    assert country.posts.acquaintances.max() < country.posts.count


def test_an_unknown_country_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match="no country 'atlantis'; it can be 'example', 'north-korea', 'soviet-union'"):
        build("atlantis", 1.0)


@pytest.mark.parametrize("scale", [0.0, -1.0, 0.0009, 1.01, float("nan")])
def test_a_scale_that_cannot_be_is_refused_with_its_range(scale):
    with pytest.raises(UsageError, match=r"must lie between 0\.001 and 1"):
        build("example", scale)


def test_the_plan_of_a_country_is_told_without_building_it():
    assert {name: plan_of(name).name for name in country_names()} == {name: name for name in country_names()}


def test_there_is_no_plan_of_a_country_that_is_not_known():
    with pytest.raises(
        UsageError, match="There is no country 'atlantis'; it can be 'example', 'north-korea', 'soviet-union'"
    ):
        plan_of("atlantis")
