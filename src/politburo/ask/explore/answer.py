"""What an exploration found, in words and tables: which sets of parameters are cases, and where these are frequent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from politburo.answer import Basis, Column, Row, Table, later
from politburo.answer.numbers import figures, numbered, percent, plain
from politburo.ask.experiment import OfExperiment, outcome_column
from politburo.ask.explore.boxes import Box, Found, Restriction
from politburo.ask.explore.cases import Axis, Cases, Comparison, Condition, Part
from politburo.ask.explore.search import Search
from politburo.ask.factors import HELD_FROM, column_of
from politburo.ask.intervals import ENDS, share_interval
from politburo.run.outcomes import OUTCOMES, outcome
from politburo.run.scale import sample

if TYPE_CHECKING:
    from politburo.answer.files import FileFormat

SIGNS = {">": "is above", ">=": "is at least", "<": "is below", "<=": "is at most"}
OFTEN = {">": "more than", ">=": "at least", "<": "fewer than", "<=": "at most"}

LONGEST = 60
"""Characters of a condition in the name of a folder."""


@dataclass(frozen=True, eq=False, repr=False)
class Exploration(OfExperiment):
    """Which sets of parameters of an experiment are cases, and the boxes in which these are frequent."""

    question: ClassVar[str] = "explore"

    condition: Condition
    classed: Cases
    axes: tuple[Axis, ...]
    search: Search
    found: Found

    @property
    def title(self) -> str:
        """The condition, and the scenario."""
        return f"Where {self.condition.said} · {' '.join(self.base.title.split())}"

    @property
    def about(self) -> tuple[str, ...]:
        """Names of the outcomes of the condition."""
        return self.condition.outcomes

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes that are more than chance gives."""
        return self.found.boxes

    @property
    def share(self) -> float:
        """Share of the points at which the condition holds."""
        return self.classed.share

    def save(
        self, folder: str | Path | None = None, formats: Sequence[FileFormat] = ("json", "csv", "svg", "png")
    ) -> tuple[Path, ...]:
        """Write the answer, by default into a folder named by the condition in the experiment's; see Answer.save."""
        return super().save(self.folder / "explored" / self._slug if folder is None else folder, formats)

    @property
    def _slug(self) -> str:
        """The condition in letters that all systems allow, and a hash of all that was asked."""
        said = f"{self.condition.said} {self.search}"
        name = re.sub(r"[^A-Za-z0-9.]+", "-", self.condition.said).strip("-.")[:LONGEST]
        return f"{name}-{hashlib.blake2b(said.encode(), digest_size=3).hexdigest()}"

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return _limits_table(self), _boxes_table(self), _condition_table(self), _peeling_table(self), _sets_table(self)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        refused, why = self.found.refused, self.found.why
        paragraphs = [_opening(self), *(_box(box) for box in self.boxes)]
        if refused is not None:
            paragraphs.append(
                f"{why} It was: where {_where(refused)}, {percent(refused.density)} against {percent(refused.share)} "
                f"of all that were searched. {_checks(refused)}"
            )
        elif why:
            paragraphs.append(f"After that: {why}" if self.boxes else why)
        return (*paragraphs, _how_to_read(self))


def _opening(found: Exploration) -> str:
    """How often the condition holds, whether it does in the base scenario, and how far chance decides that."""
    classed, runs = found.classed, found.results.runs
    asked = any(isinstance(part, Comparison) for part in found.condition.parts)  # else the share is as it was asked
    interval = _interval(classed.count, len(classed.cases)) if asked else ""
    said = [
        f"In {percent(found.share)}{interval} of {len(classed.cases)} simulated sets of parameters "
        f"({classed.count} cases, {numbered(runs, 'run')} each) {in_sentence(found)}."
    ]
    if classed.is_base_case is not None:
        said.append(f"In the baseline {'that holds, too' if classed.is_base_case else 'it does not hold'}.")
    if classed.unstable is not None:
        said.append(f"Two halves of the runs class {percent(classed.unstable)} of the sets differently.")
    elif runs == 1:
        said.append("With one run each, chance cannot be distinguished from parameters: a set may be a case by luck.")
    if scale := sample(found.base):
        said.append(scale)
    if classed.left_out:
        said.append(f"Left out: {numbered(classed.left_out, 'set')} without a finished run.")
    return " ".join(said)


def _box(box: Box) -> str:
    """Where cases are frequent, how many of them that explains, and what the two checks say."""
    beside = f" of the {box.among} sets outside the box{'es' * (box.number > 2)} above" if box.number > 1 else ""
    return (
        f"Box {box.number}: where {_where(box)}, it holds in {percent(box.density)}{beside or ' of the sets'} "
        f"({box.cases} of {box.points}); these are {percent(box.coverage)} of all cases (coverage {box.coverage:.2f}). "
        f"{_checks(box)}"
    )


