"""From an arm as a record to what is simulated: its scenario, its country, and what is done to the state on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from politburo.ask.claims.record import Arm
from politburo.ask.claims.shocks import SHOCKS
from politburo.country import Country, build
from politburo.scenario import Scenario, load, month_name, month_number, with_levers, with_off, with_parameters
from politburo.terms.levers import Levers

if TYPE_CHECKING:
    from politburo.month import Outcome
    from politburo.month.now import Now

EXPOSURE_SEED = 2012
"""Key of the one permutation that hands contact with the outside to anyone; the same in every arm and run."""


def start_month(arm: Arm) -> int:
    """The first month that is simulated, as a number: the scenario's own, or that of the arm."""
    return _packaged(arm.scenario).start if arm.scenario else month_number(arm.start)


def change_month(arm: Arm) -> int:
    """The month of the change, as a number."""
    return start_month(arm) + arm.settle


def scenario_of(arm: Arm) -> Scenario:
    """The scenario of an arm. Raises ScenarioError for names and values that cannot be."""
    change = change_month(arm)
    start, end = start_month(arm), change + arm.months - 1
    scenario = _timeline(arm, start, end) if arm.scenario else _constant(arm, start, end)
    if arm.held:
        scenario = with_levers(scenario, start=month_name(change), **dict(arm.held))
    for pulse in arm.pulses:
        rows = range(arm.settle + pulse.first, arm.settle + pulse.last)
        levers = enumerate(scenario.levers)
        pulsed = (replace(one, **{pulse.lever: pulse.value}) if row in rows else one for row, one in levers)
        scenario = replace(scenario, levers=tuple(pulsed))
    if arm.succession is not None:
        scenario = replace(scenario, successions=(*scenario.successions, change + arm.succession))
    return with_off(with_parameters(scenario, dict(arm.parameters)), *arm.off)


@lru_cache(maxsize=8)
def country_of(country: str, scale: float, exposure_at_random: bool) -> Country:
    """The country of an arm; with `exposure_at_random`, contact with the outside and posts abroad fall to anyone."""
    built = build(country, scale)
    if not exposure_at_random:
        return built
    order = np.random.Generator(np.random.Philox(EXPOSURE_SEED)).permutation(built.posts.count)
    posts = replace(built.posts, exposure=built.posts.exposure[order], abroad=built.posts.abroad[order])
    return replace(built, posts=posts)


def simulated(arm: Arm, seed: int, run: int, on_month: Callable[[], None], should_stop: Callable[[], bool]) -> Outcome:
    """One run of an arm."""
    from politburo.month import simulate

    shock = None if arm.shock is None else SHOCKS[arm.shock]
    last_before = change_month(arm) - 1

    def after(now: Now) -> None:
        if shock is not None and now.month == last_before:
            shock.strike(now)
        on_month()

    country = country_of(arm.country, arm.scale, arm.exposure_at_random)
    scenario = replace(scenario_of(arm), seed=seed)
    return simulate(country, scenario, run, on_month=after, should_stop=should_stop)


@lru_cache(maxsize=16)
def _packaged(name: str) -> Scenario:
    """A scenario of the library, read once: every arm of every run begins from one."""
    return load(name)


def _constant(arm: Arm, start: int, end: int) -> Scenario:
    """Every lever constant, from the country's scenario of the same name."""
    base = _packaged(arm.country)
    levers = (replace(Levers(), **dict(arm.throughout)),) * (end - start + 1)
    return replace(
        base, name="claim", start=start, end=end, scale=arm.scale, levers=levers, events=(), successions=(),
        logics=(arm.logic,) * len(levers), chooses=arm.chooses,
    )  # fmt: skip


def _timeline(arm: Arm, start: int, end: int) -> Scenario:
    """The course of a scenario of the library from its own start to the end of what is watched."""
    base = _packaged(str(arm.scenario))
    kept = end - base.start + 1
    cut = replace(
        base, name="claim", end=end, scale=arm.scale, levers=base.levers[:kept], logics=base.logics[:kept],
        events=(), successions=tuple(month for month in base.successions if month <= end),
    )  # fmt: skip
    return with_levers(cut, start=None, **dict(arm.throughout)) if arm.throughout else cut
