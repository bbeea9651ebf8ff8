"""Two runs that differ in one thing differ by what that thing causes: whoever it does not reach does the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.month import Outcome
from politburo.month.now import Now
from politburo.scenario import Scenario
from politburo.scenario.changes import with_off, with_parameters
from politburo.scenario.months import month_name
from politburo.terms.declarations import declared
from politburo.terms.events import EVENT_NAMES
from politburo.terms.levers import Levers
from politburo.terms.series import ALL_SERIES, grouped
from tests.properties.worlds import country, differing, draws_of, first_months, holding, run_of, stirred, watched

pytestmark = pytest.mark.slow

DEPARTURE = EVENT_NAMES.index("departure")
OF_HOUSEHOLDS = ("market_tolerance", "markets", "harvest", "sanctions")
"""Levers that reach households alone."""
OF_HOUSEHOLDS_AND_CADRES = ("surveillance", "border_control", "campaign")

BOUNDS = {name: (declaration.low, declaration.high) for name, declaration, _ in declared(Levers)}
OF_CADRES = tuple(name for name in BOUNDS if name not in OF_HOUSEHOLDS + OF_HOUSEHOLDS_AND_CADRES)


def lower_and_higher(scenario: Scenario, lever: str, start: int | None = None) -> tuple[Scenario, Scenario]:
    low, high = BOUNDS[lever]
    since = None if start is None else month_name(start)
    return holding(scenario, lever, low, since), holding(scenario, lever, high, since)


def same(one: Outcome, other: Outcome, series: tuple[str, ...], events: NDArray, others: NDArray) -> bool:
    """Whether the series and the chosen events of two runs are equal to the bit."""
    return all(np.array_equal(one.series[name], other.series[name], equal_nan=True) for name in series) and all(
        np.array_equal(one.events[name][events], other.events[name][others]) for name in one.events
    )


@pytest.mark.parametrize("lever", BOUNDS)
def test_until_a_lever_is_moved_two_runs_are_the_same_to_the_bit(lever: str):
    scenario = stirred(6, logic="scripted", chooses=())
    moved = scenario.start + 4
    states: list[list[str]] = [[], []]
    low, high = (
        run_of(changed, on_month=lambda now, of_run=of_run: of_run.append(now.state.digest()))
        for changed, of_run in zip(lower_and_higher(scenario, lever, moved), states, strict=True)
    )
    assert states[0][:4] == states[1][:4]
    assert len(states[0]) > 4
    assert all(np.array_equal(values[:4], high.series[name][:4]) for name, values in low.series.items())
    before = [outcome.events["month"] < moved for outcome in (low, high)]
    assert same(low, high, (), *before)


@pytest.mark.parametrize("lever", BOUNDS)
def test_a_lever_changes_no_draw(lever: str):
    scenario = with_parameters(stirred(3), {"choose.plot_rate": 0.05})  # no coup of many ends one of the runs
    low, high = (draws_of(changed) for changed in lower_and_higher(scenario, lever))
    assert low == high
    assert len(low) > 3


CADRE_NAMES = tuple(name for s in ALL_SERIES if "organ" in s.by for name in (s.name, grouped(s)))
HOUSEHOLD_NAMES = tuple(name for s in ALL_SERIES if "province" in s.by for name in (s.name, grouped(s)))


@pytest.mark.parametrize("lever", OF_HOUSEHOLDS)
def test_what_reaches_households_alone_changes_no_cadre_under_a_scripted_leader(lever: str):
    """Only a leader who hears of grievance could carry it to them, and rents, where markets raise them."""
    scenario = with_off(stirred(8, logic="scripted", chooses=()), "market_rents")
    low, high = (run_of(changed) for changed in lower_and_higher(scenario, lever))
    of_cadres = [outcome.events["kind"] != DEPARTURE for outcome in (low, high)]
    assert same(low, high, CADRE_NAMES, *of_cadres)
    for one, other in zip(low.state.cadres, high.state.cadres, strict=True):
        assert one.tobytes() == other.tobytes()
    assert not np.array_equal(low.series["grievance"], high.series["grievance"])
    assert of_cadres[0].sum() > 0


@pytest.mark.parametrize("lever", OF_CADRES)
def test_what_reaches_cadres_alone_changes_no_household_that_does_not_hear_of_them(lever: str):
    """Households hear of purges and flights through their confidence in stability and their fear, and of who
    administers them through what reaches them of a harvest, and of nothing else."""
    reached = "public_confidence", "purges_frighten", "competent_administration"
    scenario = with_off(stirred(8, logic="scripted", chooses=()), *reached)
    low, high = (run_of(changed) for changed in lower_and_higher(scenario, lever))
    departures = [outcome.events["kind"] == DEPARTURE for outcome in (low, high)]
    assert same(low, high, HOUSEHOLD_NAMES, *departures)
    for one, other in zip(low.state.homes, high.state.homes, strict=True):
        assert one.tobytes() == other.tobytes()
    assert departures[0].sum() > 0


def choices_in(scenario: Scenario, month: int) -> tuple[NDArray, NDArray]:
    """Standing of every cadre, and who fled, when all have chosen in a month."""
    found: list[tuple[NDArray, NDArray]] = []

    def keep(phase: str, now: Now) -> None:
        if phase == "choose" and now.month == month:
            found.append((now.state.cadres.standing.copy(), now.scratch.vacant.copy()))

    with watched(keep):
        run_of(scenario)
    return found[0]


def test_a_recall_home_changes_the_choices_of_those_abroad_and_of_nobody_else_that_month():
    scenario = with_parameters(
        first_months(4), {"choose.flee_rate": 0.005, "fear.recall": 2.0, "fear.horizon": 10.0, "fear.adjustment": 1.0}
    )
    recalled = holding(scenario, "recall", 1.0, month_name(scenario.end))
    abroad = country().posts.abroad == 1
    before, after = choices_in(scenario, scenario.end), choices_in(recalled, scenario.end)
    for calm, alarmed in zip(before, after, strict=True):
        assert np.array_equal(calm[~abroad], alarmed[~abroad])
    assert after[1][abroad].sum() > before[1][abroad].sum(), "more of them flee"
    assert before[0][~abroad].any(), "others make choices, too"


def test_where_fear_counts_for_more_others_flee_beside_those_who_would_have_fled_anyway():
    """One draw decides: who flees at a lower hazard flees at a higher one."""
    afraid = {"choose.flee_rate": 0.005, "choose.flee_fear": 0.0, "fear.prior": 0.05, "fear.horizon": 10.0}
    afraid |= {"choose.flee_loyalty": 0.0, "choose.flee_family": 0.0, "choose.flee_outside": 3.0}
    scenario = with_parameters(first_months(1, border_control=0.0), afraid)
    bolder = with_parameters(scenario, {"choose.flee_fear": 10.0})
    (_, few), (_, more) = choices_in(scenario, scenario.start), choices_in(bolder, scenario.start)
    assert few.sum() > 0
    assert more.sum() > few.sum()
    assert (more >= few).all()


def test_a_different_seed_or_run_is_a_different_history():
    scenario = first_months(2)
    assert differing(scenario, replace(scenario, seed=2), "") != []
    assert run_of(scenario, 0).fingerprint != run_of(scenario, 1).fingerprint
