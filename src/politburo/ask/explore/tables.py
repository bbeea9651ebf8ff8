"""An exploration as tables: limits, what boxes are worth, the condition, and for files the peelings and all sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from politburo.answer import Basis, Column, Row, Table, later
from politburo.ask.experiment import outcome_column
from politburo.ask.factors import HELD_FROM, column_of
from politburo.ask.intervals import ENDS, share_interval
from politburo.run.outcomes import outcome

if TYPE_CHECKING:
    from politburo.ask.explore.answer import Exploration
    from politburo.ask.explore.boxes import Box, Restriction
    from politburo.ask.explore.condition import Part

UNIFORM = "drawn uniformly from their declared ranges, wide ones in the logarithm"

BOX = Column("box", meaning="number of the box; 0: none", format="integer")


def tables(found: Exploration) -> tuple[Table, ...]:
    """All tables, the limits first."""
    return _limits(found), _boxes(found), _condition(found), _peeling(found), _sets(found)


def basis_of(found: Exploration) -> Basis:
    """What the intervals of shares of sets are over."""
    design = found.results.experiment.design
    uniform = any(name in design for name in ("Latin hypercubes", "Sobol' sequence"))
    chosen = UNIFORM if uniform else f"chosen as {design}"
    return Basis(f"{len(found.classed.cases)} sets of parameters", f"{chosen}; how probable they are is left out")


def _shown(found: Exploration) -> tuple[Box, ...]:
    """The boxes, and the one that is not distinguishable from chance, if any."""
    return (*found.boxes, *([found.found.refused] if found.found.refused else []))


def _limits(found: Exploration) -> Table:
    columns = (
        BOX,
        Column("parameter", meaning="what is limited"),
        HELD_FROM,
        Column("meaning"),
        Column("unit"),
        Column("above", "", "lower limit; none where it is open", "number"),
        Column("below", "", "upper limit; none where it is open", "number"),
        Column("baseline", "", "the parameter in the baseline; none for a lever", "number", "baseline has"),
        Column("declared_low", "", "lower end of the declared range", "number", "range from"),
        Column("declared_high", "", "upper end of the declared range", "number", "to"),
        Column("logarithmic", meaning="whether places in the range are relative", format="yes", shown=False),
        Column("place_above", "share of the range", "place of the lower limit", "number", shown=False),
        Column("place_below", "share of the range", "place of the upper limit", "number", shown=False),
        Column("quasi_p_above", "", "quasi-p-value of the lower limit", "number", shown=False),
        Column("quasi_p_below", "", "quasi-p-value of the upper limit", "number", shown=False),
        Column("quasi_p", "", "the smaller one of both sides", heading="quasi-p"),
        Column("found_again", meaning="folds without which the search limits it in the same direction"),
        Column("more_than_chance", meaning="whether the box is distinguishable from chance", format="yes", shown=False),
    )  # fmt: skip
    rows = [_limit(box, one) for box in _shown(found) for one in box.restrictions]
    return Table(
        "limits", f"Limits within which {found.condition.said} is frequent", columns, rows, keys=("box", "parameter")
    )


def _limit(box: Box, one: Restriction) -> Row:
    axis, sides = one.axis, (one.lower, one.upper)
    return (
        box.number, axis.name, axis.start, axis.meaning, "" if axis.unit == "1" else axis.unit, one.low, one.high,
        axis.usual, axis.low, axis.high, axis.is_logarithmic, *(side and side.place for side in sides),
        *(side and side.p for side in sides), one.p_in_words, one.again_in_words(box.held_out.folds),
        box.is_more_than_chance,
    )  # fmt: skip


def _boxes(found: Exploration) -> Table:
    columns = (
        BOX,
        Column("among", "sets", "sets searched: those outside of the boxes before", "integer", shown=False),
        Column("share_of_cases", meaning="share of cases among the sets searched", format="percent",
               heading="cases among all"),
        Column("sets", "sets", "sets inside", "integer"),
        Column("cases", "sets", "cases inside", "integer"),
        Column("density", meaning="share of the sets inside that are cases", format="percent"),
        Column("coverage", meaning="share of all cases that are inside", format="percent"),
        Column("mass", meaning="share of all sets that are inside", format="percent"),
        Column("held_out_density", meaning="density of boxes so found on sets held out", format="percent",
               heading="density on sets held out", interval=("low", "high")),
        *ENDS,
        Column("held_out_coverage", meaning="their coverage", format="percent", heading="coverage on sets held out"),
        Column("chance_density", meaning="highest density of a box found with cases permuted", format="percent",
               shown=False),
        Column("chance_p", "", "p-value of the permutation test", "number", "permutation test p"),
        Column("more_than_chance", meaning="whether the box is distinguishable from chance", format="yes"),
    )  # fmt: skip

    def row(box: Box) -> Row:
        held, chance = box.held_out, box.chance
        return (
            box.number, box.among, box.share, box.points, box.cases, box.density, box.coverage, box.mass,
            *_share(held.cases, held.points), box.coverage_of(held), max(chance.densities, default=None), chance.p,
            box.is_more_than_chance,
        )  # fmt: skip

    rows = [row(box) for box in _shown(found)]
    return Table(
        "boxes", "What the boxes are worth", columns, rows, basis=basis_of(found) if rows else None, keys=("box",)
    )


def _condition(found: Exploration) -> Table:
    """One row for each part of the condition, and one for all of it."""
    classed, base = found.classed, found.classed.base or {}
    columns = (
        Column("condition", meaning="a part of the condition, or all of it"),
        Column("outcome", format="name", shown=False),
        Column("unit"),
        Column("threshold", "", "what means over runs are compared with", "number"),
        Column("baseline", "", "the outcome in the baseline, where it is known", "number"),
        Column("sets", "sets", "sets of parameters", "integer"),
        Column("cases", "sets", "sets in which it holds", "integer"),
        Column("share", meaning="share of the sets in which it holds", format="percent", interval=("low", "high")),
        *ENDS,
        Column("unstable", meaning="share of sets that two halves of the runs class differently", format="percent",
               heading="classed differently by half the runs"),
        Column("baseline_is_case", meaning="whether it holds in the baseline, where that is known", format="yes"),
    )  # fmt: skip
    sets, parts = len(classed.cases), found.condition.parts

    def row(said: str, part: Part | None, count: int, *stable: float | bool | None) -> Row:
        """A part of the condition, or all of it, of which no outcome and threshold can be said where it has parts."""
        if part is None:
            return (said, "", "", None, None, sets, count, *_share(count, sets), *stable)
        name, levels = part.outcome, classed.levels[part.outcome]
        threshold = part.threshold(levels, base.get(name))
        return (
            said, name, outcome(name).unit, threshold, base.get(name), sets, count, *_share(count, sets), *stable
        )  # fmt: skip

    rows = [
        row(str(part), part, int(part.holds(classed.levels[part.outcome], base.get(part.outcome)).sum()), None, None)
        for part in (parts if len(parts) > 1 else ())
    ]
    only = parts[0] if len(parts) == 1 else None
    rows.append(row(found.condition.said, only, classed.count, classed.unstable, classed.is_base_case))
    return Table("condition", "How often the condition holds", columns, rows, basis=basis_of(found))


def _share(count: int, sets: int) -> tuple[float | None, ...]:
    """A share with the ends of its interval."""
    return (count / sets, *share_interval(count, sets)) if sets else (None, None, None)


def _peeling(found: Exploration) -> Table:
    columns = (
        BOX,
        Column("step", format="integer"),
        Column("coverage", meaning="share of all cases that are inside", format="percent"),
        Column("density", meaning="share of the sets inside that are cases", format="percent"),
        Column("restricted", "parameters", "parameters that are limited", "integer"),
        Column("chosen", meaning="whether the rule chose this step", format="yes"),
    )
    rows = [
        (box.number, place, box.coverage_of(step), step.density, len(step.columns), place == box.found.chosen)
        for box in _shown(found)
        for place, step in enumerate(box.found.steps)
    ]
    note = f"The rule: {found.search.rule}."
    return Table("peeling", "Steps of the peelings", columns, rows, note, keys=("box", "step"), most=0)


def _sets(found: Exploration) -> Table:
    """One row for each set of parameters: its values, the outcomes of the condition, whether it is a case, its box."""
    classed = found.classed
    columns = (
        Column("set", meaning="number of the set of parameters", format="integer"),
        *(column_of(name) for name in found.results.experiment.names),
        *(outcome_column(name, found.results.experiment) for name in classed.levels),
        Column("case", meaning="whether the condition holds", format="yes"),
        BOX,
    )  # fmt: skip

    def rows() -> list[Row]:
        inside = np.zeros(len(classed.cases), int)
        for box in found.boxes:
            inside[box.members] = box.number
        points = found.results.experiment.points[classed.points].tolist()
        levels = [values.tolist() for values in classed.levels.values()]
        each = zip(classed.points.tolist(), points, classed.cases.tolist(), inside.tolist(), *levels, strict=True)
        return [(number, *point, *outcomes, case, box) for number, point, case, box, *outcomes in each]

    return Table(
        "sets", "All sets of parameters, with means over their runs", columns, later(rows), keys=("set",), bulk=True
    )
