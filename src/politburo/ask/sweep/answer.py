"""What a sweep found, in words and tables: what each factor does to the outcomes, and the regions of the points.

The effect of a factor is the paired difference between its highest and its lowest value. On a grid, each run at the
highest value is held against the same run at the lowest, on average over the values of the other factor. Among spread
points it is the quarter of them with the highest values and the quarter with the lowest; the other factor is spread
evenly in both. Runs are the pairs; a run that is missing at any point in question is left out.

A point belongs to the first region in whose ranges the means of its runs lie. Where the runs of a point do not agree,
the mean decides all the same: `agreement` says in which share of the runs the region is the same.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL, Basis, Column, Row, Table, over_runs
from politburo.answer.numbers import capitalised, digits, fixed, numbered, plain, with_interval, with_sign
from politburo.ask import ensemble, variance_parts
from politburo.ask.experiment import OTHERS_HELD, OfExperiment, over_pairs
from politburo.ask.factors import HELD_FROM, Factor, called, column_of
from politburo.ask.intervals import (
    ENDS,
    IDENTICAL,
    NOT_DISTINGUISHABLE,
    SAME,
    PairedDifference,
    by_set,
    difference_of,
    intervals,
    spread,
)
from politburo.ask.variance_parts import Parts, parts_of, parts_table
from politburo.run.experiment import ExperimentResults
from politburo.run.outcomes import outcome
from politburo.run.scale import sample
from politburo.scenario import month_name
from politburo.terms.checks import shown
from politburo.terms.errors import UsageError

OTHER = "other"
"""The region of points that belong to none."""

ALIKE = 1e-6
"""By which part of its size an outcome must differ between points for the difference to be shown."""

BEYOND = 0.1
"""By which part of its whole extent a mean must lie beyond both ends for the turn to be mentioned."""


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


@dataclass(frozen=True, slots=True)
class Effect(PairedDifference):
    """The difference that a factor makes to an outcome, from its lowest to its highest values.

    `at_low` and `at_high` are the means there; `parts` are those of the variance of the differences between parameter
    sets and by chance (None: they cannot be told apart).
    """

    factor: str
    outcome: str
    at_low: float
    at_high: float
    parts: Parts | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """The region of each point, by name, and in which share of the runs at each point it is the same one."""

    names: tuple[str, ...]
    agreement: tuple[float, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Sweep(OfExperiment):
    """A scenario along one or two factors.

    Every point had the same seed and the same run numbers, so that differences between points are paired. `outcomes`
    are those that are shown. Points are a grid, or else spread over the ranges.
    """

    question: ClassVar[str] = "sweep"

    name: str
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...]
    is_grid: bool
    regions: tuple[Region, ...] = ()

    @property
    def title(self) -> str:
        """Its own title, or what was varied, and the scenario."""
        varied = " and ".join(called(one.name) for one in self.factors)
        return f"{self.name or capitalised(varied)} · {' '.join(self.base.title.split())}"

    @property
    def about(self) -> tuple[str, ...]:
        """Names of the outcomes that are shown."""
        return self.outcomes

    @cached_property
    def placed(self) -> Placed:
        """The region of every point; a point of which no run is there belongs to none."""
        return _placed(self.results, self.regions)

    @property
    def region_counts(self) -> dict[str, int]:
        """How many points each region has, in the order of the regions; those of none last."""
        counted = Counter(self.placed.names)
        order = [*(region.name for region in self.regions), *counted]
        return {name: counted[name] for name in dict.fromkeys(order)}

    @cached_property
    def moving(self) -> tuple[str, ...]:
        """The outcomes, of those that are shown, whose means are not the same at every point."""
        return tuple(name for name in self.outcomes if not are_alike(self.results.mean(name).to_numpy()))

    @property
    def still(self) -> tuple[str, ...]:
        """Those that are the same at every point."""
        return tuple(name for name in self.outcomes if name not in self.moving)

    def effect(self, factor: str, outcome: str) -> Effect:
        """The paired difference between the ends of a factor. Raises UsageError for an unknown outcome or factor."""
        names = [one.name for one in self.factors]
        if factor not in names:
            raise UsageError(f"{shown(factor)} is not varied; what is varied is {', '.join(names)}.")
        column, values = self.results.experiment.points[:, names.index(factor)], self.results.values(outcome)
        if self.is_grid:
            ends = column == column.min(), column == column.max()
        else:
            order, quarter = np.argsort(column, kind="stable"), max(1, len(column) // 4)
            ends = order[:quarter], order[-quarter:]
        found = np.array([values[end].mean(axis=0) for end in ends])
        there = ~np.isnan(found).any(axis=0)
        sets = None if self.sets is None else self.sets[there]
        at_low, at_high = (by_set(one, sets) for one in found[:, there])
        low, high = (float(part.mean()) if len(part) else math.nan for part in (at_low, at_high))
        difference = asdict(difference_of(at_high - at_low))
        parts = parts_of(found[1] - found[0], self.sets)
        return Effect(**difference, factor=factor, outcome=outcome, at_low=low, at_high=high, parts=parts)

    @property
    def sets(self) -> NDArray[np.int64] | None:
        """The place of the parameter set of each run, (run,); None where all have the same parameters."""
        return self.results.experiment.sets

    @property
    def used(self) -> int | None:
        """How many parameter sets of an ensemble its runs have; None where there is no ensemble."""
        return ensemble.used(self.results.experiment.ensemble, range(self.results.runs))

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        regions = [_regions_table(self)] if self.regions else []
        parts = [_parts_table(self)] if self.sets is not None else []
        return _effects_table(self), *(one for one in parts if one.rows), _outcomes_table(self), *regions

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        """A paragraph on the whole, one on what each factor does, one on regions."""
        base, points = self.base, len(self.results.experiment.points)
        opening = (
            f"{points} points with {numbered(self.results.runs, 'simulated run')} each of "
            f"{' '.join(base.title.split())}, {month_name(base.start)} to {month_name(base.end)}; runs of the same "
            f"number have the same chance at every point. {sample(base)}"
        ).rstrip()
        said = ensemble.sentence(self.results.experiment.ensemble, range(self.results.runs), base)
        said = " ".join(filter(None, (said, _parts_in_words(self))))
        return tuple(part for part in (opening, " ".join(_effects(self)), _regions(self), said) if part)


def _range_in_words(low: float, high: float) -> str:
    if math.isinf(low):
        return f"below {high:g}"
    return f"of {low:g} or more" if math.isinf(high) else f"from {low:g} to below {high:g}"


def are_alike(means: NDArray[np.float64]) -> bool:
    """Whether means (p,) are the same at every point; NaN stands for a point without runs."""
    there = means[~np.isnan(means)]
    return not len(there) or float(np.ptp(there)) <= ALIKE * float(np.abs(there).max())


def _placed(results: ExperimentResults, regions: Sequence[Region]) -> Placed:
    deciding = sorted({name for region in regions for name, _, _ in region.where})
    values = {name: results.values(name) for name in deciding}

    def region_of(levels: Mapping[str, float]) -> str:
        return next((region.name for region in regions if region.holds(levels)), OTHER)

    names, agreement = [], []
    for point in range(len(results.experiment.points)):
        found = {name: values[name][point][~np.isnan(values[name][point])] for name in deciding}
        runs = [region_of(dict(zip(found, one, strict=True))) for one in zip(*found.values(), strict=True)]
        names.append(region_of({name: float(one.mean()) for name, one in found.items()}) if runs else OTHER)
        agreement.append(runs.count(names[-1]) / len(runs) if runs else math.nan)
    return Placed(tuple(names), tuple(agreement))


def _effects(sweep: Sweep) -> Iterator[str]:
    for factor in sweep.factors if sweep.moving else ():
        held = f", held from {factor.start} on" if factor.start else ""
        changes = [_change(sweep, sweep.effect(factor.name, name)) for name in sweep.moving]
        yield (
            f"Over {called(factor.name)}{held}, {factor.low:g} to {factor.high:g}: "
            f"{', '.join(change for change in changes if change)}."
        )
    basis = sweep.table("effects").basis
    if basis is not None and sweep.moving:
        between = "" if sweep.is_grid else " between the lowest and the highest quarter of the values"
        yield f"In brackets, of the difference{between}: {basis}; each holds for its own difference alone."
    if sweep.still:
        yield f"The same at every point: {', '.join(sweep.still).replace('_', ' ')}."


def _change(sweep: Sweep, found: Effect) -> str:
    """What a factor does to an outcome, with the interval of the difference as far as there is one."""
    name, turn = found.outcome.replace("_", " "), _turn(sweep, found.outcome)
    if math.isnan(found.difference):
        return ""
    decimals = max(digits(max(abs(found.at_low), abs(found.at_high))), digits(abs(found.difference)))
    low, high = (fixed(value, decimals) for value in (found.at_low, found.at_high))
    if found.finding == IDENTICAL:
        return f"{name} is {low} at both ends, {IDENTICAL}{turn}"
    if math.isnan(found.low):
        said = with_sign(found.difference, digits(abs(found.difference)))
        said += " in every pair" if found.finding == SAME else ""
    else:
        said = with_interval(found.difference, found.low, found.high, finer=2)
    about = f"; {NOT_DISTINGUISHABLE} from zero" if found.finding == NOT_DISTINGUISHABLE else ""
    return f"{name} {low} → {high} ({said}{about}){turn}"


def _turn(sweep: Sweep, name: str) -> str:
    """Where along a single factor an outcome is highest or lowest, if that lies inside and well beyond both ends."""
    if len(sweep.factors) > 1 or not sweep.is_grid:
        return ""
    mean, at = sweep.results.mean(name).to_numpy(), sweep.results.experiment.points[:, 0]
    if np.isnan(mean).any() or len(mean) < 3:
        return ""
    ends = mean[[int(np.argmin(at)), int(np.argmax(at))]]
    extent = float(np.ptp(mean))
    for word, place, beyond in (
        ("highest", int(np.argmax(mean)), float(mean.max() - ends.max())),
        ("lowest", int(np.argmin(mean)), float(ends.min() - mean.min())),
    ):
        if extent > 0 and beyond > BEYOND * extent:
            return f", {word} at {at[place]:g} ({plain(float(mean[place]))})"
    return ""


def _regions(sweep: Sweep) -> str:
    if not sweep.regions:
        return ""
    counted = ", ".join(f"{name} {count}" for name, count in sweep.region_counts.items())
    unsure = sum(share < 1 for share in sweep.placed.agreement)
    some = f" At {unsure} of them not all runs agree." if unsure else ""
    return f"Of {len(sweep.placed.names)} points: {counted}.{some}"


OUTCOME = Column("outcome", meaning="`politburo outcomes` lists them with their meanings", format="name")
UNIT = Column("unit", meaning="unit of the outcome; 1 for a pure number")
REGION = (
    Column("region", meaning="kind of the point"),
    Column("agreement", meaning="share of its runs that are of this kind", format="percent"),
)


def _effects_table(sweep: Sweep) -> Table:
    several = len(sweep.factors) > 1
    low, high = ("lowest", "highest") if sweep.is_grid else ("lowest quarter", "highest quarter")
    columns = (
        Column("factor", meaning="what is varied", format="name", shown=several),
        HELD_FROM,
        Column("from", meaning="lowest value of the factor", format="number", shown=several),
        Column("to", meaning="highest value of the factor", format="number", shown=several),
        OUTCOME,
        UNIT,
        Column("at_from", "", f"mean at the {low} values", "number", f"at {low}", finer="difference"),
        Column("at_to", "", f"mean at the {high} values", "number", f"at {high}", finer="difference"),
        Column("difference", "", "mean over pairs of highest − lowest", "difference", interval=("low", "high")),
        *ENDS,
        Column("finding", meaning="whether the difference is distinguishable from zero", heading="from zero"),
        Column("pairs", "pairs of runs", "pairs that have a value", "integer", shown=False),
    )

    def row(factor: Factor, name: str) -> Row:
        one = sweep.effect(factor.name, name)
        return (
            factor.name, factor.start, factor.low, factor.high, name, outcome(name).unit, one.at_low, one.at_high,
            one.difference, one.low, one.high, one.finding, one.pairs,
        )  # fmt: skip

    rows = [row(factor, name) for factor in sweep.factors for name in sweep.outcomes]
    over = "; ".join(
        f"{called(one.name)} from {one.low:g} to {one.high:g}" + (f", held from {one.start} on" if one.start else "")
        for one in sweep.factors
    )
    note = "" if sweep.is_grid else "Each end is the quarter of the points with the lowest, or highest, values."
    basis = _basis(sweep, pairs=True)
    keys = ("factor", "outcome")
    return Table("effects", f"Effect of {over}", columns, rows, note, basis, keys)


def _basis(sweep: Sweep, *, pairs: bool = False) -> Basis | None:
    """What intervals at points are, or of differences of pairs; None for a single run, which has none."""
    runs = sweep.results.runs
    if runs < 2:
        return None
    if sweep.used is not None:
        left_out = ensemble.leaves_out(sweep.results.experiment.ensemble)
        return over_runs(runs, pairs=pairs, sets=sweep.used, leaves_out=left_out)
    return over_pairs(runs) if pairs else Basis(f"the {runs} runs at each point", OTHERS_HELD)


def _parts_table(sweep: Sweep) -> Table:
    """What parameters and what chance make of the spread of each difference over pairs."""
    about = (Column("factor", meaning="what is varied", format="name", shown=len(sweep.factors) > 1), OUTCOME, UNIT)
    rows = [
        ((factor.name, name, outcome(name).unit), sweep.effect(factor.name, name).parts)
        for factor in sweep.factors
        for name in sweep.moving
    ]
    title = "Differences between the ends: spread over parameter sets and by chance"
    left_out = ensemble.leaves_out(sweep.results.experiment.ensemble)
    return parts_table(title, about, ("factor", "outcome"), rows, what="pair", leaves_out=left_out)


def _parts_in_words(sweep: Sweep) -> str:
    """What part of the variance of differences lies between parameter sets; nothing where that cannot be told."""
    several = len(sweep.factors) > 1
    told = [
        (
            name.replace("_", " ") + (f" over {called(factor.name)}" if several else ""),
            sweep.effect(factor.name, name).parts,
        )
        for factor in sweep.factors
        for name in sweep.moving
    ]
    return variance_parts.sentence(told, "the variance of differences between the ends over pairs")


def _outcomes_table(sweep: Sweep) -> Table:
    results = sweep.results
    points = results.experiment.points.tolist()
    columns = (
        Column("point", meaning="number of the point", format="integer", shown=False),
        *(column_of(one.name) for one in sweep.factors),
        OUTCOME,
        UNIT,
        Column("mean", "", "mean over the runs at the point", "number", interval=("low", "high")),
        *ENDS,
        Column("median", "", "median of the runs", "number", shown=False),
        Column("p05", "", "value below which 5 % of the runs lie", "number", "5 % of runs below", shown=False),
        Column("p95", "", "value above which 5 % of the runs lie", "number", "5 % of runs above", shown=False),
        Column("runs", "runs", "runs that have a value", "integer", shown=False),
        *(REGION if sweep.regions else ()),
    )
    rows: list[Row] = []
    for name in (*sweep.moving, *sweep.still):
        values, unit = results.values(name).T, outcome(name).unit
        mean, found = intervals(by_set(values, sweep.sets), LEVEL), spread(values)
        for at, point in enumerate(points):
            numbers = (mean.mean, mean.low, mean.high, found.median, found.low, found.high)
            kind = (sweep.placed.names[at], sweep.placed.agreement[at]) if sweep.regions else ()
            rows.append((at, *point, name, unit, *(float(one[at]) for one in numbers), int(found.runs[at]), *kind))
    basis = _basis(sweep)
    return Table(
        "outcomes",
        "Outcomes at every point",
        columns,
        rows,
        basis=basis,
        keys=("point", "outcome"),
        most=len(points) * len(sweep.moving) if len(sweep.factors) == 1 else 0,
    )


def _regions_table(sweep: Sweep) -> Table:
    columns = (
        Column("region"),
        Column("meaning"),
        Column("ranges", meaning="ranges of the means of outcomes that decide"),
        Column("points", "points", "points that belong to it", "integer"),
    )
    known = {region.name: (region.meaning, region.in_words()) for region in sweep.regions}
    rows = [(name, *known.get(name, ("none of these", "")), count) for name, count in sweep.region_counts.items()]
    return Table("regions", "Regions", columns, rows, keys=("region",))
