"""From an arm as a record to what is simulated: its scenario, its country, and what is done to the state on the way.

A shock is what is done to some cadres at the moment of the change, where no lever reaches. Whom it strikes depends on
the country alone, so that the arm without it can be asked about the same cadres.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.record import Arm
from politburo.country import Country, build
from politburo.country.plan import CountryPlan
from politburo.month.state import LYING_LOW
from politburo.scenario import (
    Scenario,
    load,
    month_name,
    month_number,
    scenario_names,
    with_levers,
    with_off,
    with_parameters,
)
from politburo.terms.levers import Levers

if TYPE_CHECKING:
    from politburo.month import Outcome
    from politburo.month.now import Now


EXPOSURE_SEED = 2012
"""Key of the one permutation that hands contact with the outside to anyone; the same in every arm and run."""


def start_month(arm: Arm) -> int:
    """The first month that is simulated, as a number: the scenario's own, or that of the arm."""
    return course_of(arm.scenario).start if arm.scenario else month_number(arm.start)


def change_month(arm: Arm) -> int:
    """The month of the change, as a number."""
    return start_month(arm) + arm.settle


@lru_cache(maxsize=512)
def scenario_of(arm: Arm) -> Scenario:
    """The scenario of an arm, made once for all its runs. Raises ScenarioError for names and values that cannot be."""
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


def country_of(arm: Arm) -> Country:
    """The country of an arm; with `exposure_at_random`, contact with the outside and posts abroad fall to anyone."""
    return _country(arm.plan, arm.scale, arm.exposure_at_random)


@lru_cache(maxsize=8)
def _country(plan: CountryPlan, scale: float, exposure_at_random: bool) -> Country:
    built = build(plan, scale)
    if not exposure_at_random:
        return built
    order = np.random.Generator(np.random.Philox(EXPOSURE_SEED)).permutation(built.posts.count)
    posts = built.posts._replace(exposure=built.posts.exposure[order], abroad=built.posts.abroad[order])
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

    country = country_of(arm)
    scenario = replace(scenario_of(arm), seed=seed)
    return simulate(country, scenario, run, on_month=after, should_stop=should_stop)


@lru_cache(maxsize=16)
def course_of(name: str) -> Scenario:
    """A scenario of the library, read once: every arm of every run begins from one."""
    return load(name)


def _constant(arm: Arm, start: int, end: int) -> Scenario:
    """Every lever constant, from the country's scenario of the same name, or from the example where there is none."""
    if arm.files is None and arm.country in scenario_names():
        base = course_of(arm.country)
    else:
        base = replace(course_of("example"), country=arm.country, files=arm.files)
    levers = (replace(Levers(), **dict(arm.throughout)),) * (end - start + 1)
    return replace(
        base, name="claim", start=start, end=end, scale=arm.scale, levers=levers, events=(), successions=(),
        logics=(arm.logic,) * len(levers), chooses=arm.chooses,
    )  # fmt: skip


def _timeline(arm: Arm, start: int, end: int) -> Scenario:
    """The course of a scenario of the library from its own start to the end of what is watched."""
    base = course_of(str(arm.scenario))
    kept = end - base.start + 1
    cut = replace(
        base, name="claim", end=end, scale=arm.scale, levers=base.levers[:kept], logics=base.logics[:kept],
        events=(), successions=tuple(month for month in base.successions if month <= end),
    )  # fmt: skip
    return with_levers(cut, start=None, **dict(arm.throughout)) if arm.throughout else cut


ONE_IN = 40
"""Every so many cadres one is struck: few enough that hardly anyone has two friends among them."""

MOST_FEAR = np.float32(0.98)
"""Fear that a shock does not pass, so that the risk behind it is finite."""

DOUBT = np.float32(3.0)
"""How far private loyalty is pushed down, on the real line: from 0.7 to 0.1."""


@dataclass(frozen=True, slots=True)
class Shock:
    """What it does, and how."""

    meaning: str
    strike: Callable[[Now], None]


def struck(country: Country) -> NDArray[np.bool_]:
    """The posts whose holders a shock strikes (n,)."""
    return np.arange(country.posts.count) % ONE_IN == ONE_IN // 2


def _doubt(now: Now) -> None:
    cadres, who = now.state.cadres, struck(now.country)
    cadres.loyalty[who] -= DOUBT
    cadres.disposition[who] -= DOUBT
    cadres.private_loyalty[who] = 1 / (1 + np.exp(-cadres.loyalty[who]))


def _flight_heard(now: Now) -> None:
    """Ties alone hear of it: so many flights at once would be known in every circle, as a single one is not."""
    from politburo.month.hear import tell_ties

    p, posts, who = now.parameters.hear, now.country.posts, np.flatnonzero(struck(now.country)).astype(np.int32)
    for ends, news in ((posts.close, p.close_case), (posts.acquaintances, p.acquaintance_case)):
        tell_ties(now.state.cadres.flights_heard, who, ends, np.float32(news * p.flight_news))


def _fright(now: Now) -> None:
    """Risk goes part of the way back before it is felt again; so much more is added."""
    p, cadres = now.parameters.fear, now.state.cadres
    years = p.horizon * np.where(cadres.standing == LYING_LOW, p.low_profile, 1.0)
    felt = np.minimum(cadres.fear + cadres.fear.std(), MOST_FEAR)
    more = -np.log(1 - felt) / years + np.log(1 - np.minimum(cadres.fear, MOST_FEAR)) / years
    cadres.perceived_risk[:] += (more / (1 - p.adjustment)).astype(np.float32)


SHOCKS: dict[str, Shock] = {
    "flight heard": Shock("close friends and acquaintances hear that one cadre in forty has fled, though nobody has",
                          _flight_heard),
    "fright": Shock("next month every cadre's fear is one standard deviation higher, though nothing has happened",
                    _fright),
    "doubt": Shock("one cadre in forty loses his private loyalty, and nothing else about him changes", _doubt),
}  # fmt: skip
