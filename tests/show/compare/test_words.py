"""A comparison in words and tables: nothing is told but what was found, with its interval and in its unit."""

from dataclasses import replace

import pytest

from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.precision import Precise
from politburo.ask.compare.quantities import BY_NAME
from politburo.ask.compare.totals import Total
from politburo.show.compare.tables import cells_of, monthly_frame, totals_frame
from politburo.show.compare.words import difference, in_words, precise
from tests.ask.compare.made import WATCHED, Compare, Made

FLIGHTS = Total(BY_NAME["flights"], "without summit", 40.0, 44.0, 4.0, 1.0, 7.0, 0.75, 8, 24218, 60)


def test_a_difference_is_told_with_its_interval_and_in_percent_where_it_is_counted():
    assert difference(FLIGHTS) == "+4.0 [+1.0, +7.0], +10 %"
    assert difference(replace(FLIGHTS, series=BY_NAME["fear"])) == "+4.0 [+1.0, +7.0]"
    assert difference(replace(FLIGHTS, mean=400.0, low=399.0, high=401.0)).endswith(", 11 times as many")
    assert difference(replace(FLIGHTS, mean=-20.0, low=-21.0, high=-19.0)).endswith(", −50 %")
    nan = float("nan")
    assert difference(replace(FLIGHTS, low=nan, high=nan)) == "4.0 in one pair, so no interval"
    assert difference(replace(FLIGHTS, mean=nan)) == "no pair has a value"


def test_the_cells_of_a_total_are_those_of_its_row():
    assert cells_of(FLIGHTS) == (
        "without summit", "flights", "persons", "40", "44", "+4.0 [+1.0, +7.0], +10 %", "75 %", "2018-03",
    )  # fmt: skip


def test_the_words_say_what_is_compared_what_differs_when_where_and_how_to_read_it(watched: Comparison):
    said = in_words(watched)
    opening, found, reading = said.split("\n\n")
    assert opening.startswith("4 pairs of simulated runs of An invented country")
    assert "differences over January 2001 to December 2001" in opening
    assert found.startswith("Surveillance 0.6 from 2001-01: most plainly ")
    assert "The paths part in January 2001 in every pair." in found
    assert " is carried by " in found
    assert "With independent seeds in the two arms, " in found
    assert "not widened for the 29 series" in reading
    assert reading.endswith("All of it is simulated.")


def test_series_that_are_asked_for_are_told_whether_they_differ_or_not(watched: Comparison):
    said = watched.words("cadres", "fear")
    assert "cadres 300 → 300 (0 [0, 0]; not told apart), fear " in said


def test_where_nothing_differs_it_is_said(shared: Compare):
    said = in_words(shared("example", sets={"record.delay_days": 90}))
    assert "no series is told apart from the baseline. The paths never part" in said


def test_regimes_that_fall_are_told(compare: Compare):
    said = in_words(compare(**WATCHED, made=Made(falls={0: 20, 2: 22})))
    assert (
        "The regime falls in 0 of 4 runs of the baseline and in 2 of this alternative (0 with the same number)" in said
    )


def test_precision_is_told_with_what_independent_seeds_would_have_taken():
    known = Precise(BY_NAME["flights"], "without summit", 5.0, 4.2, 40, 1160)
    assert precise(known) == (
        "The difference in flights of cadres (without summit) is known to ± 4.2 after 40 pairs; ± 5.0 was asked for. "
        "Runs with independent seeds would have taken 1,160 in each arm for the same interval, measured on these runs: "
        "each run of one arm beside the other arm's runs of other numbers."
    )
    assert "which is not reached." in precise(replace(known, half=6.0))
    assert precise(replace(known, half=0.0)).endswith("is the same in all 40 pairs.")


def test_tables_have_a_row_for_each_alternative_and_series(watched: Comparison):
    totals = totals_frame(watched)
    assert len(totals) == len(watched.outcomes)
    fear = totals.set_index("series").loc["fear"]
    assert fear["difference"] == pytest.approx(watched.total("fear").mean)
    assert fear["taken"] == "mean"
    months = monthly_frame(watched)
    assert list(months.columns) == ["alternative", "series", "unit", "month", "mean", "low", "high", "pairs"]
    assert months["month"].iloc[0] == "2000-01"


def test_in_a_notebook_the_plainest_differences_are_a_table_and_texts_are_escaped(watched: Comparison):
    odd = replace(watched.alternatives[0], label="<b>odd</b>")
    told = replace(watched, alternatives=(odd,))._repr_html_()
    assert told.count("<tr>") == 13
    assert "<b>odd</b>" not in told
    assert "&lt;b&gt;odd&lt;/b&gt;" in told
