"""Robustness: sets within their ranges, shares of sets in which a sign is right, nothing for what is no test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from politburo.ask.claims import robustness
from politburo.ask.claims.claim_file import the_board
from politburo.ask.claims.measurement import Measurements, arms_of, months_of
from politburo.ask.claims.record import Claim, Comparison, Measured, Test, Watch
from politburo.ask.claims.robustness import (
    ParameterSets,
    Robustness,
    across_sets,
    drawn,
    drawn_sets,
    kept_robustness,
    parts_of,
    set_batches,
)
from politburo.ask.claims.sentences import how_to_read
from politburo.ask.factors import WIDE
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from tests.ask.claims.made import CALM

LOUD = replace(CALM, held=(("campaign", 0.9),))
FEAR = Test("fear", "", LOUD, CALM, Watch("fear", window=(0, 12)), "up", minimum=0.1)
NULL = replace(FEAR, name="null", expect="within", margin=0.1)
SAME = replace(FEAR, name="same", identity="one term")
TOLD = replace(FEAR, name="told", expect="reported")


def claim(*tests: Test, name: str = "X1") -> Claim:
    return Claim(name, "says", "own", "H", 8, tests)


Pairs = list[tuple[float, float]]
"""Values of both arms, the changed one first, in each pair of a set."""


def found_with(
    folder: Path, monkeypatch: pytest.MonkeyPatch, asked: Claim, of_sets: list[Pairs], sets: ParameterSets | None = None
) -> Robustness:
    """What is found when the runs of each set give these values for every test."""

    def measured(*_: object, **__: object) -> list[Measurements]:
        def row(changed: float, base: float) -> dict[str, Measured]:
            return {test.name: Measured(changed, base, 1.0) for test in asked.tests}

        return [Measurements({"X1": [row(*pair) for pair in pairs]}, {"X1": 0.0}) for pairs in of_sets]

    monkeypatch.setattr(robustness, "measure", measured)
    (found,) = across_sets([asked], sets or drawn_sets(len(of_sets)), folder)
    return found


RIGHT: Pairs = [(0.2, 0.0), (0.22, 0.0)]
WRONG: Pairs = [(0.0, 0.2), (0.0, 0.19)]
SMALL: Pairs = [(0.05, 0.0), (0.045, 0.0)]
FALLEN: Pairs = [(0.2, 0.0), (float("nan"), 0.0)]
STILL: Pairs = [(0.4, 0.4), (0.3, 0.3)]


def test_every_draw_lies_within_the_declared_ranges_and_is_the_same_again():
    for draw in range(20):
        values = drawn(draw)
        assert values == drawn(draw)
        assert all(PARAMETER_DECLARATIONS[name].allows(value) for name, value in values.items())
    assert drawn(0) != drawn(1)


def test_draws_spread_over_the_whole_range():
    places = [(drawn(draw)["fear.personal"]) for draw in range(200)]
    said = PARAMETER_DECLARATIONS["fear.personal"]
    assert min(places) < said.low + 0.1 * (said.high - said.low)
    assert max(places) > said.low + 0.9 * (said.high - said.low) or said.high / said.low > WIDE


def test_what_an_arm_sets_itself_no_draw_changes():
    arm = replace(LOUD, parameters=(("fear.personal", 1.25),))
    (drawn_one,) = set_batches([claim(replace(FEAR, changed=arm))], drawn_sets(1))
    changed, base = drawn_one[0].tests[0].changed, drawn_one[0].tests[0].base
    assert dict(changed.parameters)["fear.personal"] == 1.25
    assert dict(base.parameters)["fear.personal"] == drawn(0)["fear.personal"]


def test_each_set_meets_chance_of_its_own_and_all_claims_of_it_the_same():
    batches = set_batches([claim(FEAR), claim(NULL, name="X2")], drawn_sets(3))
    assert [{one.seed for one in batch} for batch in batches] == [{batches[0][0].seed + more} for more in range(3)]
    assert {one.runs for batch in batches for one in batch} == {2}
    assert months_of(batches) == {1.0: 3 * 2 * (6 + 12 + 12)}  # what comes before the change is run once for both arms


def test_the_primary_test_alone_is_run_with_what_is_taken_off_it():
    other = replace(FEAR, name="other", role="further", changed=replace(LOUD, off=("chill",)))
    less = replace(FEAR, less=Comparison("other", 1.0), through=("rumour",))
    placebo = replace(FEAR, name="placebo", role="placebo", expect="within", margin=1.0)
    ((told,),) = set_batches([claim(less, other, placebo)], drawn_sets(1))
    assert [test.name for test in told.tests] == ["fear", "other"]
    assert all(len(arms_of(test)) == 2 for test in told.tests)


def test_the_sign_and_the_minimum_are_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    found = found_with(tmp_path, monkeypatch, claim(FEAR), 30 * [RIGHT] + 10 * [SMALL] + 10 * [WRONG])
    assert (found.sets, found.informative, found.independent) == (50, 50, 50)
    assert found.sign.value == pytest.approx(0.8, abs=0.05)
    assert found.minimum.value == pytest.approx(0.6, abs=0.06)
    assert found.sign.low < 0.8 < found.sign.high
    assert found.between > 0.9


def test_a_claim_downward_is_right_where_the_effect_is_below_zero(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    down = replace(FEAR, expect="down")
    found = found_with(tmp_path, monkeypatch, claim(down), 30 * [RIGHT] + 10 * [WRONG])
    assert found.sign.value == pytest.approx(0.25, abs=0.03)


def test_a_set_in_which_the_regime_falls_tells_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    found = found_with(tmp_path, monkeypatch, claim(FEAR), 10 * [RIGHT] + 10 * [FALLEN])
    assert (found.informative, found.telling, found.sign.value) == (10, 0.5, 1.0)
    none = found_with(tmp_path, monkeypatch, claim(FEAR), 3 * [RIGHT] + 10 * [FALLEN])
    assert (none.informative, np.isnan(none.sign.value)) == (3, True)


def test_where_nothing_changes_there_is_no_sign(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    found = found_with(tmp_path, monkeypatch, claim(FEAR), 10 * [RIGHT] + 10 * [STILL])
    assert (found.informative, found.sign.value) == (20, 0.5)
    assert found_with(tmp_path, monkeypatch, claim(FEAR), 10 * [STILL]).sign.value == 0.0


def test_a_rate_that_is_zero_in_one_arm_alone_is_far_away_and_in_both_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    log = replace(FEAR, expect="down", scale="log", minimum=0.3)
    gone: Pairs = [(0.0, 0.1), (0.0, 0.2)]
    nothing: Pairs = [(0.0, 0.0), (0.0, 0.1)]
    found = found_with(tmp_path, monkeypatch, claim(log), 10 * [gone] + 4 * [nothing])
    assert (found.informative, found.sign.value, found.minimum.value) == (10, 1.0, 1.0)


def test_every_part_of_a_test_has_to_be_right_or_as_many_as_have_a_vote(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    other = replace(FEAR, name="other", expect="down")
    both = found_with(tmp_path, monkeypatch, claim(FEAR, other), 20 * [RIGHT])
    assert both.sign.value == both.minimum.value == 0.0
    one = found_with(tmp_path, monkeypatch, replace(claim(FEAR, other), votes=1), 20 * [RIGHT])
    assert one.sign.value == 1.0
    assert one.minimum.value == 0.0  # the other goes the other way, by as much as was asked for


def test_a_null_has_no_sign_and_is_within_its_margin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    found = found_with(tmp_path, monkeypatch, claim(NULL), 15 * [SMALL] + 5 * [RIGHT])
    assert np.isnan(found.sign.value)
    assert found.minimum.value == pytest.approx(0.75, abs=0.05)


def test_what_is_relative_is_held_against_the_level(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    relative = replace(FEAR, relative=True, minimum=0.5)
    large: Pairs = [(20.0, 10.0), (21.0, 10.0)]
    small: Pairs = [(110.0, 100.0), (112.0, 100.0)]
    assert found_with(tmp_path, monkeypatch, claim(relative), 10 * [large]).minimum.value == 1.0
    assert found_with(tmp_path, monkeypatch, claim(relative), 10 * [small]).minimum.value == 0.0


def test_the_parameter_that_decides_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    place = list(PARAMETER_DECLARATIONS).index("fear.personal")
    values = np.array([list(drawn(draw).values())[place] for draw in range(60)])
    found = found_with(
        tmp_path, monkeypatch, claim(FEAR), [RIGHT if value > np.median(values) else WRONG for value in values]
    )
    (name, apart), *_ = found.deciders
    assert name == "fear.personal"
    assert apart > 1
    by_chance = np.random.default_rng(9).permutation(values)
    found = found_with(
        tmp_path, monkeypatch, claim(FEAR), [RIGHT if value > np.median(values) else WRONG for value in by_chance]
    )
    assert found.deciders == ()


def test_sets_that_are_alike_tell_as_much_as_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    same = ParameterSets(tuple(20 * [drawn(0)] + 20 * [drawn(1)]), "left.csv")
    found = found_with(tmp_path, monkeypatch, claim(FEAR), 40 * [RIGHT], same)
    assert found.independent == pytest.approx(2)
    assert found.sign.value == 1
    assert found.sign.low == pytest.approx(0.025**0.5, abs=0.01)


def test_sets_of_a_file_are_told_apart_from_drawn_ones_and_both_are_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    sets = ParameterSets(tuple({"fear.personal": value} for value in np.linspace(0.5, 1.5, 12)), "left.csv")
    first, *_ = set_batches([claim(FEAR)], sets)
    assert dict(first[0].tests[0].changed.parameters) == sets.values[0]
    assert list(robustness.DEFAULTS) == list(PARAMETER_DECLARATIONS)
    of_file = found_with(tmp_path, monkeypatch, claim(FEAR), 12 * [RIGHT], sets)
    of_drawn = found_with(tmp_path, monkeypatch, claim(FEAR), 10 * [WRONG])
    assert (of_file.among, of_drawn.among) == ("left.csv", "")
    assert kept_robustness([claim(FEAR)], tmp_path) == (of_file, of_drawn)
    assert kept_robustness([claim(FEAR)], tmp_path, short=True) == ()
    assert kept_robustness([replace(claim(FEAR), runs=9)], tmp_path) == ()
    assert "Sets of left.csv are those that were given" in how_to_read([of_file])


def test_what_is_no_test_has_no_share_and_costs_nothing(tmp_path: Path):
    for tests in ((SAME,), (TOLD,), (TOLD, SAME)):
        assert parts_of(claim(*tests)) == ()
    assert len(parts_of(claim(SAME, FEAR))) == len(parts_of(claim(NULL))) == 1
    assert months_of(set_batches([claim(SAME)], drawn_sets(200))) == {}
    (found,) = across_sets([claim(SAME)], drawn_sets(3), tmp_path)
    assert (found.sets, found.informative) == (0, 0)
    assert np.isnan(found.telling)


def test_on_the_board_implementation_checks_are_left_out_and_a_reported_share_of_pairs_is_asked():
    board = {one.id: one for one in the_board()}
    assert parts_of(board["C18"]) == ()
    (belief,) = parts_of(board["C02"])
    assert (belief.direction, belief.least, belief.test.scale) == (-1, 0.02, "difference")


@pytest.mark.slow
def test_the_short_form_of_a_small_claim_is_decided_and_more_sets_can_be_added(tmp_path: Path):
    (few,) = across_sets([claim(FEAR)], drawn_sets(4), tmp_path, short=True)
    files = set(tmp_path.glob("*-run-*.json"))
    (more,) = across_sets([claim(FEAR)], drawn_sets(8), tmp_path, short=True)
    assert (few.sets, more.sets, more.scale) == (4, 6, 0.3)
    assert few.informative <= more.informative
    assert files < set(tmp_path.glob("*-run-*.json"))
    assert kept_robustness([claim(FEAR)], tmp_path, short=True) == (more,)
