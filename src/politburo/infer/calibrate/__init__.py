"""Calibration: which parameter sets the published record supports, in four stages, with gates.

Screening finds the active parameters, history matching what of their space the record does not rule out, networks and
regression ABC draw from what is left given the record, and gates decide whether these draws are called a posterior.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Unpack

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from politburo.ask.claims.robustness import drawn
from politburo.ask.evidence import a_day
from politburo.ask.experiment import Changes, base_of
from politburo.ask.fit.targets import check_targets, fitted_of
from politburo.ask.sensitivity.design import Design
from politburo.ask.survey import SCALE, UNTIL, parameters_of
from politburo.ask.survey.implausibility import Measure
from politburo.ask.survey.measured import TargetValues, values_of
from politburo.ask.survey.rules import Rules, hash_of, rules
from politburo.ask.survey.waves import Space
from politburo.country.figures import Target
from politburo.infer.calibrate import matching, networks, observation, screening
from politburo.infer.calibrate import truth as synthetic_evidence
from politburo.infer.calibrate.answer import Calibration, Posterior
from politburo.infer.calibrate.checks import Checked, as_far, gates
from politburo.infer.calibrate.effort import FULL, SHORT, Effort
from politburo.infer.calibrate.folder import Folder
from politburo.infer.calibrate.gates import hash_of_gates, limits
from politburo.infer.calibrate.matching import Matching, points_of
from politburo.infer.calibrate.regression import regression, scaling_of
from politburo.run.engines import Engine, OnProgress, part_of
from politburo.run.experiment import Experiment, ExperimentResults, Varied, execute, months_left
from politburo.run.folder.sealed import checksum
from politburo.run.optional import check
from politburo.run.plan import file_name
from politburo.scenario import Scenario
from politburo.scenario.months import calendar_month, month_name, month_number
from politburo.terms.errors import UsageError

Values = NDArray[np.float64]

DRAWN = 64
"""Draws of each network given a held-out record, by which ranks are taken."""

STAGES = {"training": 90, "written": 91}
"""Numbers of stages from which points are drawn, beside those of waves."""


def calibrate(
    scenario: str | Path | Scenario,
    *,
    short: bool = False,
    as_of: str | None = None,
    synthetic: int | None = None,
    truth: str | Path | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    households: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Calibration:
    """Calibrate the parameters of a scenario to the record that comes with its country, and check whether it worked.

    Four stages: screening, history matching, a posterior by networks and by regression ABC, and gates (see
    docs/calibration.md). Runs are of a part of the country (`scale`, by default 0.03) to the month `until` (by default
    the end of 2015). With `as_of` only targets that were public on that day count. With `synthetic` the evidence is
    made from the known set of that number, drawn from the ranges, so that it can be seen whether it is recovered; with
    `truth`, a file with one set, the record that comes with the country was made from that set. `short` spends a
    small part of everything.

    The folder `out` keeps all runs and networks, so that a calibration that was stopped goes on. Raises UsageError for
    a country without targets, MissingLibraryError without the extra `infer`, StoreError as `run` does.
    """
    planned = plan(
        scenario, short=short, as_of=as_of, synthetic=synthetic, truth=truth, seed=seed, until=until, scale=scale,
        households=households, out=out,
    )  # fmt: skip
    return planned.execute(engine, progress)


def plan(
    scenario: str | Path | Scenario,
    *,
    short: bool = False,
    as_of: str | None = None,
    synthetic: int | None = None,
    truth: str | Path | None = None,
    out: str | Path | None = None,
    effort: Effort | None = None,
    **changes: Unpack[Changes],
) -> CalibrationPlan:
    """What `calibrate` does with the same arguments, or with an `effort` of one's own. Raises as it does."""
    if changes.get("scale") is None:
        changes["scale"] = SCALE
    base, day = base_of(scenario, **changes), None if as_of is None else a_day(as_of)
    last = UNTIL if day is None else month_name(calendar_month(day))
    if changes.get("until") is None and base.end > month_number(last) >= base.start:
        base = base_of(base, until=last)
    evidence = base.evidence if day is None else base.evidence.as_of(day)
    if truth is not None and synthetic is not None:
        raise UsageError("The evidence is either made (--synthetic) or that of the country, of a known set (--truth).")
    if synthetic is None:
        check_targets(base.evidence, base.plan.name)
        targets = tuple(fitted_of(evidence))
        if not targets:
            raise UsageError(f"On {as_of} none of the targets of {base.plan.name!r} was public.")
    else:
        targets = synthetic_evidence.targets_of(base, evidence)
    planned = CalibrationPlan(
        base, targets, rules(), effort or (SHORT if short else FULL), None if out is None else Path(out), day, synthetic
    )
    return planned if truth is None else replace(planned, truth=synthetic_evidence.known_set(truth, planned.names))