def _where(box: Box) -> str:
    return " and ".join(limit_in_words(one) for one in box.restrictions)


def _checks(box: Box) -> str:
    """What such boxes are worth on sets that they were not found on, and with cases permuted among the sets."""
    held, chance = box.held_out, box.chance
    missed = held.folds - held.found
    none = f"; without {missed} of the {held.folds} folds no box was found" if missed else ""
    again = (
        f"On sets held out (boxes found without each of {held.folds} folds, counted on that fold) it holds in "
        f"{percent(held.density)}{_interval(held.cases, held.points)}, coverage {box.coverage_of(held):.2f}{none}."
        if held.density is not None
        else "On sets held out, no box could be found again."
    )
    found = len(chance.densities)
    times = "once" if found == 1 else f"{found} times"
    permuted = (
        f"a box is found {times}, with a density of at most {percent(max(chance.densities))}"
        if found
        else "no box is found at all"
    )
    return (
        f"{again} Permutation test ({numbered(len(chance.boxes), 'permutation')}, p = {chance.p:.2g}): with cases "
        f"permuted among the sets {permuted}."
    )


def limit_in_words(one: Restriction) -> str:
    """The limits of one parameter: `choose.plot_rate > 0.004`, `0.2 < market_tolerance < 0.6`."""
    name = one.axis.called
    if one.low is None:
        return f"{name} < {limit(one, one.high)}"
    if one.high is None:
        return f"{name} > {limit(one, one.low)}"
    return f"{limit(one, one.low)} < {name} < {limit(one, one.high)}"


def limit(one: Restriction, value: float | None, *, with_unit: bool = True) -> str:
    """A limit in about three figures, with its unit."""
    unit = f" {one.axis.said_unit}" if with_unit and one.axis.said_unit else ""
    return "" if value is None else figures(value) + unit


def in_sentence(found: Exploration) -> str:
    """The condition at the end of a sentence."""
    return " and ".join(_part(found, part) for part in found.condition.parts)


def _how_to_read(found: Exploration) -> str:
    """By which rule a box is chosen, and what it is."""
    return (
        f"A box is chosen from the way of a peeling (PRIM) by this rule: {found.search.rule}. It says where in the "
        "declared ranges the simulated outcome is frequent, not how probable such parameters are. In brackets: "
        f"{basis_of(found)}."
    )


def _interval(count: int, of: int) -> str:
    """The interval of a share, in brackets."""
    low, high = share_interval(count, of)
    return f" [{percent(low).removesuffix(' %')}, {percent(high)}]"


def _part(found: Exploration, part: Part) -> str:
    name = part.outcome.replace("_", " ")
    unit = OUTCOMES[part.outcome].unit
    unit = "" if unit in ("1", "share", "ratio") else f" {unit}"
    threshold = part.threshold(found.classed.levels[part.outcome], (found.classed.base or {}).get(part.outcome))
    level = f"{plain(threshold)}{unit}"
    if not isinstance(part, Comparison):
        which = "highest" if part.is_top else "lowest"
        sign = "above" if part.is_top else "below"
        return f"{name} is among the {which} {figures(100 * part.share)} % of all ({sign} {level})"
    if part.is_relative:
        return f"{name} {SIGNS[part.sign]} {part.amount:g} times its level in the baseline ({level})"
    if part.outcome == "regime_falls":
        return f"the regime falls in {OFTEN[part.sign]} {figures(100 * part.amount)} % of the runs"
    return f"{name} {SIGNS[part.sign]} {figures(part.amount)}{unit}"


UNIFORM = "drawn uniformly from their declared ranges, wide ones in the logarithm"

BOX = Column("box", meaning="number of the box; 0: none", format="integer")


def basis_of(found: Exploration) -> Basis:
    """What the intervals of shares of sets are over."""
    design = found.results.experiment.design
    uniform = any(name in design for name in ("Latin hypercubes", "Sobol' sequence"))
    chosen = UNIFORM if uniform else f"chosen as {design}"
    return Basis(f"{len(found.classed.cases)} sets of parameters", f"{chosen}; how probable they are is left out")


def _shown(found: Exploration) -> tuple[Box, ...]:
    """The boxes, and the one that is not distinguishable from chance, if any."""
    return (*found.boxes, *([found.found.refused] if found.found.refused else []))


def _limits_table(found: Exploration) -> Table:
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


def _boxes_table(found: Exploration) -> Table:
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


def _condition_table(found: Exploration) -> Table:
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


def _peeling_table(found: Exploration) -> Table:
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


def _sets_table(found: Exploration) -> Table:
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
