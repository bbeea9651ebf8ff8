"""A regime that falls, and a run that is given up."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from politburo.month import Outcome, simulate
from politburo.scenario import Scenario
from politburo.scenario.changes import with_parameters
from politburo.terms.events import EVENT_NAMES
from tests.properties.worlds import country, first_months, run_of

END, ATTEMPT = EVENT_NAMES.index("regime end"), EVENT_NAMES.index("coup attempt")


def falling(counterbalance: float = 1.0) -> Scenario:
    """A year in which plotters are many, never found out, and strong at once."""
    return with_parameters(
        first_months(12, surveillance=0.0),
        {
            "choose.plot_rate": 0.05,
            "choose.plot_opportunity": 0.0,
            "choose.plot_loyalty": 1.0,
            "conspire.found": 0.0,
            "conspire.attempt": 0.2,
            "conspire.attempt_strength": 0.5,
            "conspire.counterbalance": counterbalance,
        },
    )


@cache
def fallen() -> Outcome:
    return run_of(falling())


def test_a_coup_that_succeeds_ends_the_regime_and_says_when():
    scenario, outcome = falling(), fallen()
    ends = np.flatnonzero(outcome.events["kind"] == END)
    assert len(ends) == 1
    assert outcome.ended_month == outcome.events["month"][ends[0]]
    assert outcome.ended_month is not None
    assert scenario.start <= outcome.ended_month < scenario.end
    assert outcome.state.regime.ended[0]


def test_the_end_of_the_regime_is_the_last_thing_that_happens():
    events = fallen().events
    assert events["kind"][-1] == END
    assert events["month"].max() == events["month"][-1]


def test_after_the_end_of_the_regime_series_say_nothing():
    scenario, outcome = falling(), fallen()
    assert outcome.ended_month is not None
    rows = outcome.ended_month - scenario.start + 1
    for name, values in outcome.series.items():
        assert len(values) == 12, name
        assert np.isfinite(values[:rows]).all(), name
        assert np.isnan(values[rows:]).all(), name


def test_no_month_is_lived_after_the_end_of_the_regime():
    months: list[int] = []
    outcome = run_of(falling(), on_month=lambda now: months.append(now.month))
    assert months[-1] == outcome.ended_month
    assert outcome.fingerprint == fallen().fingerprint


def test_who_leads_the_coup_that_succeeds_held_a_post_and_had_not_left_it():
    outcome = fallen()
    leader = outcome.events["agent"][-1]
    assert outcome.events["person"][-1] == outcome.state.cadres.person[leader]
    in_month = outcome.events["month"] == outcome.ended_month
    fled = outcome.events["agent"][in_month & (outcome.events["kind"] == EVENT_NAMES.index("flight"))]
    assert leader not in fled


def test_a_regime_that_is_well_guarded_survives_plotters_who_bring_down_another():
    runs = range(6)
    assert all(run_of(falling(), run).ended_month is not None for run in runs)
    survivors = [
        found for found in (run_of(falling(counterbalance=100.0), run) for run in runs) if found.ended_month is None
    ]
    assert survivors
    assert all(ATTEMPT in outcome.events["kind"] for outcome in survivors)


def test_a_regime_that_never_falls_has_no_last_month():
    outcome = run_of(first_months(3))
    assert outcome.ended_month is None
    assert not outcome.state.regime.ended[0]
    assert END not in outcome.events["kind"]


def test_a_run_is_given_up_before_the_next_month_once_it_should_stop():
    months: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        simulate(
            country(),
            first_months(6),
            on_month=lambda now: months.append(now.month),
            should_stop=lambda: len(months) == 2,
        )
    assert len(months) == 2


def test_whether_to_stop_is_asked_once_a_month_and_changes_nothing():
    asked: list[bool] = []
    outcome = simulate(country(), first_months(6), should_stop=lambda: bool(asked.append(False)))
    assert len(asked) == 6
    assert outcome.fingerprint == run_of(first_months(6)).fingerprint
