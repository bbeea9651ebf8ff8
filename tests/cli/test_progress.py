import io

import pytest
from rich.console import Console

from politburo.cli.progress import shown
from tests.cli.calling import MARKUP


def told(*, terminal: bool, title: str = "North Korea, 20 runs") -> str:
    """What is shown while 30 of 120 months are done."""
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=100, color_system=None)
    with shown(title, console) as advance:
        advance(30, 120)
    return file.getvalue()


def test_a_terminal_gets_a_bar_with_the_months_done_and_the_time_left():
    assert "North Korea, 20 runs" in told(terminal=True)
    assert "30/120 months, time left" in told(terminal=True)


def test_elsewhere_one_line_says_what_is_running():
    assert told(terminal=False) == "North Korea, 20 runs …\n"


@pytest.mark.parametrize("terminal", [True, False])
def test_a_title_is_shown_as_it_is_spelled(terminal: bool):
    assert MARKUP in told(terminal=terminal, title=MARKUP)
