"""Effects in words: levels, differences and bounds in units that a reader understands."""

from __future__ import annotations

import math
from dataclasses import replace

from politburo.ask.claims.decision import Finding
from politburo.ask.claims.effects import asked, in_units, share
from politburo.ask.claims.record import Arm, Comparison, Test, Watch

ARM = Arm()
TEST = Test("fear", "", ARM, ARM, Watch("fear"), "up", minimum=0.05, through=("chill",))
FOUND = Finding(TEST, 0.07, 0.14, 0.07, 0.06, 0.08, 0.05, 0.93, 16, "holds", "too small")
FLIGHTS = replace(
    FOUND,
    test=replace(TEST, watch=Watch("flights", "total"), through=()),
    base=55.0, changed=73.0, effect=18.0, low=14.3, high=21.5, share=math.nan,
)  # fmt: skip


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
