"""What parameters and what chance make of a spread: found again where it is known, and not told where it cannot be."""

import math

import numpy as np
import pytest

from politburo.answer import Column
from politburo.ask.intervals import share_interval
from politburo.ask.variance_parts import independent_runs, parts_of, parts_table, sentence, share_interval_of

CHANCE = np.random.default_rng(20151231)


def drawn(sets: int, runs: int, between: float, within: float) -> tuple[np.ndarray, np.ndarray]:
    """Values of so many runs that have the sets in turn, and the places of their sets."""
    places = np.arange(runs) % sets
    return CHANCE.normal(0, between, sets)[places] + CHANCE.normal(0, within, runs), places


def test_two_runs_of_two_sets_are_parted_by_hand():
    found = parts_of(np.array([1.0, 3.0, 5.0, 9.0]), np.array([0, 0, 1, 1]))
    assert found is not None
    # Means 2 and 7; within sets (1 + 1 + 4 + 4) / 2 = 5, between them 2 · (2.5² + 2.5²) = 25, so (25 − 5) / 2 = 10.
    assert (found.mean, found.within**2, found.between**2) == pytest.approx((4.5, 5.0, 10.0))
    assert found.share == pytest.approx(2 / 3)
    assert (found.sets, found.runs) == (2, 4)


def test_the_parts_of_a_large_sample_are_those_that_were_put_in_also_where_sets_have_unequally_many_runs():
    values, places = drawn(4_000, 11_000, 3.0, 4.0)
    found = parts_of(values, places)
    assert found is not None
    assert (found.between, found.within) == pytest.approx((3.0, 4.0), rel=0.05)
    assert found.low < 9 / 25 < found.high


def test_nine_in_ten_intervals_hold_the_share_that_was_put_in():
    found = [parts_of(*drawn(12, 36, 1.0, 1.0)) for _ in range(600)]
    held = np.mean([one is not None and one.low <= 0.5 <= one.high for one in found])
    assert held == pytest.approx(0.9, abs=0.035)


def test_where_parameters_make_nothing_their_share_is_near_nothing():
    found = parts_of(*drawn(500, 2_000, 0.0, 1.0))
    assert found is not None
    assert found.share < 0.05
    assert found.low == 0


def test_one_run_of_each_set_or_one_set_alone_tells_no_parts():
    assert parts_of(np.arange(4.0), np.arange(4)) is None
    assert parts_of(np.arange(4.0), np.zeros(4, np.int64)) is None
    assert parts_of(np.arange(4.0), None) is None
    assert parts_of(np.array([1.0, math.nan, 3.0, math.nan]), np.array([0, 0, 1, 1])) is None


def test_a_run_without_a_value_is_left_out():
    values, places = np.array([1.0, 3.0, math.nan, 5.0, 9.0]), np.array([0, 0, 0, 1, 1])
    assert parts_of(values, places) == parts_of(values[[0, 1, 3, 4]], places[[0, 1, 3, 4]])


def test_what_never_varies_has_no_share_and_what_varies_between_sets_alone_has_all():
    nothing = parts_of(np.ones(4), np.array([0, 0, 1, 1]))
    everything = parts_of(np.array([1.0, 1.0, 2.0, 2.0]), np.array([0, 0, 1, 1]))
    assert nothing is not None
    assert everything is not None
    assert math.isnan(nothing.share)
    assert (everything.share, everything.low, everything.high) == (1.0, 1.0, 1.0)


def test_runs_of_one_set_that_are_all_alike_count_as_one():
    places = np.repeat(np.arange(5), 4)
    alike = np.repeat([0.0, 1.0, 0.0, 1.0, 1.0], 4)
    assert independent_runs(alike, places) == pytest.approx(5)
    assert independent_runs(np.zeros(20), places) == pytest.approx(5)
    assert independent_runs(alike, None) == 20
    free = independent_runs(CHANCE.normal(size=20_000), np.arange(20_000) % 100)
    assert free > 15_000


def test_the_interval_of_a_share_is_wider_where_runs_of_a_set_are_alike_and_the_usual_one_where_each_has_its_own():
    fell = np.repeat([False, True, False, False, False], 4)
    assert share_interval_of(fell, None) == share_interval(4, 20)
    assert share_interval_of(fell, np.arange(20)) == share_interval(4, 20)
    low, high = share_interval_of(fell, np.repeat(np.arange(5), 4))
    assert (low, high) == pytest.approx(share_interval(1, 5))
    assert share_interval_of(np.zeros(20, bool), np.repeat(np.arange(5), 4)) == pytest.approx(share_interval(0, 5))


def test_the_table_has_what_is_known_and_says_what_its_intervals_are():
    known = parts_of(np.array([1.0, 3.0, 5.0, 9.0]), np.array([0, 0, 1, 1]))
    table = parts_table("Parts", (Column("outcome"),), ("outcome",), [(("fear",), known), (("hope",), None)])
    assert [row["outcome"] for row in table.records()] == ["fear"]
    assert "2 parameter sets with 4 runs" in str(table.basis)
    assert "not calibrated" in str(table.basis)


def test_the_sentence_says_the_share_with_its_interval_and_nothing_of_what_is_not_known():
    known = parts_of(np.array([1.0, 3.0, 5.0, 9.0]), np.array([0, 0, 1, 1]))
    said = sentence([("hope", None), ("fear", known)])
    assert said.startswith("Of the variance over runs, the part that lies between parameter sets is 67 % [0–")
    assert "in fear" in said
    assert "hope" not in said
    assert sentence([("hope", None)]) == ""