@dataclass(frozen=True, eq=False)
class CalibrationPlan:
    """A calibration that can be made: the scenario, the targets, the rules, and how much is spent."""

    base: Scenario
    targets: tuple[Target, ...]
    rules: Rules
    effort: Effort
    out: Path | None = None
    as_of: date | None = None
    synthetic: int | None = None
    truth: Mapping[str, float] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All parameters that are varied."""
        return parameters_of(self.base)

    @property
    def space(self) -> Space:
        """Their ranges."""
        return Space(*self.rules.ends(self.names))

    @property
    def digests(self) -> dict[str, str]:
        """Hashes of what is asked besides the scenario, by name."""
        return {
            "targets": checksum([hash_of(self.rules, self.targets, self.names), self.synthetic]),
            "gates": hash_of_gates(),
            "effort": checksum(asdict(self.effort)),
        }

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        if self.out is not None:
            return self.out
        named = checksum([self.base.digest(), self.digests])[:10]
        return Path("runs") / f"{file_name(self.base)}-calibration-{named}"

    @property
    def screening(self) -> Design:
        """The trajectories of stage 1. Raises MissingLibraryError without SALib."""
        return screening.design_of(self.base, self.rules, self.effort)

    @property
    def runs(self) -> int:
        """Runs in all, at most."""
        own = self.effort
        return len(self.screening.points) + own.waves * own.points * own.replicates + own.training + own.predictive

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, at most, where nothing is there yet."""
        return {self.base.size: self.runs * (self.base.end - self.base.start + 1)}

    def check(self) -> None:
        """Raise MissingLibraryError now, and not after an hour, where a library is missing."""
        check(("SALib", "hetgpy", "jax", "keras", "bayesflow"), networks.EXTRA)

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> Calibration:
        """Do what is not kept yet, stage by stage. Raises as `calibrate` does."""
        if engine is not None and engine.shared:
            raise UsageError(
                "Stages follow from one another: no shards can do them, but threads, workers or a cluster."
            )
        self.check()
        with Folder(self.folder.absolute()).claimed(self.base, **self.digests):
            return _Work(self, engine, progress).done()


