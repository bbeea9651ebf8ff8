"""The same question under other plausible parameters: which share of the sets agrees in sign, and how effects vary."""

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from politburo.ask.claims.robustness import drawn
from politburo.ask.compare import ComparisonPlan, compare
from politburo.ask.compare.across_priors import ParameterSets, own_parameters
from politburo.run.engines import Shard, ShardDone, Threads
from politburo.run.outcomes import OUTCOMES
from politburo.scenario import load, with_off, with_parameters
from politburo.terms.errors import UsageError

pytestmark = pytest.mark.slow

SMALL: dict[str, Any] = {
    "sets": {"purge": 0.6}, "runs": 2, "scale": 0.02, "until": "2000-03", "seed": 3, "across_priors": 3,
    "series": ["penalties", "income"],
}  # fmt: skip


def sets_of(effects: list[list[float]], falls: list[float]) -> ParameterSets:
    """What came out of two arms: the effect in each run of each set, and in which share of runs the regime falls."""
    values, falling = np.array(effects), np.repeat(np.array(falls)[:, None], len(effects[0]), axis=1)

    def arm(apart: np.ndarray) -> Any:
        by_name = {"fear": apart, "regime_falls": falling}
        return SimpleNamespace(
            values=by_name.__getitem__, experiment=SimpleNamespace(points=values), runs=values.shape[1], failures=()
        )

    return ParameterSets((arm(values * 0), arm(values)))


def test_the_share_of_sets_with_the_same_sign_and_where_effects_lie():
    found = sets_of([[1, 3], [2, 2], [-1, -1], [4, 4]], [0, 0, 0, 0]).spread(OUTCOMES["fear"], 0, "b", 0.5)
    assert (found.sets, found.agreeing) == (4, 3)
    assert (found.median, found.low, found.high) == (2.0, pytest.approx(-0.55), pytest.approx(3.7))
    assert (found.low_share, found.high_share) == (pytest.approx(0.2486, abs=1e-4), pytest.approx(0.9873, abs=1e-4))


def test_the_sign_is_that_at_the_defaults_or_else_of_the_median():
    effects = [[1.0], [2.0], [-1.0]]
    assert sets_of(effects, [0, 0, 0]).spread(OUTCOMES["fear"], 0, "b", -0.1).agreeing == 1
    assert sets_of(effects, [0, 0, 0]).spread(OUTCOMES["fear"], 0, "b", 0.0).agreeing == 2


def test_sets_in_which_the_regime_falls_in_most_runs_decide_nothing():
    sets = sets_of([[1, 3], [2, 2], [-1, -1]], [0, 0.5, 1])
    assert sets.spread(OUTCOMES["fear"], 0, "b", 1.0).sets == 2
    assert sets.effects(OUTCOMES["regime_falls"], 0).tolist() == [0, 0, 0]
    none = sets_of([[1.0]], [1]).spread(OUTCOMES["fear"], 0, "b", 1.0)
    assert (none.sets, none.agreeing) == (0, 0)


def test_no_effect_in_any_set_is_no_sign_that_agrees():
    found = sets_of([[0.0], [0.0]], [0, 0]).spread(OUTCOMES["fear"], 0, "b", 0.0)
    assert (found.sets, found.agreeing, found.median) == (2, 0, 0.0)
    assert math.isnan(found.low_share)
    assert math.isnan(found.low)


def test_parameters_that_an_arm_sets_itself_are_not_drawn(tmp_path: Path):
    assert own_parameters(with_off(load("example"), "rumour")) == ()
    assert own_parameters(with_parameters(load("example"), {"fear.horizon": 2.0})) == ("fear.horizon",)
    asked = ComparisonPlan("example", sets={"horizon": 2}, across_priors=2, out=tmp_path)
    for experiment in (one.experiment for one in asked.under_sets):
        assert "fear.horizon" not in experiment.names
        assert not any(name.startswith("record.") for name in experiment.names)
        values = dict(zip(experiment.names, experiment.points[1].tolist(), strict=True))
        assert values["fear.prior"] == drawn(1)["fear.prior"]


def test_every_arm_is_run_under_every_set_and_it_is_said(tmp_path: Path):
    told: list[tuple[int, int]] = []
    asked = ComparisonPlan("example", **SMALL, out=tmp_path)
    assert asked.months == {0.02: 2 * 3 * 2 + 2 * 3 * 3 * 4}
    found = asked.execute(Threads(1), lambda done, total: told.append((done, total)))
    assert told[-1] == (84, 84)
    table = found.table("across_priors")
    assert str(table.basis) == (
        "90 % intervals over 3 parameter sets drawn from the declared ranges, with 4 pairs of runs each (the ranges "
        "are declared, not estimated, and the spread includes what chance adds in so few runs)"
    )
    rows: list[dict[str, Any]] = [dict(row) for row in table.records()]
    assert [row["outcome"] for row in rows[:2]] == ["penalties", "income"]
    assert rows[0]["sets"] == 3
    assert rows[0]["low"] <= rows[0]["median"] <= rows[0]["high"]
    assert rows[0]["at_defaults"] == pytest.approx(found.total("penalties").mean)
    [said] = [one for one in found.sentences if one.startswith("Under 3 parameter sets drawn from the declared ranges")]
    assert "penalties keeps its sign in " in said
    assert "of 3 sets (" in said
    assert not any("--across-priors" in one for one in found.sentences)
    sets = found.table("parameter_sets").to_pandas()
    assert sets["fear.horizon"].tolist() == [drawn(number)["fear.horizon"] for number in range(3)]
    under: list[dict[str, Any]] = [dict(row) for row in found.table("set_differences").records()]
    effects = [row["difference"] for row in under if row["outcome"] == "penalties"]
    assert sorted(effects)[1] == rows[0]["median"]


def test_what_is_there_is_not_done_again_and_sets_can_be_added(tmp_path: Path):
    compare("example", **SMALL, out=tmp_path, engine=Threads(1))
    told: list[tuple[int, int]] = []
    more: dict[str, Any] = SMALL | {"across_priors": 4}
    compare(
        "example", **more, out=tmp_path, engine=Threads(1),
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert told[0][0] > 12 + 36  # of the first arm nothing was left but one set
    assert told[-1] == (108, 108)


def test_a_shard_does_its_share_of_the_sets_as_well(tmp_path: Path):
    with pytest.raises(ShardDone):
        compare("example", **SMALL, out=tmp_path, engine=Shard(1, 2, Threads(1)))
    assert len(list(tmp_path.glob("*-experiment-*"))) == 2
    assert compare("example", **SMALL, out=tmp_path, engine=Shard(2, 2, Threads(1))).parameter_sets is not None


def test_scenarios_of_other_months_have_no_sets_in_common(tmp_path: Path):
    (tmp_path / "longer.toml").write_text('extends = "example"\nstart = "2000-02"\n[levers]\nrents = 0.5\n')
    with pytest.raises(UsageError, match="all scenarios must have the same months"):
        ComparisonPlan("example", [tmp_path / "longer.toml"], across_priors=2, out=tmp_path)
