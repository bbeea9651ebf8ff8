"""The board in its short form gives the verdicts that are stored; what a report states and fails, fails in the open."""

import json
import warnings
from pathlib import Path

import pytest

from tests.claims.short import STORED, Stored, changes, failing, short_board, stored_form

pytestmark = pytest.mark.claim

RENEW = "where that is meant, store them with `python -m tests.claims.renew` and say in the change why"


@pytest.fixture(scope="module")
def stored() -> Stored:
    return json.loads(STORED.read_text(encoding="utf-8"))


@pytest.mark.long
def test_the_short_form_gives_the_verdicts_that_are_stored(stored: Stored, measured: Path):
    board = short_board(measured)
    with warnings.catch_warnings():
        warnings.simplefilter("always")  # told in the summary of the tests, where other warnings are errors
        for line in failing(board):
            warnings.warn(f"stated by a report, and not shown: {line}", stacklevel=1)
    moved = changes(stored, stored_form(board))
    assert not moved, f"{len(moved)} verdicts are others than those stored; {RENEW}:\n" + "\n".join(moved)


def test_a_verdict_that_changes_is_named_with_both():
    stored = {"X1": {"verdict": "holds", "tests": {"fear": {"verdict": "holds", "effect": 0.1}}}}
    found = {"X1": {"verdict": "fails", "tests": {"fear": {"verdict": "fails", "effect": 0.0}}}}
    assert changes(stored, found) == ["X1: holds → fails", "X1, fear: holds → fails"]
    assert changes(stored, {}) == ["X1: holds → not there", "X1, fear: holds → not there"]
    assert changes(stored, stored) == []
