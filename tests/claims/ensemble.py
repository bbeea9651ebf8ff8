"""Paired ensembles for deciding claims: the same seeds in every arm, one thing changed, a number of runs fixed before.

The country is North Korea thinned, the leader scripted unless a claim is about his choices, every lever constant but
the one that changes. `Arm` says what an arm does; `simulated` runs it once and keeps it for the other claims.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from politburo.country import Country, build
from politburo.month import Outcome, simulate
from politburo.scenario import Scenario, load, with_levers, with_off
from politburo.terms.declarations import declared
from politburo.terms.levers import Levers

RUNS = 16
CHANGE = "2012-01"
START_MONTH, CHANGE_MONTH = 2010 * 12, 2012 * 12
"""Two years to settle before the change."""
CHANGE_ROW = CHANGE_MONTH - START_MONTH

T_95 = {16: 2.131, 24: 2.069}
"""Student's t for a two-sided interval of 95 %, by number of pairs."""

BASE = {
    "purge_intensity": 0.05,
    "warning": 0.2,
    "offence_threshold": 1.5,
    "type_blindness": 0.2,
    "surveillance": 0.5,
    "campaign": 0.2,
    "market_tolerance": 0.5,
    "border_control": 0.5,
    "broker_price": 3000.0,
    "markets": 0.6,
    "neighbour_lead": 1.2,
    "sanctions": 0.2,
}
"""The levers of every arm before the change; those not named have their declared default."""


@dataclass(frozen=True)
class Arm:
    """One arm: what is held from the change on, what is held for some months after it, mechanisms off, the leader.

    It is watched for `months` after the change. `changes` are (lever, value); `wave` are (lever, value, first month,
    last month exclusive) counted from the change.
    """

    changes: tuple[tuple[str, float], ...] = ()
    wave: tuple[tuple[str, float, int, int], ...] = ()
    off: tuple[str, ...] = ()
    logic: str = "scripted"
    scale: float = 0.1
    runs: int = RUNS
    random_exposure: bool = False
    months: int = 36


@dataclass(frozen=True)
class Effect:
    """Mean of the paired differences with its interval of 95 %."""

    mean: float
    low: float
    high: float
    pairs: NDArray = field(repr=False)

    def __str__(self) -> str:
        return f"{self.mean:+.4f} [{self.low:+.4f}, {self.high:+.4f}]"


def scenario_of(arm: Arm) -> Scenario:
    """The scenario of an arm: from January 2010 to the last of the months that are watched after the change."""
    base = load("north-korea")
    end = CHANGE_MONTH + arm.months - 1
    rows = slice(START_MONTH - base.start, end - base.start + 1)
    levers = tuple(replace(base.levers[0], **_default_levers(), **BASE) for _ in base.levers[rows])
    scenario = replace(
        base, name="claim", start=START_MONTH, end=end, scale=arm.scale, levers=levers, events=(), successions=(),
        logics=(arm.logic,) * len(levers), chooses=("purge_intensity",) if arm.logic != "scripted" else (),
    )  # fmt: skip
    if arm.changes:
        scenario = with_levers(scenario, start=CHANGE, **dict(arm.changes))
    for name, value, first, last in arm.wave:
        rows_of_wave = range(CHANGE_ROW + first, CHANGE_ROW + last)
        scenario = replace(
            scenario,
            levers=tuple(
                replace(one, **{name: value}) if row in rows_of_wave else one for row, one in enumerate(scenario.levers)
            ),
        )
    return with_off(scenario, *arm.off)


def country_of(arm: Arm) -> Country:
    """The country of an arm; with `random_exposure`, contact with the outside and posts abroad fall to anyone."""
    country = build("north-korea", arm.scale)
    if not arm.random_exposure:
        return country
    order = np.random.Generator(np.random.Philox(2012)).permutation(country.posts.count)
    posts = replace(country.posts, exposure=country.posts.exposure[order], abroad=country.posts.abroad[order])
    return replace(country, posts=posts)


@cache
def simulated(arm: Arm) -> tuple[Outcome, ...]:
    """The runs of an arm, in order."""
    scenario, country = scenario_of(arm), country_of(arm)
    with ThreadPoolExecutor(2) as pool:
        return tuple(pool.map(lambda run: simulate(country, scenario, run), range(arm.runs)))


def effect(changed: Arm, base: Arm, observable: Callable[[Outcome], float]) -> Effect:
    """The paired difference of an observable between two arms of equal runs."""
    return paired(simulated(changed), simulated(base), lambda a, b: observable(a) - observable(b))


def paired(
    changed: tuple[Outcome, ...], base: tuple[Outcome, ...], difference: Callable[[Outcome, Outcome], float]
) -> Effect:
    """The mean of a difference between paired runs."""
    return of_pairs(np.array([difference(a, b) for a, b in zip(changed, base, strict=True)]))


def of_pairs(pairs: NDArray) -> Effect:
    """The mean of paired differences (runs,)."""
    mean, error = float(pairs.mean()), float(pairs.std(ddof=1)) / math.sqrt(len(pairs))
    return Effect(mean, mean - T_95[len(pairs)] * error, mean + T_95[len(pairs)] * error, pairs)


def mediated(whole: Effect, without: Effect) -> float:
    """Share of an effect that flows through a mechanism: what is lost when it is switched off."""
    return 1 - without.mean / whole.mean


def mean_of(name: str, first: int = 12, last: int = 36) -> Callable[[Outcome], float]:
    """Observable: mean of a series over months after the change."""
    return lambda outcome: float(outcome.series[name][CHANGE_ROW + first : CHANGE_ROW + last].mean())


def total_of(name: str, first: int = 0, last: int = 36) -> Callable[[Outcome], float]:
    """Observable: sum of a series over months after the change."""
    return lambda outcome: float(outcome.series[name][CHANGE_ROW + first : CHANGE_ROW + last].sum())


def stayed_in_both(a: Outcome, b: Outcome) -> NDArray:
    """Posts held by the same person in both runs from before the change to the end (n,)."""
    return (a.state.cadres.since < CHANGE_MONTH) & (b.state.cadres.since < CHANGE_MONTH)


def _default_levers() -> dict[str, float]:
    return {name: default for name, _, default in declared(Levers) if name not in BASE}
