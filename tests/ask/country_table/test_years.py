"""Dates of any precision become years, and what is no date is said without repeating it."""

import pytest

from politburo.ask.country_table.years import Year, year_of
from tests.ask.country_table.made import PLANTED


@pytest.mark.parametrize(
    "written",
    [
        *("1953", " 1953 ", "1953.0", "1953-03", "1953-03-05", "1953/03/05", "1953.3.5", "05.03.1953", "5/3/1953"),
        *("1952-10-16 00:00:00".replace("1952", "1953"), "5 March 1953", "March 1953", "19530305", "1953-02-31"),
        *("4/?/1953", "1953-??"),
    ],
)
def test_a_year_a_month_or_a_day_is_its_year(written: str):
    assert year_of(written) == Year(1953)


@pytest.mark.parametrize(
    "written", ["circa 1953", "c. 1953", "1953?", "1953~", "early 1953", "before 1953", "after 1953"]
)
def test_an_uncertain_date_is_its_year_and_uncertain(written: str):
    assert year_of(written) == Year(1953, uncertain=True)


@pytest.mark.parametrize(
    ("written", "middle"),
    [("1953/1957", 1955), ("1953-1957", 1955), ("between 1953 and 1957", 1955), ("1950s", 1954), ("195X", 1954)],
)
def test_of_a_range_the_middle_is_taken(written: str, middle: int):
    assert year_of(written) == Year(middle, uncertain=True)


@pytest.mark.parametrize("written", ["", "NA", "NaT", "nan", "-", "?", "unknown", "."])
def test_nothing_is_no_date(written: str):
    assert year_of(written) is None


@pytest.mark.parametrize("written", [PLANTED, "12", "Nov-53", f"{PLANTED} 1953 {PLANTED}" * 3, "0042", "99999", "2500"])
def test_what_is_no_date_is_not_repeated(written: str):
    with pytest.raises(ValueError, match="year") as raised:
        year_of(written)
    assert written not in str(raised.value)
    assert raised.value.__context__ is None
