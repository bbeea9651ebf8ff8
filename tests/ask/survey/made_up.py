"""Surveys whose runs are made up: what a set makes of each target is a rule that the test knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from politburo.ask.survey import Survey
from politburo.ask.survey.measured import TargetValues, name_of
from politburo.ask.survey.rules import rules
from politburo.country.figures import Figure, Target
from politburo.run.experiment import Experiment, ExperimentResults, Varied
from politburo.run.experiment.store import ExperimentStore, Row
from politburo.run.outcomes import OUTCOMES
from politburo.scenario import adapt, load

BASE = adapt(load("example"), until="2000-12")

PARAMETERS = ("govern.elite_weight", "fear.horizon", "record.seen_2")

RULES = replace(rules(), discrepancy={}, ranges={})
"""The rules of the package, with the tolerance of each target for its discrepancy."""

Rule = Callable[[int, int], dict[str, float]]
"""From the numbers of a set and a run to the counterparts of the targets, by series, and to outcomes."""


def target(
    series: str = "arrivals_per_year",
    value: float = 100.0,
    low: float | None = None,
    high: float | None = None,
    unit: str = "persons",
    tolerance: float = 1.25,
    joint: bool = True,
    rivals: str = "",
    account: str = "",
    year: int = 2000,
) -> Target:
    """A target of one year."""
    days = date(year, 1, 1), date(year, 12, 31)
    ends = value if low is None else low, value if high is None else high
    figure = Figure(series, *days, value, *ends, unit, "A register", "", "", days[1], 5, "")
    return Target(figure, "FIT", "record: x", "arrivals", tolerance, joint, rivals, account)


def made_up(folder: Path, targets: tuple[Target, ...], rule: Rule, sets: int = 40, runs: int = 2) -> Survey:
    """A survey in a folder, all its runs kept as the rule has it; sets are spread evenly, the first parameter rises."""
    places = np.column_stack([(np.arange(sets) * step % sets + 0.5) / sets for step in (1, 7, 11)])
    low, high = np.array([RULES.range_of(name) for name in PARAMETERS]).T
    points = low + places * (high - low)
    experiment = Experiment(BASE, tuple(map(Varied, PARAMETERS)), points, runs, "made up", TargetValues(targets))
    store = ExperimentStore(folder)
    with store.claimed(experiment):
        for number, point in enumerate(experiment.points.tolist()):
            rows = []
            for run in range(runs):
                said = rule(number, run)
                values = dict.fromkeys(OUTCOMES, 0.0) | {name_of(one): said[one.figure.series] for one in targets}
                values["regime_falls"] = said.get("regime_falls", 0.0)
                rows.append(Row(run, None, f"{number:x}", tuple(values.values())))
            store.keep(dict(zip(experiment.names, point, strict=True)), rows)
    return Survey(ExperimentResults(folder, experiment), targets, RULES)
