"""Every lever and every parameter is heard by some phase of the month: none is declared and forgotten."""

from __future__ import annotations

from functools import cache

import pytest
from worlds import differing, first_difference, holding, stirred, trail

from politburo.scenario.changes import PARAMETER_DECLARATIONS, with_parameters
from politburo.terms.declarations import declared
from politburo.terms.levers import Levers

OF_THE_MONTH = [path for path in PARAMETER_DECLARATIONS if not path.startswith("record.")]


@cache
def beside() -> list[tuple[int, str, str]]:
    return trail(stirred())


def farther_end(low: float, high: float, value: float) -> float:
    return low if value - low > high - value else high


@pytest.mark.parametrize("path", OF_THE_MONTH)
def test_no_parameter_is_idle(path: str):
    scenario, declaration = stirred(), PARAMETER_DECLARATIONS[path]
    phase, name = path.split(".")
    value = getattr(getattr(scenario.parameters, phase), name)
    changed = with_parameters(scenario, {path: farther_end(declaration.low, declaration.high, value)})
    assert first_difference(changed, beside()) is not None


@pytest.mark.parametrize(("lever", "low", "high"), [(name, d.low, d.high) for name, d, _ in declared(Levers)])
def test_no_lever_is_idle(lever: str, low: float, high: float):
    scenario = stirred(8)
    assert differing(holding(scenario, lever, low), holding(scenario, lever, high), lever)
