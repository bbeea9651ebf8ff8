"""Which points of an experiment are cases, by a condition on their outcomes; and where they lie on its axes.

A condition is about means over the runs of a point, and is written in words:

    regime_falls > 0.5                          the mean of an outcome
    senior_flights > 3x                         against its level in the baseline: more than three times it
    departures in top 10%                       among all points: the tenth of them where it is highest
    regime_falls < 0.1 and highest_fear > 60%   both; 60% is 0.6

What is written is read by this grammar alone; nothing of it is ever evaluated as a program.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.factors import Place, at, is_wide, place_of
from politburo.run.experiment import DECLARATIONS, Experiment, ExperimentResults, own_value
from politburo.run.outcomes import outcome
from politburo.terms.checks import shown
from politburo.terms.errors import UsageError

LONGEST = 500
"""Characters of a condition."""

FORMS = "'regime_falls > 0.5', 'senior_flights > 3x' (times the level in the baseline), 'departures in top 10%'"

_NUMBER = r"(?P<amount>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"
_COMPARED = re.compile(rf"(?P<name>\w+)\s*(?P<sign>>=|<=|>|<|≥|≤)\s*{_NUMBER}\s*(?P<unit>x|×|%)?")
_EXTREME = re.compile(rf"(?P<name>\w+)\s+in\s+(?:the\s+)?(?P<end>top|bottom)\s+{_NUMBER}\s*%")
_EQUATED = re.compile(r"\w+\s*(?:=|==|!=|≠)[^=]*")

_HOLDS = {">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal}


@dataclass(frozen=True, slots=True)
class Comparison:
    """An outcome compared (> >= < <=) with an amount, or with so many times its level in the baseline."""

    outcome: str
    sign: str
    amount: float
    is_relative: bool = False

    @property
    def is_from_below(self) -> bool:
        """Whether it sets a lower limit."""
        return self.sign in (">", ">=")

    def __str__(self) -> str:
        return f"{self.outcome} {self.sign} {self.amount:g}{'x' if self.is_relative else ''}"

    def threshold(self, levels: NDArray[np.float64], base: float | None) -> float:
        """The number that levels are compared with. Raises UsageError for a multiple of a base that is not above 0."""
        if not self.is_relative:
            return self.amount
        if base is None:
            raise ValueError(f"the level of {self.outcome} in the baseline is needed")
        if base <= 0:
            raise UsageError(
                f"{self.outcome} is {base:g} in the baseline, of which no multiple can be taken; compare it with "
                f"a number, like '{self.outcome} > 5'."
            )
        return self.amount * base

    def holds(self, levels: NDArray[np.float64], base: float | None) -> NDArray[np.bool_]:
        """Where it holds among the levels of all points (p,)."""
        return _HOLDS[self.sign](levels, self.threshold(levels, base))


@dataclass(frozen=True, slots=True)
class Extreme:
    """An outcome among the highest (`is_top`) or lowest `share` of all points; those that tie at the border are out."""

    outcome: str
    is_top: bool
    share: float

    is_relative = False

    def __str__(self) -> str:
        return f"{self.outcome} in {'top' if self.is_top else 'bottom'} {100 * self.share:g}%"

    def threshold(self, levels: NDArray[np.float64], base: float | None) -> float:
        """The quantile that levels are compared with."""
        return float(np.quantile(levels, 1 - self.share if self.is_top else self.share))

    def holds(self, levels: NDArray[np.float64], base: float | None) -> NDArray[np.bool_]:
        """Where it holds among the levels of all points (p,)."""
        border = self.threshold(levels, base)
        return levels > border if self.is_top else levels < border


Part = Comparison | Extreme


@dataclass(frozen=True, slots=True)
class Condition:
    """Parts that must all hold, and how they were written."""

    parts: tuple[Part, ...]
    said: str

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes it is about, each once."""
        return tuple(dict.fromkeys(part.outcome for part in self.parts))

    @property
    def is_relative(self) -> bool:
        """Whether it needs the levels of the base scenario."""
        return any(part.is_relative for part in self.parts)

    def holds(self, levels: Mapping[str, NDArray[np.float64]], base: Mapping[str, float] | None) -> NDArray[np.bool_]:
        """Where it holds, (p,): `levels` are the means of each outcome at the points, `base` those of the baseline."""
        each = [part.holds(levels[part.outcome], None if base is None else base[part.outcome]) for part in self.parts]
        return np.logical_and.reduce(each)


