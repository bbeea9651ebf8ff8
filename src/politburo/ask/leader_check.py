"""Leaders held against the world: the hazard that each believes in, and the one that the world has.

A scenario is ruled by script, with purge intensity held at each of several values, and then market tolerance. The world
answers with its hazards: falls of the regime and attempts at it that were to be expected in a year. Beside them stands
what a logic of rule believes:

- strategic: the hazard that he minimises, on the reports that he would have got where both levers are held. It
  is his weights', without unit, so that its shape and its least can be compared and its height cannot;
- opportunist: the chance that a coup succeeds, by the means of the elite at each point, against the share of the
  expected attempts that are expected to succeed.

The other logics believe in no hazard. A leader who is wrong is a finding, and none of these numbers says that purges
are of use: they say what lowers or raises the hazard of removal in the model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Unpack

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Basis, Column, Row, Table
from politburo.answer.numbers import finite, plain
from politburo.ask.experiment import OTHERS_HELD, Changes, OfExperiment, base_of
from politburo.ask.intervals import ENDS, FEWEST, HIGH, LOW, Intervals
from politburo.leader import Briefing
from politburo.leader.opportunist import chance_of_a_coup
from politburo.leader.strategic import believed_hazard
from politburo.run.experiment import Experiment, Varied, default_folder, execute, months_left
from politburo.run.scale import sample
from politburo.scenario import Scenario, month_name
from politburo.scenario.document import document_of
from politburo.scenario.scenario import resolve
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.levers import Levers

if TYPE_CHECKING:
    from politburo.run.engines import Engine, OnProgress

PURGES, MARKETS = "purge_intensity", "market_tolerance"
STEPS = {PURGES: (0.0, 0.03, 0.06, 0.12, 0.25, 0.5, 0.75, 1.0), MARKETS: (0.0, 0.25, 0.5, 0.75, 1.0)}
HELD = {PURGES: 0.06, MARKETS: 0.5}
"""Where either is held while the other goes over its steps."""

RUNS = 8
"""Runs at each point, where nothing else is said."""

FALLS, ATTEMPTS = "fall_hazard_a_year", "attempt_hazard_a_year"
RESAMPLES = 400
FINE = 201
"""Points of a curve of which only the formula is asked."""


def leader_check(
    scenario: str | Path | Scenario,
    *,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    households: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LeaderCheck:
    """Hold purge intensity and market tolerance at several values, and return the hazards of the world and of beliefs.

    `runs` (by default 8), `seed`, `until`, `scale`, `households` take the place of what the scenario says; `out` is the
    folder, by default one under `runs/`: what is there is not done again. `engine` says where it is done, by default
    `Threads()`; `progress(done, total)` is called with the months. Raises as `politburo.sweep`.
    """
    planned = plan(scenario, runs=runs, seed=seed, until=until, scale=scale, households=households, out=out)
    return planned.execute(engine, progress)


@dataclass(frozen=True, eq=False)
class CheckPlan:
    """A check that can be made; `out` is the folder (None: the usual one)."""

    experiment: Experiment
    out: Path | None = None

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        return self.out or default_folder(self.experiment)

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, of what is not kept yet."""
        return months_left(self.experiment, self.folder)

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> LeaderCheck:
        """Do what is not kept yet. Raises as `politburo.run.experiment.execute` does."""
        return LeaderCheck(execute(self.experiment, self.folder, engine=engine, on_progress=progress))


def plan(
    scenario: str | Path | Scenario,
    *,
    runs: int | None = None,
    out: str | Path | None = None,
    **changes: Unpack[Changes],
) -> CheckPlan:
    """What `leader_check` does with the same arguments. Raises ScenarioError."""
    base = base_of(scenario, **changes)
    scripted = resolve(document_of(base).changed({"leader": {"logic": "scripted"}}))
    points = [(q, HELD[MARKETS]) for q in STEPS[PURGES]]
    points += [(HELD[PURGES], m) for m in STEPS[MARKETS] if m != HELD[MARKETS]]
    design = "purge intensity, then market tolerance, over their ranges"
    experiment = Experiment(scripted, (Varied(PURGES), Varied(MARKETS)), np.array(points), runs or RUNS, design)
    return CheckPlan(experiment, None if out is None else Path(out))


@dataclass(frozen=True, slots=True)
class Least:
    """Where a hazard is least over a lever: as the strategic leader believes, and in the simulation with its interval.

    In the world NaN where there is no hazard at all.
    """

    lever: str
    believed: float
    world: float
    low: float
    high: float

    @property
    def is_right(self) -> bool:
        """Whether the world's interval holds what he believes."""
        return self.low <= self.believed <= self.high


