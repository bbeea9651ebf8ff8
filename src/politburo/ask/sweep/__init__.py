"""Sweeps: a scenario with one or two levers or parameters varied, at which points, and how its outcomes go along.

One can be written down in a TOML file, and some come with politburo:

    title = "The leader's map"
    scenario = "north-korea"         # a name, or a file beside this one
    until = "2015-12"                # these four take the place of what the scenario says
    runs = 8
    seed = 1
    scale = 0.01
    outcomes = ["purge_intensity_at_end", "market_tolerance_at_end"]
    points = 64                      # spread evenly; without it a grid

    [over]
    "govern.elite_weight" = "0:5:13"
    "govern.public_weight" = "0:2:11"

    [[regions]]
    name = "stick"
    meaning = "terror, markets tight"
    where = { purge_intensity_at_end = { from = 0.1 }, market_tolerance_at_end = { below = 0.5 } }

Levers are held from the month `start`, where the file says one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from pydantic import Field, ValidationError

from politburo.ask.ensemble import Asked, under
from politburo.ask.experiment import Changes, base_of
from politburo.ask.factors import Factor, Over, check_factors, factors_of, grid, sampled
from politburo.ask.sweep.answer import OTHER, Region, Sweep
from politburo.run.experiment import Experiment, default_folder, execute, months_left
from politburo.run.outcomes import outcome
from politburo.scenario import Scenario, adapt, load
from politburo.scenario.reader import LIBRARY_NAMES, SUFFIX, parse_text, text_at
from politburo.scenario.value_types import Section
from politburo.terms.checks import printable, shown
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.run.engines import Engine, OnProgress
    from politburo.run.ensemble import Ensemble


def sweep(
    scenario: str | Path | Scenario,
    over: Mapping[str, Over] | Sequence[str | Factor] | None = None,
    *,
    start: str | None = None,
    outcomes: Sequence[str] = (),
    points: int | None = None,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    households: int | None = None,
    ensemble: Asked | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sweep:
    """Run a scenario at many values of one or two of its levers or parameters, and return how its outcomes go along.

    `over` says what is varied: `{"market": (0.1, 0.9)}`, `["market=0.1:0.9:5", "elite_weight"]` or factors; levers are
    held from the month `start` (`2014-01`) or throughout. Points are a grid; with `points`, that many spread evenly.
    Every point gets the same seed and run numbers and, with an `ensemble` of parameter sets as for `run`, run k has set
    k at each. `outcomes` are those that are shown, by name (`politburo outcomes`
    lists them); all are kept. In place of a scenario there can be a sweep that is written down: the name of one that
    comes with politburo (`leaders-map`) or a TOML file with a table `over`.

    `runs`, `seed`, `until`, `scale`, `households` take the place of what the scenario says; `out` is the folder, by
    default one under `runs/` named by what is asked: what is there is not done again, and points and runs can be added.
    `engine` says where it is done, by default `Threads()`; `progress(done, total)` is called with the months.

    Raises ScenarioError or UsageError for what cannot be varied or run; StoreError when the folder cannot be used;
    KeyboardInterrupt when it is stopped: the same call goes on from there. Failed runs are named by the sweep itself.
    """
    planned = plan(
        scenario, over, start=start, outcomes=outcomes, points=points, runs=runs, seed=seed, until=until, scale=scale,
        households=households, ensemble=ensemble, out=out,
    )  # fmt: skip
    return planned.execute(engine, progress)


SHOWN = ("fear", "private_loyalty", "purges_a_year", "flights_a_year", "departures_a_year", "regime_falls")
"""Outcomes that are shown unless others are asked for."""

STEPS = {1: 11, 2: 7}
"""Steps of a grid along each factor, by the number of factors, where nothing else is said."""

MOST_FACTORS = max(STEPS)


@dataclass(frozen=True, eq=False)
class SweepPlan:
    """A sweep that can be made; `points` are spread (None: a grid), `out` is the folder (None: the usual one)."""

    title: str
    base: Scenario
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...] = ()
    points: int | None = None
    regions: tuple[Region, ...] = ()
    out: Path | None = None
    ensemble: Ensemble | None = None

    @cached_property
    def experiment(self) -> Experiment:
        """The experiment to be executed."""
        varied = tuple(factor.varied for factor in self.factors)
        if self.points is None:
            chosen, design = grid(self.factors, STEPS[len(self.factors)]), "a grid"
        else:
            chosen, design = sampled(self.factors, self.points), "spread evenly: scrambled Sobol' sequence"
        return Experiment(self.base, varied, chosen, self.base.runs, design, ensemble=self.ensemble)

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        return self.out or default_folder(self.experiment)

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, of what is not kept yet."""
        return months_left(self.experiment, self.folder)

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> Sweep:
        """Do what is not kept yet. Raises as `politburo.run.experiment.execute` does."""
        results = execute(self.experiment, self.folder, engine=engine, on_progress=progress)
        return Sweep(results, self.title, self.factors, self.outcomes, self.points is None, self.regions)


