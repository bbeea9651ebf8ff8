"""An analysis read from the experiments in its folder: nothing is simulated here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.ask.factors import Factor
from politburo.ask.sensitivity.answer import Sensitivity
from politburo.ask.sensitivity.design import Design
from politburo.ask.sensitivity.folder import CHANCE, Folder, beside, is_one
from politburo.ask.sensitivity.indices import Indexed, indexed
from politburo.ask.sensitivity.plan import SensitivityPlan
from politburo.ask.sensitivity.sample import AT_ONCE, OF_FALLS, Sample, scaled
from politburo.ask.sensitivity.screening import Screened, screened
from politburo.ask.sensitivity.tornado import Swing, end
from politburo.run.experiment import Experiment, ExperimentResults, Failure, Varied, base_alone, own_value
from politburo.terms.errors import StoreError, UsageError

Numbers = NDArray[np.float64]


def opened(path: Path, outcomes: Sequence[str] = (), *, failures: Sequence[Failure] = ()) -> Sensitivity:
    """The answer in a folder, about the outcomes asked first or about those named: all outcomes are kept of every run.

    Which factors were kept does not change with the outcomes. Raises StoreError where it is not finished or damaged;
    UsageError for an outcome that there is not.
    """
    folder = Folder(path.absolute())
    manifest = folder.manifest()
    if manifest.kept is None:
        raise StoreError(f"{folder.folder} is not finished: give the command that made it again.")
    plan = folder.plan(manifest, outcomes)
    factors = [plan.factor(name) for name in manifest.kept]
    return Sensitivity(
        folder.folder,
        plan,
        manifest.kept,
        screening_in(plan, folder) if plan.screens else {},
        indices_in(plan, folder, factors) if plan.indexes and factors else {},
        swings_in(plan, folder, factors),
        ended_share(plan, folder, factors),
        fingerprint(plan, folder, factors),
        tuple(failures),
    )


def read_instead(scenario: str | Path, outcomes: Sequence[str], options: Mapping[str, Any]) -> Sensitivity | None:
    """The answer in a folder, where `scenario` is one, else None; `options` are those of a plan.

    Raises UsageError where any of them is given: what is there is read as it is. Raises StoreError as `opened` does.
    """
    if not is_one(Path(scenario)):
        return None
    given = [name for name, value in options.items() if value and (name, value) != ("method", "both")]
    if given:
        raise UsageError(
            f"{scenario} holds an answer, which is read as it is, so that {', '.join(given)} would change nothing. "
            "To add to it, ask about the scenario again, with that folder as `out`."
        )
    return opened(Path(scenario), outcomes)


def same_chances(plan: SensitivityPlan, design: Design, what: str = "") -> Experiment:
    """The runs at all points of a design, with the same chances at each of them."""
    return Experiment(plan.base, _varied(design), design.points, plan.runs, what)


def redrawn_chances(plan: SensitivityPlan, design: Design, what: str = "") -> Experiment:
    """The runs at the first row of each block once more, with chance drawn anew."""
    return Experiment(plan.redrawn, _varied(design), design.points[design.redrawn], plan.runs, what)


def tornado_experiment(plan: SensitivityPlan, factor: Factor | None) -> Experiment:
    """The experiment with one factor at both ends of its range, or with nothing changed."""
    if factor is None:
        return base_alone(plan.base, plan.tornado_runs)
    ends = np.array([[factor.low], [factor.high]])
    return Experiment(plan.base, (factor.varied,), ends, plan.tornado_runs, "both ends")


def screening_in(plan: SensitivityPlan, folder: Folder) -> dict[str, Screened]:
    """What the screening says about each outcome of which enough is there. Raises StoreError."""
    design = _screening(plan, folder)
    samples = _samples(plan, design, folder.screening)
    found = {name: screened(design.places, one) for name, one in samples.items()}
    return {name: one for name, one in found.items() if one is not None}


def indices_in(plan: SensitivityPlan, folder: Folder, factors: Sequence[Factor]) -> dict[str, Indexed]:
    """What the indices of the kept factors say about each outcome of which enough is there. Raises StoreError."""
    samples = _samples(plan, _indices(folder, factors), folder.indices(factors))
    found = {name: indexed(one) for name, one in samples.items()}
    return {name: one for name, one in found.items() if one is not None}


def swings_in(plan: SensitivityPlan, folder: Folder, factors: Sequence[Factor]) -> dict[str, tuple[Swing, ...]]:
    """The swings of the kept factors for each outcome. Raises StoreError."""
    if not factors:
        return dict.fromkeys(plan.outcomes, ())
    base = ExperimentResults(folder.tornado(None), tornado_experiment(plan, None))
    ends = {one: ExperimentResults(folder.tornado(one), tornado_experiment(plan, one)) for one in factors}
    names = {one: plan.names[plan.factors.index(one)] for one in factors}
    found = {}
    for outcome in plan.outcomes:
        own = base.values(outcome)[0]
        found[outcome] = tuple(
            Swing(
                names[one],
                own_value(plan.base, one.name) if one.is_parameter else None,
                float(np.nanmean(own)) if not np.isnan(own).all() else float("nan"),
                end(one.low, own, results.values(outcome)[0]),
                end(one.high, own, results.values(outcome)[1]),
            )
            for one, results in ends.items()
        )
    return found


def ended_share(plan: SensitivityPlan, folder: Folder, factors: Sequence[Factor]) -> float:
    """Share of the runs of the last sample in which the regime fell before the scenario ended. Raises StoreError."""
    *_, (design, path) = _designs(plan, folder, factors)
    return float(_same(plan, design, path).ended_month.notna().mean())


def fingerprint(plan: SensitivityPlan, folder: Folder, factors: Sequence[Factor]) -> str:
    """Hash (hex) over the fingerprints of all runs that were asked for. Raises StoreError."""
    found = []
    for design, path in _designs(plan, folder, factors):
        found += [_same(plan, design, path), _redrawn(plan, design, path)]
    for one in (None, *factors) if factors else ():
        found.append(ExperimentResults(folder.tornado(one), tornado_experiment(plan, one)))
    said = " ".join(results.fingerprint for results in found)
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def _designs(plan: SensitivityPlan, folder: Folder, factors: Sequence[Factor]) -> Iterator[tuple[Design, Path]]:
    """The designs of a question, with the folders of their experiments."""
    if plan.screens:
        yield _screening(plan, folder), folder.screening
    if plan.indexes and factors:
        yield _indices(folder, factors), folder.indices(factors)


def _screening(plan: SensitivityPlan, folder: Folder) -> Design:
    return folder.design(folder.screening, plan.factors, len(plan.factors) + 1)


def _indices(folder: Folder, factors: Sequence[Factor]) -> Design:
    return folder.design(folder.indices(factors), factors, len(factors) + 3)


def _samples(plan: SensitivityPlan, design: Design, path: Path) -> dict[str, Sample]:
    """The values of each outcome on a design, on the scale on which they are analysed."""
    same, redrawn = _same(plan, design, path), _redrawn(plan, design, path)
    shape = design.blocks, design.block, plan.runs
    early = _falls_at_once(same)[design.point_of_row].reshape(shape[:2])
    never = np.zeros_like(early)
    return {
        name: Sample(
            scaled(name, same.values(name)[design.point_of_row].reshape(shape)),
            scaled(name, redrawn.values(name)),
            never if name in OF_FALLS else early,
        )
        for name in plan.outcomes
    }


def _falls_at_once(results: ExperimentResults) -> NDArray[np.bool_]:
    """At which points the regime falls at once in half of the runs or more, (p,)."""
    early = (results.values("regime_falls") > 0) & (results.values("months_lived") <= AT_ONCE)
    return np.asarray(early.mean(axis=1) >= 0.5)


def _same(plan: SensitivityPlan, design: Design, path: Path) -> ExperimentResults:
    return ExperimentResults(path, same_chances(plan, design))


def _redrawn(plan: SensitivityPlan, design: Design, path: Path) -> ExperimentResults:
    return ExperimentResults(beside(path, CHANCE), redrawn_chances(plan, design))


def _varied(design: Design) -> tuple[Varied, ...]:
    return tuple(one.varied for one in design.factors)
