"""A survey of the parameter space: what of it is left when it is held against the public record up to 2015."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.robustness import drawn
from politburo.ask.compare.across_priors import own_parameters
from politburo.ask.evidence import a_day
from politburo.ask.experiment import Changes, Parts, base_of
from politburo.ask.factors import OF_OUTSIDERS, all_parameters, at, place_of
from politburo.ask.fit.targets import check_targets, fitted_of
from politburo.ask.sets_file import read_sets
from politburo.ask.survey.answer import OF_A_FILE, Survey
from politburo.ask.survey.measured import TargetValues
from politburo.ask.survey.rules import Rules, rules
from politburo.ask.survey.waves import FEWEST, FURTHER, Search, Space, Told
from politburo.country.figures import Target
from politburo.run.engines import Engine, OnProgress, part_of
from politburo.run.experiment import (
    Experiment,
    ExperimentResults,
    Varied,
    default_folder,
    execute,
    months_left,
)
from politburo.scenario import Scenario
from politburo.scenario.months import calendar_month, month_name, month_number
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.bounds import SETS
from politburo.terms.errors import UsageError

SETS_ASKED, RUNS, SCALE, UNTIL, MOST = 256, 2, 0.03, "2015-12", 10_000
"""Sets, runs of each, scale, last month, and most sets that waves run, where nobody says them.

The last month only where the scenario goes on.
"""

TWO = 2
"""Runs of a set from which it is seen what chance makes of one."""


def survey(
    scenario: str | Path | Scenario,
    *,
    sets: int | None = None,
    among: str | Path | None = None,
    as_of: str | None = None,
    left: int | None = None,
    most: int | None = None,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    households: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Survey:
    """Run `sets` parameter sets from the declared ranges and say which of them the public record does not rule out.

    Sets are the first so many of those that `compare` and `claims` draw across priors (by default 256), those of what
    outsiders see among them; parameters that the scenario sets itself keep their values. Each is run `runs` times (by
    default 2) at `scale` (by default 0.03) to the month `until` (by default the end of 2015), and each run is reduced
    to the counterparts of the targets that come with the country. The rules are those of `rules.toml`; the answer shows
    a hash of them.

    Instead of being drawn, sets can be those of a file, `among`, such as the survivors of another survey: to see
    whether they are left with more runs, or at another scale.

    With `as_of` (`2012-12-31`) only targets that were public on that day count, and the last month is that of the day
    unless said; where sets that are left are written, they say so.

    Where plain draws leave few sets or none, the space can be searched in waves until `left` sets are left, or until
    `most` sets (by default 10,000) were run beside those drawn, or those of the file; see `waves`. There have to be at
    least 50 of these; each is run once, then those that are not ruled out several times more, and no shards can do it.

    The folder `out` keeps the runs, so that more sets can be added and a survey that was stopped goes on. Raises
    UsageError for a country without targets, ScenarioError and StoreError as `run` does.
    """
    planned = plan(
        scenario, sets=sets, among=among, as_of=as_of, left=left, most=most, runs=runs, seed=seed, until=until,
        scale=scale, households=households, out=out,
    )  # fmt: skip
    return planned.execute(engine, progress)


@dataclass(frozen=True, eq=False)
class SurveyPlan:
    """A survey that can be made: the bank, its folder, the targets and the rules."""

    experiment: Experiment
    folder: Path
    targets: tuple[Target, ...]
    rules: Rules
    left: int | None = None
    most: int = MOST
    as_of: date | None = None

    @property
    def twice(self) -> Experiment | None:
        """The first sets with a second run, where noise cannot be measured from the bank as each has a single one."""
        if self.experiment.runs >= TWO:
            return None
        return replace(self.experiment, points=self.experiment.points[: self.rules.noise_sets], runs=TWO)

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, of what is not kept yet, without those of waves, which nobody knows before."""
        found = months_left(self.experiment, self.folder)
        if self.twice is not None:
            first = replace(self.twice, runs=1)
            for scale, months in months_left(self.twice, self.folder).items():
                found[scale] += months - months_left(first, self.folder)[scale]
        return found

    @property
    def months_of_waves(self) -> dict[float, int]:
        """Months that waves simulate, at most, by scale, where a tenth of the sets is run further."""
        further = self.most // 10 * FURTHER[-1]
        months = 0 if self.left is None else self.experiment.months * (self.most + further)
        return {self.experiment.base.size: months}

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> Survey:
        """Do the runs that are not kept yet and judge the sets. Raises as `politburo.survey` does."""
        if self.left is not None and engine is not None and engine.shared:
            raise UsageError("Waves follow from one another: no shards can do them, but threads, workers or a cluster.")
        parts, twice = Parts(sum(self.months.values()), progress), None
        with parts.part(sum(months_left(self.experiment, self.folder).values())) as told:
            results = execute(self.experiment, self.folder, engine=engine, on_progress=told)
        if self.twice is not None:
            with parts.part(sum(months_left(self.twice, self.folder).values())) as told:
                twice = execute(self.twice, self.folder, engine=engine, on_progress=told)
        parts.settle()
        found = Survey(results, self.targets, self.rules, twice, as_of=self.as_of)
        return found if self.left is None else self._searched(found, self.left, engine, progress)

    def _searched(self, drawn: Survey, left: int, engine: Engine | None, progress: OnProgress | None) -> Survey:
        """The survey of the sets drawn with those that waves find, until so many are left."""
        asked, whole, done = self.experiment, sum(self.months_of_waves.values()), 0

        def results(points: NDArray[np.float64], runs: int) -> ExperimentResults:
            nonlocal done
            wanted = replace(asked, points=points, runs=runs)
            months = sum(months_left(wanted, self.folder).values())
            found = execute(wanted, self.folder, engine=engine, on_progress=part_of(progress, done, months, whole))
            done += months
            return found

        def first(points: NDArray[np.float64]) -> Told:
            found = drawn.held(results(points, 1))
            return found.values, found.judged.beyond

        def further(points: NDArray[np.float64], runs: int) -> Told:
            found = drawn.held(results(points, 1 + runs), after=1)
            return found.values, found.judged.beyond

        measures = drawn.measures_of(FURTHER[-1])
        search = Search(Space(*self.rules.ends(asked.names)), measures, drawn.chance(measures), first, further)
        search.run(asked.points, left, self.most)
        confirmed = None
        if len(search.left):
            points = replace(asked, points=search.left, runs=1 + FURTHER[-1])
            confirmed = ExperimentResults(self.folder, points)
        return replace(drawn, waves=tuple(search.waves), confirmed=confirmed, run=len(search.points))


