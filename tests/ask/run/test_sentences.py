"""The paragraph: right for every kind of scenario, and never more than what was simulated."""

from datetime import date

import numpy as np
import pytest

from politburo.ask.run.results import Results
from politburo.ask.run.sentences import sentences
from politburo.scenario import PublicEvent, load, with_parameters
from tests.show.imagined import START, imagined, plausible


def in_words(results: Results) -> str:
    """All sentences."""
    return " ".join(sentences(results))


HIGHER_LATER = {
    "fear": np.where(np.arange(48) < 24, 0.1, 0.3),
    "private_loyalty": np.where(np.arange(48) < 24, 0.6, 0.5),
}
SUCCESSION = (START + 24,)
DEATH = PublicEvent(date(2011, 12, 17), "succession", "the leader dies", None, None)


def test_fear_and_loyalty_are_compared_before_and_after_the_succession():
    said = in_words(imagined(runs=1, months=48, series=HIGHER_LATER, events=(DEATH,), successions=SUCCESSION))
    assert (
        "From the year before the succession of December 2011 to the year after, fear among cadres rose from 0.10 to "
        "0.30, the loyalty they displayed stayed at 0.60, and their private loyalty fell from 0.60 to 0.50."
    ) in said


def test_without_a_succession_the_first_year_is_compared_with_the_last():
    said = in_words(imagined(runs=1, months=48, series=HIGHER_LATER))
    assert "From the first to the last year of the runs, fear among cadres rose from 0.10 to 0.30" in said
    assert "succession" not in said


def test_a_succession_that_no_run_outlives_by_a_year_compares_what_there_is():
    said = in_words(imagined(months=48, series=HIGHER_LATER, ended={0: 30, 1: 31}, successions=SUCCESSION))
    assert "From the first to the last year of the runs" in said


def test_the_month_of_most_fear_is_named():
    fear = np.full(24, 0.1)
    fear[17] = 0.4
    assert "Fear was highest in June 2011 (0.40); in the two top ranks, in June 2011 (0.60)." in in_words(
        imagined(runs=1, series={"fear": fear})
    )


def test_the_year_of_most_purges_and_the_share_that_outsiders_hear_of():
    seen = [(0, "penalty report", date(2011, 2, 1), date(2011, 3, 1), "removal", 1)] * 3
    false = [(0, "false report", date(2011, 2, 1), date(2011, 3, 1), "execution", 1)] * 9
    said = in_words(imagined(runs=1, penalties={(0, 3, "removal"): 4, (0, 14, "expulsion"): 8}, reports=seen + false))
    assert "purged (removed, expelled or executed) in 2011: 8; from 2010 on 12 were in all" in said
    assert "outsiders would have learnt of 25 % of them." in said


def test_flights_and_departures_are_said_by_the_year():
    flights = [(0, date(2010, 5, 1), True), (0, date(2011, 5, 1), True), (0, date(2011, 6, 1), False)]
    said = in_words(imagined(runs=1, flights=flights, departures={(0, 3): 100}))
    assert (
        "In a year 1.0 cadres fled from posts abroad (most in 2010: 1), 0.5 cadres fled over the border (most in "
        "2011: 1), and 50 ordinary people left (most in 2010: 100)."
    ) in said


@pytest.mark.parametrize(
    ("runs", "ended", "said"),
    [
        (1, {}, "The regime lasted."),
        (3, {}, "The regime lasted in all 3 runs (share in which it falls 0 %, 90 % interval 0–63 %)."),
        (20, {}, "The regime lasted in all 20 runs (share in which it falls 0 %, 90 % interval 0–14 %)."),
        (1, {0: 13}, "The regime fell in February 2011."),
        (
            3,
            {1: 13},
            "fell in 1 of 3 runs (share in which it falls 33 %, 90 % interval 2–86 %), in February 2011; figures",
        ),
        (3, {1: 13, 0: 20}, "interval 14–98 %), between February 2011 and September 2011; figures"),
        (2, {0: 13, 1: 20}, "100 %, 90 % interval 22–100 %), between February 2011 and September 2011."),
    ],
)
def test_the_end_of_a_regime_is_told(runs: int, ended: dict[int, int], said: str):
    assert said in in_words(imagined(runs=runs, ended=ended))


def test_a_single_run_has_no_interval():
    said = in_words(plausible(runs=1))
    assert said.startswith("One simulated run of Ten imagined years, January 2010 to December 2019, scale 1.")
    assert "[" not in said
    assert "interval" not in said.partition("Published")[0]


def test_several_runs_have_intervals():
    fear = HIGHER_LATER["fear"] + np.array([[0.0], [0.01], [0.02]])
    said = in_words(imagined(runs=3, months=48, series={"fear": fear}))
    assert said.startswith(
        "3 simulated runs of Imagined, January 2010 to December 2013, scale 1: medians, in brackets 90 % intervals "
        "over 3 runs (chance only: parameters are held at their defaults)."
    )
    assert "fear among cadres rose from 0.11 to 0.31 [0.30–0.32]" in said


def test_nothing_happened_is_said_as_such():
    said = in_words(imagined())
    assert (
        "No cadre was purged. In a year no cadres fled from posts abroad, no cadres fled over the border, and" in said
    )


@pytest.mark.parametrize("ended", [{0: 0, 1: 0}, {0: 1, 1: 0}, {0: 5, 1: 7}])
def test_regimes_that_fall_at_once_leave_little_to_say(ended: dict[int, int]):
    said = in_words(imagined(ended=ended, successions=SUCCESSION))
    assert "nan" not in said
    assert "purged" not in said
    assert said.endswith(".")


@pytest.mark.parametrize("results", [imagined(), plausible(), plausible(runs=1), imagined(months=1)])
def test_what_is_simulated_is_called_so_and_never_predicted(results):
    said = in_words(results)
    assert "simulated" in said
    assert "predict" not in said
    assert "forecast" not in said


def test_it_says_how_many_published_estimates_the_simulated_reports_meet():
    def said(executed: int) -> str:
        reports = [(0, "penalty report", date(2012, 5, 1), date(2012, 6, 1), "execution", executed)]
        return in_words(imagined(runs=1, country="north-korea", start=2012 * 12, months=12, reports=reports))

    assert "whose range meets the interval of the simulated reports of their year: executions 2 of 3" in said(3)
    assert "executions 0 of 3" in said(900)


def test_nothing_published_is_met_where_nothing_is_published():
    assert "Published" not in in_words(imagined())


def test_a_scenario_with_parameters_of_its_own_does_not_claim_their_defaults():
    changed = with_parameters(load("example"), {"fear.horizon": 2.25}).parameters
    said = in_words(imagined(parameters=changed))
    assert "parameters are held at the scenario's values" in said
    assert "defaults" not in said
