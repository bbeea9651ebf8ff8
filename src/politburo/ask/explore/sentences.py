"""An exploration in words: how often it comes about, where, how surely, and by which rule that was found."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from politburo.answer.numbers import digits
from politburo.ask.explore.condition import Comparison, Part
from politburo.ask.explore.tables import basis_of
from politburo.ask.intervals import share_interval
from politburo.run.outcomes import OUTCOMES
from politburo.run.scale import sample

if TYPE_CHECKING:
    from politburo.ask.explore.answer import Exploration
    from politburo.ask.explore.boxes import Box, Restriction

SIGNS = {">": "is above", ">=": "is at least", "<": "is below", "<=": "is at most"}
OFTEN = {">": "more than", ">=": "at least", "<": "fewer than", "<=": "at most"}


def sentences(found: Exploration) -> tuple[str, ...]:
    """A paragraph on how often the condition holds, one for each box, and one on how to read it."""
    paragraphs = [opening(found), *(box_in_words(found, box) for box in found.boxes)]
    refused, why = found.found.refused, found.found.why
    if refused is not None:
        paragraphs.append(f"{why} {_refusal(refused)}")
    elif why:
        paragraphs.append(why if not found.boxes else f"After that: {why}")
    return (*paragraphs, how_to_read(found))


def opening(found: Exploration) -> str:
    """How often the condition holds, whether it does in the base scenario, and how far chance decides that."""
    classed, runs = found.classed, found.results.runs
    asked = any(isinstance(part, Comparison) for part in found.condition.parts)  # else the share is as it was asked
    interval = _interval(int(classed.cases.sum()), len(classed.cases)) if asked else ""
    said = [
        f"In {percent(found.share)}{interval} of {len(classed.cases)} "
        f"simulated sets of parameters ({int(classed.cases.sum())} cases, {runs} run{'s' * (runs != 1)} each) "
        f"{in_sentence(found)}."
    ]
    if classed.is_base_case is not None:
        said.append(f"In the baseline {'that holds, too' if classed.is_base_case else 'it does not hold'}.")
    if classed.unstable is not None:
        said.append(f"Two halves of the runs class {percent(classed.unstable)} of the sets differently.")
    elif runs == 1:
        said.append("With one run each, chance cannot be distinguished from parameters: a set may be a case by luck.")
    if scale := sample(found.results.experiment.base.scale):
        said.append(scale)
    if classed.left_out:
        said.append(f"{classed.left_out} sets without a finished run are left out.")
    return " ".join(said)


def box_in_words(found: Exploration, box: Box) -> str:
    """Where cases are frequent, how many of them that explains, and what the two checks say."""
    where = " and ".join(limit_in_words(one) for one in box.restrictions)
    beside = "" if box.number == 1 else f" of the {box.among} sets outside the box{'es' * (box.number > 2)} above"
    return (
        f"Box {box.number}: where {where}, it holds in {percent(box.density)}{beside or ' of the sets'} "
        f"({box.cases} of {box.points}); these are {percent(box.coverage)} of all cases (coverage {box.coverage:.2f}). "
        f"{held_out_in_words(box)} {chance_in_words(box)}"
    )


def held_out_in_words(box: Box) -> str:
    """What boxes found in the same way are worth on sets that they were not found on."""
    held = box.held_out
    if held.density is None:
        return "On sets held out, no box could be found again."
    missed = held.folds - held.found
    none = f"; without {missed} of the {held.folds} folds no box was found" if missed else ""
    return (
        f"On sets held out (boxes found without each of {held.folds} folds, counted on that fold) it holds in "
        f"{percent(held.density)}{_interval(held.cases, held.points)}, coverage {box.held_out_coverage:.2f}{none}."
    )


def chance_in_words(box: Box) -> str:
    """What the same search finds when cases are permuted among the sets."""
    chance = box.chance
    done, found = len(chance.boxes), len(chance.densities)
    test = f"Permutation test ({done} permutation{'s' * (done != 1)}, p = {chance.p:.2g})"
    if not found:
        return f"{test}: with cases permuted among the sets no box is found at all."
    times = "once" if found == 1 else f"{found} times"
    return (
        f"{test}: with cases permuted among the sets a box is found {times}, with a density of at most "
        f"{percent(max(chance.densities))}."
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
    if value is None:
        return ""
    unit = f" {one.axis.unit}" if with_unit and one.axis.unit not in ("1", "share") else ""
    return figures(value) + unit


def figures(value: float) -> str:
    """A number in about three figures, without a power of ten."""
    size = abs(value)
    decimals = 0 if size >= 1000 or size == 0 else max(2 - math.floor(math.log10(size)), 0)
    text = f"{value:,.{decimals}f}"
    return (text.rstrip("0").rstrip(".") if decimals else text).replace("-", "−")


def in_sentence(found: Exploration) -> str:
    """The condition at the end of a sentence."""
    return " and ".join(_part(found, part) for part in found.condition.parts)


def how_to_read(found: Exploration) -> str:
    """By which rule a box is chosen, and what it is."""
    return (
        f"A box is chosen from the way of a peeling (PRIM) by this rule: {found.search.rule}. It says where in the "
        "declared ranges the simulated outcome is frequent, not how probable such parameters are. In brackets: "
        f"{basis_of(found)}."
    )


def percent(share: float) -> str:
    """A share in per cent; with a decimal where it is small."""
    return f"{100 * share:.{1 if 0 < share < 0.02 else 0}f} %"


def _interval(count: int, of: int) -> str:
    """The interval of a share, in brackets."""
    low, high = share_interval(count, of) if of else (0.0, 1.0)
    return f" [{percent(low).removesuffix(' %')}, {percent(high)}]"


def _part(found: Exploration, part: Part) -> str:
    name = part.outcome.replace("_", " ")
    unit = OUTCOMES[part.outcome].unit
    unit = "" if unit in ("1", "share", "ratio") else f" {unit}"
    threshold = part.threshold(found.classed.levels[part.outcome], (found.classed.base or {}).get(part.outcome))
    level = f"{threshold:,.{digits(abs(threshold))}f}{unit}"
    if not isinstance(part, Comparison):
        which = "highest" if part.is_top else "lowest"
        sign = "above" if part.is_top else "below"
        return f"{name} is among the {which} {percent(part.share)} of all ({sign} {level})"
    if part.is_relative:
        return f"{name} {SIGNS[part.sign]} {part.amount:g} times its level in the baseline ({level})"
    if part.outcome == "regime_falls":
        return f"the regime falls in {OFTEN[part.sign]} {percent(part.amount)} of the runs"
    return f"{name} {SIGNS[part.sign]} {figures(part.amount)}{unit}"


def _refusal(box: Box) -> str:
    where = " and ".join(limit_in_words(one) for one in box.restrictions)
    return (
        f"It was: where {where}, {percent(box.density)} against {percent(box.share)} of all that were searched. "
        f"{held_out_in_words(box)} {chance_in_words(box)}"
    )
