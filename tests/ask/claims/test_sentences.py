"""The headline: the share of the plausible parameters in which a claim holds, and how it is to be read."""

from __future__ import annotations

import math
from dataclasses import replace

from politburo.ask.claims.decision import Finding
from politburo.ask.claims.record import Arm, Comparison, Test, Watch
from politburo.ask.claims.sentences import (
    across,
    asked,
    counted,
    expected_by_chance,
    headline,
    how_to_read,
    in_units,
    multiple,
    needs,
    share,
)
from tests.ask.claims.boards import board, measured


def test_without_the_measurement_it_says_how_to_get_it():
    assert "--across-priors 200" in headline(board())


def test_it_counts_claims_that_hold_in_half_of_the_parameters():
    assert headline(measured()) == (
        "Across 200 parameter sets drawn from their plausible ranges, 1 of 2 claims that can be tested hold in at "
        "least half; the claim in the middle holds in 42 %."
    )
    one = replace(measured(), robustness=measured().robustness[:1])
    assert headline(one).endswith("X1 holds in 75 %.")


def test_a_share_counts_only_the_draws_that_decided():
    decided, _, identity = measured().robustness
    assert across(decided) == "75 % (135 of 180)"
    assert across(identity) == "no share: nothing in it can be tested"
    assert across(replace(decided, draws=0, holds=0)) == "no share: none of 200 sets decided it"


def test_claims_that_so_few_runs_cannot_show_are_named():
    assert "do not hold" not in how_to_read(measured().robustness[:1])
    assert how_to_read(measured().robustness).endswith("let these not hold either: X2.")


def test_verdicts_are_counted_by_where_claims_come_from():
    assert counted(board())[0] == "R (a report states it as something that happens): 1 fails, 1 identity"


def test_counting_all_tests_together_is_said_with_what_it_changes():
    assert "7 tests stand here, of which about 0.4 would have an interval without zero by chance" in multiple(board())
    assert multiple(board()).endswith("other verdicts: X1 (fails).")


def test_how_many_would_hold_by_chance_is_counted_and_not_said_to_be_a_few():
    assert expected_by_chance(6) == "0.3"
    assert expected_by_chance(400) == "20"


def test_mechanisms_are_candidates_for_deletion_only_where_the_whole_board_was_asked():
    matrix = measured().matrix
    assert matrix is not None
    assert not any("deletion" in line for line in needs(matrix))
    from politburo.ask.claims.claim_file import the_board

    whole = replace(matrix, tests=tuple((claim.id, "x") for claim in the_board()))
    told = needs(whole)
    assert "candidates for deletion" in told[-1]
    assert "plotting" in told[1] and "plotting" not in told[-1]  # set by the evidence


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
