"""Factors: what is varied in an experiment, between which values, from when, at which points; and how text says so.

    market=0.1:0.9            from 0.1 to 0.9
    fear.horizon=1:5:9        nine values from 1 to 5
    assurance=0,0.5,1         these values
    elite_weight              over its declared range

Names are short or full as everywhere (`scenario.names`). A factor is a lever, held throughout or from a month, or a
parameter, which holds throughout. A range that spans more than a factor of twenty is stepped through in the logarithm,
by all that draw from ranges: claims across priors, sweeps, sensitivity, explorations.

Points are a grid, or spread evenly over the ranges by a scrambled Sobol' sequence or Latin hypercubes, with a fixed
seed: point k is the same whatever the number of points, so that more can be added to those that are there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Column
from politburo.run.experiment import DECLARATIONS, EVENT, Varied
from politburo.scenario import Scenario, month_number
from politburo.scenario.names import full_name
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.bounds import POINTS
from politburo.terms.checks import out_of_range, shown
from politburo.terms.declarations import Declaration
from politburo.terms.errors import UsageError
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.parameters import Parameters

WIDE = 20.0
"""The factor between the ends of a range from which steps in it are relative ones."""

FEWEST, MOST = 2, 1000
"""Values that a factor can be stepped through."""

EDGE = 1e-6
"""How far from the ends of a range a place is at least taken to be where it becomes a normal score."""

DIGITS = 12
"""Digits of the values of a grid: 0.3, not 0.30000000000000004."""

OF_OUTSIDERS = "record"
"""The group of parameters that decide what outsiders see, and nothing of what happens."""

OF_LOGICS = tuple(group.name for group in fields(Parameters) if group.name in LEADER_NAMES)
"""Groups of parameters that one logic of rule alone reads."""

HELD_FROM = Column("start", "", "month from which a lever is held; none: throughout", "month", shown=False)

Over = str | tuple[float, float] | Sequence[float]
"""How a mapping says over what a factor goes: text (`0.1:0.9`), a pair (low, high), or a longer list of values."""


Place = TypeVar("Place", float, NDArray[np.float64])


def is_wide(low: float, high: float) -> bool:
    """Whether a range spans so much that relative steps are meant."""
    return low > 0 and high / low > WIDE


def at(low: float, high: float, place: Place) -> Place:
    """The value at a place from 0 (`low`) to 1 (`high`)."""
    if is_wide(low, high):
        return low * (high / low) ** place  # pyright: ignore[reportReturnType] - of the kind of place
    return low + place * (high - low)


def place_of(low: float, high: float, value: Place) -> Place:
    """The place of a value in a range: 0 at `low`, 1 at `high`."""
    if is_wide(low, high):
        return np.log(value / low) / math.log(high / low)  # pyright: ignore[reportReturnType] - of the kind of value
    return (value - low) / (high - low)


def places_of(ranges: Iterable[tuple[float, float]], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The place of each value (n, f) in the range of its factor."""
    return np.column_stack([place_of(low, high, column) for (low, high), column in zip(ranges, values.T, strict=True)])


