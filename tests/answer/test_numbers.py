"""Numbers in sentences: counts are whole, and ranges go from one to another."""

import pytest

from politburo.answer.numbers import (
    capitalised,
    count,
    count_range,
    figures,
    fixed,
    listed,
    month_in_words,
    percent,
    percent_range,
    plain,
    with_interval,
    with_sign,
)


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (2.5, "3"), (3.49, "3"), (1234.5, "1,235"), (-3, "−3")])
def test_counts_are_said_whole(value: float, said: str):
    assert count(value) == said


def test_a_range_goes_from_one_count_to_another():
    assert count_range(7.6, 1200) == "8–1,200"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"),
        (1e-05, "0.00001"),
        (0.000164, "0.000164"),
        (3.708, "3.71"),
        (10.0, "10"),
        (-4.0, "−4"),
        (12345.6, "12,346"),
    ],
)
def test_numbers_are_said_in_three_figures_and_without_powers_of_ten(value: float, said: str):
    assert figures(value) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0 %"),
        (0.424, "42 %"),
        (1, "100 %"),
        (0.05, "5.0 %"),
        (0.004, "0.40 %"),
        (0.0996, "10 %"),
        (-0.004, "−0.40 %"),
        (0.0246, "2.5 %"),
        (4.5e-4, "0.045 %"),
        (1e-9, "< 0.001 %"),
    ],
)
def test_a_small_share_is_said_in_two_figures(share: float, said: str):
    assert percent(share) == said


@pytest.mark.parametrize(
    ("ends", "said"), [((0, 0.1391), "0–14 %"), ((0.0625, 0.5512), "6–55 %"), ((0.00013, 0.0124), "0.0–1.2 %")]
)
def test_a_range_of_shares_has_digits_where_both_are_small(ends: tuple[float, float], said: str):
    assert percent_range(*ends) == said


@pytest.mark.parametrize(
    ("value", "said", "signed"),
    [
        (-1234.5, "−1,234.50", "−1,234.50"),
        (0.004, "0.00", "0.00"),
        (-0.004, "0.00", "0.00"),
        (0.006, "0.01", "+0.01"),
    ],
)
def test_what_rounds_to_zero_has_no_sign(value: float, said: str, signed: str):
    assert (fixed(value, 2), with_sign(value, 2)) == (said, signed)


def test_a_level_of_minus_zero_is_zero():
    assert plain(-0.0) == "0"


def test_a_difference_of_thousands_is_grouped_as_in_tables():
    assert with_interval(-12345.0, -20000.0, -1000.0) == "−12,345 [−20,000, −1,000]"


def test_a_capital_begins_a_text_and_leaves_the_rest():
    assert [capitalised(text) for text in ("", "the UN", "a")] == ["", "The UN", "A"]


def test_names_are_listed_as_in_a_sentence():
    assert [listed(names) for names in ([], ["one"], ["one", "two"], ["one", "two", "three"])] == [
        "", "one", "one and two", "one, two and three",
    ]  # fmt: skip


def test_a_month_has_a_name():
    assert month_in_words(2010 * 12 + 1) == "February 2010"
