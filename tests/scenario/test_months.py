"""Months are whole numbers that people write as year and month."""

from datetime import date

import pytest

from politburo.scenario.months import calendar_month, month_name, month_number, month_of_effect


def test_a_month_is_twelve_times_the_year_and_the_months_before_it():
    assert month_number("2012-01") == 2012 * 12
    assert month_number("2011-12") == 2012 * 12 - 1


def test_names_and_numbers_of_months_answer_each_other():
    assert all(month_number(month_name(month)) == month for month in range(1900 * 12, 2201 * 12))


@pytest.mark.parametrize(
    "text", ["2012", "2012-1", "2012-00", "2012-13", "1899-12", "2201-01", "2012-01-01", "", "٢٠١٢-٠١"]
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match="is not a month between 1900 and 2200"):
        month_number(text)


def test_the_15th_acts_in_its_month_and_the_16th_in_the_next():
    assert month_of_effect(date(2011, 12, 15)) == calendar_month(date(2011, 12, 31)) == month_number("2011-12")
    assert month_of_effect(date(2011, 12, 16)) == month_number("2012-01")
