"""The differences over time: a panel for each series, a line with its band for each alternative, dated events above.

Levels are shown month by month. What happens, such as flights, is shown as a running total since the change: its line
ends at the difference over the whole period.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

import numpy as np

from politburo.answer import Drawing
from politburo.answer.numbers import digits, month_in_words, numbered, with_sign
from politburo.ask.compare.quantities import BY_NAME
from politburo.ask.intervals import IDENTICAL, Intervals
from politburo.run.outcomes import Outcome
from politburo.scenario.months import month_of_effect
from politburo.show import look, parameter_sets
from politburo.show.axes import TimeAxis, ValueAxis, axis_around_zero, year_of
from politburo.show.events import Events, kind_of, label_of, shown_events
from politburo.show.frame import STAMP, drawing, framed, part_of_the_country
from politburo.show.look import WIDE
from politburo.show.marks import Spec, amid, field, heading, level, mark, number, over, panel, short
from politburo.show.run import FIGURES

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison
    from politburo.scenario import PublicEvent

COLOURS = (look.REALITY, look.RECORD, look.INK)
DASHES = ((), (6, 3))
STYLES = tuple((colour, dash) for dash in DASHES for colour in COLOURS)
"""Colour and dashes of the alternatives in their order; more of them than these are in the tables alone.

Everyone can tell three colours apart, and of more not all.
"""

NAME_GAP = 12
"""Pixels of the margin that the name of a line does not take."""

CHANGED = "succession"
"""What differs between the arms is drawn as heavily as a succession, and is left out as late."""

HEIGHT = 96
"""Pixels of a panel."""

MONTHS_BEFORE = 12
"""Months before the change that are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """One alternative in a panel: its name, colour and dashes (none: a solid line), its difference month by month."""

    name: str
    colour: str
    dash: tuple[int, ...]
    found: Intervals


def drawings() -> tuple[Drawing, ...]:
    """The figures of a comparison."""
    return (
        drawing("differences", "Differences over time", specification),
        drawing(
            "across_priors",
            "Effects under other parameters",
            parameter_sets.specification,
            lambda comparison: comparison.parameter_sets is not None,
        ),
    )


def drawings_of_branch() -> tuple[Drawing, ...]:
    """The figures of a branch: those of its comparison with its parent, or else an overview of its runs."""
    overview = FIGURES["overview"]
    return (
        *(
            Drawing(
                one.name,
                one.title,
                lambda branch, dark, one=one: one.draw(branch.comparison(), dark),
                lambda branch, one=one: branch.is_paired and one.applies(branch.comparison()),
            )
            for one in drawings()
        ),
        drawing(
            overview.name,
            overview.title,
            lambda branch: overview.specification(branch.results),
            lambda branch: not branch.is_paired,
        ),
    )


def specification(comparison: Comparison) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    first = max(comparison.months.start, comparison.since - MONTHS_BEFORE)
    time = TimeAxis(first, comparison.months.stop - 1)
    events = _events(comparison, time)
    panels = [_panel(comparison, one, time, events) for one in comparison.drawn]
    title = "Differences from the baseline"
    if len(comparison.alternatives) == 1:
        title = f"Difference: {comparison.alternatives[0].label}"
    titles = [title, comparison.baseline.scenario.title]
    return framed(comparison, titles, _about(comparison), panels, events=events)


def _names(comparison: Comparison) -> list[str]:
    """What the lines are called: as the alternatives are where there is room for it, else by letters."""
    labels = [f"{arm.label}{_how(at)}" for at, arm in enumerate(comparison.alternatives[: len(STYLES)])]
    room = WIDE.margin - NAME_GAP
    if all(look.text_width(label, look.TEXT) * look.BOLD <= room for label in labels):
        return labels
    return list(ascii_lowercase[: len(labels)])


def _key(comparison: Comparison) -> list[str]:
    """What the letters stand for, where they stand for the names of several alternatives."""
    names, alternatives = _names(comparison), comparison.alternatives
    if len(alternatives) == 1 or names[0] == alternatives[0].label:
        return []
    return [f"{name}{_how(at)}: {alternatives[at].label}." for at, name in enumerate(names)]


def _how(place: int) -> str:
    """How a line is drawn that shares its colour with another one."""
    return " (dashed)" if STYLES[place][1] else ""