def normal_scores(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places as standard normal numbers, so that places drawn evenly are normal."""
    from scipy.special import ndtri

    return ndtri(np.clip(places, EDGE, 1 - EDGE))


@dataclass(frozen=True, slots=True)
class Factor:
    """A lever or a parameter, by its full name, between `low` and `high`; a lever is held from `start` or throughout.

    `values`, where there are any, are all it is to take. Raises UsageError for a name that there is not, for values
    outside the declared range, and for a month where the name is that of a parameter.
    """

    name: str
    low: float
    high: float
    values: tuple[float, ...] = ()
    start: str | None = None

    def __post_init__(self) -> None:
        declaration = self.declaration
        for value in (self.low, self.high, *self.values):
            if not declaration.allows(value):
                raise UsageError(f"{self.name} cannot be varied so: {out_of_range(declaration, value)}.")
        if not self.low < self.high:
            raise UsageError(f"{self.name} goes from {self.low:g} to {self.high:g}; the first must be the lower one.")
        if self.start is None:
            return
        if self.is_parameter:
            whole = f"the parameter {self.name!r} holds for the whole run"
            raise UsageError(f"Levers alone can be held from {shown(self.start)} on; {whole}.")
        try:
            month_number(self.start)
        except ValueError as error:
            raise UsageError(f"{error}.") from None

    @property
    def declaration(self) -> Declaration:
        """What is declared of it: meaning, unit, range. Raises UsageError for a name that there is not."""
        name = full_name(self.name)
        if name != self.name:
            raise UsageError(f"{shown(self.name)} is short for {name!r}, which a factor is called by.")
        return DECLARATIONS[name]

    @property
    def is_parameter(self) -> bool:
        """Whether it is a parameter and no lever."""
        return self.name in PARAMETER_DECLARATIONS

    @property
    def is_logarithmic(self) -> bool:
        """Whether steps in it are relative ones."""
        return is_wide(self.low, self.high)

    @property
    def varied(self) -> Varied:
        """What an experiment has to know of it."""
        return Varied(self.name, self.start)

    def at(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values at places from 0 (lowest) to 1 (highest); of a factor with `values`, the one whose turn it is."""
        if self.values:
            turn = np.minimum((places * len(self.values)).astype(np.int64), len(self.values) - 1)
            return np.array(self.values)[turn]
        return np.clip(at(self.low, self.high, places), self.low, self.high)

    def steps(self, count: int) -> tuple[float, ...]:
        """Its own values, or `count` of them in equal steps."""
        if self.values:
            return self.values
        even = at(self.low, self.high, np.linspace(0, 1, count))
        return (self.low, *(float(f"{value:.{DIGITS}g}") for value in even[1:-1].tolist()), self.high)


def factor(said: str) -> Factor:
    """The factor that a text says: `NAME`, `NAME=LOW:HIGH`, `NAME=LOW:HIGH:COUNT` or `NAME=VALUE,VALUE,…`.

    Without values it goes over its declared range. Raises UsageError for what cannot be read, for a name that fits
    nothing or several things, and as Factor does.
    """
    short, equals, over = said.partition("=")
    if equals and not over.strip():
        raise _unreadable(said)
    return _factor(short, over.strip(), said)


def factors_of(over: Mapping[str, Over] | Sequence[str | Factor], *, start: str | None = None) -> tuple[Factor, ...]:
    """The factors that a mapping of names to what they go over says, or a list of texts and factors.

    Levers are held from the month `start`, unless a factor says its own. Raises UsageError as `factor` does, for the
    same factor twice, for none at all, and for a month where there is no lever.
    """
    if isinstance(over, str):
        over = [over]
    if isinstance(over, Mapping):
        found = [_from_mapping(name, range_) for name, range_ in over.items()]
    else:
        found = [factor(one) if isinstance(one, str) else one for one in over]
    if not found:
        raise UsageError("Nothing is varied: name a lever or a parameter and over what it goes.")
    names = [one.name for one in found]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"{', '.join(map(repr, twice))} is varied twice; once is enough.")
    if start is not None:
        whole = [one.name for one in found if one.is_parameter]
        if whole:
            raise UsageError(
                f"Levers alone can be held from {shown(start)} on; {', '.join(map(repr, whole))} would change for the "
                "whole run. Leave the month out, or vary them in a sweep of their own."
            )
        found = [one if one.start is not None else replace(one, start=start) for one in found]
    return tuple(found)


def all_parameters(scenario: Scenario) -> tuple[Factor, ...]:
    """Every parameter that can matter in a scenario, over its declared range, in the order of declaration.

    Left out are strengths of mechanisms that are off, parameters of logics of rule that do not rule, and those of what
    outsiders see, which change nothing of what happens.
    """
    foreign = bool(set(scenario.logics).difference(LEADER_NAMES))
    idle = {OF_OUTSIDERS, *(group for group in OF_LOGICS if group not in scenario.logics and not foreign)}
    return tuple(
        Factor(name, float(said.low), float(said.high))
        for name, said in PARAMETER_DECLARATIONS.items()
        if name.partition(".")[0] not in idle and said.mechanism not in scenario.off
    )


def called(name: str) -> str:
    """A lever or parameter in words: `market tolerance`, `elite weight`."""
    return name.rpartition(".")[2].replace("_", " ")


def label_of(factor: Factor | Varied) -> str:
    """A factor by its full name; a lever that is held from a month on with that month."""
    return factor.name if factor.start is None else f"{factor.name} from {factor.start}"


def unit_of(name: str) -> str:
    """The unit of a lever or parameter; empty for a plain number."""
    unit = DECLARATIONS[name].unit
    return "" if unit == "1" else unit


def column_of(name: str, base: Scenario | None = None) -> Column:
    """The column that holds values of a lever or parameter; of an event of a base scenario, whether it is there."""
    if base is not None and name.startswith(EVENT):
        event = base.events[int(name.removeprefix(EVENT))]
        return Column(name, "1", f"whether {event.label!r} is there (1) or left out (0)", "number")
    declaration = DECLARATIONS[name]
    return Column(name, declaration.unit, declaration.meaning, "number", called(name))


