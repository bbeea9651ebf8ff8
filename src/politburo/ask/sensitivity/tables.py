"""A sensitivity analysis as tables: the ranking of the factors, the tornado, what is chance, and the convergence."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from politburo.answer import Basis, Column, Row, Table
from politburo.ask.experiment import over_pairs
from politburo.ask.factors import unit_of
from politburo.ask.intervals import ENDS
from politburo.ask.sensitivity.design import is_count
from politburo.ask.sensitivity.estimates import CHANCE, PARTS, Effects
from politburo.run.experiment import DECLARATIONS
from politburo.run.outcomes import outcome

if TYPE_CHECKING:
    from politburo.ask.sensitivity.answer import Sensitivity
    from politburo.ask.sensitivity.design import Indices

MOST_SCREENED = 12
"""Factors that are shown of a screening without indices."""

INDEX_DIGITS = 3
"""Decimals of an index: it is known to one or two."""

UNIFORM = (
    "parameters drawn uniformly from their declared ranges, wide ones in the logarithm; values outside are left out"
)
"""What an interval over a design leaves out."""

LOGARITHMS = "Counts are analysed as log(1 + count): an effect of 0.7 doubles a count, one of 2.3 multiplies it by ten."

TOTAL, SIZE = "total", "mu_star"
"""What the two kinds of convergence are of."""


def tables(found: Sensitivity) -> tuple[Table, ...]:
    """All tables, the ranking first."""
    return _ranking(found), *([_tornado(found)] if found.kept else []), _noise(found), _convergence(found)


def meaning_of(factor: str) -> str:
    """What a factor is, in the words of its declaration; of chance, what it does."""
    declaration = DECLARATIONS.get(factor.partition(" from ")[0])
    return declaration.meaning if declaration else "draws chance anew and changes nothing else"


def basis_of(found: Sensitivity) -> Basis:
    """What the intervals of effects and indices are over."""
    plan = found.plan
    over = [f"{plan.trajectories} trajectories"] if plan.screens else []
    over += [f"resamples of {plan.points} base points"] if found.indices else []
    return Basis(" and ".join(over), UNIFORM)


def _outcome_column(found: Sensitivity) -> Column:
    return Column("outcome", format="name", shown=len(found.outcomes) > 1)


def _ends(name: str, of: str) -> Iterator[Column]:
    for end in ("low", "high"):
        yield Column(f"{name}_{end}", meaning=f"{end} end of the interval of {of}", format="number")


def _ranking(found: Sensitivity) -> Table:
    """One row for each outcome and factor, those that move it most first, and one for chance."""
    indexed, screened = bool(found.indices), bool(found.screening)
    columns = (
        _outcome_column(found),
        Column("rank", meaning="by total index, then by size of the effect; none for chance", format="integer"),
        Column("parameter", meaning="what is varied"),
        Column("meaning"),
        Column("steps", meaning="even, or even in the logarithm of a wide range", shown=False),
        Column(
            "total", "share of variance", "share of the variance that stays when all others are known", "number",
            "total index", ("total_low", "total_high"), shown=indexed,
        ),
        *_ends("total", "the total index"),
        Column(
            "first_order", "share of variance", "share of the variance that the factor explains alone", "number",
            "first order", ("first_order_low", "first_order_high"), shown=indexed,
        ),
        *_ends("first_order", "the first-order index"),
        Column(
            "mu_star", "", "mean size of the effect of a factor over its whole range (elementary effects of Morris), "
            "in the unit of the outcome or, for counts, in units of log(1 + count)", "number", "size of effect μ*",
            ("mu_star_low", "mu_star_high"), shown=screened and not indexed,
        ),
        *_ends("mu_star", "the size"),
        Column("mu", "", "mean effect with its sign", "difference", "mean effect μ", shown=screened and not indexed),
        Column("sigma", "", "standard deviation of the effects: large where they depend on other factors or on the "
               "place in the range", "number", "spread σ", shown=False),
        Column("logarithm", meaning="whether the outcome is analysed as log(1 + count)", format="yes", shown=False),
        Column("kept", meaning="whether the screening keeps it", format="yes", shown=False),
        Column("finding", meaning="whether the interval is distinguishable from that of chance", heading="from chance"),
    )  # fmt: skip
    first, rest = [], []
    for name in found.outcomes:
        rows = [_row(found, name, rank, factor) for rank, factor in enumerate(found.ranking(name), 1)]
        most = len(found.kept) if found.indices else max(MOST_SCREENED, len(found.kept))
        first += [*rows[:most], _chance_row(found, name)]
        rest += rows[most:]
    note = LOGARITHMS if any(map(is_count, found.outcomes)) else ""
    title = "What decides " + ", ".join(name.replace("_", " ") for name in found.outcomes)
    keys = ("outcome", "parameter")
    return Table("ranking", title, columns, [*first, *rest], note, basis_of(found), keys, len(first))


def _row(found: Sensitivity, name: str, rank: int, factor: str) -> Row:
    place = found.plan.names.index(factor)
    screened, indexed = found.screening.get(name), found.indices.get(name)
    above = bool(screened.above_chance[place]) if screened else None
    kept = found.kept.index(factor) if factor in found.kept else None
    if indexed and kept is not None:
        above = bool(indexed.above_chance[kept])
    return (
        name, rank, factor, meaning_of(factor),
        "logarithmic" if found.plan.factors[place].is_logarithmic else "even",
        *_indices(indexed.indices if indexed else None, kept),
        *_effects(screened.effects if screened else None, place),
        is_count(name), kept is not None,
        "" if above is None else "distinguishable" if above else "not distinguishable",
    )  # fmt: skip


def _chance_row(found: Sensitivity, name: str) -> Row:
    screened, indexed = found.screening.get(name), found.indices.get(name)
    return (
        name, None, CHANCE, meaning_of(CHANCE), "",
        *_indices(indexed.indices if indexed else None, -1),
        *_effects(screened.chance if screened else None, 0),
        is_count(name), False, "",
    )  # fmt: skip


def _effects(found: Effects | None, place: int) -> tuple[float, ...]:
    if found is None:
        return (math.nan,) * 5
    return tuple(float(one[place]) for one in (found.mu_star, found.low, found.high, found.mu, found.sigma))


def _indices(found: Indices | None, place: int | None) -> tuple[float, ...]:
    if found is None or place is None:
        return (math.nan,) * 6
    numbers = []
    for index, reach in ((found.total, found.total_reach), (found.first, found.first_reach)):
        value, half = float(index[place]), float(reach[place])
        numbers += [value, value - half, value + half]
    return tuple(round(number, INDEX_DIGITS) + 0.0 for number in numbers)  # no zero with a sign


def _tornado(found: Sensitivity) -> Table:
    """One row for each outcome, kept factor and end of its range, in the order of the ranking."""
    columns = (
        _outcome_column(found),
        Column("parameter", meaning="what is set to an end of its range, alone"),
        Column("end", meaning="which end"),
        Column("value", "", "the parameter there", "number"),
        Column("parameter_unit", heading="unit"),
        Column(
            "own", "", "the parameter in the baseline; none for a lever, which may change", "number", "baseline has"
        ),
        Column("baseline", "", "mean outcome of the baseline", "number", "outcome", finer="difference"),
        Column("changed", "", "mean outcome at that end", "number", "at that end", finer="difference"),
        Column("difference", "", "mean over pairs of the change", "difference", interval=("low", "high")),
        *ENDS,
        Column("finding", meaning="whether the difference is distinguishable from zero", heading="from zero"),
        Column("unit", meaning="unit of the outcome", shown=False),
        Column("pairs", "pairs of runs", "pairs that have a value", "integer", shown=False),
    )
    rows: list[Row] = [
        (
            name, one.factor, which, end.value, unit_of(one.factor.partition(" from ")[0]), one.own, one.base,
            one.base + end.difference, end.difference, end.low, end.high, end.finding, outcome(name).unit, end.pairs,
        )
        for name in found.outcomes
        for one in found.swings_in_order(name)
        for which, end in one.ends.items()
    ]  # fmt: skip
    title = "One at a time: each kept factor at both ends of its range, all others as in the baseline"
    basis = over_pairs(found.plan.tornado_runs, "the same chance in the baseline and at the end")
    return Table("tornado", title, columns, rows, basis=basis, keys=("outcome", "parameter", "end"))


def _noise(found: Sensitivity) -> Table:
    columns = (
        Column("outcome", format="name"),
        Column("runs", "runs", "runs at each point, the same at all of them", "integer", shown=False),
        Column("noise_share", meaning="share of the variance between points that is chance", format="percent"),
        Column(
            "noise_share_of_one_run_alone", meaning="the same with one run a point and no seeds in common",
            format="percent", shown=False,
        ),
        Column("held_by_few", meaning="share of the variance that 5 % of the points hold", format="percent",
               shown=False),
        Column("sets", meaning="sets of parameters of the screening, or base points", format="integer", shown=False),
        Column("at_once", meaning="of these left out because the regime falls at once", format="integer",
               heading="left out: falls at once"),
        Column("missing", meaning="of these left out because a run failed", format="integer", shown=False),
        Column("ended_share", meaning="share of runs in which the regime falls before the end", format="percent",
               shown=False),
        Column("converged", meaning="whether more points would change little", format="yes"),
        Column("verdict", meaning="what that rests on", heading="what that rests on"),
    )  # fmt: skip

    def row(name: str) -> Row:
        indexed, verdict = found.indices.get(name), found.verdicts.get(name)
        one = indexed or found.screening.get(name)
        return (
            name, found.plan.runs, *((one.noise.share, one.noise.alone) if one else (math.nan, math.nan)),
            indexed.held_by_few if indexed else math.nan, *((one.sets, one.at_once, one.missing) if one else (0, 0, 0)),
            found.ended, *((verdict.converged, verdict.found) if verdict else (None, "")),
        )  # fmt: skip

    rows = [row(name) for name in found.outcomes]
    return Table("noise", "How much is chance, and whether more points are needed", columns, rows, keys=("outcome",))


def convergence_rows(found: Sensitivity, name: str) -> list[Row]:
    """An outcome's indices, or where there are none effects of kept factors, on growing parts of the sample."""
    rows: list[Row] = []
    indexed, screened = found.indices.get(name), found.screening.get(name)
    if indexed:
        for share, points, part in zip(PARTS, indexed.points, indexed.parts, strict=True):
            for place, factor in enumerate((*found.kept, CHANCE)):
                value, reach = float(part.total[place]), float(part.total_reach[place])
                rows.append((name, factor, TOTAL, share, points, value, value - reach, value + reach))
    elif screened and not found.indices:
        for share, points, part in zip(PARTS, screened.trajectories, screened.parts, strict=True):
            for factor in found.kept:
                place = found.plan.names.index(factor)
                numbers = (float(one[place]) for one in (part.mu_star, part.low, part.high))
                rows.append((name, factor, SIZE, share, points, *numbers))
    return rows


def _convergence(found: Sensitivity) -> Table:
    columns = (
        Column("outcome", format="name"),
        Column("parameter"),
        Column("measure", meaning="total: total index; mu_star: size of the effect"),
        Column("part", meaning="part of the sample", format="percent"),
        Column("points", meaning="base points, or trajectories", format="integer"),
        Column("value", format="number", interval=("low", "high")),
        *ENDS,
    )
    rows = [row for name in found.outcomes for row in convergence_rows(found, name)]
    keys = ("outcome", "parameter", "part")
    title = "Convergence: the same on growing parts of the sample"
    return Table("convergence", title, columns, rows, basis=basis_of(found), keys=keys, most=0)
