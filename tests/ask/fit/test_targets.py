"""What targets are called, and which parameters were set by them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from politburo.ask.fit.targets import FITTED, period_in_words
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from tests.ask.fit.made import FIGURE


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2012-01-01", "2012-12-31", "2012"),
        ("2012-01-01", "2015-12-31", "2012–2015"),
        ("2015-01-01", "2015-05-13", "2015 to 13 May"),
        ("2012-01-01", "2013-12-03", "2012 to 3 Dec 2013"),
        ("2011-12-17", "2015-07-09", "17 Dec 2011 to 9 Jul 2015"),
    ],
)
def test_whole_years_are_said_by_their_numbers(start: str, end: str, said: str):
    days = {"start": date.fromisoformat(start), "end": date.fromisoformat(end)}
    assert period_in_words(replace(FIGURE, **days)) == said


def test_parameters_that_were_set_by_hand_exist_and_are_named_on_the_page_of_the_fit():
    assert set(FITTED) <= set(PARAMETER_DECLARATIONS)
    page = (Path(__file__).parents[3] / "docs" / "fit.md").read_text(encoding="utf-8")
    assert [name for name in FITTED if name.split(".")[1] not in page and "cut_" not in name] == []
