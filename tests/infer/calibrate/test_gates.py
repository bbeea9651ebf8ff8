"""The gates: their limits come from one file, and what is hashed is that file."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from politburo.infer.calibrate.checks import Checked, as_far, coverage, disagreement, gates, ranks_p
from politburo.infer.calibrate.gates import FILE, hash_of_gates, limits
from politburo.infer.calibrate.regression import Accepted

CHANCE = np.random.default_rng(1)

RECORDS, NETWORKS, DRAWS, PARAMETERS = 200, 5, 60, 3


def checked(
    *,
    truth_spread: float = 1.0,
    shift: float = 0.0,
    apart: float = 0.0,
    far: float = 0.5,
    kept: tuple[float, int] = (0.97, 400),
) -> Checked:
    """Draws around a middle that each record has, and a truth that is one more such draw, or is off."""
    chance = np.random.default_rng(7)
    middle = chance.standard_normal((RECORDS, PARAMETERS))
    draws = middle[None, :, None] + chance.standard_normal((NETWORKS, RECORDS, DRAWS, PARAMETERS))
    truth = middle + truth_spread * chance.standard_normal((RECORDS, PARAMETERS)) + shift
    of_record = chance.standard_normal((NETWORKS, 400, PARAMETERS))
    of_record[0, :, 1] += apart
    accepted = Accepted(chance.standard_normal((500, PARAMETERS)), np.full(500, 1 / 500))
    return Checked(draws, truth, of_record, accepted, (far, far), kept)


def missed(found: Checked) -> list[str]:
    return [one.name for one in gates(found, limits()) if not one.passed]


def test_draws_that_are_calibrated_pass_all_gates() -> None:
    assert missed(checked()) == []


@pytest.mark.parametrize(
    ("found", "names"),
    [
        (checked(truth_spread=2.0), {"ranks even", "coverage"}),
        (checked(shift=1.0), {"ranks even", "coverage"}),
        (checked(apart=3.0), {"networks agree, means"}),
        (checked(kept=(0.93, 400)), {"history matching keeps known truths"}),
        (checked(kept=(1.0, 20)), {"history matching keeps known truths"}),
        (
            checked(far=0.001),
            {"record among simulated ones, learned summaries", "record among simulated ones, figures"},
        ),
    ],
)
def test_what_is_wrong_is_found_by_its_gate(found: Checked, names: set[str]) -> None:
    assert names <= set(missed(found))


def test_few_held_out_runs_do_not_pass_for_even_ranks() -> None:
    found = checked()
    few = replace(found, draws=found.draws[:, :50], truth=found.truth[:50])
    assert "ranks even" in missed(few)


def test_fewer_networks_than_are_asked_for_do_not_agree() -> None:
    found = checked()
    few = replace(found, draws=found.draws[:4], of_record=found.of_record[:4])
    assert "networks agree, means" in missed(few)


def test_few_effective_draws_are_missed() -> None:
    found = checked()
    few = Accepted(found.accepted.parameters[:40], np.full(40, 1 / 40))
    assert missed(replace(found, accepted=few)) == ["effective sample"]


def test_ranks_of_even_numbers_are_even_and_those_at_the_ends_are_not() -> None:
    even = (np.arange(200) + 0.5)[:, None] / 200
    assert ranks_p(even, 10) == 1.0
    assert ranks_p(np.where(even < 0.5, 0.01, 0.99), 10) < 1e-6


def test_coverage_counts_over_all_parameters() -> None:
    assert coverage(checked(), 0.9) == pytest.approx(0.9, abs=0.03)
    assert coverage(checked(truth_spread=3.0), 0.9) < 0.7


def test_networks_that_are_alike_do_not_disagree() -> None:
    one = CHANCE.standard_normal((1, 300, 2))
    assert disagreement(np.repeat(one, 5, axis=0)) == pytest.approx((0.0, 1.0))


def test_a_record_far_outside_lies_farther_than_all_and_one_in_the_middle_than_none() -> None:
    rows = CHANCE.standard_normal((400, 6))
    assert as_far(rows, rows[:100], np.full(6, 5.0)) == 0.0
    assert as_far(rows, rows[:100], np.zeros(6)) == 1.0


def test_correlation_counts_in_distances() -> None:
    common = CHANCE.standard_normal((2000, 1))
    rows = common + 0.2 * CHANCE.standard_normal((2000, 2))
    along, across = np.array([1.5, 1.5]), np.array([1.5, -1.5])
    assert as_far(rows, rows, along) > 0.05 > as_far(rows, rows, across)


def test_the_hash_is_that_of_the_file() -> None:
    assert hash_of_gates() == hashlib.blake2b(FILE.read_bytes(), digest_size=6).hexdigest()
