"""Boards, findings and tests in words: the headline and how it is to be read, effects in units, both arms."""

from __future__ import annotations

import math
from dataclasses import replace

from politburo.ask.claims.arm_words import design, listing
from politburo.ask.claims.claim_file import the_board
from politburo.ask.claims.designs import whole_board
from politburo.ask.claims.effect_words import asked, in_the_rival, in_units, share
from politburo.ask.claims.finding import VERDICTS, Effect, Finding
from politburo.ask.claims.mixture import NONE
from politburo.ask.claims.record import Arm, Comparison, Rival, Test, Watch
from politburo.ask.claims.sentences import (
    across,
    command,
    counted,
    expected_by_chance,
    headline,
    how_to_read,
    multiple,
    needs,
    reading,
)
from politburo.show.terminal import WIDTH_OF_FILES
from tests.ask.claims.boards import BASE, FEAR, LESS, TRAIT, board, claim, designed, measured


def test_without_the_measurement_it_says_how_to_get_it():
    assert "claims --sets FILE" in headline(board())
    assert "--across-priors 200" in headline(board())


def test_the_headline_says_by_itself_that_it_is_of_the_simulation_and_of_what_parameters():
    said = (
        "In the simulation of North Korea, at the default parameters, 1 of 5 claims that were tested show what is "
        "stated, as large as was asked for beforehand; that a claim is true of the real country follows from none of "
        "them."
    )
    assert headline(board()).startswith(said)
    assert headline(measured()).endswith(said)
    reported = replace(board().decided[2], verdict="reported")
    alone = headline(replace(board(), decided=(reported,)))
    assert alone.startswith("In what share of the parameter sets")


