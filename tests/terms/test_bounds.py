import math

import pytest

from politburo.terms.bounds import DENSITY, RUNS, SCALE, SEED, Bounds
from politburo.terms.errors import UsageError


@pytest.mark.parametrize("number", [1, 1_000_000])
def test_a_number_within_its_bounds_is_that_number(number: int):
    assert RUNS.checked(number) == number


@pytest.mark.parametrize(
    ("bounds", "number", "said"),
    [
        (RUNS, 0, "The number of runs is 0; it must be at least 1 and at most 1,000,000."),
        (RUNS, 10**9, "The number of runs is 1,000,000,000; it must be"),
        (
            SEED,
            -(10**99),
            "The seed is a number of more than 40 digits; it must be at least 0 and at most 4,294,967,295",
        ),
        (SCALE, math.nan, "The scale is nan; it must be at least 0.001 and at most 1."),
        (DENSITY, math.inf, "The density is inf; it must be at least 0 and at most 1."),
    ],
)
def test_another_number_is_refused_with_what_is_allowed(bounds: Bounds, number: float, said: str):
    with pytest.raises(UsageError) as error:
        bounds.checked(number)
    assert str(error.value).startswith(said)


def test_a_number_is_whole_where_its_bounds_are():
    assert RUNS.is_whole
    assert not SCALE.is_whole
