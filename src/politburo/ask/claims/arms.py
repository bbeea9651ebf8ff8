"""From an arm as a record to what is simulated: its scenario and its country."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.record import Arm
from politburo.country import Country, build
from politburo.country.plan import CountryPlan
from politburo.country.relabel import relabelled
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

ALTERED_SEED = 2012
"""Key of the permutations by which a country is altered; the same in every arm and run."""


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
    """The country of an arm, altered as it says, and under the labels that it says."""
    return _relabelled(arm.plan, arm.scale, arm.altered, arm.incidental.labels if arm.incidental else 0)


@lru_cache(maxsize=4)
def _relabelled(plan: CountryPlan, scale: float, altered: tuple[str, ...], labels: int) -> Country:
    country = _country(plan, scale, altered)
    return relabelled(country, labels) if labels else country


@lru_cache(maxsize=16)
def _country(plan: CountryPlan, scale: float, altered: tuple[str, ...]) -> Country:
    if not altered:
        return build(plan, scale)
    return ALTERATIONS[altered[-1]][1](_country(plan, scale, altered[:-1]))


def prefix_of(arm: Arm) -> Arm:
    """What comes before the change: arms that differ only from then on have it in common."""
    return replace(
        arm, months=1, held=(), pulses=(), shock=None, practice=None, panel=False, succession=None
    )  # fmt: skip


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


def with_columns(country: Country, **columns: NDArray[Any]) -> Country:
    """The country with other columns of posts or of households.

    Nobody may write to them, as in any country: to compiled code, what may be written to is of another type.
    """
    for name, column in columns.items():
        seen = column.view()
        seen.flags.writeable = False
        owner = "posts" if name in country.posts._fields else "households"
        country = replace(country, **{owner: getattr(country, owner)._replace(**{name: seen})})
    country.weights.flags.writeable = False
    return country


def _contact_at_random(country: Country) -> Country:
    order, posts = shuffled(country.posts.count), country.posts
    return with_columns(country, exposure=posts.exposure[order], abroad=posts.abroad[order])


def _rents_at_random(country: Country) -> Country:
    rent = country.posts.rent.copy()
    for rank in range(len(country.ranks)):
        there = np.flatnonzero(country.posts.rank == rank)
        rent[there] = rent[there][shuffled(len(there))]
    return with_columns(country, rent=rent)


def _equal_aptitude(country: Country) -> Country:
    homes = country.households
    mean = np.average(homes.aptitude, weights=homes.weight).astype(np.float32)
    return with_columns(country, aptitude=np.full_like(homes.aptitude, mean))


def _way_out(country: Country) -> Country:
    return with_columns(country, access=np.ones_like(country.posts.access))


@lru_cache(maxsize=16)
def shuffled(count: int) -> NDArray[np.int64]:
    """The numbers from 0 to before `count` in another order, the same in every arm and run."""
    return np.random.Generator(np.random.Philox(ALTERED_SEED)).permutation(count)


ALTERATIONS: dict[str, tuple[str, Callable[[Country], Country]]] = {
    "contact at random": ("contact with the outside and posts abroad are handed to anyone", _contact_at_random),
    "rents at random": ("rents are dealt out anew among the posts of each rank", _rents_at_random),
    "equal aptitude": ("all households have the same aptitude for markets", _equal_aptitude),
    "a way out for everyone": ("every province has full access to the border", _way_out),
}
"""What can be other in a country from the start: name → what it means, and how it is done."""
