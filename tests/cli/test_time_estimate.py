"""How long a question takes is told from what a month costs here, and as people say it."""

import io

import pytest
from rich.console import Console

from politburo.cli import time_estimate
from politburo.run.engines import Threads, Workers


@pytest.fixture(autouse=True)
def pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A month costs a tenth of a second and, at scale 1, a second more."""
    monkeypatch.setattr(time_estimate, "_seconds_a_month", lambda _country, scale: 0.1 + scale)
    monkeypatch.setattr("politburo.numerics.compile.is_cold", lambda: False)


def said(months: dict[float, int]) -> str:
    console = Console(file=io.StringIO(), width=200)
    with console.capture() as told:
        time_estimate.say_how_long(months, Threads(1), console)
    return told.get()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(4.4, "4 seconds"), (89, "89 seconds"), (90, "2 minutes"), (3600, "60 minutes"), (12600, "3.5 hours")],
)
def test_a_length_of_time_is_said_as_people_do(seconds: float, words: str):
    assert time_estimate.duration(seconds) == words


def test_months_of_all_scales_add_up():
    assert time_estimate.seconds_for({0.5: 100, 1.0: 10}, Threads(1)) == pytest.approx(60 + 11)


def test_what_is_beside_each_other_is_not_waited_for_unless_threads_gain_nothing():
    assert time_estimate.seconds_for({0.5: 100}, Threads(4)) == pytest.approx(15)
    assert time_estimate.seconds_for({0.1: 100}, Threads(4)) == pytest.approx(20)
    assert time_estimate.seconds_for({0.1: 100}, Workers(4)) == pytest.approx(5)
    assert time_estimate.seconds_for({0.1: 100, 0.5: 1000}, Threads(4)) == pytest.approx((20 + 600) / 4)


def test_it_is_said_unless_there_is_nothing_to_do():
    assert said({1.0: 1000}).startswith("This takes about 18 minutes unless parts of it are there already")
    assert said({1.0: 0}) == ""
