"""Runs are added until a difference is known precisely enough, and it is said how many unpaired ones it would take."""

import numpy as np
import pytest

from politburo.ask.compare.precision import FEWEST, Precise, next_runs, parse_precision, wanted
from politburo.run.outcomes import OUTCOMES
from politburo.terms.errors import UsageError
from tests.ask.compare.made import WATCHED, Compare, Made

FEAR = OUTCOMES["fear"]


def precise(half: float, pairs: int, asked: float = 1.0) -> Precise:
    return Precise(FEAR, "b", asked, half, pairs, None)


@pytest.mark.slow
def test_precision_adds_runs_and_stops(compare: Compare):
    half = compare(**WATCHED, runs=8).total("fear").half
    made = Made()
    found = compare(**WATCHED, runs=8, precision={"fear": half * 0.9}, made=made)
    [said] = found.precision
    assert said.reached
    assert 8 < said.pairs == len(found.runs) <= 16
    assert said.half == found.total("fear").half <= half * 0.9
    # Only runs that were not there are done, in both arms alike.
    for name in {name for name, _ in made.asked}:
        assert sorted(run for said, run in made.asked if said == name) == list(range(8, len(found.runs)))


@pytest.mark.slow
def test_nothing_is_added_to_what_is_known_well_enough(shared: Compare):
    found = shared(**WATCHED, runs=8, precision={"fear": 100.0})
    assert found.precision[0].reached
    assert len(found.runs) == 8


@pytest.mark.slow
def test_adding_runs_ends_where_it_must_and_says_so(shared: Compare):
    found = shared(**WATCHED, precision={"fear": 1e-6}, most_runs=9)
    assert not found.precision[0].reached
    assert len(found.runs) == 9


@pytest.mark.slow
def test_the_same_call_again_finds_the_same_number_of_runs_and_does_none(shared: Compare):
    asked = {**WATCHED, "precision": {"fear": "1%"}, "most_runs": 8}
    first, made = shared(**asked), Made()
    again = shared(**asked, made=made)
    assert made.asked == []
    assert again.precision == first.precision


def test_a_relative_precision_is_a_part_of_the_baseline(shared: Compare):
    found = shared(**WATCHED, precision={"fear": "50%"}, runs=8)
    assert found.precision[0].asked == pytest.approx(0.5 * abs(found.total("fear").base))


@pytest.mark.slow
def test_independent_seeds_would_have_taken_more(shared: Compare):
    """In what is made, chance that both arms share is the larger part, so that pairing spares most of the runs."""
    found = shared(**WATCHED, runs=8, precision={"fear": 100.0}).precision[0]
    total = shared(**WATCHED, runs=8).total("fear")
    assert found.unpaired == total.unpaired
    assert total.unpaired is not None
    assert total.unpaired > 3 * total.pairs


def test_as_many_runs_are_made_next_as_seem_to_be_needed_and_twice_as_many_at_most():
    assert next_runs([precise(1.2, 20)], 20, 400) == 32  # 1.1 × 20 × 1.44
    assert next_runs([precise(5.0, 20)], 20, 400) == 40
    assert next_runs([precise(5.0, 20)], 20, 30) == 30
    assert next_runs([precise(1.01, 20)], 20, 400) == 25
    assert next_runs([precise(np.nan, 1)], 1, 400) == FEWEST


def test_the_width_of_few_pairs_counts_for_nothing():
    assert not precise(0.5, FEWEST - 1).reached
    assert precise(0.5, FEWEST).reached
    assert not precise(np.nan, 50).reached


@pytest.mark.parametrize("bound", ["0", "-1", "nan", "inf", "much", "%", ""])
def test_what_is_no_half_width_is_refused(bound: str):
    with pytest.raises(UsageError, match=r"is no precision for flights; give the half-width .* in persons like '5'"):
        wanted({"flights": bound})


def test_a_precision_is_written_as_series_and_half_width():
    assert parse_precision("flight=5%") == ("flights", "5%")
    [want] = wanted({"flight": "5%"})
    assert (want.outcome.name, want.bound, want.relative) == ("flights", 0.05, True)
    with pytest.raises(UsageError, match="'flights' asks for no precision; write an outcome and a half-width"):
        parse_precision("flights")
    with pytest.raises(UsageError, match="no outcome 'flyghts'; did you mean 'flights'"):
        parse_precision("flyghts=5")