def test_how_to_read_a_board_fits_on_one_screen_whatever_stands_on_it():
    one = board().decided[0]
    (design,) = {one.design for one in designed().decided if one.design and one.design.confirmed}
    decided = tuple(replace(one, verdict=verdict, design=design) for verdict in VERDICTS)
    every = replace(measured(), decided=decided)
    assert set(VERDICTS) <= {name for name, _ in reading(every)}
    [said] = [said for said in every.sentences if said.startswith("How to read this board\n")]
    lines = sum(-(-len(line) // WIDTH_OF_FILES) for line in said.splitlines())
    assert lines < 24
    assert {name for name, _ in reading(replace(board(), decided=(one,)))} & set(VERDICTS) == {
        "holds", "null within margin"
    }  # fmt: skip


def test_it_counts_claims_by_sign_and_minimum_for_each_kind_of_sets():
    assert headline(measured()).startswith(
        "Simulated under 200 parameter sets of left.csv, 1 of 2 claims that can be tested have the right sign in at "
        "least 90 % of those that tell something, and 0 reach their minimum in at least half. Simulated under 50 "
        "parameter sets drawn from the declared ranges: X1, sign right in 99 % [96, 100]"
    )


def test_a_claim_is_told_with_its_intervals_and_how_many_sets_tell_something():
    decided, _, identity, _ = measured().robustness
    assert across(decided) == (
        "sign right in 99 % [96, 100], minimum reached in 42 % [30, 55]; 180 of 200 sets tell something, as much as "
        "20.5 independent ones"
    )
    assert across(identity) == "nothing in it can be tested"
    few = replace(decided, sign=NONE, minimum=NONE, informative=2)
    assert across(few) == "too few sets tell something (2 of 200)"
    assert across(replace(decided, sign=NONE)).startswith("minimum reached in 42 %")


def test_a_sign_that_is_right_before_evidence_is_looked_at_is_named():
    assert "perhaps built in: X1." in how_to_read(measured().robustness)
    assert "built in" not in how_to_read(measured().robustness[:3])
    assert "left.csv" in how_to_read(measured().robustness)


def test_verdicts_are_counted_by_where_claims_come_from():
    assert counted(board())[1] == "R (a report states it as something that happens): 1 fails, 1 identity"
    both = replace(board().decided[0], claim=replace(board().decided[0].claim, provenance="R/H"))
    assert counted(replace(board(), decided=(both,))) == [
        "R/H (a report states it as something that happens; in part a hypothesis of ours): 1 holds"
    ]


def test_counting_all_tests_together_is_said_with_what_it_changes():
    assert "5 primary tests stand here, of which about 0.3 would have an interval without zero by chance" in multiple(
        board()
    )
    assert multiple(board()).endswith("other verdicts: X1 (fails).")


def test_how_many_would_hold_by_chance_is_counted_and_not_said_to_be_a_few():
    assert expected_by_chance(6) == "0.3"
    assert expected_by_chance(400) == "20"


def test_mechanisms_are_candidates_for_deletion_only_where_the_whole_board_was_asked():
    matrix = measured().matrix
    assert matrix is not None
    assert not any("deletion" in line for line in needs(matrix))
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
    assert "net of the other effect" in in_units(replace(FOUND, test=replace(TEST, less=Comparison("x", 1.0))))


def test_effects_are_told_on_their_scale():
    log = replace(FOUND, test=replace(TEST, scale="log"))
    assert in_units(log) == "0.070 → 0.14 (+0.070 [+0.060, +0.080] log)"
    share_of_pairs = replace(FOUND, test=replace(TEST, scale="share of pairs", expect="reported"), effect=0.75)
    assert in_units(share_of_pairs) == "75 % of pairs"
    levels = replace(FOUND, test=replace(TEST, levels=(ARM,)), effect=0.9, low=0.8, high=1.0)
    assert in_units(levels) == "rank correlation +0.90 [+0.80, +1.00]"


def test_the_rival_is_told_with_what_the_test_says_there():
    assert in_the_rival(None) == "–"
    assert in_the_rival(Effect(0.001, -0.01, 0.02, "fails")) == "+0.001 [−0.010, +0.020] fails"
    said = dict(design(replace(TEST, rival=Rival("the fearless", off=("chill",)))))
    assert said["Rival"] == "the fearless (without chill)"


def test_bounds_are_told_as_they_were_set():
    assert asked(FOUND) == "+0.05"
    assert asked(replace(FOUND, test=replace(TEST, minimum=0.2, relative=True, expect="down"))) == "−20 %"
    assert asked(replace(FOUND, test=replace(TEST, expect="within", margin=0.1))) == "within ± 0.1"
    assert asked(replace(FOUND, test=replace(TEST, minimum=0.0))) == "above 0"
    assert asked(replace(FOUND, test=replace(TEST, expect="not up", margin=0.05))) == "not above 0.05"
    assert asked(replace(FOUND, test=replace(TEST, expect="reported"))) == "nothing"


def test_the_share_names_its_mechanism():
    assert share(FOUND) == "93 % chill"
    assert share(FLIGHTS) == "–"


def test_each_arm_says_what_the_other_does_not():
    said = dict(design(FEAR))
    assert said["Changed arm"] == "purge intensity 0.15 from the change on"
    assert said["Base arm"] == "nothing is changed"
    assert said["Levers in both arms"] == "campaign 0.2, surveillance 0.5"
    assert said["Country"] == "north-korea, thinned to 10 % of lower ranks and households"
    assert said["Months"] == "24 to settle, then the change, then 36; observed in months 13 to 36 after the change"
    assert said["Switched off for the share"] == "chill: cadres who are afraid fall silent, toward acquaintances first"


def test_what_is_followed_is_observed_in_the_window_among_those_who_are_in_all_groups():
    said = dict(design(TRAIT))
    assert said["Changed arm"] == "harvest 0.6 in months 1 to 12 after the change"
    assert said["Months"].endswith("observed in months 1 to 36 after the change")
    assert said["Observed"] == (
        "cadres.private_loyalty, correlation with cadres.fear; among cadres in post at the change, followed wherever "
        "they go, and of these the tenth of posts with most contact with the outside"
    )


def test_what_is_taken_off_is_said():
    assert dict(design(LESS))["Taken off"] == "0.5 times the effect of the test “fear”"


def test_leaders_parameters_shocks_and_mechanisms_are_told_where_the_arms_differ():
    arm = Arm(logic="siege", chooses=("purge_intensity",), parameters=(("fear.recall", 2.0),), off=("chill",),
              shock="doubt", practice="secret penalties", altered=("contact at random",), scale=1.0)  # fmt: skip
    said = dict(design(replace(FEAR, changed=arm, base=replace(BASE, altered=("contact at random",), scale=1.0))))
    for part in ("under the leader siege", "fear.recall = 2", "without chill", "lose their private loyalty",
                 "no news of penalties reaches anybody",
                 "the leader chooses purge intensity"):  # fmt: skip
        assert part in said["Changed arm"]
    assert said["Country"] == "north-korea; contact with the outside and posts abroad are handed to anyone"


def test_every_test_of_the_board_can_be_told():
    for one in the_board():
        for test in one.tests:
            said = dict(design(test))
            assert said["Changed arm"] not in ("", said["Base arm"])


def test_the_command_names_claims_of_the_board_and_else_a_file():
    whole = whole_board()
    assert command(whole, short=False) == "politburo claims"
    assert command(whole[:2], short=True) == "politburo claims --only C01 --only C02 --short"
    assert command((claim("X1", "H", FEAR),), short=False) == "politburo claims my-claims.toml"


def test_the_list_has_all_that_a_file_can_name():
    told = listing()
    for name in ("openness_acquaintances (share)", "the panel: one cadre", "preference_falsification: cadres who",
                 "purge_intensity: ", "doubt: those who", "within: the interval",
                 "cadres.private_loyalty"):  # fmt: skip
        assert name in told
