"""Designs: what they say, what is refused, and that none is changed in silence."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from politburo.ask.claims import asked_for
from politburo.ask.claims.claim_file import the_board
from politburo.ask.claims.designs import (
    FILE,
    KINDS,
    Designs,
    Frozen,
    parse,
    registered,
    the_designs,
    whole_board,
)
from politburo.ask.claims.record import SEED, Rival, shortened
from politburo.run.plan import model_sources
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

DESIGNED = replace(FEAR, minimum=0.182, scale="log", rival=Rival("the fearless"))
BOARD = (replace(claim("X1", "H", DESIGNED), seed=7),)


def read(text: str = GOOD) -> Designs:
    return parse(text, "my.toml", BOARD)


def unchecked(text: str) -> Designs:
    """The designs alone, whatever the board does."""
    return parse(text, "my.toml", ())


def told(text: str) -> str:
    with pytest.raises(ClaimError) as caught:
        read(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('id = "X1"', 'id = "X11"', "the claim X1 has no design"),
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
        ("pairs = 16", "pairs = 17", "`pairs` is 17 by design and 16 on the board"),
        ("simulated = 0.1", "simulated = 0.2", "`simulated` is 0.2 by design and 0.1 on the board"),
        ("window = [12, 36]", "window = [12, 24]", "`window` is [12, 24] by design and [12, 36] on the board"),
        ('expect = "up"', 'expect = "down"', "`expect` is 'down' by design and 'up' on the board"),
        ("minimum = 0.182", "minimum = 0.1", "`minimum` is 0.1 by design and 0.182 on the board"),
        ("primary = 7", "primary = 8", "`seeds` is 8 by design and 7 on the board"),
        ('rival = "the fearless"', 'rival = "others"', "`rival` is 'others' by design and 'the fearless' on the board"),
        ('rival = "the fearless"', 'rival = "the fearless"\nwithout = ["chill"]', "`without` is ['chill'] by design"),
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


def test_a_design_that_no_test_carries_out_must_say_what_is_missing():
    other = GOOD[GOOD.index("[[designs]]") :].replace('"X1"', '"X2"')
    assert read(GOOD + other).by_id["X2"].needs == ["observable: fear"]
    silent = other.replace('needs = ["observable: fear"]', "")
    assert "X2 has no test on the board, and does not say what is missing" in told(GOOD + silent)


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
    changed = unchecked(GOOD.replace(before, after, 1))
    assert changed.hash_of("X1") != read().hash_of("X1")
    assert changed.hash != read().hash


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('noise = "not known"', 'noise = "0.1 a pair"'),
        ("pairs = 16", 'deviates = "so, since …"\npairs = 16'),
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
    assert unchecked(smaller).changed(known) == {"X1": "was changed and does not say why: `exploratory`"}
    assert unchecked(smaller.replace("pairs", 'exploratory = "too strict, 2026-12-01"\npairs', 1)).changed(known) == {}
    assert read().changed({}) == {"X1": "is not registered"}
    assert read().changed({**known, "X2": "0"}) == {"X2": "was registered and is gone"}


def test_the_designs_are_those_that_were_registered_or_say_why_not():
    known = tomllib.loads(REGISTERED.read_text(encoding="utf-8"))
    designs = the_designs()
    assert designs.changed(known) == {}, {name: designs.hash_of(name) for name in designs.changed(known)}


def test_the_whole_board_is_every_design_with_tests_or_with_what_is_missing():
    assert [one.id for one in whole_board()] == list(the_designs().by_id)
    for one in whole_board():
        assert [bool(one.tests), bool(one.missing), bool(one.shape)].count(True) == 1, one.id
    missing = {one.id for one in whole_board() if one.missing}
    assert missing == {"C13", "C29", "C30", "C31", "L-ES1", "L-W1"}
    assert {one.id for one in whole_board() if one.shape} == {"C23"}


def test_every_claim_of_the_board_that_is_tested_runs_its_rival():
    for one in whole_board():
        if one.tests and the_designs().by_id[one.id].kind in ("claim", "finding"):
            assert any(test.rival or test.role == "rival" for test in one.tests), one.id


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


def test_a_verdict_is_confirmed_only_where_the_model_was_frozen_for_its_seeds_and_nothing_deviates(
    monkeypatch: pytest.MonkeyPatch,
):
    plain, deviating = (next(one for one in whole_board() if one.id == name) for name in ("C05", "C07"))
    assert {one.confirmed for one in map(registered, whole_board()) if one} == {False}
    assert "the model was not frozen" in str(registered(plain))
    frozen = Frozen(model=model_sources(), seeds="primary", on="2026-12-01")
    others = replace(the_designs(), frozen=(frozen,))
    monkeypatch.setattr("politburo.ask.claims.designs.the_designs", lambda: others)
    assert [str(registered(one)).endswith("; confirmed.") for one in (plain, deviating)] == [True, False]
    assert "fewer runs" in str(registered(plain, short=True))
    elsewhere = replace(the_designs(), frozen=(frozen.model_copy(update={"seeds": "confirmation"}),))
    monkeypatch.setattr("politburo.ask.claims.designs.the_designs", lambda: elsewhere)
    assert not str(registered(plain)).endswith("; confirmed.")
    fresh = asked_for(None, only=("C05",), seed=the_designs().seeds["confirmation"])[0]
    assert str(registered(fresh)).endswith("; confirmed.")
    assert not str(registered(replace(fresh, seed=1))).endswith("; confirmed.")
    untested = [one for one in asked_for(None, seed=the_designs().seeds["confirmation"]) if not one.tests]
    assert {one.confirmed for one in map(registered, untested) if one} == {False}


def test_a_scholars_own_claim_has_no_design_even_under_the_name_of_one_of_the_board():
    assert registered(BOARD[0]) is None
    assert registered(replace(the_board()[0], says="another")) is None
    assert registered(shortened(the_board())[0]) is None


def test_the_file_reads_as_it_stands_in_the_package():
    assert "[[designs]]" in FILE.read_text(encoding="utf-8")
