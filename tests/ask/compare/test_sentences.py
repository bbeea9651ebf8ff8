"""A comparison in words: nothing is said but what was found, with its interval, its basis, and in its unit."""

from dataclasses import replace

import numpy as np
import pytest

from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.sentences import bound, change_of_sign, difference, levels, precise
from politburo.ask.compare.totals import Precise, Total, Wanted, total
from politburo.ask.intervals import share_interval
from politburo.run.outcomes import OUTCOMES
from politburo.scenario import changed
from tests.ask.compare.made import WATCHED, Compare, Made

pytestmark = pytest.mark.slow

FLIGHTS = Total(OUTCOMES["flights"], "without summit", 40.0, 44.0, 4.0, 1.0, 7.0, 0.75, 8, False, 24218, 60)


def test_a_difference_has_its_interval_and_percent_where_it_is_counted():
    assert difference(FLIGHTS) == "+4.0 [+1.0, +7.0], +10 %"
    assert difference(replace(FLIGHTS, outcome=OUTCOMES["fear"])) == "+4.0 [+1.0, +7.0]"
    assert difference(replace(FLIGHTS, mean=400.0, low=399.0, high=401.0)).endswith(", 11 times as many")
    assert difference(replace(FLIGHTS, mean=-20.0, low=-21.0, high=-19.0)).endswith(", −50 %")
    nan = float("nan")
    assert difference(replace(FLIGHTS, low=nan, high=nan, pairs=1)) == "+4.0 in one pair, so no interval"
    assert difference(replace(FLIGHTS, mean=nan, pairs=0)) == "no pair has a value"
    assert difference(replace(FLIGHTS, mean=0.0, low=0.0, high=0.0, identical=True)) == "identical in every pair"


def test_levels_have_so_many_digits_that_their_difference_shows():
    fear = replace(FLIGHTS, outcome=OUTCOMES["fear"], base=0.2146, changed=0.2069, mean=-0.0077)
    assert levels(fear) == "0.2146 → 0.2069"


def test_the_words_say_what_is_compared_what_differs_when_in_which_groups_and_how_to_read_it(watched: Comparison):
    opening, found, regimes, parameters, reading = watched.sentences
    assert opening == (
        "4 pairs of simulated runs of An invented country, with the same chance in both runs of a pair. "
        "Differences are alternative − baseline over January 2001 to December 2001; in brackets 90 % intervals over 4 "
        "pairs of runs (chance only: parameters are held at their defaults)."
    )
    assert found.startswith("Surveillance 0.6 from 2001-01: ")
    assert "of 47 outcomes are distinguishable from the baseline; penalties " in found
    assert "Runs diverge in January 2001 in every pair." in found
    assert "Largest contributions to the difference in " in found
    assert "With independent seeds in the two arms, " in found
    assert regimes == (
        "The regime lasted in all 4 runs of each arm (90 % interval for the probability that it falls: 0–53 %)."
    )
    assert parameters == (
        "Intervals are over chance only: parameters are held at their defaults. To see how far an effect depends on "
        "them, ask the same under 50 other plausible parameter sets: `--across-priors 50`."
    )
    assert "stands for itself and is not widened for the " in reading
    assert reading.endswith("All of it is simulated, not observed.")


def test_what_a_part_of_the_country_cannot_tell_is_said(shared: Compare):
    small = shared(**WATCHED, scale=0.03, series=["coup_attempts", "senior_flights", "fear"])
    assert small.sentences[0].endswith(
        "Estimates for the whole country from a sample of 3 % of the lower ranks and households (scale 0.03)."
    )
    why = "not estimated at scale 0.03: a coup needs plotters side by side, who are thinned"
    assert small.warnings == (
        f"No estimate for the whole country: attempted coups ({why}); falls of the regime ({why}).",
    )
    assert shared(**WATCHED).warnings == ()


def test_no_fall_in_twenty_runs_leaves_room_for_one_in_seven():
    assert bound(share_interval(0, 20)) == "90 % interval for the probability that it falls: 0–14 %"


