"""Every lever and every parameter is heard by some phase of the month: none is declared and forgotten."""

from __future__ import annotations

from functools import cache

import pytest

from politburo.scenario import Scenario
from politburo.scenario.changes import with_parameters
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.declarations import declared
from politburo.terms.leaders import CHOOSABLE, LEADER_NAMES
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters
from tests.properties.worlds import differing, first_difference, holding, run_of, stirred, trail

OF_THE_MONTH = [path for path in PARAMETER_DECLARATIONS if path.split(".")[0] not in ("record", *LEADER_NAMES)]
OF_LEADERS = [path for path in PARAMETER_DECLARATIONS if path.split(".")[0] in LEADER_NAMES]

MOST = ("hear.most_news",)
"""Limits that nothing reaches as they are: they are heard where they are low."""


@cache
def beside() -> list[tuple[int, str, str]]:
    return trail(stirred())


def farther_end(low: float, high: float, value: float) -> float:
    return low if value - low > high - value else high


@pytest.mark.slow
@pytest.mark.parametrize("path", OF_THE_MONTH)
def test_no_parameter_is_idle(path: str):
    scenario, declaration = stirred(), PARAMETER_DECLARATIONS[path]
    phase, name = path.split(".")
    value = getattr(getattr(scenario.parameters, phase), name)
    end = declaration.low if path in MOST else farther_end(declaration.low, declaration.high, value)
    assert first_difference(with_parameters(scenario, {path: end}), beside()) is not None


def ruled_by(logic: str, **changed: float) -> Scenario:
    """Months of turmoil under a logic of rule that chooses all it can."""
    return with_parameters(stirred(6, logic, CHOOSABLE), changed)


@pytest.mark.parametrize("path", OF_LEADERS)
def test_no_parameter_of_a_leader_is_idle_where_he_rules_and_all_are_where_he_does_not(path: str):
    logic, name = path.split(".")
    declaration = PARAMETER_DECLARATIONS[path]
    value = getattr(getattr(Parameters(), logic), name)
    changed = {path: farther_end(declaration.low, declaration.high, value)}
    assert run_of(ruled_by(logic, **changed)).fingerprint != run_of(ruled_by(logic)).fingerprint
    assert run_of(ruled_by("strategic", **changed)).fingerprint == run_of(ruled_by("strategic")).fingerprint


@pytest.mark.parametrize(("lever", "low", "high"), [(name, d.low, d.high) for name, d, _ in declared(Levers)])
def test_no_lever_is_idle(lever: str, low: float, high: float):
    scenario = stirred(8)
    assert differing(holding(scenario, lever, low), holding(scenario, lever, high), lever)