class _Work:
    """The work on a calibration, in order."""

    def __init__(self, plan: CalibrationPlan, engine: Engine | None, progress: OnProgress | None) -> None:
        self.plan, self.engine, self.progress = plan, engine, progress
        self.folder = Folder(plan.folder.absolute())
        self.whole, self.before = sum(plan.months.values()), 0
        self.targets = plan.targets

    def done(self) -> Calibration:
        """All stages."""
        plan, effort = self.plan, self.plan.effort
        known = self._truth()
        design = plan.screening
        results = self._run(screening.experiment_of(plan.base, design, self.targets), "screening")
        found = screening.screened(design, values_of(results, self.targets)[:, 0], self.measures, effort)
        matched = self._matched(found.active)
        places = matched.spread(effort.training, STAGES["training"])
        if not len(places):
            return self._answer(found, matched, None, {}, None, known)
        points = points_of(plan.space, found.active, places, 1, STAGES["training"])
        trained = self._run(self._experiment(points, "drawn from what history matching left"), "training")
        posterior = self._posterior(trained, found.active, matched.known_kept())
        passed = posterior is not None and posterior.passed
        written = self._written(found.active, matched, posterior if passed else None)
        part = dict(list(written.items())[: effort.predictive])
        predicted = self._run(self._experiment(np.array(list(part.values())), "sets that are written"), "predictive")
        return self._answer(found, matched, posterior, written, predicted, known)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The targets on their scales, for one run."""
        return tuple(Measure(one, self.plan.rules, 1 / self.plan.base.size) for one in self.targets)

    def _truth(self) -> Mapping[str, float] | None:
        """The set that the record was made from, where it is known; synthetic targets are found by it."""
        plan, number = self.plan, self.plan.synthetic
        if number is None:
            return plan.truth
        found = drawn(number)
        own = {name: found[name] for name in plan.names}
        experiment = synthetic_evidence.experiment_of(plan.base, own, plan.targets)
        results = execute(experiment, self.folder.folder / "truth", engine=self.engine)
        self.targets = synthetic_evidence.told(results, plan.targets, plan.rules, number)
        return own

    def _matched(self, active: Sequence[int]) -> Matching:
        """Stage 2: waves until as many were made as are asked for, or nothing is left, or nothing more is ruled out."""
        plan, effort = self.plan, self.plan.effort
        found, last = Matching(len(active), plan.rules, effort.candidates), 1.0
        for number in range(1, effort.waves + 1):
            places = found.spread(effort.points, number)
            if not len(places):
                break
            points = points_of(plan.space, active, places, effort.replicates, number)
            results = self._run(self._experiment(points, f"points of wave {number}"), f"wave-{number}")
            values = values_of(results, self.targets)[:, 0].reshape(len(places), effort.replicates, len(self.targets))
            wave = found.add(self.measures, places, values, effort)
            if number > 1 and wave.left > 0.9 * last:
                break
            last = wave.left
        return found

    def _posterior(
        self, results: ExperimentResults, active: Sequence[int], known: tuple[float, int]
    ) -> Posterior | None:
        """Stages 3 and 4: draws given the record by networks and by ABC, and the gates; None where too few runs ended.

        Runs in which the regime falls are left out, as it lasted. `known` says how many known truths stage 2 keeps.
        """
        plan, effort = self.plan, self.plan.effort
        values, fallen = values_of(results, self.targets)[:, 0], results.values("regime_falls")[:, 0]
        there = np.flatnonzero(fallen == 0)
        covered = np.flatnonzero((~np.isnan(values[there])).any(axis=0))
        measures = [self.measures[at] for at in covered.tolist()]
        chance = np.random.default_rng([matching.SEED, 3])
        aside = round(effort.held_out * len(there))
        if aside < 2 or not measures:
            return None
        scores = plan.space.scores(results.experiment.points[there])[:, list(active)]
        values = values[there][:, covered]
        middle, spread = scores.mean(axis=0), np.maximum(scores.std(axis=0), 1e-9)
        parameters = (scores - middle) / spread
        order = chance.permutation(len(there))
        held, kept = order[:aside], np.repeat(order[aside:], effort.records)
        told = observation.records(measures, values[kept], chance)
        scaling = scaling_of(told)
        features = scaling.features(told)
        held_out = scaling.features(observation.records(measures, values[held], chance))
        own = scaling.features(observation.published(measures)[None])
        nets = self._networks(parameters[kept], features, kept)
        nearest = regression(parameters[kept], features)
        learned = nets.summaries(np.vstack([features[:: effort.records], held_out, own]))
        learned = learned.transpose(1, 0, 2).reshape(learned.shape[1], -1)
        rows = len(features[:: effort.records])
        far = (
            as_far(learned[:rows], learned[rows:-1], learned[-1]),
            as_far(features, held_out, own[0]),
        )
        each = -(-effort.draws // effort.networks)
        checked = Checked(
            nets.draws(held_out, DRAWN), parameters[held], nets.draws(own, each)[:, 0],
            nearest.posterior(own[0], effort.accepted), far, known,
        )  # fmt: skip
        return Posterior(tuple(active), middle, spread, checked, gates(checked, limits()), parameters[kept], len(there))

    def _networks(self, parameters: Values, features: Values, runs: NDArray[np.int64]) -> networks.Networks:
        """The ensemble of networks: those that are kept, and the others trained."""
        effort = self.plan.effort
        steps = networks.steps_of(len(features), effort.epochs)
        shape = networks.Shape(features.shape[1], parameters.shape[1], effort.width, effort.depth, steps)
        data = checksum([asdict(shape), effort.epochs, _digest(parameters), _digest(features)])
        found = networks.Networks(shape, [])
        for number in range(effort.networks):
            weights = self.folder.network(number, data)
            if weights is None or not found.fits(weights):
                weights = networks.trained(shape, number, parameters, features, runs, effort.epochs)
                self.folder.keep_network(number, data, weights)
            found.weights.append(weights)
        return found

    def _written(self, active: Sequence[int], matched: Matching, posterior: Posterior | None) -> dict[int, list[float]]:
        """The sets that are given: draws of the posterior, or points that history matching left, by their numbers."""
        plan, effort = self.plan, self.plan.effort
        if posterior is None:
            places = matched.spread(effort.draws, STAGES["written"])
            points = points_of(plan.space, active, places, 1, STAGES["written"])
        else:
            chance = np.random.default_rng([matching.SEED, 4])
            scores = chance.standard_normal((effort.draws, len(plan.names)))
            own = posterior.draws[chance.permutation(len(posterior.draws))[: effort.draws]]
            scores[:, list(active)] = own
            points = plan.space.values(scores)
        return dict(enumerate(points.tolist()))

    def _experiment(self, points: Values, design: str) -> Experiment:
        """Points with values of all parameters, each with chances of its own."""
        varied, measured = tuple(map(Varied, self.plan.names)), TargetValues(self.targets)
        return Experiment(self.plan.base, varied, points, 1, design, measured, own_chances=True)

    def _run(self, experiment: Experiment, name: str) -> ExperimentResults:
        folder = self.folder.folder / name
        months = sum(months_left(experiment, folder).values())
        told = part_of(self.progress, self.before, months, self.whole)
        found = execute(experiment, folder, engine=self.engine, on_progress=told)
        self.before += experiment.months * len(experiment.points)
        return found

    def _answer(
        self, found: screening.Screened, matched: Matching, posterior: Posterior | None,
        written: Mapping[int, Sequence[float]], predicted: ExperimentResults | None, known: Mapping[str, float] | None,
    ) -> Calibration:  # fmt: skip
        plan, left = self.plan, True
        if self.progress is not None:
            self.progress(self.whole, self.whole)
        if known is not None:
            own = ndtr(plan.space.scores(np.array([list(known.values())])))[:, list(found.active)]
            left = bool(matched.left(own)[0])
        return Calibration(
            plan.base, self.targets, plan.rules, plan.effort, self.folder.folder, found, tuple(matched.waves),
            tuple(matched.conflicts()), posterior, dict(written), predicted, plan.as_of, plan.synthetic, known, left,
        )  # fmt: skip


def _digest(values: Values) -> str:
    """Hash (hex) of numbers as they are used."""
    import hashlib

    return hashlib.blake2b(np.ascontiguousarray(values, np.float32).tobytes(), digest_size=16).hexdigest()