def check_factors(factors: Sequence[Factor], scenario: Scenario) -> None:
    """Raise UsageError for a factor that can change nothing in a scenario, because a mechanism is off."""
    for one in factors:
        mechanism = one.declaration.mechanism
        if mechanism is not None and mechanism in scenario.off:
            raise UsageError(
                f"{one.name} would change nothing in {shown(scenario.name)}: it is the strength of the mechanism "
                f"{mechanism!r}, which is off there."
            )


def _from_mapping(name: str, over: Over) -> Factor:
    if isinstance(over, str):
        return _factor(name, over.strip(), f"{name}={over}")
    try:
        values = [float(value) for value in over]
    except (TypeError, ValueError):
        raise _unreadable(f"{name}={over}") from None
    if len(values) == 2:
        return Factor(full_name(name), low=values[0], high=values[1])
    return _listed(full_name(name), values, f"{name}={','.join(map(str, values))}")


def _factor(short: str, over: str, said: str) -> Factor:
    name = full_name(short)
    if not over:
        return Factor(name, float(DECLARATIONS[name].low), float(DECLARATIONS[name].high))
    try:
        if "," in over:
            return _listed(name, [float(part) for part in over.split(",")], said)
        low, high, *steps = over.split(":")
        whole, count = Factor(name, float(low), float(high)), [int(part) for part in steps]
    except ValueError:
        raise _unreadable(said) from None
    if len(count) > 1:
        raise _unreadable(said)
    if not count:
        return whole
    if not FEWEST <= count[0] <= MOST:
        raise UsageError(f"{shown(said)} asks for {count[0]} values; {FEWEST} to {MOST} can be stepped through.")
    return replace(whole, values=whole.steps(count[0]))


def _listed(name: str, values: Sequence[float], said: str) -> Factor:
    different = tuple(sorted(set(values)))
    if not FEWEST <= len(different) <= MOST:
        raise UsageError(
            f"{shown(said)} gives {len(different)} different values; {FEWEST} to {MOST} can be stepped through."
        )
    return Factor(name, different[0], different[-1], different)


def _unreadable(said: str) -> UsageError:
    return UsageError(
        f"{shown(said)} says no range; write it like 'market_tolerance=0.1:0.9', with a number of values like "
        "'market_tolerance=0.1:0.9:5', or as values like 'market_tolerance=0,0.5,1'."
    )


SEED = 20160301
"""Of the scrambling, fixed beforehand; it is not the seed of the runs."""

BLOCK = 64
"""Points of one Latin hypercube."""


def grid(factors: Sequence[Factor], count: int) -> NDArray[np.float64]:
    """Every combination of the values of some factors, (p, f), the last factor changing fastest.

    Factors without values of their own are stepped through in `count` equal steps. Raises UsageError for too many.
    """
    steps = [factor.steps(count) for factor in factors]
    POINTS.checked(math.prod(len(values) for values in steps))
    return np.array(list(product(*steps)), np.float64)


def sampled(factors: Sequence[Factor], points: int) -> NDArray[np.float64]:
    """Points spread evenly over the ranges of some factors, (points, f). Raises UsageError for none or too many."""
    unit = spread_places(len(factors), points)
    return np.column_stack([factor.at(unit[:, column]) for column, factor in enumerate(factors)])


def spread_places(dimensions: int, points: int) -> NDArray[np.float64]:
    """Places from 0 to 1 spread evenly, (points, dimensions). Raises UsageError for no point or too many."""
    from scipy.stats.qmc import Sobol

    POINTS.checked(points)
    # A power of two, of which the first ones are taken: the sequence warns of any other number.
    return Sobol(dimensions, scramble=True, rng=SEED).random_base2(math.ceil(math.log2(points)))[:points]


def hypercubes(factors: Sequence[Factor], points: int) -> NDArray[np.float64]:
    """Points in Latin hypercubes of BLOCK points, one after the other, (points, f). Raises UsageError as `sampled`.

    For many factors and few points, where those of a Sobol' sequence lie in patterns along pairs of factors. Point k is
    the same whatever the number of points, here too.
    """
    from scipy.stats.qmc import LatinHypercube

    POINTS.checked(points)
    blocks = [
        LatinHypercube(len(factors), rng=np.random.default_rng([SEED, block])).random(BLOCK)
        for block in range(math.ceil(points / BLOCK))
    ]
    unit = np.concatenate(blocks)[:points]
    return np.column_stack([factor.at(unit[:, column]) for column, factor in enumerate(factors)])
