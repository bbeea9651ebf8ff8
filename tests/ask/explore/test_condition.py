"""Conditions in words: what they mean, and what is said of those that cannot be read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from politburo.ask.explore.condition import Comparison, Extreme, condition
from politburo.run.outcomes import OUTCOMES
from politburo.terms.errors import UsageError

LEVELS = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0])


def cases(said: str, base: float | None = None) -> list[int]:
    """Which of the levels 0 to 9 are cases, whatever outcome is asked for."""
    asked = condition(said)
    levels = dict.fromkeys(asked.outcomes, LEVELS)
    held = asked.holds(levels, None if base is None else dict.fromkeys(asked.outcomes, base))
    return np.flatnonzero(held).tolist()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("flights > 7", [8, 9]),
        ("flights >= 7", [7, 8, 9]),
        ("flights ≥ 7", [7, 8, 9]),
        ("flights < 1", [0]),
        ("flights<=1", [0, 1]),
        ("  flights  >  7.5e0 ", [8, 9]),
        ("fear > 750%", [8, 9]),
        ("flights in top 20%", [8, 9]),
        ("flights in the bottom 30 %", [0, 1, 2]),
        ("flights > 6 and fear < 8", [7]),
    ],
)
def test_a_condition_holds_where_it_says(said: str, expected: list[int]):
    assert cases(said) == expected


def test_a_multiple_is_one_of_the_level_in_the_base_scenario():
    assert cases("senior_flights > 3x", base=2.0) == [7, 8, 9]
    assert cases("senior_flights < 0.5×", base=2.0) == [0]
    assert condition("senior_flights > 3x").is_relative
    assert not condition("senior_flights > 3").is_relative


def test_no_multiple_is_taken_of_a_base_in_which_nothing_happens():
    with pytest.raises(UsageError, match="senior_flights is 0 in the baseline, of which no multiple can be taken"):
        cases("senior_flights > 3x", base=0.0)


def test_points_that_tie_at_the_border_of_the_highest_are_no_cases():
    tied = np.array([0.0] * 9 + [1.0])
    assert Extreme("flights", True, 0.5).holds(tied, None).sum() == 1
    assert Extreme("flights", True, 0.05).holds(np.ones(10), None).sum() == 0


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("", "There is no condition; write one like 'regime_falls > 0.5'"),
        ("regime_fals > 0.5", "There is no outcome 'regime_fals'; did you mean 'regime_falls'"),
        ("regime_falls", "'regime_falls' is no condition; write it like"),
        ("regime_falls > 0.5 and fear", "'fear', a part of 'regime_falls > 0.5 and fear', is no condition"),
        ("regime_falls == 1", "asks whether a mean equals a number, which it hardly ever does: use > or <"),
        ("regime_falls = 1", "asks whether a mean equals a number"),
        ("flights in top 0%", "the share must lie between 0% and 100%"),
        ("flights in top 10", "'flights in top 10' is no condition"),
        ("flights > 0x", "takes 0 times a level; the factor must be above 0"),
        ("flights > 1e999", "is too large a number"),
        ("__import__('os').system('true') > 0", "is no condition"),
        ("flights > 5 or fear > 1", "is no condition"),
        ("x" * 501, "The condition has 501 characters; 500 is the most"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_could_be(said: str, message: str):
    with pytest.raises(UsageError) as error:
        condition(said)
    assert message in str(error.value)


def test_control_characters_are_written_out():
    with pytest.raises(UsageError) as error:
        condition("flights > \x1b[31m")
    assert "\x1b" not in str(error.value)


@given(st.sampled_from(sorted(OUTCOMES)), st.sampled_from([">", ">=", "<", "<="]), st.floats(-1e9, 1e9))
def test_every_outcome_and_number_can_be_compared(name: str, sign: str, amount: float):
    assert condition(f"{name} {sign} {amount!r}").parts == (Comparison(name, sign, amount),)


@given(st.text(max_size=40))
def test_any_other_text_is_a_usage_error_and_nothing_else(said: str):
    try:
        assert condition(said).parts
    except UsageError as error:
        assert str(error)
