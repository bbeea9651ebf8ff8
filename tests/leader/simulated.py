"""The small country under each logic of rule: a predecessor by script for two years, then the logic for eight."""

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from politburo.country import build
from politburo.month import Outcome, simulate
from politburo.month.now import Now
from politburo.scenario import Scenario, load
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import CHARGES

COUNTRY = build("example", 1.0)
SCRIPTED_MONTHS = 24
COUNTY = 3


def scenario(logic: str) -> Scenario:
    """The example without its summit and its campaign, so that nothing but the logic is new after the succession."""
    example = load("example")
    calm = tuple(replace(levers, assurance=0.0, assurance_expected=0.0, campaign=0.2) for levers in example.levers)
    logics = tuple("scripted" if row < SCRIPTED_MONTHS else logic for row in range(len(calm)))
    return replace(example, levers=calm, logics=logics)


@cache
def ruled(logic: str, run: int) -> Outcome:
    """One run under the logic."""
    return simulate(COUNTRY, scenario(logic), run)


def years(series: NDArray) -> NDArray:
    """Yearly means under the logic (8,)."""
    return series[SCRIPTED_MONTHS:].reshape(-1, 12).mean(axis=1)


def penalised_by(trait: str, logic: str, run: int, cut: float) -> tuple[float, float]:
    """Penalties for disloyalty per head and year in county posts under the logic: of those whose trait lies above the
    cut at the end of the month before, and of the others.

    Without inquiries: they hit who is near a case, and whom the case has frightened into displaying more.
    """
    course = scenario(logic)
    judge = replace(course.parameters.judge, inquiry=0.0)
    course = replace(course, parameters=replace(course.parameters, judge=judge))
    hit, lived, before = np.zeros(2), np.zeros(2), np.zeros(0)
    county = COUNTRY.posts.rank == COUNTY

    def watch(now: Now) -> None:
        nonlocal before
        if now.month > course.start + SCRIPTED_MONTHS:
            months, kinds, charges = (now.log.column(name) for name in ("month", "kind", "charge"))
            disloyal = (kinds == EVENT_NAMES.index("penalty")) & (charges == CHARGES.index("disloyalty"))
            posts = now.log.column("agent")[(months == now.month) & disloyal]
            above = before[posts[county[posts]]] > cut
            hit[:] += above.sum(), (~above).sum()
            lived[:] += (before[county] > cut).sum(), (before[county] <= cut).sum()
        before = getattr(now.state.cadres, trait).copy()

    simulate(COUNTRY, course, run, on_month=watch)
    above, others = 12 * hit / lived
    return float(above), float(others)
