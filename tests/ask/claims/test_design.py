"""A test in words: both arms, what is observed among whom, and when."""

from dataclasses import replace

from politburo.ask.claims.claim_file import the_board
from politburo.ask.claims.design import command, design, listing
from politburo.ask.claims.record import Arm
from tests.ask.claims.boards import BASE, FEAR, LESS, TRAIT, claim


def test_each_arm_says_what_the_other_does_not():
    said = dict(design(FEAR))
    assert said["Changed arm"] == "purge intensity 0.15 from the change on"
    assert said["Base arm"] == "nothing is changed"
    assert said["Levers in both arms"] == "campaign 0.2, surveillance 0.5"
    assert said["Country"] == "north-korea, thinned to 10 % of lower ranks and households"
    assert said["Months"] == "24 to settle, then the change, then 36; observed in months 13 to 36 after the change"
    assert said["Switched off for the share"] == "chill: cadres who are afraid fall silent, toward acquaintances first"


def test_a_trait_is_observed_at_the_end_among_those_who_are_in_all_groups():
    said = dict(design(TRAIT))
    assert said["Changed arm"] == "harvest 0.6 in months 1 to 12 after the change"
    assert said["Months"].endswith("observed at the end")
    assert said["Observed"] == (
        "cadres.devotion, slope with posts.rent; among held the same post from before the change to the end, in both "
        "arms, and of these the tenth of posts with most contact with the outside"
    )


def test_what_is_taken_off_is_said():
    assert dict(design(LESS))["Taken off"] == "0.5 times the effect of the test “fear”"


def test_leaders_parameters_shocks_and_mechanisms_are_told_where_the_arms_differ():
    arm = Arm(logic="siege", chooses=("purge_intensity",), parameters=(("fear.recall", 2.0),), off=("chill",),
              shock="doubt", exposure_at_random=True, scale=1.0, scenario=None)  # fmt: skip
    said = dict(design(replace(FEAR, changed=arm, base=replace(BASE, exposure_at_random=True, scale=1.0))))
    for part in ("under the leader siege", "fear.recall = 2", "without chill", "loses his private loyalty",
                 "the leader chooses purge intensity"):  # fmt: skip
        assert part in said["Changed arm"]
    assert said["Country"] == "north-korea, contact with the outside handed to anyone"


def test_every_test_of_the_board_can_be_told():
    for one in the_board():
        for test in one.tests:
            said = dict(design(test))
            assert said["Changed arm"] not in ("", said["Base arm"])


def test_the_command_names_claims_of_the_board_and_else_a_file():
    board = the_board()
    assert command(board, short=False) == "politburo claims"
    assert command(board[:2], short=True) == "politburo claims --only C01 --only C02 --short"
    assert command((claim("X1", "H", FEAR),), short=False) == "politburo claims my-claims.toml"


def test_the_list_has_all_that_a_file_can_name():
    told = listing()
    for name in ("openness_acquaintances (share)", "those who stay: held", "preference_falsification: fear makes",
                 "purge_intensity: ", "doubt: one cadre", "within: the interval", "cadres.devotion"):  # fmt: skip
        assert name in told
