"""What an exploration found, also in words: which sets of parameters are cases, and where these are frequent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from politburo.answer import Table
from politburo.answer.numbers import figures, numbered, percent, plain
from politburo.ask.experiment import OfExperiment
from politburo.ask.explore.boxes import Box, Found, Restriction
from politburo.ask.explore.cases import Axis, Cases
from politburo.ask.explore.condition import Comparison, Condition, Part
from politburo.ask.explore.search import Search
from politburo.ask.explore.tables import basis_of, tables
from politburo.ask.intervals import share_interval
from politburo.run.outcomes import OUTCOMES
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
        """Write the answer into a folder, by default one named by the condition in that of the experiment.

        See Answer.save.
        """
        return super().save(self.folder / "explored" / self._slug if folder is None else folder, formats)

    @property
    def _slug(self) -> str:
        """The condition in letters that all systems allow, and a hash of all that was asked."""
        said = f"{self.condition.said} {self.search}"
        name = re.sub(r"[^A-Za-z0-9.]+", "-", self.condition.said).strip("-.")[:LONGEST]
        return f"{name}-{hashlib.blake2b(said.encode(), digest_size=3).hexdigest()}"

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return tables(self)

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
    if scale := sample(found.base.scale):
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
