"""What the runs of all arms gave: when the runs of a pair diverge, and what each group contributes to a difference."""

import numpy as np
import pytest

from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.quantities import Divergence, distinguishable_from, people_by_province
from politburo.ask.intervals import Intervals
from politburo.country import build, plan_of
from politburo.scenario import month_number
from politburo.terms.errors import UsageError
from politburo.terms.series import ALL_SERIES
from tests.ask.compare.made import Compare


def found(*outside: int) -> Intervals:
    """Intervals that exclude zero where it says 1."""
    low = np.array(outside, float) - 0.5
    return Intervals(low + 1, low, low + 2, np.full(len(low), 4))


@pytest.mark.parametrize(
    ("outside", "month"),
    [
        ((0, 0, 1, 1, 1, 1, 1, 1), 102),
        ((1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1), 106),
        ((0, 1, 1, 1, 1, 1, 0, 1), None),  # not for half a year
        ((0, 0, 0), None),
        ((1, 1, 1), 100),  # a period shorter than that, all of it
    ],
)
def test_a_difference_shows_from_the_month_on_in_which_half_a_year_of_it_begins(outside: tuple, month: int | None):
    assert distinguishable_from(found(*outside), range(100, 100 + len(outside))) == month


def test_the_middle_month_is_that_of_the_pairs_that_diverge():
    divergence = Divergence("b", (7, None, 3, 9))
    assert divergence.diverging == (3, 7, 9)
    assert divergence.median == 7
    assert Divergence("b", (None,)).median is None


def test_each_pair_diverges_in_the_month_of_the_change(watched: Comparison):
    assert watched.divergence().months == (month_number("2001-01"),) * 4


def test_a_regime_that_falls_in_one_arm_alone_makes_runs_diverge(compare: Compare):
    from tests.ask.compare.made import Made

    base = compare("example", sets={"surveillance": 0.4000001}, made=Made(falls={2: 20}))
    apart = base.divergence().months
    assert apart[2] is not None
    assert apart[2] <= month_number("2001-09")


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
    households = build("example", 0.02).households
    stood_for = np.bincount(households.province, households.weight)
    assert people_by_province(plan_of("example")) == pytest.approx(stood_for)