def check_possible(condition: Condition, base: Mapping[str, float] | None = None) -> None:
    """Refuse a condition that can never hold, or that always does, as far as that is known without the points.

    `base` are levels in the baseline, without which multiples of them are not checked. Raises UsageError.
    """
    least, most = ({name: _bounds(name)[end] for name in condition.outcomes} for end in (0, 1))
    always = True
    for part in condition.parts:
        if isinstance(part, Extreme) or (part.is_relative and base is None):
            always = False
            continue
        level = None if base is None else base[part.outcome]
        threshold, holds = part.threshold(np.empty(0), level), _HOLDS[part.sign]
        low, high = _bounds(part.outcome)
        easiest, hardest = (high, low) if part.is_from_below else (low, high)
        if not holds(easiest, threshold):
            times = f"; {part.amount:g} times its level in the baseline is {threshold:g}" if part.is_relative else ""
            raise UsageError(
                f"{shown(condition.said)} can never hold: {part.outcome} lies between {low:g} and {high:g}{times}."
            )
        always = always and bool(holds(hardest, threshold))
        if part.is_from_below:
            least[part.outcome] = max(least[part.outcome], threshold)
        else:
            most[part.outcome] = min(most[part.outcome], threshold)
    for name in condition.outcomes:
        if least[name] > most[name]:
            raise UsageError(
                f"{shown(condition.said)} can never hold: {name} cannot be above {least[name]:g} and below "
                f"{most[name]:g} at once."
            )
    if always:
        raise UsageError(f"{shown(condition.said)} always holds, so that there is nothing to look for.")


def condition(said: str) -> Condition:
    """The condition that a text says. Raises UsageError for what cannot be read, and for an unknown outcome."""
    if not isinstance(said, str) or not said.strip():
        raise UsageError(f"There is no condition; write one like {FORMS}.")
    if len(said) > LONGEST:
        raise UsageError(f"The condition has {len(said)} characters; {LONGEST} is the most that is read.")
    parts = tuple(_part(part.strip(), said) for part in re.split(r"\band\b", said))
    return Condition(parts, " ".join(said.split()))


def _bounds(name: str) -> tuple[float, float]:
    """The lowest and the highest value that the mean of an outcome can have."""
    if name == "falsification":  # a difference of two shares
        return -1.0, 1.0
    if name == "regime_falls" or outcome(name).unit == "share":
        return 0.0, 1.0
    return (-math.inf if outcome(name).unit == "1" else 0.0), math.inf


def _part(text: str, said: str) -> Part:
    if found := _COMPARED.fullmatch(text):
        sign = {"≥": ">=", "≤": "<="}.get(found["sign"], found["sign"])
        amount, unit = _amount(found["amount"]), found["unit"]
        times = unit in ("x", "×")
        if times and amount <= 0:
            raise UsageError(f"{shown(text)} takes {amount:g} times a level; the factor must be above 0.")
        return Comparison(outcome(found["name"]).name, sign, amount / 100 if unit == "%" else amount, times)
    if found := _EXTREME.fullmatch(text):
        share = _amount(found["amount"]) / 100
        if not 0 < share < 1:
            raise UsageError(f"{shown(text)} cannot be looked for; the share must lie between 0% and 100%.")
        return Extreme(outcome(found["name"]).name, found["end"] == "top", share)
    if _EQUATED.fullmatch(text):
        raise UsageError(f"{shown(text)} asks whether a mean equals a number, which it hardly ever does: use > or <.")
    whole = "" if text == said.strip() else f", a part of {shown(said)},"
    raise UsageError(f"{shown(text)}{whole} is no condition; write it like {FORMS}; several are joined by 'and'.")


def _amount(text: str) -> float:
    amount = float(text)
    if not math.isfinite(amount):
        raise UsageError(f"{shown(text)} is too large a number.")
    return amount


Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Axis:
    """A factor: its name, meaning and unit, the ends of its declared range, and those of the values it was given.

    `usual` is the value of a parameter in the baseline; None for a lever, which may move there.
    """

    name: str
    start: str | None
    meaning: str
    unit: str
    low: float
    high: float
    sampled: tuple[float, float]
    usual: float | None

    @property
    def called(self) -> str:
        """The name, with the month from which a lever is held."""
        return f"{self.name} from {self.start}" if self.start else self.name

    @property
    def said_unit(self) -> str:
        """The unit as it is said after a number; empty for a pure number."""
        return "" if self.unit in ("1", "share") else self.unit

    @property
    def is_logarithmic(self) -> bool:
        """Whether steps along it are relative ones."""
        return is_wide(self.low, self.high)

    def place(self, values: Place) -> Place:
        """Where values lie in the declared range: 0 at its lower end, 1 at its upper end."""
        return place_of(self.low, self.high, values)

    def value(self, place: float) -> float:
        """The value at a place."""
        return float(at(self.low, self.high, place))


