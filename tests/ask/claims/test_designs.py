"""Designs: what they say, what is refused, and that none is changed in silence."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from politburo.ask.claims.claim_file import the_board
from politburo.ask.claims.designs import (
    FILE,
    KINDS,
    NOT_YET,
    NOT_YET_ON_THE_BOARD,
    Design,
    Designs,
    parse,
    registered,
    the_designs,
)
from politburo.ask.claims.measurement import SEED, months_of
from politburo.ask.claims.record import shortened
from politburo.terms.errors import ClaimError
from tests.ask.claims.boards import FEAR, claim

REGISTERED = Path(__file__).parent / "registered.toml"

GOOD = """
[rules]
interval = "95 %"

[settings]
quiet = "all levers at their defaults"

[seeds]
primary = 7

[[designs]]
id = "X1"
says = "Terror frightens"
source = "own"
provenance = "H"
voice = "none"
status = "predicted"
kind = "claim"
setting = "quiet"
change = "purge intensity 0.15"
base = "purge intensity 0.03"
among = "all cadres"
observe = "fear"
scale = "log"
window = [12, 36]
expect = "up"
minimum = 0.182
arms = 2
pairs = 16
simulated = 0.1
seeds = "primary"
noise = "not known"
through = ["chill"]
rival = "the fearless"
needs = ["observable: fear"]
"""

BOARD = (claim("X1", "H", FEAR),)


def read(text: str = GOOD, seed: int = SEED) -> Designs:
    return parse(text, "my.toml", BOARD, seed=seed)


def told(text: str, seed: int = SEED) -> str:
    with pytest.raises(ClaimError) as caught:
        read(text, seed)
    return str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('id = "X1"', 'id = "X11"', "there is no claim 'X11'"),
        ('["chill"]', '["chil"]', "line 33: X1: there is no mechanism 'chil'; did you mean 'chill'?"),
        ('setting = "quiet"', 'setting = "quit"', "there is no setting 'quit'"),
        ('seeds = "primary"', 'seeds = "primry"', "there is no block of seeds 'primry'"),
        ('kind = "claim"', 'kind = "clam"', "'clam' is not allowed; it can be 'claim', 'implementation check'"),
        ('kind = "claim"', 'kind = "finding"', "a finding expects nothing"),
        (
            'kind = "claim"',
            'kind = "implementation check"\nwhy = "algebra"',
            "implementation check has no primary test",
        ),
        ('status = "predicted"', 'status = "accommodated"', "X1 needs `why`"),
        ('expect = "up"', 'expect = "reported"', "a claim expects up, down or within"),
        ("minimum = 0.182", "", "'up' needs `minimum`"),
        ("minimum = 0.182", "minimum = 0.182\nmargin = 0.1", "'up' takes no `margin`"),
        ('rival = "the fearless"', "", "its primary test lacks 'rival'"),
        ("window = [12, 36]", "window = [36, 12]", "the window 36 to 12 cannot be"),
        ('voice = "none"', 'voice = "a friend"', "a voice begins with 'reporter'"),
        ('"observable: fear"', '"fear"', "what is needed begins with one of observable"),
        ("pairs = 16", "pair = 16", "has no key 'pair'; did you mean 'pairs'?"),
        ("pairs = 16", "pairs = 2", "pairs: 2 is below 3"),
        ("minimum = 0.182", 'minimum = 0.182\ndecided_by = "fears"', "the board has no test 'fears' of it"),
    ],
)
def test_errors_name_the_file_the_place_and_what_is_allowed(before: str, after: str, sentence: str):
    assert before in GOOD
    text = told(GOOD.replace(before, after, 1))
    assert sentence in text
    assert text.startswith("my.toml")


def test_a_claim_of_the_board_without_a_design_is_named():
    with pytest.raises(ClaimError, match="the claim X2 has no design"):
        parse(GOOD, "my.toml", (*BOARD, claim("X2", "H", FEAR)))


def test_two_designs_of_one_claim_are_refused():
    assert "X1 is there more than once" in told(GOOD + GOOD[GOOD.index("[[designs]]") :])


def test_a_test_of_the_board_carries_out_a_design_only_where_runs_scale_window_direction_and_seeds_are_its_own():
    linked = GOOD + 'decided_by = "fear"\n'
    assert read(linked, seed=7).by_id["X1"].decided_by == "fear"
    assert f"`seeds` is 7 by design and {SEED} on the board" in told(linked)
    for before, after, sentence in (
        ("pairs = 16", "pairs = 17", "`pairs` is 17 by design and 16 on the board"),
        ("simulated = 0.1", "simulated = 0.2", "`simulated` is 0.2 by design and 0.1 on the board"),
        ("window = [12, 36]", "window = [12, 24]", "`window` is [12, 24] by design and [12, 36] on the board"),
        ('expect = "up"', 'expect = "down"', "`expect` is down by design and up on the board"),
    ):
        assert sentence in told(linked.replace(before, after), seed=7)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("minimum = 0.182", "minimum = 0.1"),
        ("pairs = 16", "pairs = 17"),
        ("primary = 7", "primary = 8"),
        ("all levers at their defaults", "all levers at 0.5"),
        ('interval = "95 %"', 'interval = "90 %"'),
        ('rival = "the fearless"', 'rival = "the others"'),
        ('kind = "claim"', 'kind = "claim"\nwhy = "so"'),
    ],
)
def test_whatever_decides_changes_the_hash_of_a_design_and_of_all_together(before: str, after: str):
    changed = read(GOOD.replace(before, after, 1))
    assert changed.hash_of("X1") != read().hash_of("X1")
    assert changed.hash != read().hash


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('noise = "not known"', 'noise = "0.1 a pair"'),
        ('needs = ["observable: fear"]', ""),
        ('voice = "none"', 'voice = "hearsay"'),
        ("pairs = 16", 'exploratory = "why, when"\npairs = 16'),
    ],
)
def test_what_decides_nothing_leaves_the_hash_as_it_is(before: str, after: str):
    assert read(GOOD.replace(before, after, 1)).hash_of("X1") == read().hash_of("X1")


def test_a_changed_design_must_say_why_it_is_exploratory():
    known = {"X1": read().hash_of("X1")}
    smaller = GOOD.replace("minimum = 0.182", "minimum = 0.1")
    assert read().changed(known) == {}
    assert read(smaller).changed(known) == {"X1": "was changed and does not say why: `exploratory`"}
    assert read(smaller.replace("pairs", 'exploratory = "too strict, 2026-12-01"\npairs', 1)).changed(known) == {}
    assert read().changed({}) == {"X1": "is not registered"}
    assert read().changed({**known, "X2": "0"}) == {"X2": "was registered and is gone"}


def test_the_designs_are_those_that_were_registered_or_say_why_not():
    known = tomllib.loads(REGISTERED.read_text(encoding="utf-8"))
    designs = the_designs()
    assert designs.changed(known) == {}, {name: designs.hash_of(name) for name in designs.changed(known)}


def test_every_claim_has_a_design_and_every_design_a_claim_of_the_board_or_one_to_come():
    board = {one.id for one in the_board()}
    assert set(the_designs().by_id) == board | set(NOT_YET_ON_THE_BOARD)
    assert not board & set(NOT_YET_ON_THE_BOARD)


def test_every_claim_names_a_rival_in_which_it_fails_and_a_population_that_the_outcome_does_not_choose():
    designs = the_designs().by_id.values()
    assert {design.kind for design in designs} == set(KINDS)
    for design in designs:
        if design.kind == "claim":
            assert design.rival
            assert not re.search(r"those who (stay|stayed|fled|left|survive)\b", design.among), design.id


def test_the_seeds_of_the_designs_were_never_used_before():
    assert SEED not in the_designs().seeds.values()
    assert len(set(the_designs().seeds.values())) == len(the_designs().seeds)


def test_no_test_of_the_board_is_said_to_be_the_one_designed_while_it_runs_on_other_seeds():
    said = [registered(one) for one in the_board()]
    assert all(one is not None and not one.decides for one in said)
    assert NOT_YET in str(registered(the_board()[0]))


def test_all_designs_together_simulate_little_more_than_the_board_of_today():
    """Each design by itself, though many share their arms: months of all arms, weighted by scale."""
    today = sum(scale * months for scale, months in months_of([the_board()]).items())
    assert sum(map(_months, the_designs().by_id.values())) < 1.65 * today


def _months(design: Design) -> float:
    if design.window is None:
        return 0.0
    return (design.pairs or 0) * (design.arms or 0) * (24 + design.window[1]) * (design.simulated or 0.0)


def test_a_scholars_own_claim_has_no_design_even_under_the_name_of_one_of_the_board():
    assert registered(BOARD[0]) is None
    assert registered(replace(the_board()[0], says="another")) is None
    assert registered(shortened(the_board())[0]) is None


def test_the_file_reads_as_it_stands_in_the_package():
    assert "[[designs]]" in FILE.read_text(encoding="utf-8")
