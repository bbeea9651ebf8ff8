"""When runs diverge: to the bit in each pair, and in the means where the interval excludes zero for half a year."""

import numpy as np
import pytest

from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.divergence import Divergence, distinguishable_from
from politburo.ask.intervals import Intervals
from politburo.scenario import month_number
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
