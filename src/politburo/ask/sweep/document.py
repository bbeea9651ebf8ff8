"""Sweeps that are written down: a TOML file that says all of one, and those that come with politburo.

    title = "The leader's map"
    scenario = "north-korea"         # a name, or a file beside this one
    until = "2015-12"                # these four take the place of what the scenario says
    runs = 8
    seed = 1
    scale = 0.01
    outcomes = ["purge_intensity_at_end", "market_tolerance_at_end"]
    points = 64                      # spread evenly; without it a grid

    [over]
    "govern.elite_weight" = "0:3:13"
    "govern.public_weight" = "0:2:11"

    [[regions]]
    name = "stick"
    meaning = "terror, markets tight"
    where = { purge_intensity_at_end = { from = 0.1 }, market_tolerance_at_end = { below = 0.5 } }

Levers are held from the month `start`, where the file says one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import Field, ValidationError

from politburo.ask.factors import Factor, factors_of
from politburo.run.outcomes import outcome
from politburo.scenario import Scenario, adapt, load
from politburo.scenario.checks import printable, shown
from politburo.scenario.files import LIBRARY_NAMES, SUFFIX, parse_text, text_at
from politburo.scenario.value_types import Section
from politburo.terms.errors import UsageError

OTHER = "other"
"""The region of points that belong to none."""

LIBRARY = files("politburo.ask.sweep") / "library"

SWEEP_NAMES: tuple[str, ...] = tuple(
    sorted(entry.name.removesuffix(SUFFIX) for entry in LIBRARY.iterdir() if entry.name.endswith(SUFFIX))
)
"""Names of the sweeps that come with politburo."""


@dataclass(frozen=True, slots=True)
class Region:
    """A kind of points: its name, what it means, and the range of each outcome that decides, [low, high)."""

    name: str
    meaning: str
    where: tuple[tuple[str, float, float], ...]

    def holds(self, values: Mapping[str, float]) -> bool:
        """Whether values of outcomes lie in all its ranges."""
        return all(low <= values[name] < high for name, low, high in self.where)

    def in_words(self) -> str:
        """Its ranges as people read them: `purge intensity at end below 0.1, …`."""
        return ", ".join(f"{name.replace('_', ' ')} {_range_in_words(low, high)}" for name, low, high in self.where)


@dataclass(frozen=True, eq=False)
class WrittenSweep:
    """What a file says: the scenario, changed as it says, and the rest of a sweep."""

    title: str
    base: Scenario
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...] = ()
    points: int | None = None
    regions: tuple[Region, ...] = ()


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
    outcomes: list[str] = Field(default_factory=list)
    points: int | None = None
    regions: list[RegionSection] = Field(default_factory=list)


def written_sweep(name_or_path: str | Path) -> WrittenSweep | None:
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


def _read(text: str, source: str, folder: Path | None) -> WrittenSweep:
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
    base = adapt(base, runs=said.runs, seed=said.seed, until=said.until, scale=said.scale)
    return WrittenSweep(said.title, base, factors, tuple(said.outcomes), said.points, regions)


def _region(section: RegionSection) -> Region:
    if section.name == OTHER:
        raise UsageError(f"regions: {OTHER!r} is what belongs to no region; choose another name.")
    for name, range_ in section.where.items():
        outcome(name)
        if not range_.low < range_.high:
            raise UsageError(f"regions, {section.name!r}: the range of {name!r} is empty.")
    ranges = tuple((name, one.low, one.high) for name, one in section.where.items())
    return Region(section.name, section.meaning, ranges)


def _range_in_words(low: float, high: float) -> str:
    if math.isinf(low):
        return f"below {high:g}"
    return f"of {low:g} or more" if math.isinf(high) else f"from {low:g} to below {high:g}"