def _about(comparison: Comparison) -> list[str]:
    pairs = len(comparison.runs)
    what = (
        f"{pairs} pairs of simulated runs, each with the same chance in both arms" if pairs > 1 else "one pair of runs"
    )
    said = [f"{STAMP}. Alternative − baseline; {what}{', so no interval' if pairs == 1 else ''}."]
    if pairs > 1:
        said.append(f"Line: mean, band: {comparison.basis}.")
    if any(one.is_counted for one in comparison.drawn):
        said.append(f"What is counted is added up from {month_in_words(comparison.since)} on.")
    left = len(comparison.alternatives) - len(STYLES)
    if left > 0:
        said.append(f"{numbered(left, 'more alternative')} in the tables alone.")
    fell = [comparison.ends(at) for at in range(len(comparison.alternatives))]
    if any(one.base or one.changed for one in fell):
        said.append("Regimes fell in some runs; later months show the pairs in which both last.")
    said += part_of_the_country(comparison.baseline.scenario)
    return [" ".join(lines) for lines in (said, _key(comparison)) if lines]


def _panel(comparison: Comparison, outcome: Outcome, time: TimeAxis, events: Events) -> Spec:
    before = time.first - comparison.months.start
    lines = [
        Line(name, colour, dash, _since(before, comparison.running(outcome, place)))
        for place, (name, (colour, dash)) in enumerate(zip(_names(comparison), STYLES, strict=False))
    ]
    ends = [[line.found.mean, line.found.low, line.found.high] for line in lines]
    axis = axis_around_zero(np.concatenate(ends, axis=None), HEIGHT)
    layers = [events.rules(), level(0.0, axis)]
    layers += [_drawn(line, time, axis) for line in lines]
    names = [(_last(line) if len(lines) == 1 else line.name, line.colour, _end(line, axis)) for line in lines]
    return panel(_heading(outcome), axis.height, layers, names)


def _heading(outcome: Outcome) -> str:
    """What a panel shows: a series by its own meaning, which says nothing of a whole run unless it is one in all."""
    meaning = (BY_NAME.get(outcome.name) or outcome).meaning.removesuffix(", in all")
    added = ", running total" if outcome.is_counted else ""
    return heading(meaning.removesuffix(parameter_sets.AVERAGED), outcome.unit) + added


def _since(before: int, found: Intervals) -> Intervals:
    """The same without so many months at the begin."""
    return Intervals(found.mean[before:], found.low[before:], found.high[before:], found.pairs[before:])


def _drawn(line: Line, time: TimeAxis, axis: ValueAxis) -> Spec:
    """The band of a line, and its mean over it."""
    ends = {"mean": line.found.mean, "low": line.found.low, "high": line.found.high}
    rows = [
        amid(time.first + at) | {name: short(values[at]) for name, values in ends.items() if not math.isnan(values[at])}
        for at in np.flatnonzero(~np.isnan(line.found.mean)).tolist()
    ]
    tooltip = [{**field("when"), "title": line.name}, *map(number, ends)]
    banded = [row for row in rows if "low" in row]
    x = {"x": time.channel("middle"), "tooltip": tooltip}
    band = mark("area", color=line.colour, opacity=look.BAND), axis.between("low", "high")
    dashes = {"strokeDash": list(line.dash)} if line.dash else {}
    mean = mark("line", color=line.colour, strokeWidth=2, **dashes), {"y": axis.channel("mean")}
    return {"layer": [over(banded, x, band), over(rows, x, mean)]}


def _last(line: Line) -> str:
    """The difference in the last month that has one, or that there never is any."""
    there = np.flatnonzero(~np.isnan(line.found.mean))
    if not len(there):
        return "no pair lasts"
    if not line.found.mean[there].any():
        return IDENTICAL
    value = float(line.found.mean[there[-1]])
    return f"{with_sign(value, digits(abs(value)))} at the end"


def _end(line: Line, axis: ValueAxis) -> float:
    """Where the name of a line belongs: at the height of its last value, or in the middle where it has none."""
    values = line.found.mean[~np.isnan(line.found.mean)]
    return axis.pixel(float(values[-1])) if len(values) else axis.height / 2


def _events(comparison: Comparison, time: TimeAxis) -> Events:
    """The dated events of all arms that have room; those that not all arms have say so."""
    begin, end = time.domain
    base, *others = ({event.label: event for event in arm.scenario.events} for arm in comparison.arms)
    dated = [(event, _left_out(label, others)) for label, event in base.items()]
    dated += [
        (event, f"{event.label} (added)") for other in others for label, event in other.items() if label not in base
    ]
    inside = [(event, text) for event, text in dated if begin <= year_of(event.day) < end]
    told = [
        (year_of(event.day), label_of(event, text), kind_of(event) if text == event.label else CHANGED)
        for event, text in inside
    ]
    marked = any(text != event.label and month_of_effect(event.day) <= comparison.since for event, text in inside)
    if not marked and comparison.since > comparison.months.start:
        told.append((comparison.since / 12, "the change", CHANGED))
    return shown_events(told, time)


def _left_out(label: str, others: Sequence[dict[str, PublicEvent]]) -> str:
    without = sum(label not in other for other in others)
    if not without:
        return label
    return f"{label} (left out)" if without == len(others) else f"{label} (left out in {without} of {len(others)})"
