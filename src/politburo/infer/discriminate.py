"""What an analyst should watch for: which observation in the coming months would tell rival theories apart best.

theories ─► runs to some months after a day ─► what outsiders would count in them ─► information about the theory
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from politburo.ask.evidence import a_day
from politburo.ask.experiment import Changes, base_of
from politburo.ask.fit.targets import fitted_of
from politburo.ask.survey import UNTIL
from politburo.ask.survey.measured import name_of
from politburo.infer.bank import Bank, CasesPlan, cases_of, drawn_for
from politburo.infer.bounds import MONTHS_AHEAD
from politburo.infer.discrimination import Discrimination
from politburo.infer.forecast import covered, last_day
from politburo.infer.levers import carried_on
from politburo.infer.nowcast import last_whole_month
from politburo.infer.particles import seed_of
from politburo.infer.theory import Theory, theories_of
from politburo.infer.watched import Watched
from politburo.run.engines import Engine, OnProgress
from politburo.run.experiment import Experiment, Varied, open_experiment
from politburo.scenario import Scenario, month_name
from politburo.scenario.months import month_number
from politburo.terms.bounds import REPEATED_RUNS, SETS
from politburo.terms.checks import printable
from politburo.terms.errors import UsageError

SETS_ASKED, RUNS, SCALE, WITHIN = 40, 2, 0.03, 6
"""Sets of each theory, runs of each set, scale and months ahead, where nobody says them."""

Values = NDArray[np.float64]


def discriminate(
    scenario: str | Path | Scenario,
    *,
    within: int | None = None,
    theories: str | Path | None = None,
    as_of: str | None = None,
    only: Sequence[str] = (),
    sets: int | None = None,
    runs: int | None = None,
    seed: int | None = None,
    scale: float | None = None,
    households: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Discrimination:
    """Say which observation in the `within` months (by default 6) after a day would tell rival theories apart best.

    The day, `as_of`, is by default the end of 2015, or so early that the months lie within the scenario. `theories` is
    the folder of `politburo.theories`: its sets weigh by how near they come to what was known, and those that weigh
    most are run; without it the first `sets` sets (by default 40) drawn from the declared ranges weigh alike. Each is
    run `runs` times (by default 2) at `scale` (by default 0.03) under each theory, with nothing in the scenario that
    was not known on the day. Theories are as likely as one another beforehand; that the regime stands is known.

    The folder `out` keeps the runs. Raises UsageError for a day that the scenario does not cover and for a folder that
    holds no theories, ScenarioError and StoreError as `run` does.
    """
    planned = plan(
        scenario, within=within, theories=theories, as_of=as_of, only=only, sets=sets, runs=runs, seed=seed,
        scale=scale, households=households, out=out,
    )  # fmt: skip
    return planned.execute(engine, progress)


@dataclass(frozen=True, eq=False)
class DiscriminatePlan(CasesPlan):
    """What has to be run: each theory with its experiment and folder, what its sets weigh, and what is watched."""

    weights: Values
    watched: Watched
    folder: Path
    source: str

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> Discrimination:
        """Do the runs that are not kept yet, and compare. Raises as `politburo.discriminate` does."""
        theories, done = tuple(case.theory for case in self.cases), tuple(self.run(engine, progress))
        return Discrimination(self.base, theories, done, self.weights, self.watched, self.folder, self.source)


def plan(
    scenario: str | Path | Scenario,
    *,
    within: int | None = None,
    theories: str | Path | None = None,
    as_of: str | None = None,
    only: Sequence[str] = (),
    sets: int | None = None,
    runs: int | None = None,
    out: str | Path | None = None,
    **changes: Unpack[Changes],
) -> DiscriminatePlan:
    """What `discriminate` does with the same arguments. Raises as it does."""
    ahead, count = MONTHS_AHEAD.checked(WITHIN if within is None else within), SETS_ASKED if sets is None else sets
    SETS.checked(count)
    if changes.get("scale") is None:
        changes["scale"] = SCALE
    base = base_of(scenario, **changes)
    day_month = _day(base, as_of, ahead)
    day, base = last_day(day_month), base_of(base, until=month_name(day_month + ahead))
    found = theories_of(base, tuple(only))
    if len(found) < 2:
        raise UsageError(f"There is nothing to tell apart in {base.name!r}: fewer than two theories differ there.")
    watched = Watched(day_month + 1, day_month + ahead)
    if theories is None:
        names, drawn = drawn_for(found.values(), count)
        points, weights, source = np.array(drawn), np.ones((len(found), count)), "drawn, all alike"
    else:
        found, names, points, weights = _of_folder(Path(theories), found, base, day, count)
        source = printable(str(Path(theories).name))
    each = REPEATED_RUNS.checked(RUNS if runs is None else runs)
    experiments = {
        theory: Experiment(
            # each theory by chances of its own: what the same chance makes alike would be taken for agreement
            replace(carried_on(one, day), seed=seed_of(one.seed, place)), tuple(map(Varied, names)), points, each,
            "sets of theories", watched, own_chances=True,
        )
        for place, (theory, one) in enumerate(found.items())
    }  # fmt: skip
    folder, cases = cases_of("discriminate", base, experiments, out)
    return DiscriminatePlan(base, cases, weights, watched, folder, source)


def _day(base: Scenario, as_of: str | None, ahead: int) -> int:
    """The last month that is known."""
    if as_of is not None:
        month = last_whole_month(a_day(as_of))
    else:
        month = min(base.end - ahead, month_number(UNTIL) if base.start <= month_number(UNTIL) else base.end)
    if not base.start <= month <= base.end - ahead:
        raise UsageError(
            f"{ahead} months after {month_name(month)} do not lie within the scenario {printable(base.name)}, "
            f"{month_name(base.start)} to {month_name(base.end)}."
        )
    return month


def _of_folder(
    folder: Path, found: dict[Theory, Scenario], base: Scenario, day: date, count: int
) -> tuple[dict[Theory, Scenario], tuple[str, ...], Values, Values]:
    """The theories that a folder holds, names and values of the sets that weigh most, and weights (theory, set)."""
    there = {theory: one for theory, one in found.items() if (folder / theory.slug).is_dir()}
    if len(there) < 2:
        raise UsageError(
            f"{printable(str(folder))} holds fewer than two theories of {base.name!r}: `politburo theories` makes "
            "such a folder."
        )
    targets, weights, names, points = tuple(fitted_of(base.evidence)), [], (), np.empty(0)
    for place, theory in enumerate(there):
        results = open_experiment(folder / theory.slug)
        experiment = results.experiment
        if not place:
            names, points = experiment.names, experiment.points
        elif experiment.names != names or not np.array_equal(experiment.points, points):
            raise UsageError(
                f"{printable(str(folder))} holds other sets of {theory.name!r} than of the theories before."
            )
        own = covered(targets, experiment.base)
        if experiment.base.plan.name != base.plan.name or not {*map(name_of, own)} <= {*results.outcomes.columns}:
            raise UsageError(
                f"{printable(str(folder))} was held against another record than that of {base.plan.name!r}: name a "
                "folder of theories that were held against it, or none."
            )
        weights.append(Bank(theory, results, base.evidence, own).weights(day))
    told = np.array(weights)
    chosen = np.sort(np.argsort(-told.mean(axis=0), kind="stable")[:count])
    return there, names, points[chosen], told[:, chosen]
