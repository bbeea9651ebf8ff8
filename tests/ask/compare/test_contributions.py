"""The contributions of groups to a difference: they add up to it, the largest first, each with its interval."""

import numpy as np
import pytest

from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.contributions import people_by_province
from politburo.terms.errors import UsageError
from politburo.terms.series import ALL_SERIES

GROUPED = [(series.name, by) for series in ALL_SERIES for by in series.by]


@pytest.mark.parametrize(("name", "by"), GROUPED)
def test_contributions_of_groups_add_up_to_the_difference(watched: Comparison, name: str, by: str):
    parts = watched.contributions(name, by)
    whole = watched.total(name).mean
    assert sum(part.mean for part in parts) == pytest.approx(whole, rel=1e-4, abs=1e-6)
    if whole:
        assert sum(part.share for part in parts) == pytest.approx(1)


def test_the_largest_part_comes_first_and_names_its_group(watched: Comparison):
    parts = watched.contributions("flights", "rank")
    assert [abs(part.mean) for part in parts] == sorted((abs(part.mean) for part in parts), reverse=True)
    # In what is made, the effect grows along the ranks, and along the organs.
    assert parts[0].group == "county"
    assert watched.contributions("flights", "organ")[0].group == "diplomacy"
    assert {part.group for part in watched.contributions("income", "province")} == {"North", "South", "Capital"}


def test_each_part_has_its_interval(watched: Comparison):
    [county] = [part for part in watched.contributions("flights", "rank") if part.group == "county"]
    pairs = watched.differences["flights_by_circle"].sel(rank="county", month=slice("2001-01", None))
    sums = pairs.sum(("organ", "month")).values[0]
    assert county.mean == pytest.approx(sums.mean())
    assert county.high - county.mean == pytest.approx(2.3534 * sums.std(ddof=1) / np.sqrt(4), rel=1e-4)


def test_a_group_that_a_series_is_not_kept_by_is_refused(watched: Comparison):
    with pytest.raises(UsageError, match="fear is not kept by 'province'; it is kept by organ and rank"):
        watched.contributions("fear", "province")
    with pytest.raises(UsageError, match="assurance is not kept by 'organ'; it is kept for the whole country alone"):
        watched.contributions("assurance", "organ")


def test_the_people_of_provinces_are_those_for_whom_households_stand():
    people = people_by_province("example", 0.01)
    whole = people_by_province("example", 0.1)
    assert len(people) == len(whole) > 1
    assert people == pytest.approx(whole)
