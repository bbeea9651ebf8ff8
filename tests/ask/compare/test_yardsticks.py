"""How large a difference is: against the baseline's change from 2011 to 2015, or else against its level."""

import math

import numpy as np

from politburo.ask.compare.yardsticks import yardstick
from politburo.run.outcomes import OUTCOMES
from politburo.scenario import month_number

MONTHS = range(month_number("2010-01"), month_number("2016-01"))


def rising(by_run: list[float]) -> np.ndarray:
    """A level of 10 that has risen by so much in each run from 2012 on, (run, month)."""
    values = np.full((len(by_run), len(MONTHS)), 10.0)
    values[:, 24:] += np.array(by_run)[:, None]
    return values


def test_it_is_the_change_of_the_baseline_from_2011_to_2015():
    amount, what = yardstick(OUTCOMES["fear"], rising([1.0, 1.2, 0.8]), MONTHS, 36, 10.5)
    assert what == "change 2011–2015"
    assert math.isclose(amount, 1.0)


def test_what_is_counted_is_made_relative_to_a_year():
    amount, _ = yardstick(OUTCOMES["flights"], rising([1.0, 1.2, 0.8]), MONTHS, 36, 400)
    assert math.isclose(amount, 12.0 * 3)  # one more in each month of 2015, over three years


def test_a_change_that_may_be_chance_is_no_yardstick():
    assert yardstick(OUTCOMES["fear"], rising([1.0, -1.2, 0.8]), MONTHS, 36, -10.5) == (10.5, "level")
    assert yardstick(OUTCOMES["fear"], rising([0.0, 0.0]), MONTHS, 36, 10.0) == (10.0, "level")


def test_years_that_are_not_simulated_are_no_yardstick():
    shorter = range(MONTHS.start, MONTHS.stop - 1)
    assert yardstick(OUTCOMES["fear"], rising([1.0, 1.2])[:, :-1], shorter, 36, 10.0) == (10.0, "level")


def test_where_there_is_nothing_there_is_no_size():
    amount, _ = yardstick(OUTCOMES["fear"], rising([0.0, 0.0]) * 0, MONTHS, 36, 0.0)
    assert math.isnan(amount)
