"""A sweep as tables: what each factor does to each outcome, every point with its outcomes, and the regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.answer import LEVEL, Basis, Column, Row, Table
from politburo.ask.experiment import OTHERS_HELD, over_pairs
from politburo.ask.factors import HELD_FROM, called, column_of
from politburo.ask.intervals import ENDS, intervals, spread
from politburo.run.outcomes import outcome

if TYPE_CHECKING:
    from politburo.ask.factors import Factor
    from politburo.ask.sweep.answer import Sweep

OUTCOME = Column("outcome", meaning="`politburo outcomes` lists them with their meanings", format="name")
UNIT = Column("unit", meaning="unit of the outcome; 1 for a pure number")


REGION = (
    Column("region", meaning="kind of the point"),
    Column("agreement", meaning="share of its runs that are of this kind", format="percent"),
)


def tables(sweep: Sweep) -> tuple[Table, ...]:
    """All tables of a sweep, the main one first."""
    return _effects(sweep), _outcomes(sweep), *([_regions(sweep)] if sweep.regions else [])


def _effects(sweep: Sweep) -> Table:
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
    basis = over_pairs(sweep.results.runs) if sweep.results.runs > 1 else None
    keys = ("factor", "outcome")
    return Table("effects", f"Effect of {over}", columns, rows, note, basis, keys)


def _outcomes(sweep: Sweep) -> Table:
    results = sweep.results
    points, runs = results.experiment.points.tolist(), results.runs
    factors = tuple(column_of(one.name) for one in sweep.factors)
    columns = (
        Column("point", meaning="number of the point", format="integer", shown=False),
        *factors,
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
        mean, found = intervals(values, LEVEL), spread(values)
        for at, point in enumerate(points):
            numbers = (mean.mean, mean.low, mean.high, found.median, found.low, found.high)
            kind = (sweep.placed.names[at], sweep.placed.agreement[at]) if sweep.regions else ()
            rows.append((at, *point, name, unit, *(float(one[at]) for one in numbers), int(found.runs[at]), *kind))
    basis = Basis(f"the {runs} runs at each point", OTHERS_HELD) if runs > 1 else None
    return Table(
        "outcomes",
        "Outcomes at every point",
        columns,
        rows,
        basis=basis,
        keys=("point", "outcome"),
        most=len(points) * len(sweep.moving) if len(sweep.factors) == 1 else 0,
    )


def _regions(sweep: Sweep) -> Table:
    columns = (
        Column("region"),
        Column("meaning"),
        Column("ranges", meaning="ranges of the means of outcomes that decide"),
        Column("points", "points", "points that belong to it", "integer"),
    )
    known = {region.name: (region.meaning, region.in_words()) for region in sweep.regions}
    rows = [(name, *known.get(name, ("none of these", "")), count) for name, count in sweep.region_counts.items()]
    return Table("regions", "Regions", columns, rows, keys=("region",))
