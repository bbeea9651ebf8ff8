"""Monthly values of each run."""

import numpy as np
import pytest

from politburo.show.months import ended_months, fear_of_the_top, month_name, monthly

from .imagined import START, imagined


def test_fear_of_the_top_is_the_mean_over_cadres_not_over_circles():
    # Nobody holds a post in the first rank; the second fears one and a half times as much as all.
    found = fear_of_the_top(imagined(runs=2, months=3, series={"fear": 0.2}))
    assert found == pytest.approx(np.full((2, 3), 0.3))


def test_nothing_is_said_of_months_after_a_regimes_end():
    results = imagined(runs=2, months=4, ended={1: 2})
    for values in (monthly(results, "fear"), fear_of_the_top(results)):
        assert np.isnan(values).tolist() == [[False] * 4, [False, False, True, True]]


def test_ends_are_counted_in_months():
    assert ended_months(imagined(runs=3, ended={2: 5, 0: 23})).tolist() == [START + 23, START + 5]
    assert ended_months(imagined(runs=3)).tolist() == []


def test_a_month_has_a_name():
    assert month_name(START + 1) == "February 2010"
