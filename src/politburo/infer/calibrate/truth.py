"""Evidence made from a known truth: what one run under a known parameter set would have had published.

For a country with targets the figures of these are replaced; for one without, such as an invented one, yearly arrivals,
flights and executions and what is told over all years are taken as targets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.answer.numbers import numbered
from politburo.ask.fit.targets import fitted_of
from politburo.ask.sets_file import read_sets
from politburo.ask.survey.implausibility import Measure
from politburo.ask.survey.measured import TargetValues, values_of
from politburo.ask.survey.rules import Rules
from politburo.country.checks import FIT
from politburo.country.figures import Evidence, Figure, Target
from politburo.infer.calibrate.observation import records
from politburo.run.experiment import Experiment, ExperimentResults, Varied
from politburo.scenario import Scenario
from politburo.terms.checks import printable
from politburo.terms.errors import UsageError

Values = NDArray[np.float64]

YEARLY = {
    "arrivals_per_year": ("persons", 1.25),
    "elite_arrivals_per_year": ("persons", 1.25),
    "cadre_executions_per_year": ("persons", 1.5),
}
WHOLE = {"cadres_purged_cumulative": ("persons", 1.5), "top_list_replaced": ("share of persons", 1.15)}
"""Series of synthetic targets, of each calendar year and of all years, with their units and tolerances."""

MOST_YEARS = 4
"""Calendar years of which synthetic targets tell, the last ones."""

DELAY = timedelta(days=31)
"""From the end of a period until its figure is published."""


def targets_of(base: Scenario, evidence: Evidence) -> tuple[Target, ...]:
    """The targets of a country, or some for one that has none; the values of the latter are still to be found."""
    found = tuple(fitted_of(evidence))
    if found:
        return found
    years = list(range(-(-base.start // 12), (base.end + 1) // 12))[-MOST_YEARS:]
    if not years:
        raise UsageError(f"{base.name!r} has no whole calendar year: evidence cannot be made of it.")
    spans = [(name, date(year, 1, 1), date(year, 12, 31), *said) for name, said in YEARLY.items() for year in years]
    spans += [(name, date(years[0], 1, 1), date(years[-1], 12, 31), *said) for name, said in WHOLE.items()]
    return tuple(
        Target(
            Figure(name, start, end, 1.0, 1.0, 1.0, unit, "a simulated run", "", "", end + DELAY, 5, ""),
            FIT, "", "made from a run", tolerance,
        )
        for name, start, end, unit, tolerance in spans
    )  # fmt: skip


def known_set(file: str | Path, names: Sequence[str]) -> dict[str, float]:
    """The one parameter set of a file, from which the record of a country was made, with values of all `names`.

    Raises UsageError for another number of sets, for one that leaves some out, and as `read_sets`.
    """
    found, said = read_sets(file), printable(str(file))
    if len(found) != 1:
        raise UsageError(
            f"{said} holds {len(found)} parameter sets; a record was made from one, which has to be alone."
        )
    if missing := [name for name in names if name not in found[0]]:
        raise UsageError(
            f"{said} says nothing of {numbered(len(missing), 'parameter')} that are varied, such as {missing[0]}: the "
            "set from which a record was made has a value of each."
        )
    return {name: found[0][name] for name in names}


def experiment_of(base: Scenario, known: Mapping[str, float], targets: Sequence[Target]) -> Experiment:
    """The one run that stands for the country, under a known set."""
    points, varied, measured = np.array([list(known.values())]), tuple(map(Varied, known)), TargetValues(tuple(targets))
    return Experiment(base, varied, points, 1, "the set that stands for the truth", measured, own_chances=True)


def told(results: ExperimentResults, targets: Sequence[Target], rules: Rules, number: int) -> tuple[Target, ...]:
    """The targets with what would have been published of that run; those of which it has no counterpart are left out.

    Raises UsageError where the regime falls in it, or nothing of it would be published.
    """
    found = values_of(results, targets)[:, 0]
    measures = tuple(Measure(one, rules, 1 / results.experiment.base.size) for one in targets)
    drawn = records(measures, found, np.random.default_rng([number]))[0]
    kept = []
    for one, measure, scaled in zip(targets, measures, drawn.tolist(), strict=True):
        if np.isfinite(scaled):
            value = float(f"{float(measure.back(np.array(scaled))):.6g}")
            kept.append(replace(one, figure=replace(one.figure, value=value, low=value, high=value)))
    if not kept or results.values("regime_falls")[0, 0] > 0:
        raise UsageError(f"Under the set {number} nothing would be published, or the regime falls: choose another one.")
    return tuple(kept)
