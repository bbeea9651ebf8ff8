"""Experiments whose outcomes are made up: what happens at a point is a rule that the test knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.ask.explore import BASE as OF_BASE
from politburo.ask.explore import explored
from politburo.ask.explore.answer import Exploration
from politburo.ask.explore.boxes import Permutations
from politburo.ask.explore.cases import axes_of, condition, places_of
from politburo.ask.explore.search import Search
from politburo.ask.factors import factors_of, sampled
from politburo.run.experiment import Experiment, ExperimentResults, base_alone
from politburo.run.experiment.store import ExperimentStore, Row
from politburo.run.outcomes import OUTCOMES
from politburo.scenario import Scenario, adapt, load

BASE = adapt(load("example"), until="2000-12")

PLANTED = ("elite_weight", "fear.horizon", "flee_rate", "hear.memory", "live.saving")
"""What is varied; made-up rules are about places in the ranges of the first of these."""

QUICK = Search(folds=2, peels=(0.1,))
"""A search that is quicker than the usual one, where the test is not about how well it finds."""

QUICKEST = replace(QUICK, peels=(0.2,), first_peel=0.2)
"""One by larger steps, where limits need not lie close to those of the rule."""

FEW_PERMUTATIONS = 3


def sure_of_few(patch: pytest.MonkeyPatch) -> None:
    """Have a box count where it is better than `FEW_PERMUTATIONS`: nearly all the time of a search goes into them."""
    patch.setattr("politburo.ask.explore.boxes.WITHIN_CHANCE", 1 / (FEW_PERMUTATIONS + 1))


Rule = Callable[[NDArray[np.float64], int], dict[str, float]]
"""From the places of a point in the ranges (0 to 1) and the number of a run to outcomes; all others are 0."""


def made_up(
    folder: Path,
    rule: Rule,
    *,
    over: tuple[str, ...] = PLANTED,
    points: int = 200,
    runs: int = 2,
    base: Scenario = BASE,
    with_base: bool = True,
) -> ExperimentResults:
    """An experiment in a folder, all its runs kept as the rule has it; the base is the point in the middle."""
    factors = factors_of(over)
    design = "spread evenly: scrambled Sobol' sequence"
    experiment = Experiment(base, tuple(one.varied for one in factors), sampled(factors, points), runs, design)
    axes = axes_of(experiment)
    places = places_of(experiment.points, axes)
    _keep(folder, experiment, places, rule)
    if with_base:
        _keep(folder / OF_BASE, base_alone(experiment.base, experiment.runs), np.full((1, len(axes)), 0.5), rule)
    return ExperimentResults(folder, experiment)


def quick(results: ExperimentResults, when: str, search: Search = QUICK) -> Exploration:
    """What is found in an experiment where a condition holds, by the quick search."""
    return explored(results, condition(when), search)


def one_box(results: ExperimentResults, when: str) -> Exploration:
    """The first box found, for tests of how it is shown: what few permutations gave stands for what all would give."""
    with pytest.MonkeyPatch.context() as patch:
        sure_of_few(patch)
        few = quick(results, when, replace(QUICKEST, boxes=1, permutations=FEW_PERMUTATIONS))
    [box] = few.boxes
    search = replace(few.search, permutations=QUICK.permutations)
    again = tuple(islice(cycle(box.chance.boxes), search.permutations))
    box = replace(box, chance=Permutations(again, 1 / (search.permutations + 1)))
    return replace(few, search=search, found=replace(few.found, boxes=(box,)))


def _keep(folder: Path, experiment: Experiment, places: NDArray[np.float64], rule: Rule) -> None:
    store = ExperimentStore(folder)
    with store.claimed(experiment):
        for point, place in zip(experiment.points.tolist(), places, strict=True):
            rows = []
            for run in range(experiment.runs):
                values = dict.fromkeys(OUTCOMES, 0.0) | rule(place, run)
                rows.append(Row(run, None, f"{hash(tuple(place.tolist())) % 2**32:x}", tuple(values.values())))
            store.keep(dict(zip(experiment.names, point, strict=True)), rows)


def corner(place: NDArray[np.float64], run: int) -> dict[str, float]:
    """The regime falls where the first place is above 0.6 and the second below 0.5; in nearly all runs there alone."""
    falls = place[0] > 0.6 and place[1] < 0.5
    odd = (int(place[3] * 1000) + run) % 20 == 0
    return {"regime_falls": float(falls != odd), "departures": 10 + 100 * float(place[0])}


def noise(place: NDArray[np.float64], run: int) -> dict[str, float]:
    """The regime falls by chance alone."""
    del run
    return {"regime_falls": float(int(float(place.sum()) * 1e6) % 10 < 3)}
