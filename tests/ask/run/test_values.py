"""Values by month, and counts by year: what belongs to which year, which runs count, what stands beside them."""

from datetime import date

import numpy as np
import pytest

from politburo.ask.run.values import (
    ABROAD,
    BORDER,
    ORDINARY,
    PURGED,
    PURGED_SINCE,
    SEEN,
    count_years,
    ended_months,
    fear_of_the_top,
    first_year,
    lasting,
    mean_of_runs,
    monthly,
    over_a_year,
    published_beside,
    rounded,
    year_label,
)
from politburo.scenario import load
from tests.show.imagined import START, imagined

DAY, LATER = date(2010, 3, 5), date(2011, 2, 1)


def told(run: int, kind: str, form: str | None = None, day: date = DAY, report: date = LATER, persons: int = 1):
    """One report."""
    return run, kind, day, report, form, persons


@pytest.mark.parametrize(
    ("start", "end", "successions", "first"),
    [
        ("2008-01", "2019-12", ["2011-12"], 2012),
        ("2008-01", "2019-12", ["2012-01", "2015-06"], 2012),
        ("2008-01", "2019-12", ["2012-02"], 2013),
        ("2008-01", "2019-12", [], 2008),
        ("2008-04", "2019-12", [], 2009),
        ("2008-01", "2012-06", ["2011-12"], 2008),
        ("2008-04", "2008-09", [], 2008),
    ],
)
def test_the_table_begins_with_the_first_full_year_after_the_first_succession(start, end, successions, first):
    def month(text: str) -> int:
        return int(text[:4]) * 12 + int(text[5:]) - 1

    assert first_year(month(start), month(end), [month(text) for text in successions]) == first


def test_a_year_in_part_says_which_part():
    assert year_label(2010, START, START + 16) == "2010"
    assert year_label(2011, START, START + 16) == "2011 Jan–May"
    assert year_label(2010, START + 8, START + 16) == "2010 Sep–Dec"


def test_reality_is_counted_in_the_year_in_which_it_happens():
    counted = count_years(
        imagined(
            penalties={(0, 11, "execution"): 2, (0, 12, "execution"): 5, (1, 3, "demotion"): 7, (1, 4, "removal"): 1},
            departures={(1, 0): 30, (1, 23): 40},
            flights=[(0, date(2010, 12, 31), True), (0, date(2011, 1, 1), False)],
        )
    )
    assert counted.truth["execution"].tolist() == [[2, 5], [0, 0]]
    assert counted.truth["demotion"].tolist() == [[0, 0], [7, 0]]
    assert counted.truth[PURGED].tolist() == [[2, 5], [1, 0]]
    assert counted.truth[PURGED_SINCE].tolist() == [[2, 7], [1, 1]]
    assert counted.truth[ORDINARY].tolist() == [[0, 0], [30, 40]]
    assert counted.truth[ABROAD].tolist() == [[1, 0], [0, 0]]
    assert counted.truth[BORDER].tolist() == [[0, 1], [0, 0]]


def test_a_running_total_begins_with_the_first_year_shown():
    counted = count_years(
        imagined(
            runs=1,
            months=36,
            successions=(START + 12,),
            penalties={(0, 5, "removal"): 8, (0, 15, "removal"): 2, (0, 30, "execution"): 1},
        )
    )
    assert counted.first == 2011
    assert counted.shown() == [1, 2]
    assert counted.truth[PURGED_SINCE].tolist() == [[0, 2, 3]]


def test_a_penalty_is_recorded_in_its_own_year_and_an_arrival_in_the_year_of_arrival():
    counted = count_years(
        imagined(
            reports=[
                told(0, "penalty report", "execution"),
                told(0, "announcement", "removal"),
                told(1, "flight disclosed"),
                told(1, "cadre arrival"),
                told(1, "ordinary arrival", persons=3),
            ]
        )
    )
    assert counted.reports["execution"].tolist() == [[1, 0], [0, 0]]
    assert counted.reports[PURGED].tolist() == [[2, 0], [0, 0]]
    assert counted.reports[ABROAD].tolist() == [[0, 0], [1, 0]]
    assert counted.reports[BORDER].tolist() == [[0, 0], [0, 1]]
    assert counted.reports[ORDINARY].tolist() == [[0, 0], [0, 3]]


def test_the_record_counts_what_is_told_twice_and_falsely_until_it_is_corrected():
    kinds = ("penalty report", "double report", "false report", "false report", "correction")
    counted = count_years(imagined(reports=[told(0, kind, "execution") for kind in kinds]))
    assert counted.reports["execution"][0].tolist() == [3, 0]
    assert counted.reports[SEEN][0].tolist() == [1, 0]


def test_a_run_counts_in_the_years_that_its_regime_lasted_through():
    counted = count_years(imagined(runs=3, ended={1: 15, 2: 23}, penalties={(1, 14, "execution"): 9}))
    assert counted.lasted.tolist() == [[True, True], [True, False], [True, False]]
    assert np.isnan(counted.truth["execution"]).tolist() == (~counted.lasted).tolist()
    assert np.isnan(counted.reports["execution"]).tolist() == (~counted.lasted).tolist()


def test_what_is_reported_of_years_outside_the_simulation_is_left_out():
    early = told(0, "penalty report", "execution", day=date(2009, 12, 31))
    late = told(0, "ordinary arrival", report=date(2012, 1, 1))
    counted = count_years(imagined(reports=[early, late]))
    assert counted.reports["execution"].sum() == counted.reports[ORDINARY].sum() == 0


def test_public_figures_stand_beside_the_country_they_speak_of_alone():
    assert published_beside(load("example").evidence, 2013, 2012) == {}
    assert set(published_beside(load("north-korea").evidence, 2013, 2012)) == {
        "execution",
        PURGED_SINCE,
        ABROAD,
        ORDINARY,
    }


def test_a_running_total_stands_beside_one_that_begins_with_it():
    assert PURGED_SINCE not in published_beside(load("north-korea").evidence, 2013, 2008)


def test_below_scale_one_flights_count_for_the_whole_country_and_few_are_told():
    flights = [(run, date(2010, 3, day), True) for run in (0, 1) for day in range(1, 26)]
    thinned = imagined(scale=0.1, flights=[*flights, (0, date(2010, 4, 1), False)])
    counted = count_years(thinned)
    assert counted.truth[ABROAD].tolist() == [[250, 0], [250, 0]]
    assert counted.simulated[ABROAD].tolist() == [[25, 0], [25, 0]]
    assert {ABROAD, BORDER} <= set(counted.too_few(0.1))  # 12.5 in a run and year
    many = count_years(imagined(scale=0.1, flights=[*flights, *((run, date(2011, 3, 1), True) for run in (0, 1) * 25)]))
    assert ABROAD not in many.too_few(0.1)
    assert many.too_few(1.0) == []


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
