"""The headline: the share of the plausible parameters in which a claim holds, and how it is to be read."""

from dataclasses import replace

from politburo.ask.claims.sentences import across, counted, expected_by_chance, headline, how_to_read, multiple, needs
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
