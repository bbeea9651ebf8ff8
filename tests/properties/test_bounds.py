"""In whatever scenario: shares stay shares, and there is a number for every month until the regime ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from politburo.month.now import Now
from politburo.terms.series import ALL_SERIES, grouped
from tests.properties.any_scenario import FALLING, Choices, any_choices, same_examples_every_time
from tests.properties.worlds import run_of

pytestmark = pytest.mark.slow

CADRE_SHARES = (
    "private_loyalty",
    "fear",
    "displayed_loyalty",
    "openness_close",
    "openness_acquaintances",
    "seen",
    "predecessor",
    "tie",
    "family",
)
HOME_SHARES = ("hardship", "belief", "grievance", "confidence", "kin_abroad", "fear", "talk")
NOT_NEGATIVE = (
    "perceived_risk",
    "penalties_heard",
    "flights_heard",
    "named",
    "age",
    "bribes_visible",
    "bribes_hidden",
)


def within_bounds(now: Now) -> None:
    """Fail where a number of the state lies where it cannot."""
    cadres, homes = now.state.cadres, now.state.homes
    for part, names in ((cadres, CADRE_SHARES), (homes, HOME_SHARES)):
        for name in names:
            column = getattr(part, name)
            assert ((column >= 0) & (column <= 1)).all(), f"{name}: {column.min()} to {column.max()}"
    for part, names in ((cadres, NOT_NEGATIVE), (homes, ("income", "cash"))):
        for name in names:
            column = getattr(part, name)
            assert (np.isfinite(column) & (column >= 0)).all(), f"{name}: {column.min()} to {column.max()}"
    for name in ("loyalty", "disposition", "competence"):
        assert np.isfinite(getattr(cadres, name)).all(), name
    assert set(np.unique(cadres.standing)) <= {0, 1, 2, 3}


@same_examples_every_time
@given(any_choices)
def test_every_number_of_the_state_stays_within_its_bounds(choices: Choices):
    run_of(choices.scenario(), on_month=within_bounds)


@same_examples_every_time
@given(any_choices)
def test_series_that_are_shares_lie_between_zero_and_one(choices: Choices):
    series = run_of(choices.scenario()).series
    for entry in ALL_SERIES:
        if entry.unit == "share":
            for name in (entry.name, grouped(entry)) if entry.by else (entry.name,):
                lived = series[name][~np.isnan(series[name])]
                assert ((lived >= 0) & (lived <= 1)).all(), name


@same_examples_every_time
@given(any_choices)
def test_there_is_a_number_for_every_month_until_the_regime_ends_and_none_after(choices: Choices):
    scenario = choices.scenario()
    outcome = run_of(scenario)
    last = scenario.end if outcome.ended_month is None else outcome.ended_month
    rows = last - scenario.start + 1
    for name, values in outcome.series.items():
        assert np.isfinite(values[:rows]).all(), name
        assert np.isnan(values[rows:]).all(), name
    assert (outcome.events["month"] <= last).all()


@same_examples_every_time
@given(any_choices)
def test_perceived_risk_is_finite_and_not_negative(choices: Choices):
    scenario = choices.scenario()
    outcome = run_of(scenario)
    risk = outcome.series["perceived_risk_by_circle"]
    assert (risk[~np.isnan(risk)] >= 0).all()
    assert not np.isinf(risk).any()


def test_in_the_falling_example_the_regime_falls():
    scenario = FALLING.scenario()
    ended = run_of(scenario).ended_month
    assert ended is not None
    assert ended < scenario.end
