"""The short form of the board, decided anew, as it is stored in `short.json`."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from politburo.ask.claims.board import Board, decide
from politburo.ask.claims.designs import whole_board
from politburo.ask.claims.rows import FAILING

STORED = Path(__file__).parent / "short.json"

Stored = dict[str, dict[str, Any]]
"""By id of the claim: its verdict, and by name of the test its verdict and, for information, its effect."""


def short_board(folder: Path) -> Board:
    """The board in its short form; what is measured goes into the folder."""
    return decide(whole_board(), folder, short=True)


def stored_form(board: Board) -> Stored:
    """The board as it is stored."""
    return {
        one.claim.id: {
            "verdict": one.verdict,
            "tests": {
                finding.test.name: {
                    "verdict": finding.verdict,
                    "effect": None if math.isnan(finding.effect) else float(f"{finding.effect:.3g}"),
                }
                for finding in one.findings
            },
        }
        for one in board.decided
    }


def changes(stored: Stored, found: Stored) -> list[str]:
    """A line for every verdict that is another one, or is of a claim or test that the other does not have."""
    before, now = _verdicts(stored), _verdicts(found)
    return [
        f"{name}: {before.get(name, 'not there')} → {now.get(name, 'not there')}"
        for name in sorted(before.keys() | now.keys())
        if before.get(name) != now.get(name)
    ]


def failing(board: Board) -> list[str]:
    """Claims that a report states and the simulation does not show, with why."""
    return [
        f"{one.claim.id} {one.verdict}: {one.claim.says}{f' ({one.why})' if one.why else ''}"
        for one in board.claims
        if "R" in one.claim.provenance and one.verdict in FAILING
    ]


def _verdicts(form: Stored) -> dict[str, str]:
    found = {}
    for claim, said in form.items():
        found[claim] = said["verdict"]
        found |= {f"{claim}, {test}": about["verdict"] for test, about in said["tests"].items()}
    return found