def test_parameters_that_a_scenario_sets_are_not_said_to_be_defaults(shared: Compare):
    bold = shared("example", sets={"fear.horizon": 2})
    assert "(chance only: parameters are held at the scenario's values)" in bold.sentences[0]
    assert "parameters are held at the scenario's values." in bold.sentences[-2]


def test_outcomes_that_are_asked_for_are_told_whether_they_differ_or_not(shared: Compare):
    said = shared(**WATCHED, series=["cadres", "purges"]).sentences[1]
    assert said.startswith("Surveillance 0.6 from 2001-01: cadres 300 (identical in every pair); purges ")


def test_what_is_not_distinguishable_from_zero_says_so(compare: Compare):
    said = compare(**WATCHED, series=["fear"], made=Made(own=20)).sentences[1]
    assert ", not distinguishable from zero)" in said


def test_where_nothing_differs_it_is_said(shared: Compare):
    said = shared("example", sets={"record.delay_days": 90}).words()
    assert "no outcome is distinguishable from the baseline. All outcomes are identical in every pair." in said
    assert "The runs never diverge: each is the same to the bit in both arms." in said


def year_of(mean: float, *, counted: bool = True) -> Total:
    """A year in which a difference is known well."""
    outcome = OUTCOMES["departures" if counted else "fear"]
    apart = mean + abs(mean) * np.array([[-0.01], [0.0], [0.01]])
    return total(outcome, "b", np.full((3, 1), 1000.0), 1000.0 + apart)


def test_a_sign_that_changes_over_time_is_said_with_its_years():
    years = dict(zip(range(2014, 2020), map(year_of, (377.0, 0.0, -174.0, -120.0, -150.0, -130.0)), strict=True))
    assert change_of_sign(years) == "+377 in 2014, −120 to −174 a year from 2016 on"
    years[2019] = year_of(0.0)
    assert change_of_sign(years).endswith("a year from 2016 to 2018")
    assert change_of_sign({2014: year_of(377.0), 2015: year_of(80.0)}) == ""
    assert change_of_sign({2014: year_of(300.0, counted=False), 2015: year_of(-80.0, counted=False)}) == (
        "+300 in 2014, −80 in 2015"
    )


def test_regimes_that_fall_are_told_with_what_that_bounds(compare: Compare):
    said = compare(**WATCHED, made=Made(falls={0: 20, 2: 22})).sentences[2]
    assert said == (
        "The regime falls in 0 of 4 runs of the baseline (90 % interval for the probability that it falls: 0–53 %), in "
        "2 of 4 runs of surveillance 0.6 from 2001-01 (90 % interval for the probability that it falls: 10–90 %); in 0 "
        "pairs it falls in both. Later months of a pair are left out of all figures."
    )


def test_each_alternative_has_a_paragraph_of_its_own(shared: Compare):
    both = shared("example", *(changed("example", sets={"surveillance": value}) for value in (0.5, 0.9)))
    assert [part.split(":")[0] for part in both.sentences[1:3]] == ["Surveillance 0.5", "Surveillance 0.9"]
    assert "outcomes for each of 2 alternatives" in both.sentences[-1]


def test_precision_is_told_with_what_independent_seeds_would_have_taken():
    flights = replace(FLIGHTS, low=-0.2, high=8.2, pairs=40, unpaired=1160)
    known = Precise(Wanted(OUTCOMES["flights"], 5.0, relative=False), flights)
    assert precise(known) == (
        "The difference in flights of cadres (without summit) is known to ± 4.2 after 40 pairs; ± 5.0 was asked for. "
        "Runs with independent seeds would have taken 1,160 in each arm for the same interval, measured on these runs: "
        "each run of one arm beside the other arm's runs of other numbers."
    )
    assert "which is not reached." in precise(replace(known, total=replace(flights, high=12.0)))
    assert precise(replace(known, total=replace(flights, high=-0.2))).endswith("is the same in all 40 pairs.")


@pytest.mark.parametrize("word", ["carr", "part ", "told apart", "plain"])
def test_no_image_is_left_in_the_words(watched: Comparison, word: str):
    assert word not in watched.words()