def axes_of(experiment: Experiment) -> tuple[Axis, ...]:
    """The factors of an experiment as axes, in the order of the columns of its points."""
    axes = []
    for factor, values in zip(experiment.factors, experiment.points.T, strict=True):
        said, sampled = DECLARATIONS[factor.name], (float(values.min()), float(values.max()))
        # A value at which a mechanism has no effect may lie outside of the range.
        low, high = min(float(said.low), sampled[0]), max(float(said.high), sampled[1])
        usual = own_value(experiment.base, factor.name) if factor.is_parameter else None
        axes.append(Axis(factor.name, factor.start, said.meaning, said.unit, low, high, sampled, usual))
    return tuple(axes)


def places_of(points: Numbers, axes: tuple[Axis, ...]) -> Numbers:
    """Where points (p, f) lie on all axes."""
    return np.column_stack([axis.place(values) for axis, values in zip(axes, points.T, strict=True)])


@dataclass(frozen=True, slots=True)
class Cases:
    """The points that have a finished run, by their numbers in the experiment (n,), and which of them are cases (n,).

    `levels` are the means over runs of each outcome at these points, `base` those in the baseline, where they are
    known; `is_base_case` is whether that is a case itself. `unstable` is the share of points that one half of the runs
    classes otherwise than the other half; None with a single run. `left_out` counts points without a finished run.
    """

    points: NDArray[np.int64]
    cases: NDArray[np.bool_]
    levels: Mapping[str, Numbers]
    base: Mapping[str, float] | None
    is_base_case: bool | None
    unstable: float | None
    left_out: int

    @property
    def count(self) -> int:
        """How many points are cases."""
        return int(self.cases.sum())

    @property
    def share(self) -> float:
        """Share of the points that are cases; NaN where there is no point."""
        return float(self.cases.mean()) if len(self.cases) else math.nan


def classed(results: ExperimentResults, condition: Condition, base: Mapping[str, Numbers] | None) -> Cases:
    """Class the points of an experiment. `base` are the outcomes of each run (runs,) of the baseline, or None.

    Raises UsageError for a multiple of a base level that is not above 0.
    """
    values = {name: results.values(name) for name in condition.outcomes}
    there = ~np.isnan(next(iter(values.values()))).all(axis=1)
    kept = {name: found[there] for name, found in values.items()}
    levels = {name: np.nanmean(found, axis=1) for name, found in kept.items()}
    base_levels = None if base is None else {name: float(base[name].mean()) for name in condition.outcomes}
    cases = condition.holds(levels, base_levels)
    is_base_case = None
    if base_levels is not None:
        # Whether the base is among the highest of all points is asked of them with the base beside them.
        beside = {name: np.append(found, base_levels[name]) for name, found in levels.items()}
        is_base_case = bool(condition.holds(beside, base_levels)[-1])
    unstable = _unstable(kept, condition, base)
    return Cases(np.flatnonzero(there), cases, levels, base_levels, is_base_case, unstable, int((~there).sum()))


def _unstable(values: Mapping[str, Numbers], condition: Condition, base: Mapping[str, Numbers] | None) -> float | None:
    """Share of points that runs of even and of odd numbers class differently; of points with all their runs."""
    first = next(iter(values.values()))
    whole = ~np.isnan(first).any(axis=1)
    if first.shape[1] < 2 or not whole.any():
        return None
    halves = []
    for half in (slice(0, None, 2), slice(1, None, 2)):
        levels = {name: found[whole, half].mean(axis=1) for name, found in values.items()}
        of_base = None if base is None else {name: float(base[name][half].mean()) for name in values}
        if of_base is not None and any(part.is_relative and of_base[part.outcome] <= 0 for part in condition.parts):
            return None
        halves.append(condition.holds(levels, of_base))
    return float(np.mean(halves[0] != halves[1]))
