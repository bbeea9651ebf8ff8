"""How far a question is, and how long it takes, is said on standard error."""

import io
import re

import pytest
from rich.console import Console

from politburo.cli import progress
from politburo.cli.progress import shown
from politburo.run.engines import Threads, Workers
from tests.cli.calling import MARKUP


def told(*, terminal: bool, title: str = "North Korea, 20 runs", of: str = "months", done: int = 30) -> str:
    """What is shown while some of four times as much is done, on a terminal of 80 columns."""
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=80, color_system=None)
    with shown(title, console, of=of) as advance:
        advance(done, 4 * done)
    return file.getvalue()


def test_a_terminal_gets_a_bar_with_the_months_done_and_the_time_left():
    assert "North Korea, 20 runs" in told(terminal=True)
    assert "30/120 months, time left" in told(terminal=True)


@pytest.mark.parametrize("of", ["months", "searches at most"])
def test_on_80_columns_the_title_gives_way_and_the_numbers_are_whole(of: str):
    said = told(terminal=True, title="North Korea 2008-2019, 256 sets of parameters, 2 runs each", of=of, done=11520)
    assert f"11520/46080 {of}, time left" in said
    assert "North Korea" in said and "…" in said
    assert all(len(line) <= 80 for line in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said).splitlines())


def test_elsewhere_one_line_says_what_is_running():
    assert told(terminal=False) == "North Korea, 20 runs …\n"


@pytest.mark.parametrize("terminal", [True, False])
def test_a_title_is_shown_as_it_is_spelled(terminal: bool):
    assert MARKUP in told(terminal=terminal, title=MARKUP)


@pytest.fixture
def pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A month costs a tenth of a second and, at scale 1, a second more."""
    monkeypatch.setattr(progress, "_seconds_a_month", lambda _country, scale: 0.1 + scale)
    monkeypatch.setattr("politburo.numerics.compile.is_cold", lambda: False)


def said(months: dict[float, int]) -> str:
    console = Console(file=io.StringIO(), width=200)
    with console.capture() as told:
        progress.say_how_long(months, Threads(1), console)
    return told.get()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(4.4, "4 seconds"), (89, "89 seconds"), (90, "2 minutes"), (3600, "60 minutes"), (12600, "3.5 hours")],
)
def test_a_length_of_time_is_said_as_people_do(seconds: float, words: str):
    assert progress.duration(seconds) == words


@pytest.mark.usefixtures("pace")
def test_months_of_all_scales_add_up():
    assert progress.seconds_for({0.5: 100, 1.0: 10}, Threads(1)) == pytest.approx(60 + 11)


@pytest.mark.usefixtures("pace")
def test_what_is_beside_each_other_is_not_waited_for_unless_threads_gain_nothing():
    assert progress.seconds_for({0.5: 100}, Threads(4)) == pytest.approx(15)
    assert progress.seconds_for({0.1: 100}, Threads(4)) == pytest.approx(20)
    assert progress.seconds_for({0.1: 100}, Workers(4)) == pytest.approx(5)
    assert progress.seconds_for({0.1: 100, 0.5: 1000}, Threads(4)) == pytest.approx((20 + 600) / 4)


@pytest.mark.usefixtures("pace")
def test_it_is_said_unless_there_is_nothing_to_do():
    assert said({1.0: 1000}).startswith("This takes about 18 minutes unless parts of it are there already")
    assert said({1.0: 0}) == ""
