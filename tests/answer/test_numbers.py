"""Numbers in sentences: counts are whole, and ranges go from one to another."""

import pytest

from politburo.answer.numbers import count, count_range


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (2.5, "3"), (3.49, "3"), (1234.5, "1,235"), (-3, "−3")])
def test_counts_are_said_whole(value: float, said: str):
    assert count(value) == said


def test_a_range_goes_from_one_count_to_another():
    assert count_range(7.6, 1200) == "8–1,200"
