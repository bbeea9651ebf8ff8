import io
import re

import pytest
from rich.console import Console

from politburo.cli.progress import shown
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
