"""Across priors: parameter sets within their ranges, shares of draws that decide, and nothing for what is no test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from politburo.ask.claims import robustness
from politburo.ask.claims.measurement import Measurements, months_of
from politburo.ask.claims.record import Claim, Measured, Test, Watch
from politburo.ask.claims.robustness import Robustness, across_priors, can_be_tested, draw_batches, drawn
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


def found_with(folder: Path, monkeypatch: pytest.MonkeyPatch, asked: Claim, effects: list[list[float]]) -> Robustness:
    """What is found when the runs of the defaults, and then of each draw, give these differences."""

    def measured(*_: object, **__: object) -> list[Measurements]:
        rows = [{"X1": [{"fear": Measured(effect, 0.0)} for effect in of]} for of in effects]
        return [Measurements(row, {"X1": 0.0}) for row in rows]

    monkeypatch.setattr(robustness, "measure", measured)
    (found,) = across_priors([asked], len(effects) - 1, folder)
    return found


HOLDING, FAILING, FALLEN = [0.2, 0.21, 0.22, 0.2], [-0.2, 0.2, 0.1, -0.1], [0.2, 0.2, float("nan"), float("nan")]


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
    _, drawn_one = draw_batches([claim(replace(FEAR, changed=arm))], 1)
    changed, base = drawn_one[0].tests[0].changed, drawn_one[0].tests[0].base
    assert dict(changed.parameters)["fear.personal"] == 1.25
    assert dict(base.parameters)["fear.personal"] == drawn(0)["fear.personal"]


def test_a_draw_in_which_the_regime_falls_at_once_decides_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    found = found_with(tmp_path, monkeypatch, claim(FEAR), [HOLDING, HOLDING, FALLEN, FAILING, HOLDING])
    assert (found.asked, found.draws, found.holds) == (4, 3, 2)
    assert found.share == pytest.approx(2 / 3)
    assert found.usual == "holds"


def test_the_verdict_at_the_defaults_says_what_so_few_runs_can_show(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    assert found_with(tmp_path, monkeypatch, claim(FEAR), [FAILING, HOLDING]).usual == "fails"


def test_the_parameter_that_decides_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    place = list(PARAMETER_DECLARATIONS).index("fear.personal")
    values = np.array([list(drawn(draw).values())[place] for draw in range(40)])
    effects = [HOLDING] + [HOLDING if value > np.median(values) else FAILING for value in values]
    (name, apart), _ = found_with(tmp_path, monkeypatch, claim(FEAR), effects).deciders
    assert name == "fear.personal"
    assert apart > 1


def test_sets_of_a_file_take_the_place_of_draws_and_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    sets = [{"fear.personal": value} for value in (0.5, 0.75, 1.0)]
    _, first, second = draw_batches([claim(FEAR)], 2, sets)
    assert [dict(one[0].tests[0].changed.parameters) for one in (first, second)] == sets[:2]
    assert list(robustness.DEFAULTS) == list(PARAMETER_DECLARATIONS)

    def measured(asked: list, *_: object, **__: object) -> list[Measurements]:
        row = [{"fear": Measured(effect, 0.0)} for effect in HOLDING]
        return [Measurements({"X1": row}, {"X1": 0.0}) for _ in asked]

    monkeypatch.setattr(robustness, "measure", measured)
    (found,) = across_priors([claim(FEAR)], 3, tmp_path, sets=sets, among="left.csv")
    assert (found.asked, found.holds, found.among) == (3, 3, "left.csv")
    assert robustness.kept_robustness([claim(FEAR)], tmp_path) == (found,)
    assert "The sets are those of left.csv" in how_to_read([found])


def test_what_is_no_test_has_no_share_and_costs_nothing(tmp_path: Path):
    for tests in ((SAME,), (SAME, NULL), (TOLD,), (TOLD, SAME)):
        assert not can_be_tested(claim(*tests))
    assert can_be_tested(claim(NULL)) and can_be_tested(claim(SAME, FEAR))
    assert months_of(draw_batches([claim(SAME)], 200)) == {}
    (found,) = across_priors([claim(SAME)], 3, tmp_path)
    assert (found.asked, found.draws, found.usual) == (0, 0, "identity")
    assert np.isnan(found.share)


@pytest.mark.slow
def test_eight_draws_of_a_small_claim_are_decided_and_more_can_be_added(tmp_path: Path):
    (few,) = across_priors([claim(FEAR)], 4, tmp_path)
    files = set(tmp_path.glob("*.json"))
    (more,) = across_priors([claim(FEAR)], 8, tmp_path)
    assert few.holds <= more.holds <= more.draws <= 8
    assert files < set(tmp_path.glob("*.json"))
