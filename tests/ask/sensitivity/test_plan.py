"""What can be asked, and what is said of what cannot."""

from typing import Any

import pytest

from politburo.ask.sensitivity.plan import plan
from politburo.terms.errors import UsageError

pytestmark = pytest.mark.slow


def asked(outcomes: Any = ("fear",), **options: Any):
    asking: dict[str, Any] = {"until": "2000-12"} | options
    return plan("example", outcomes, **asking)


def test_all_parameters_that_can_matter_are_varied_unless_some_are_named():
    everything = asked()
    assert len(everything.factors) > 100
    assert not any(name.startswith("record.") for name in everything.names)
    assert asked(parameters=["horizon", "fear.personal"]).names == ("fear.horizon", "fear.personal")


def test_levers_are_varied_where_they_are_named_from_a_month_or_throughout():
    found = asked(parameters=["horizon"], levers=["market=0.1:0.9"], start="2000-06")
    assert found.names == ("fear.horizon", "market_tolerance from 2000-06")
    assert (found.factors[1].low, found.factors[1].high) == (0.1, 0.9)


def test_the_identity_is_that_of_scenario_and_ranges_and_not_of_what_is_spent():
    one = asked(parameters=["horizon", "fear.personal"])
    same = asked(("flights",), parameters=["horizon", "fear.personal"], points=128, runs=9, method="sobol", keep=1)
    assert one.identity == same.identity
    assert one.identity != asked(parameters=["horizon=1:5", "fear.personal"]).identity
    assert one.identity != asked(parameters=["horizon", "fear.personal"], seed=5).identity


def test_months_are_those_of_all_runs_that_it_may_take():
    found = asked(parameters=["horizon", "fear.personal", "fear.prior"], trajectories=5, points=8, keep=2, runs=3)
    screening, indices, tornado = 5 * 5 * 3, 8 * 5 * 3, 5 * 12
    assert found.months() == 12 * (screening + indices + tornado)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"outcomes": ("feer",)}, "did you mean 'fear'"),
        ({"outcomes": ()}, "name one or more"),
        ({"method": "morriss"}, r"did you mean 'morris'\?$"),
        ({"points": 100}, "power of two .* such as 128"),
        ({"points": 4}, "power of two from 8"),
        ({"trajectories": 2}, "trajectories is 2; it must be at least 4"),
        ({"runs": 1}, "runs at each point is 1; it must be at least 2"),
        ({"keep": 0}, "at least 1"),
        ({"parameters": ["horizon"]}, "two or more"),
        ({"parameters": ["horizon", "market_tolerance"]}, "lever and no parameter"),
        ({"levers": ["fear.horizon"]}, "parameter and no lever"),
        ({"start": "2000-06"}, "name the levers"),
    ],
)
def test_what_cannot_be_asked_is_said(options: dict[str, Any], said: str):
    with pytest.raises(UsageError, match=said):
        asked(**options)


def test_a_parameter_of_a_mechanism_that_is_off_can_change_nothing():
    from politburo.ask.factors import all_parameters
    from politburo.scenario import load, with_off

    base = load("example")
    one = next(factor for factor in all_parameters(base) if factor.declaration.mechanism)
    quiet = with_off(base, str(one.declaration.mechanism))
    assert one.name not in plan(quiet, ("fear",)).names
    with pytest.raises(UsageError, match="would change nothing"):
        plan(quiet, ("fear",), parameters=[one.name, "fear.horizon"])
