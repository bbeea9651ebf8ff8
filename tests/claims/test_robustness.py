"""Claims under sets that come with North Korea: as they are stored, and the same wherever they are run."""

import json
from pathlib import Path

import pytest

from politburo.ask.claims.board import in_short
from politburo.ask.claims.designs import whole_board
from politburo.ask.claims.measurement import months_of
from politburo.ask.claims.robustness import across_sets, set_batches
from politburo.run.engines import Threads, Workers
from tests.claims.standing import CLAIMS, SETS, STORED, changes, chosen, sets, standing

RENEW = "where that is meant, store them with `python -m tests.claims.renew standing` and say in the change why"


@pytest.mark.claim
@pytest.mark.long
def test_under_some_sets_signs_and_shares_are_those_that_are_stored(measured: Path):
    moved = changes(json.loads(STORED.read_text(encoding="utf-8")), standing(measured))
    assert not moved, f"{len(moved)} are others than those stored; {RENEW}:\n" + "\n".join(moved)


def test_what_is_stored_is_of_these_claims_and_sets():
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert list(stored) == list(CLAIMS)
    for said in stored.values():
        assert len(said["signs"].split()) == said["sets"] == SETS
        assert said["informative"] == sum("?" not in signs for signs in said["signs"].split())


def test_the_standing_form_is_less_than_the_short_form_of_the_board():
    ours, board = (
        sum(months_of(asked).values()) for asked in (set_batches(chosen(), sets()), [in_short(whole_board())])
    )
    assert ours < board


def test_a_sign_or_a_share_that_changes_is_named_with_both():
    stored = {"X1": {"signs": "+ +", "sign": [1.0, 0.5, 1.0]}}
    assert changes(stored, {"X1": {"signs": "+ -", "sign": [1.0, 0.5, 1.0]}}) == ["X1, signs: + + → + -"]
    assert changes(stored, {}) == ["X1, signs: + + → None", "X1, sign: [1.0, 0.5, 1.0] → None"]
    assert changes(stored, stored) == []


@pytest.mark.cluster
def test_claims_under_sets_are_the_same_wherever_they_are_run(tmp_path: Path):
    asked = [one for one in chosen() if one.id in ("C05", "C20")]
    here = across_sets(asked, sets(4), tmp_path / "here", engine=Threads(1))
    there = across_sets(asked, sets(4), tmp_path / "there", engine=Workers(1))
    assert repr(here) == repr(there)  # no number is not equal to itself
    assert [one.sets for one in here] == [4, 4]
    assert all(0 <= one.informative <= one.sets for one in here)