def plan(
    scenario: str | Path | Scenario,
    over: Mapping[str, Over] | Sequence[str | Factor] | None = None,
    *,
    start: str | None = None,
    outcomes: Sequence[str] = (),
    points: int | None = None,
    runs: int | None = None,
    ensemble: Asked | None = None,
    out: str | Path | None = None,
    **changes: Unpack[Changes],
) -> SweepPlan:
    """What `politburo.sweep` does with the same arguments. Raises ScenarioError and UsageError."""
    written = None if isinstance(scenario, Scenario) else written_sweep(scenario)
    if written is None:
        if over is None:
            raise UsageError("Nothing is varied: say over what the sweep goes, such as 'market_tolerance=0.1:0.9'.")
        written = SweepPlan("", base_of(scenario), ())
    elif over is not None or start is not None:
        raise UsageError(
            f"{written.title!r} says itself what it goes over, and from when; sweep its scenario to go over others."
        )
    base, sets = under(ensemble, base_of(written.base, runs=runs, **changes))
    factors = written.factors if over is None else factors_of(over, start=start)
    if len(factors) > MOST_FACTORS:
        raise UsageError(
            f"A sweep goes over one or two levers or parameters, not {len(factors)}; "
            "ask for the sensitivity of outcomes to more of them."
        )
    check_factors(factors, base)
    shown = tuple(dict.fromkeys(outcomes or written.outcomes or SHOWN))
    for name in shown:
        outcome(name)
    count, folder = written.points if points is None else points, None if out is None else Path(out)
    return replace(written, base=base, factors=factors, outcomes=shown, points=count, out=folder, ensemble=sets)


LIBRARY = files("politburo.ask.sweep") / "library"

SWEEP_NAMES: tuple[str, ...] = tuple(
    sorted(entry.name.removesuffix(SUFFIX) for entry in LIBRARY.iterdir() if entry.name.endswith(SUFFIX))
)
"""Names of the sweeps that come with politburo."""


class Range(Section):
    """A range of an outcome: from a value on, below a value, or both."""

    low: float = Field(default=-math.inf, alias="from")
    high: float = Field(default=math.inf, alias="below")


class RegionSection(Section):
    """One of the [[regions]]."""

    name: str = Field(min_length=1, max_length=40)
    meaning: str = Field(max_length=200)
    where: dict[str, Range] = Field(min_length=1)


class Document(Section):
    """The whole file."""

    title: str = Field(min_length=1, max_length=200)
    scenario: str
    over: dict[str, str] = Field(min_length=1)
    start: str | None = None
    until: str | None = None
    runs: int | None = None
    seed: int | None = None
    scale: float | None = None
    households: int | None = None
    outcomes: list[str] = Field(default_factory=list)
    points: int | None = None
    regions: list[RegionSection] = Field(default_factory=list)


def written_sweep(name_or_path: str | Path) -> SweepPlan | None:
    """The sweep of that name, or in that file; None where it is no sweep, but maybe a scenario.

    Raises UsageError, naming the file and the key, for a sweep that cannot be used; ScenarioError for its scenario.
    """
    name = str(name_or_path)
    if name in SWEEP_NAMES:
        return _read((LIBRARY / f"{name}{SUFFIX}").read_text(encoding="utf-8"), f"{name}{SUFFIX}", None)
    if not name.endswith(SUFFIX):
        return None
    text = text_at(Path(name), name)
    return _read(text, name, Path(name).parent) if "over" in parse_text(text, name).data else None


def _read(text: str, source: str, folder: Path | None) -> SweepPlan:
    try:
        said = Document.model_validate(parse_text(text, source).data)
    except ValidationError as error:
        problems = [
            f"  {shown('.'.join(map(str, one['loc'])))}: {printable(one['msg'])[:200]}"
            for one in error.errors(include_url=False)
        ]
        lines = [f"{printable(source)} is no sweep that can be used:", *problems]
        raise UsageError("\n".join(lines)) from None
    try:
        factors = factors_of(said.over, start=said.start)
        for name in said.outcomes:
            outcome(name)
        regions = tuple(_region(section) for section in said.regions)
    except UsageError as error:
        raise UsageError(f"{printable(source)}: {error}") from None
    beside = folder is not None and said.scenario not in LIBRARY_NAMES and said.scenario.endswith(SUFFIX)
    base = load(folder / said.scenario if folder and beside else said.scenario)
    base = adapt(base, runs=said.runs, seed=said.seed, until=said.until, scale=said.scale, households=said.households)
    return SweepPlan(said.title, base, factors, tuple(said.outcomes), said.points, regions)


def _region(section: RegionSection) -> Region:
    if section.name == OTHER:
        raise UsageError(f"regions: {OTHER!r} is what belongs to no region; choose another name.")
    for name, range_ in section.where.items():
        outcome(name)
        if not range_.low < range_.high:
            raise UsageError(f"regions, {section.name!r}: the range of {name!r} is empty.")
    ranges = tuple((name, one.low, one.high) for name, one in section.where.items())
    return Region(section.name, section.meaning, ranges)
