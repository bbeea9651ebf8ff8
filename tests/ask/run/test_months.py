"""Monthly values of each run."""

import numpy as np
import pytest

from politburo.answer.numbers import month_in_words
from politburo.ask.run.values import ended_months, fear_of_the_top, lasting, mean_of_runs, monthly, over_a_year, rounded
from tests.show.imagined import START, imagined


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
    assert month_in_words(START + 1) == "February 2010"


def test_a_year_of_counts_is_the_sum_of_twelve_months_and_scaled_up_before():
    counts = np.arange(1.0, 25.0)[None]
    found = over_a_year(counts)[0]
    assert found[23] == sum(range(13, 25))
    assert found[11] == sum(range(1, 13))
    assert found[1] == (1 + 2) * 6


def test_a_regime_that_has_ended_has_no_count():
    found = over_a_year(np.array([[1.0, np.nan], [1.0, 1.0]]))
    assert np.isnan(found[0, 1])
    assert found[1, 1] == 12


def test_the_mean_leaves_out_runs_that_have_ended():
    assert mean_of_runs(np.array([[1.0, 2.0, np.nan], [3.0, np.nan, np.nan]])).tolist()[:2] == [2, 2]
    assert np.isnan(mean_of_runs(np.array([[np.nan]]))).all()


def test_a_chart_is_given_few_digits_and_no_nan():
    assert rounded(np.array([0.123456, np.nan, 1234.0])) == [0.123, None, 1230]


def test_runs_are_counted_as_long_as_their_regimes_last():
    assert lasting(imagined(months=4, ended={0: 2})) == [2, 2, 1, 1]
