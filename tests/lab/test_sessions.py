"""Sessions are forgotten after an hour, with their runs, and there are never too many."""

from __future__ import annotations

from pathlib import Path

import pytest

from politburo.lab.sessions import LONGEST_IDLE, MOST, Sessions
from politburo.terms.errors import UsageError


@pytest.mark.parametrize("keep", [True, False])
def test_a_session_that_has_not_asked_for_an_hour_is_forgotten_with_its_runs(tmp_path: Path, keep: bool):
    time = [0.0]
    sessions = Sessions(tmp_path, keep=keep, now=lambda: time[0])
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    sessions.asks("old")
    time[0] = LONGEST_IDLE - 1
    sessions.asks("new")
    assert len(sessions) == 2
    time[0] = LONGEST_IDLE + 1
    assert sessions.forget() == ["old"]
    assert ((tmp_path / "old").exists(), (tmp_path / "new").exists()) == (keep, True)


def test_another_page_than_the_most_is_refused_until_one_is_forgotten(tmp_path: Path):
    time = [0.0]
    sessions = Sessions(tmp_path, now=lambda: time[0])
    for number in range(MOST):
        sessions.asks(f"{number}")
    sessions.asks("0")
    with pytest.raises(UsageError, match="close one"):
        sessions.asks("another")
    time[0] = LONGEST_IDLE + 1
    sessions.asks("another")
    assert len(sessions) == 1
