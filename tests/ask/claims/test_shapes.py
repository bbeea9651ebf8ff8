"""Shapes over a range: each is named rightly as often as noise allows, and a break point makes no leg larger."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.ask.claims.board import decide
from politburo.ask.claims.claim_file import parse
from politburo.ask.claims.measurement import months_of
from politburo.ask.claims.mixture import mixture
from politburo.ask.claims.record import Claim, Measured, Shape, Watch
from politburo.ask.claims.robustness import ParameterSets, across_sets, kept_robustness, set_batches
from politburo.ask.claims.shapes import BREAK, SHAPES, break_point, legs, shape_claims, shapes_of, shapes_within
from politburo.terms.errors import ClaimError
from tests.ask.claims.made import CALM

Values = NDArray[np.float64]

RANGE = np.array([0.0, 0.05, 0.1, 0.2, 0.4, 0.7, 1.0])
LEVELS = tuple(replace(CALM, held=(("purge_intensity", float(level)),)) for level in RANGE)
SHAPE = Shape(LEVELS, Watch("attempt_hazard", window=(0, 12)), 0.182, 9, present=(1, 0.001))
CLAIM = Claim("X1", "says", "own", "H", 16, (), seed=7, shape=SHAPE)

CURVES = {
    "falls": -RANGE,
    "rises": RANGE,
    "falls then rises": 1.5 * np.abs(RANGE - 0.4),
    "rises then falls": -1.5 * np.abs(RANGE - 0.4),
    "level": 0.05 * RANGE,
}
"""Logarithms of hazards over the range."""


def runs(curve: Values, noise: float, chance: np.random.Generator, count: int = 16) -> Values:
    """Hazards of some runs at each level, (count, levels); what is common to a run is noise that pairs take out."""
    common = chance.normal(0, 0.5, (count, 1))
    return np.exp(-6 + curve + common + noise * chance.standard_normal((count, len(curve))))


def rows(values: Values) -> list[dict[str, Measured]]:
    """The same as they are measured."""
    return [{str(place): Measured(run[place], run[0]) for place in range(1, len(run))} for run in values]


def changes(curve: Values, noise: float, chance: np.random.Generator, sets: int) -> Values:
    """The legs of sets, (sets, pairs, 2)."""
    both = ((rows(runs(curve, noise, chance)), rows(runs(curve, noise, chance))) for _ in range(sets))
    return np.array([legs(SHAPE, *one).pairs for one in both])


def named(found: Values) -> list[str]:
    return [SHAPES[place] for place in shapes_of(found.mean(axis=1), SHAPE.minimum)]


@pytest.mark.parametrize("name", CURVES)
def test_a_shape_is_named_rightly_where_there_is_hardly_noise(name: str):
    found = named(changes(CURVES[name], 0.2, np.random.default_rng(3), 40))
    assert found.count(name) >= 38


@pytest.mark.parametrize("name", CURVES)
def test_with_as_much_noise_as_hazards_of_the_model_have_the_share_is_near_and_a_count_is_not(name: str):
    found = changes(CURVES[name], 0.9, np.random.default_rng(5), 80)
    mixed = mixture(found)
    found_shares = (shapes_within(mixed, SHAPE.minimum) @ mixed.weights).tolist()
    shares: dict[str, float] = dict(zip(SHAPES, found_shares, strict=True))
    assert sum(shares.values()) == pytest.approx(1)
    assert shares[name] >= 0.75
    assert shares[name] > named(found).count(name) / 80


def test_a_leg_is_no_larger_for_the_break_point_having_been_chosen():
    chance, level = np.random.default_rng(1), np.zeros(7)
    apart = changes(level, 0.9, chance, 120).mean(axis=1)
    same = np.array([legs(SHAPE, one, one).pairs for one in (rows(runs(level, 0.9, chance)) for _ in range(120))])
    error = apart[:, 0].std() / math.sqrt(120)
    assert abs(apart[:, 0].mean()) < 3 * error
    opposed = -apart[:, 0] * apart[:, 1], -same.mean(axis=1).prod(axis=1)
    assert opposed[1].mean() > 3 * opposed[0].mean()


def test_the_break_point_is_the_level_within_the_range_that_stands_out_most():
    for name, place in (("falls then rises", 4), ("rises then falls", 4)):
        assert break_point(SHAPE, np.exp(np.tile(CURVES[name], (3, 1)))) == place
    dip = np.array([1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0])
    assert break_point(SHAPE, np.tile(dip, (3, 1))) == 2
    assert break_point(SHAPE, np.full((3, 7), math.nan)) in range(1, 6)


def test_a_rate_of_zero_at_one_level_is_far_away_and_at_both_ends_of_a_leg_tells_nothing():
    chance = np.random.default_rng(2)
    none_at_first = runs(np.zeros(7), 0.1, chance)
    none_at_first[:, 0] = 0
    found = legs(SHAPE, rows(none_at_first), rows(runs(CURVES["rises then falls"], 0.1, chance)))
    assert np.isposinf(found.pairs[:, 0]).all()
    assert np.isfinite(found.pairs[:, 1]).all()
    nothing = legs(SHAPE, rows(np.zeros((16, 7))), rows(np.zeros((16, 7))))
    assert np.isnan(nothing.pairs).all()
    assert nothing.there == 0.0


def test_a_leg_without_a_value_in_more_than_one_pair_in_ten_tells_nothing():
    chance = np.random.default_rng(2)
    for fallen, told in ((1, True), (2, False)):
        values = runs(CURVES["rises"], 0.1, chance)
        values[:fallen, -1] = math.nan
        pairs = legs(SHAPE, rows(values), rows(values)).pairs
        assert np.isfinite(pairs[:, 0]).all()
        assert np.isfinite(pairs[:, 1]).all() == told


def test_legs_and_break_point_have_seeds_of_their_own_which_differ_between_sets():
    asked = [one for number in range(3) for one in shape_claims(CLAIM, number)]
    assert [one.id for one in asked] == ["X1", "X1" + BREAK] * 3
    assert len({one.seed for one in asked}) == 6
    assert [one.seed for one in shape_claims(CLAIM, 0)] == [7, 9]
    assert {one.runs for one in asked} == {16}
    assert {one.runs for one in shape_claims(CLAIM, 0, short=True)} == {4}
    with pytest.raises(ClaimError, match="needs other seeds than the legs"):
        shape_claims(replace(CLAIM, seed=9), 0)


WRITTEN = """
[settings.small]
country = "example"
start = "2000-01"
settle = 6
months = 12
scale = 1.0
[[claims]]
id = "X1"
says = "Terror deters, then drives"
source = "own"
provenance = "H"
runs = 3
seed = 7
setting = "small"
[claims.shape]
observe = "attempt_hazard"
minimum = 0.182
break_seed = 9
present = { level = 2, at_least = 0.001 }
levels = [
  { held = { purge_intensity = 0.0 } }, { held = { purge_intensity = 0.5 } }, { held = { purge_intensity = 1.0 } }
]
"""


def test_a_scholars_own_claim_can_ask_for_a_shape():
    (claim,) = parse(WRITTEN, "it")
    assert claim.tests == ()
    assert claim.shape is not None
    assert [dict(arm.held)["purge_intensity"] for arm in claim.shape.levels] == [0, 0.5, 1]
    assert (claim.shape.present, claim.shape.watch.window) == ((1, 0.001), (6, 12))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("break_seed = 9", "break_seed = 7", ": X1, shape: the break point needs another seed"),
        ("level = 2", "level = 4", "X1, shape: there are 3 levels, and no 4"),
        ("attempt_hazard", "attempts", "X1, shape: nothing called 'attempts' can be observed"),
        ("purge_intensity = 0.5", "purge_intensity = 0.0", "the level 2 arm is the same as the level 1 arm"),
        ("purge_intensity = 0.5", "purges = 0.5", "X1, shape, level 2: "),
        ("break_seed = 9", "break_seed = 9\nwindow = [0, 13]", "the window 0 to 13 does not lie within the 12 months"),
        ("{ held = { purge_intensity = 0.0 } },", "", "2 entries where 3 are needed"),
        ("minimum = 0.182", "minimum = 0.0", "minimum"),
    ],
)
def test_what_is_wrong_with_a_shape_is_said_with_its_line(before: str, after: str, said: str):
    with pytest.raises(ClaimError) as error:
        parse(WRITTEN.replace(before, after, 1), "it")
    assert said in str(error.value)


def test_a_claim_has_tests_or_a_shape_and_not_both():
    neither = WRITTEN[: WRITTEN.index("[claims.shape]")]
    with pytest.raises(ClaimError, match="either `tests` or a `shape`, and has neither"):
        parse(neither, "it")
    with pytest.raises(ClaimError, match="and has both"):
        parse(WRITTEN + '[[claims.tests]]\nname = "t"\nobserve = "fear"\nexpect = "up"\n', "it")


def test_at_the_defaults_nothing_is_run_of_a_shape_and_the_board_says_where_it_is_asked(tmp_path: Path):
    board = decide(parse(WRITTEN, "it"), tmp_path)
    assert list(tmp_path.iterdir()) == []
    (row,) = board.table("claims").records()
    assert (row["verdict"], row["found"]) == ("asked over sets", "–")
    assert "--sets north-korea" in str(row["why"])


@pytest.mark.slow  # simulates: what is found of a shape, from end to end
def test_shares_of_shapes_are_found_kept_and_shown(tmp_path: Path):
    asked = parse(WRITTEN, "it")
    sets = ParameterSets(tuple({"fear.personal": value} for value in (0.2, 0.4, 0.6, 0.8)), "left.csv")
    months = 4 * 2 * 3 * (6 + 3 * 12)  # sets, seeds, runs, and what comes before the change once
    assert months_of(set_batches(asked, sets)) == {1.0: months}
    (found,) = across_sets(asked, sets, tmp_path)
    assert (found.sets, len(found.shapes), math.isnan(found.minimum.value)) == (4, len(SHAPES), True)
    assert repr(kept_robustness(asked, tmp_path)) == repr((found,))
    done = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*-run-*.json")}
    assert across_sets(asked, sets, tmp_path)[0].present == found.present
    assert done == {path: path.stat().st_mtime_ns for path in tmp_path.glob("*-run-*.json")}
    rows = decide(asked, tmp_path).table("shapes").records()
    assert [row["shape"] for row in rows] == list(SHAPES)
