"""The board in words: levels, effects and bounds in units that a reader understands."""

from __future__ import annotations

import math
from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console

from politburo.ask.claims.board import Board, Decided
from politburo.ask.claims.deciding import Finding
from politburo.ask.claims.record import Arm, Claim, Comparison, Test, Watch
from politburo.show.claims.effects import asked, in_units, share
from politburo.show.claims.terminal import board_table, headline, robustness_table, summary

from .made import measured

ARM = Arm()
TEST = Test("fear", "", ARM, ARM, Watch("fear"), "up", minimum=0.05, through=("chill",))
FOUND = Finding(TEST, 0.07, 0.14, 0.07, 0.06, 0.08, 0.05, 0.93, 16, "holds", "too small")
FLIGHTS = replace(
    FOUND,
    test=replace(TEST, watch=Watch("flights", "total"), through=()),
    base=55.0, changed=73.0, effect=18.0, low=14.3, high=21.5, share=math.nan,
)  # fmt: skip


def printed(thing: object) -> str:
    console = Console(width=130, record=True, file=StringIO())
    console.print(thing)
    return console.export_text()


def test_a_share_is_told_by_its_levels_and_its_difference():
    assert in_units(FOUND) == "0.070 → 0.14 (+0.070 [+0.060, +0.080])"


def test_what_is_counted_is_told_in_percent():
    assert in_units(FLIGHTS) == "55 → 73, +33 % [+26, +39]"


def test_a_comparison_says_that_something_was_taken_off():
    assert "beyond the other" in in_units(replace(FOUND, test=replace(TEST, less=Comparison("x", 1.0))))


def test_bounds_are_told_as_they_were_set():
    assert asked(FOUND) == "+0.05"
    assert asked(replace(FOUND, test=replace(TEST, minimum=0.2, relative=True, expect="down"))) == "−20 %"
    assert asked(replace(FOUND, test=replace(TEST, expect="within", margin=0.1))) == "within ± 0.1"
    assert asked(replace(FOUND, test=replace(TEST, minimum=0.0))) == "above 0"
    assert asked(replace(FOUND, test=replace(TEST, expect="reported"))) == "nothing"


def test_the_share_names_its_mechanism():
    assert share(FOUND) == "93 % chill"
    assert share(FLIGHTS) == "–"


def test_the_board_shows_every_claim_and_test_and_what_counting_all_tests_changes():
    claim = Claim("X1", "Fear [bold]rises[/bold]", "own", "H", 16, (TEST,))
    board = Board((Decided(claim, (FOUND,), "holds", "too small", 3.0),), Path("runs"), short=False)
    text = printed(board_table(board))
    assert "X1 H Fear [bold]rises[/bold]: HOLDS" in text
    assert "0.070 → 0.14" in text
    assert "16 pairs, 3 s" in text
    told = printed(summary(board))
    assert "other verdicts: X1" in told
    assert "simulated" in told


def test_the_share_of_the_prior_space_heads_the_board_and_each_claim():
    assert "Across 200 parameter sets" in printed(headline(measured()))
    assert "X1 H Terror frightens: HOLDS  holds across priors in 75 % (135 of 180)" in printed(board_table(measured()))


def test_a_null_is_short_in_its_narrow_column():
    assert "null within" not in printed(board_table(measured()))
    assert "null" in printed(board_table(measured()))


def test_robustness_lists_the_surest_claim_first_and_what_has_no_share_last():
    text = printed(robustness_table(measured().robustness[::-1]))
    assert text.index("X1") < text.index("X2") < text.index("X4")
    assert "fear.personal large" in text
