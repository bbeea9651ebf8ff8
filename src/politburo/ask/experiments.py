"""What answers made of experiments share: where they come from, which runs failed, what their intervals leave out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from politburo.answer import Basis, Provenance
from politburo.run.experiment import ExperimentResults, Failure
from politburo.run.outcomes import caution
from politburo.scenario import month_name

OTHERS_HELD = "chance only: all other parameters are held at the scenario's values"
"""What an interval over runs at the points of an experiment leaves out."""


def provenance_of(results: ExperimentResults) -> Provenance:
    """Where an answer comes from that is made of an experiment."""
    experiment = results.experiment
    base, points, runs = experiment.base, len(experiment.points), experiment.runs
    return Provenance(
        base.name,
        base.scale,
        month_name(base.start),
        month_name(base.end),
        base.seed,
        runs,
        results.fingerprint,
        {"points": f"{points}, each with the same {f'{runs} runs' if runs > 1 else 'run'}"},
    )


def failed_runs(results: ExperimentResults) -> tuple[str, ...]:
    """Which runs are missing, and why the first of them failed."""
    missing, failures = results.missing, results.failures
    if not missing and not failures:
        return ()
    missing = missing or sum(len(failure.runs) for failure in failures)
    said = "1 run is missing" if missing == 1 else f"{missing} runs are missing"
    return (f"{said} everywhere below.{first_failure(failures)}",)


def too_rare(results: ExperimentResults, names: Sequence[str]) -> tuple[str, ...]:
    """Which outcomes are no estimates for the whole country at this scale, and why, in a sentence each."""
    scale = results.experiment.base.scale
    found = {name: caution(name, float(np.nanmean(results.values(name))), scale) for name in names}
    return tuple(f"{name.replace('_', ' ')}: {why}." for name, why in found.items() if why)


def first_failure(failures: Sequence[Failure]) -> str:
    """Why the first runs failed, as a further sentence; nothing where none has."""
    if not failures:
        return ""
    more = f" So did runs of {len(failures) - 1} more jobs." if len(failures) > 1 else ""
    return f" {failures[0].message}.{more}"


def over_pairs(pairs: int, what: str = "the same chance at both ends") -> Basis:
    """The basis of intervals of paired differences between points."""
    return Basis(f"{pairs} pair{'s' * (pairs != 1)} of runs with {what}", OTHERS_HELD)
