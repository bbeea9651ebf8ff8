"""Outcomes say what they say: held against runs made by hand."""

import math
from typing import Any

import numpy as np
import pytest

from politburo.run.outcomes import COUNTED, OUTCOMES, WATCHED_AT_THE_END, outcome, values_of
from politburo.run.series import stored_series
from politburo.terms.errors import UsageError
from politburo.terms.series import ALL_SERIES
from politburo.terms.words import FORMS
from tests.run.fake_month import SIZES, FakeOutcome, fake_outcome, short_scenario

MONTHS = 24


def run_with(ended: int | None = None, **series: Any) -> Any:
    """A run of two years in which everything is 1 but what is given; after month `ended` there is nothing."""
    made = {
        name: np.ones((MONTHS, *(SIZES[dimension] for dimension in dimensions[1:])), np.float32)
        for name, (_, dimensions) in stored_series().items()
    }
    for name, values in series.items():
        made[name] = np.broadcast_to(np.asarray(values, np.float32), made[name].shape).copy()
    if ended is not None:
        for values in made.values():
            values[ended + 1 :] = np.nan
    return FakeOutcome(made, {}, None, "", ended)  # pyright: ignore[reportArgumentType]


def along(*values: float) -> np.ndarray:
    """Values of the first months; zero in the others."""
    return np.array([*values, *[0.0] * (MONTHS - len(values))])


def value(name: str, run: Any) -> float:
    return outcome(name).of(run)


def test_every_national_series_is_an_outcome_with_its_unit():
    for series in ALL_SERIES:
        of_all_months = series.name in COUNTED  # what is expected per month adds up
        assert OUTCOMES[series.name].unit == (series.unit.removesuffix(" per month") if of_all_months else series.unit)
        assert series.meaning in OUTCOMES[series.name].meaning


def test_what_happens_adds_up_and_how_things_stand_is_averaged():
    run = run_with(flights=along(3, 4), fear=along(0.5, 0.25, 0.75), plotting=along(24))
    assert value("flights", run) == 7
    assert value("fear", run) == pytest.approx(1.5 / MONTHS)
    assert value("plotting", run) == 1


def test_months_after_the_fall_count_nowhere():
    run = run_with(5, flights=along(1, 1, 1, 1, 1, 1), fear=along(0, 0, 0, 0, 0, 0.6), departures=2)
    assert value("regime_falls", run) == 1
    assert value("months_lived", run) == 6
    assert value("flights", run) == 6
    assert value("fear", run) == pytest.approx(0.1)
    assert value("departures", run) == 12
    assert value("departures_a_year", run) == 24
    assert value("fear_at_end", run) == pytest.approx(0.1)


def test_a_regime_that_lasts_lives_to_the_end():
    assert (value("regime_falls", run_with()), value("months_lived", run_with())) == (0, MONTHS)


def test_a_regime_may_fall_in_its_first_month():
    said = values_of(run_with(0))
    assert said["months_lived"] == 1
    assert all(math.isfinite(number) for number in said.values())


def test_the_end_is_the_last_twelve_months():
    run = run_with(fear=[*[0.9] * 12, *[0.3] * 12])
    assert value("fear_at_end", run) == pytest.approx(0.3)
    assert value("highest_fear", run) == pytest.approx(0.9)


def test_senior_are_the_two_top_ranks():
    flights = np.zeros((MONTHS, 6, 4))
    flights[3, 1, 0], flights[4, 5, 1], flights[5, 5, 2], flights[6, 0, 3] = 1, 2, 40, 80
    assert value("senior_flights", run_with(flights_by_circle=flights)) == 3
    assert value("senior_turnover", run_with(turnover_by_circle=flights)) == 3
    assert value("senior_flights_a_year", run_with(flights_by_circle=flights)) == 1.5


def test_a_purge_is_a_removal_an_expulsion_or_an_execution():
    penalties = np.zeros((MONTHS, 6, 4, len(FORMS)))
    for number in range(len(FORMS)):
        penalties[number, 2, 1, number] = 10**number
        penalties[number, 2, 3, number] = 10**number
    run = run_with(penalties_by_circle_and_form=penalties)
    assert value("executions", run) == 2 * 10 ** FORMS.index("execution")
    purged = sum(10 ** FORMS.index(form) for form in ("removal", "expulsion", "imprisonment", "execution"))
    assert value("purges", run) == 2 * purged
    assert value("senior_purges", run) == purged


def test_the_fear_of_the_top_is_that_of_its_cadres_wherever_they_sit():
    cadres, fear = np.zeros((MONTHS, 6, 4)), np.full((MONTHS, 6, 4), 0.9)
    cadres[:, 0, 0], cadres[:, 1, 1], cadres[:, 2, 2] = 1, 3, 1000
    fear[:, 0, 0], fear[:, 1, 1] = 0.4, 0.8
    assert value("senior_fear", run_with(cadres_by_circle=cadres, fear_by_circle=fear)) == pytest.approx(0.7)


def test_falsification_and_the_spread_of_incomes_compare_month_by_month():
    run = run_with(displayed_loyalty=0.75, private_loyalty=0.5, income_p10=0.5, income_p90=[*[1.0] * 12, *[2.0] * 12])
    assert value("falsification", run) == 0.25
    assert value("income_spread", run) == 3.0


@pytest.mark.parametrize("number", range(3))
def test_every_outcome_of_any_run_is_a_finite_number(number: int):
    said = values_of(fake_outcome(short_scenario(), number))
    assert list(said) == list(OUTCOMES)
    assert all(math.isfinite(value) for value in said.values())


def test_an_outcome_that_there_is_not_is_answered_with_the_nearest():
    with pytest.raises(UsageError, match=r"no outcome 'senior_flight'; did you mean 'senior_flights'"):
        outcome("senior_flight")


def test_names_are_told_apart_and_meanings_are_said():
    assert all(one.name == name and one.meaning and one.unit for name, one in OUTCOMES.items())
    assert set(COUNTED) | set(WATCHED_AT_THE_END) <= {series.name for series in ALL_SERIES}