def plan(
    scenario: str | Path | Scenario,
    *,
    sets: int | None = None,
    among: str | Path | None = None,
    as_of: str | None = None,
    left: int | None = None,
    most: int | None = None,
    runs: int | None = None,
    out: str | Path | None = None,
    **changes: Unpack[Changes],
) -> SurveyPlan:
    """What `politburo.survey` does with the same arguments. Raises as it does."""
    given = None if among is None else read_sets(among)
    if left is not None:
        check_search(left, len(given) if given is not None and sets is None else sets, runs)
    count = SETS.checked(sets if sets is not None else SETS_ASKED if given is None else len(given))
    if changes.get("scale") is None:
        changes["scale"] = SCALE
    base, day = base_of(scenario, **changes), None if as_of is None else a_day(as_of)
    last = UNTIL if day is None else month_name(calendar_month(day))
    if changes.get("until") is None and base.end > month_number(last) >= base.start:
        base = base_of(base, until=last)
    check_targets(base.evidence, base.plan.name)
    targets, own = tuple(fitted_of(base.evidence if day is None else base.evidence.as_of(day))), rules()
    if not targets:
        raise UsageError(f"On {as_of} none of the targets of {base.plan.name!r} was public.")
    each, measured = (RUNS if left is None else 1) if runs is None else runs, TargetValues(targets)
    if given is None:
        names, design = parameters_of(base), "drawn from the declared ranges"
        points = points_of(names, count)
    else:
        names, design = tuple(given[0]), OF_A_FILE
        points = [list(one.values()) for one in given[:count]]
    experiment = Experiment(base, tuple(map(Varied, names)), np.array(points), each, design, measured, own_chances=True)
    folder, most = default_folder(experiment) if out is None else Path(out), MOST if most is None else most
    return SurveyPlan(experiment, folder, targets, own, left, SETS.checked(most), day)


def check_search(left: int, sets: int | None, runs: int | None) -> None:
    """Raise UsageError where a space cannot be searched in waves."""
    SETS.checked(left)
    if runs not in (None, 1):
        raise UsageError(f"In a search in waves each set is run once, and further where it is left; runs is {runs}.")
    if sets is not None and sets < FEWEST:
        raise UsageError(f"Waves start from at least {FEWEST} sets; {sets} are too few.")


def parameters_of(scenario: Scenario) -> tuple[str, ...]:
    """Parameters that a survey varies: all that can matter in the scenario, or in what outsiders see of it.

    Those that the scenario sets itself are left as it has them.
    """
    own, active = set(own_parameters(scenario)), {one.name for one in all_parameters(scenario)}
    return tuple(
        name
        for name in PARAMETER_DECLARATIONS
        if name not in own and (name in active or name.startswith(f"{OF_OUTSIDERS}."))
    )


def points_of(names: Sequence[str], count: int) -> list[list[float]]:
    """The first so many sets of those that are drawn from the ranges of the rules, by these parameters."""
    own, sets = rules(), (drawn(number) for number in range(count))
    return [[_value(own, name, one[name]) for name in names] for one in sets]


def _value(own: Rules, name: str, value: float) -> float:
    """A value that was drawn from the declared range, at the same place of the range of the rules."""
    if name not in own.ranges:
        return value
    said = PARAMETER_DECLARATIONS[name]
    return float(at(*own.ranges[name], float(place_of(float(said.low), float(said.high), value))))
