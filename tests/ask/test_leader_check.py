"""Leaders are held against the world: what they believe follows their formulas, what is comes from runs."""

import json
from pathlib import Path

import numpy as np
import pytest

from politburo.ask.leader_check import ATTEMPTS, FALLS, HELD, MARKETS, PURGES, STEPS, LeaderCheck, leader_check, plan
from politburo.leader import strategic
from politburo.show.leader_check import specification
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters
from tests.leader.reports import report
from tests.run.experiment.made_up import BASE, Simulation
from tests.show import drawn

STEEP = 0.3
"""Hazard that is made to grow with the distance from what is safest in the simulation."""


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> LeaderCheck:
    """A check in which the world is safest at a purge intensity of 0.25, and never in danger from markets."""
    with pytest.MonkeyPatch.context() as patch:
        Threatened().used(patch)
        return leader_check(BASE, runs=3, out=tmp_path_factory.mktemp("check"))


class Threatened(Simulation):
    """Made-up runs with hazards."""

    def __call__(self, country, scenario, run, on_month, should_stop):
        outcome = super().__call__(country, scenario, run, on_month, should_stop)
        levers = scenario.levers[-1]
        assert set(scenario.logics) == {"scripted"}
        hazard = STEEP * abs(levers.purge_intensity - 0.25) + 0.001 * run
        outcome.series["fall_hazard"][:] = hazard / 12
        outcome.series["attempt_hazard"][:] = 4 * hazard / 12
        return outcome


def test_the_world_is_run_under_a_script_that_holds_each_lever_at_its_values():
    experiment = plan(BASE).experiment
    assert set(experiment.base.logics) == {"scripted"}
    assert experiment.runs == 8
    points = experiment.points.tolist()
    assert [q for q, m in points if m == HELD[MARKETS]] == list(STEPS[PURGES])
    assert sorted(m for q, m in points if q == HELD[PURGES]) == list(STEPS[MARKETS])


def test_what_the_strategic_leader_believes_is_least_where_he_would_go(check: LeaderCheck):
    """Over purge intensity, at the tolerance that is held: no other of a fine grid is safer, by his own formula."""
    least = check.least(PURGES).believed
    believed = [check.believed(PURGES, value) for value in np.linspace(0, 1, 201)]
    assert check.believed(PURGES, least) == min(believed)
    q, m = HELD[PURGES], 0.75
    told, p = check.held, Parameters()
    assert check.believed(MARKETS, m) == strategic.believed_hazard(q, m, told, check.levers, check.levers.assurance, p)


def test_what_he_decides_is_where_he_believes_the_least_hazard():
    p, told, levers = Parameters(), report(elite_threat=0.4, predecessor_share=0.8), Levers()
    decided = strategic.choose(told, levers, 0.1, p)
    q, m = decided.purge_intensity or 0.0, decided.market_tolerance or 0.0
    assert q > 0.01 < m

    def believed(more: float, further: float) -> float:
        return strategic.believed_hazard(q + more, m + further, told, levers, 0.1, p)

    around = [believed(a, b) for a in (-0.01, 0, 0.01) for b in (-0.01, 0, 0.01)]
    assert min(around) == believed(0, 0)


def test_the_least_of_the_world_is_found_with_its_interval(check: LeaderCheck):
    found = check.least(PURGES)
    assert (found.world, found.low, found.high) == (0.25, 0.12, 0.5)
    assert found.is_right == (0.12 <= found.believed <= 0.5)
    table = check.table("hazards").to_pandas().set_index(["lever", "value"])
    assert table.loc[(PURGES, 1.0), "falls"] == pytest.approx(STEEP * 0.75 + 0.001)
    assert table.loc[(PURGES, 1.0), "attempts"] == pytest.approx(4 * (STEEP * 0.75 + 0.001))
    assert table.loc[(PURGES, 1.0), "success"] == pytest.approx(0.25)


def test_words_say_who_is_wrong_and_who_believes_in_nothing(check: LeaderCheck):
    said = check.words()
    assert "12 points with 3 simulated runs each" in said
    assert (
        "in the simulation the fewest falls are to be expected at 0.25 (0.12 to 0.50), so that he is wrong, in "
        "the model." in said
    )
    assert "of the attempts to be expected, 0.25 to 0.25 would succeed" in said
    assert "scripted, succession, responsive, siege, random terror." in said


def test_without_any_hazard_a_fear_has_no_object(tmp_path: Path):
    with pytest.MonkeyPatch.context() as patch:
        Safe().used(patch)
        safe = leader_check(BASE, runs=2, out=tmp_path)
    assert "his fear has no object" in safe.words()
    assert np.isnan(safe.least(PURGES).world)
    assert json.dumps(specification(safe))


class Safe(Simulation):
    """Made-up runs without hazards."""

    def __call__(self, country, scenario, run, on_month, should_stop):
        outcome = super().__call__(country, scenario, run, on_month, should_stop)
        for name in ("fall_hazard", "attempt_hazard"):
            outcome.series[name][:] = 0.0
        return outcome


@pytest.mark.slow
def test_the_picture_is_drawn_and_holds_what_the_table_says(check: LeaderCheck):
    import vl_convert

    texts = drawn.texts(vl_convert.vegalite_to_svg(check.plot().specification))
    assert texts
    assert drawn.overlaps(texts) == []
    shown = json.dumps(check.plot().specification)
    for mean in check.world(FALLS, PURGES).mean:
        assert f"{mean:.4g}" in shown
    assert check.world(ATTEMPTS, PURGES).mean.max() > 0