@dataclass(frozen=True, eq=False, repr=False)
class LeaderCheck(OfExperiment):
    """What leaders believe of the hazard of losing power, held against the world's."""

    question: ClassVar[str] = "leader_check"

    @property
    def title(self) -> str:
        """The scenario in which leaders are checked."""
        return f"What leaders believe and what is · {' '.join(self.base.title.split())}"

    @property
    def about(self) -> tuple[str, ...]:
        """Names of the outcomes that are shown."""
        return FALLS.removesuffix("_a_year"), ATTEMPTS.removesuffix("_a_year")

    def places(self, lever: str) -> NDArray[np.int64]:
        """The points along a lever, in the order of its values."""
        points = self.results.experiment.points
        at, other = (0, 1) if lever == PURGES else (1, 0)
        held = HELD[MARKETS if lever == PURGES else PURGES]
        found = np.flatnonzero(points[:, other] == held)
        return found[np.argsort(points[found, at], kind="stable")]

    def world(self, outcome: str, lever: str) -> Intervals:
        """Mean of an outcome over the runs at each point along a lever, with its interval over runs drawn again.

        So no interval of a hazard reaches below zero.
        """
        values = self.results.values(outcome)[self.places(lever)]
        low, high = np.nanquantile(_drawn_again(values), (LOW, HIGH), axis=1)
        runs = (~np.isnan(values)).sum(axis=1)
        few = runs < FEWEST
        return Intervals(np.nanmean(values, axis=1), np.where(few, np.nan, low), np.where(few, np.nan, high), runs)

    @cached_property
    def levers(self) -> Levers:
        """What the world does in the mean over the months."""
        months = self.base.levers
        return Levers(**{one.name: float(np.mean([getattr(m, one.name) for m in months])) for one in fields(Levers)})

    def briefing(self, place: int) -> Briefing:
        """What would have been reported at a point, in the mean over its runs and months."""

        def told(name: str) -> float:
            return float(np.nanmean(self.results.values(name)[place]))

        return Briefing(
            elite_threat=told("reported_threat"), elite_fear=told("senior_fear"),
            elite_capability=told("elite_means"), predecessor_share=told("predecessor_share"),
            public_grievance=told("grievance"), competence=0.0, consolidation=told("consolidation"),
            purge_intensity=told(PURGES),
        )  # fmt: skip

    @cached_property
    def held(self) -> Briefing:
        """What would have been reported where both levers are held."""
        points = self.results.experiment.points
        both = (points[:, 0] == HELD[PURGES]) & (points[:, 1] == HELD[MARKETS])
        return self.briefing(int(np.flatnonzero(both)[0]))

    def believed(self, lever: str, value: float) -> float:
        """The hazard that the strategic leader believes in where a lever has a value and the other is held."""
        policy = HELD | {lever: value}
        assurance = self.levers.assurance
        return believed_hazard(policy[PURGES], policy[MARKETS], self.held, self.levers, assurance, self.base.parameters)

    def believed_success(self, place: int) -> float:
        """The chance that a coup succeeds, as the opportunist believes at a point."""
        return chance_of_a_coup(self.briefing(place), self.levers.assurance, self.base.parameters)

    def success(self, place: int) -> float:
        """The share of the expected attempts at a point that are expected to succeed; NaN where none is expected."""
        falls, attempts = (np.nansum(self.results.values(name)[place]) for name in (FALLS, ATTEMPTS))
        return float(falls / attempts) if attempts > 0 else float("nan")

    def least(self, lever: str) -> Least:
        """Where the hazard is least over a lever.

        The world's is among the points; its interval is over runs drawn again, the same at all points, and reaches to
        the points beside the outermost of them, between which the least may lie.
        """
        column = 0 if lever == PURGES else 1
        steps = self.results.experiment.points[self.places(lever), column]
        falls = self.results.values(FALLS)[self.places(lever)]
        falls = falls[:, ~np.isnan(falls).any(axis=0)]
        fine = np.linspace(0.0, 1.0, FINE)
        believed = float(fine[int(np.argmin([self.believed(lever, float(value)) for value in fine]))])
        if not falls.size or not falls.any():
            return Least(lever, believed, float("nan"), float("nan"), float("nan"))
        places = np.argmin(_drawn_again(falls), axis=0)
        low, high = np.quantile(places, (LOW, HIGH), method="nearest")
        beside = steps[max(int(low) - 1, 0)], steps[min(int(high) + 1, len(steps) - 1)]
        return Least(lever, believed, float(steps[int(np.argmin(falls.mean(axis=1)))]), *map(float, beside))

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return self._hazards(), self._minima()

    def _hazards(self) -> Table:
        columns = (
            Column("lever", meaning="what is held by script", format="name"),
            Column("value", meaning="at which it is held", format="number"),
            Column("falls", "per year", "falls of the regime to be expected", "number", interval=("low", "high")),
            *ENDS,
            Column("attempts", "per year", "attempts to be expected", "number", interval=("fewest", "most")),
            Column("fewest", meaning="lower end of the interval of attempts", format="number", shown=False),
            Column("most", meaning="upper end of the interval of attempts", format="number", shown=False),
            Column("strategic", "his weights", "hazard that the strategic leader believes in", "number"),
            Column("success", "share", "of the expected attempts, those expected to succeed", "number"),
            Column("opportunist", "share", "chance of success that the opportunist believes in", "number"),
        )
        rows: list[Row] = []
        for at, lever in enumerate((PURGES, MARKETS)):
            falls, attempts = self.world(FALLS, lever), self.world(ATTEMPTS, lever)
            for row, place in enumerate(self.places(lever)):
                value = float(self.results.experiment.points[place, at])
                world = [float(one[row]) for one in (falls.mean, falls.low, falls.high)]
                tried = [float(one[row]) for one in (attempts.mean, attempts.low, attempts.high)]
                success = self.success(int(place))
                rows.append(
                    (
                        lever,
                        value,
                        *world,
                        *tried,
                        self.believed(lever, value),
                        finite(success),
                        self.believed_success(int(place)),
                    )
                )
        title = "Hazards of losing power, in the simulation and as leaders believe"
        note = (
            f"While one lever goes over its values, purge intensity is {HELD[PURGES]:g} a year, market tolerance "
            f"{HELD[MARKETS]:g}. The strategic leader's hazard has no unit."
        )
        return Table("hazards", title, columns, rows, note, self._basis, ("lever", "value"))

    @property
    def _basis(self) -> Basis | None:
        return Basis(f"{self.results.runs} runs drawn again", OTHERS_HELD) if self.results.runs > 1 else None

    def _minima(self) -> Table:
        columns = (
            Column("lever", meaning="what is held by script", format="name"),
            Column("believed", meaning="where the strategic leader's hazard is least", format="number"),
            Column("world", "", "where the world's is", "number", interval=("low", "high")),
            *ENDS,
        )
        rows = [(one.lever, one.believed, one.world, one.low, one.high) for one in map(self.least, (PURGES, MARKETS))]
        note = "The world's least is one of the values above; its interval reaches to the values beside it."
        return Table(
            "minima", "Where the hazard of losing power is least", columns, rows, note, self._basis, ("lever",)
        )

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        base = self.base
        opening = (
            f"{len(self.results.experiment.points)} points with {self.results.runs} simulated runs each of "
            f"{' '.join(base.title.split())} ruled by script, {month_name(base.start)} to {month_name(base.end)}. "
            f"{sample(base)}"
        ).rstrip()
        others = [name for name in LEADER_NAMES if name not in ("strategic", "opportunist")]
        nobody = f"Those who believe in no hazard, and cannot be wrong about it: {', '.join(others).replace('_', ' ')}."
        found = [_of_least(self.least(lever)) for lever in (PURGES, MARKETS)]
        return opening, *found, self._of_success(), nobody

    def _of_success(self) -> str:
        places = [int(place) for place in self.places(PURGES)]
        there = [place for place in places if self.success(place) == self.success(place)]
        if not there:
            return "The opportunist looks at the chance that a coup succeeds; no attempt is to be expected anywhere."
        believed = [self.believed_success(place) for place in there]
        world = [self.success(place) for place in there]
        return (
            f"The opportunist believes that a coup succeeds with {plain(min(believed))} to {plain(max(believed))} over "
            f"these purge intensities; of the attempts to be expected, {plain(min(world))} to {plain(max(world))} "
            "would succeed."
        )


def _drawn_again(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means (p, RESAMPLES) of values (p, runs) over runs drawn again, with the same runs at every point."""
    drawn = np.random.default_rng(1).integers(0, values.shape[1], (RESAMPLES, values.shape[1]))
    return np.nanmean(values[:, drawn], axis=2)


def _of_least(found: Least) -> str:
    name = found.lever.replace("_", " ")
    believes = f"Over {name}, the strategic leader believes that he is safest at {plain(found.believed)}"
    if found.world != found.world:
        return f"{believes}; in the simulation nothing threatens him at any value: his fear has no object."
    interval = f" ({plain(found.low)} to {plain(found.high)})"
    verdict = "which agrees" if found.is_right else "so that he is wrong, in the model"
    safest = f"the fewest falls are to be expected at {plain(found.world)}{interval}"
    return f"{believes}; in the simulation {safest}, {verdict}."
