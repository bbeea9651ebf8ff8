"""What heads a board is kept beside its runs, and is not taken for what was found of another claim."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from politburo.ask.claims.board import decide, decided_before
from politburo.ask.claims.kept import (
    MATRIX_FILE,
    PRIORS_FILE,
    keep_matrix,
    keep_robustness,
    kept_matrix,
    kept_robustness,
)
from politburo.ask.claims.matrix import Matrix, set_by_evidence
from politburo.ask.claims.priors import Robustness
from politburo.ask.claims.record import Claim, Test, Watch
from politburo.terms.mechanisms import MECHANISM_NAMES
from tests.ask.claims.made import CALM

LOUD = replace(CALM, held=(("campaign", 0.9),))
CLAIM = Claim("X1", "says", "own", "H", 3, (Test("fear", "", LOUD, CALM, Watch("fear", window=(0, 12)), "up"),))
OTHER = replace(CLAIM, id="X2")
FOUND = Robustness(CLAIM, 8, 7, 5, (("fear.personal", 0.5),), "holds")
MATRIX = Matrix(("chill", "rumour"), (("X1", "fear"),), np.array([[0.5], [np.nan]]))


def test_shares_are_read_again_as_they_were_found(tmp_path: Path):
    keep_robustness([FOUND], tmp_path)
    assert kept_robustness([CLAIM, OTHER], tmp_path) == (FOUND,)


def test_those_of_other_claims_stay_when_one_is_asked_again(tmp_path: Path):
    keep_robustness([FOUND], tmp_path)
    keep_robustness([replace(FOUND, claim=OTHER)], tmp_path)
    assert [one.claim.id for one in kept_robustness([CLAIM, OTHER], tmp_path)] == ["X1", "X2"]


def test_what_was_found_of_a_claim_that_has_changed_since_is_not_read(tmp_path: Path):
    keep_robustness([FOUND], tmp_path)
    keep_matrix(MATRIX, [CLAIM], tmp_path)
    changed = replace(CLAIM, runs=4)
    assert kept_robustness([changed], tmp_path) == ()
    assert kept_matrix([changed], tmp_path) is None
    assert kept_matrix([CLAIM, OTHER], tmp_path) is None


def test_a_matrix_is_read_again_as_it_was_measured(tmp_path: Path):
    keep_matrix(MATRIX, [CLAIM], tmp_path)
    found = kept_matrix([CLAIM], tmp_path)
    assert found is not None
    assert (found.mechanisms, found.tests) == (MATRIX.mechanisms, MATRIX.tests)
    np.testing.assert_array_equal(found.lost, MATRIX.lost)


def test_damaged_files_are_as_if_they_were_not_there(tmp_path: Path):
    for damage in ("{", "[]", '{"X1": 3}', '{"of": 1}'):
        (tmp_path / PRIORS_FILE).write_text(damage)
        (tmp_path / MATRIX_FILE).write_text(damage)
        assert kept_robustness([CLAIM], tmp_path) == ()
        assert kept_matrix([CLAIM], tmp_path) is None
        keep_robustness([FOUND], tmp_path)
        assert kept_robustness([CLAIM], tmp_path) == (FOUND,)


def test_a_board_is_headed_by_what_its_folder_keeps(tmp_path: Path):
    assert decided_before([CLAIM], tmp_path) is None
    decide([CLAIM], tmp_path)
    keep_robustness([FOUND], tmp_path)
    keep_matrix(MATRIX, [CLAIM], tmp_path)
    board = decided_before([CLAIM], tmp_path)
    assert board is not None
    assert board.robustness == (FOUND,)
    assert board.matrix is not None
    assert board.objects()[0]["across_priors"]["share"] == 5 / 7


def test_a_mechanism_set_by_the_evidence_is_no_candidate_for_deletion():
    matrix = Matrix(MECHANISM_NAMES, (("X1", "fear"),), np.zeros((len(MECHANISM_NAMES), 1)))
    assert set(matrix.unneeded()) - set(matrix.candidates()) == set_by_evidence()
    assert "cadre_flight" in set_by_evidence()
