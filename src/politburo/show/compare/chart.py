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
from numpy.typing import NDArray

from politburo.answer.numbers import capitalised, digits, month_in_words, numbered, with_sign
from politburo.ask.compare.quantities import BY_NAME
from politburo.ask.intervals import IDENTICAL, Intervals
from politburo.run.outcomes import Outcome
from politburo.scenario.months import month_of_effect
from politburo.show import look
from politburo.show.axes import TICK_DISTANCE, TimeAxis, ValueAxis, round_step, year_of
from politburo.show.events import Events, kind_of, label_of, shown_events
from politburo.show.frame import STAMP, composed, described, part_of_the_country
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, field, mark, number, over, panel

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison
    from politburo.scenario import PublicEvent

TITLE = "Differences over time"

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


def specification(comparison: Comparison, layout: Layout = WIDE) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    time = TimeAxis(_first_shown(comparison), comparison.months.stop - 1, layout.width)
    events = _events(comparison, time, layout)
    panels = [_panel(comparison, one, time, events, layout) for one in comparison.drawn]
    title = "Differences from the baseline"
    if len(comparison.alternatives) == 1:
        title = f"Difference: {comparison.alternatives[0].label}"
    drawn = composed(
        [title, comparison.baseline.scenario.title],
        _about(comparison, layout),
        panels,
        comparison.provenance.parts(),
        layout,
        events,
    )
    return described(drawn, comparison.words(), layout)


def _shown(comparison: Comparison) -> int:
    """How many of the alternatives are drawn."""
    return min(len(comparison.alternatives), len(STYLES))


def _names(comparison: Comparison, layout: Layout) -> list[str]:
    """What the lines are called: as the alternatives are where there is room for it, else by letters."""
    labels = [f"{arm.label}{_how(at)}" for at, arm in enumerate(comparison.alternatives[: _shown(comparison)])]
    room = layout.room if layout.narrow else layout.margin - NAME_GAP
    if all(look.text_width(label, look.TEXT) * look.BOLD <= room for label in labels):
        return labels
    return list(ascii_lowercase[: len(labels)])


def _key(comparison: Comparison, layout: Layout) -> list[str]:
    """What the letters stand for, where they stand for the names of several alternatives."""
    names, alternatives = _names(comparison, layout), comparison.alternatives
    if len(alternatives) == 1 or names[0] == alternatives[0].label:
        return []
    return [f"{name}{_how(at)}: {alternatives[at].label}." for at, name in enumerate(names)]


def _how(place: int) -> str:
    """How a line is drawn that shares its colour with another one."""
    return " (dashed)" if STYLES[place][1] else ""


def _first_shown(comparison: Comparison) -> int:
    return max(comparison.months.start, comparison.since - MONTHS_BEFORE)


def _about(comparison: Comparison, layout: Layout) -> list[str]:
    pairs = len(comparison.runs)
    what = (
        f"{pairs} pairs of simulated runs, each with the same chance in both arms" if pairs > 1 else "one pair of runs"
    )
    said = [f"{STAMP}. Alternative − baseline; {what}{', so no interval' if pairs == 1 else ''}."]
    if pairs > 1:
        said.append(f"Line: mean, band: {comparison.basis}.")
    if any(one.is_counted for one in comparison.drawn):
        said.append(f"What is counted is added up from {month_in_words(comparison.since)} on.")
    left = len(comparison.alternatives) - _shown(comparison)
    if left:
        said.append(f"{numbered(left, 'more alternative')} in the tables alone.")
    fell = [comparison.ends(at) for at in range(len(comparison.alternatives))]
    if any(one.base or one.changed for one in fell):
        said.append("Regimes fell in some runs; later months show the pairs in which both last.")
    said += part_of_the_country(comparison.baseline.scenario.scale)
    key = _key(comparison, layout)
    return [*said, *key] if layout.narrow else [" ".join(said), *([" ".join(key)] if key else [])]


def _panel(comparison: Comparison, outcome: Outcome, time: TimeAxis, events: Events, layout: Layout) -> Spec:
    shown = slice(time.first - comparison.months.start, None)
    lines = [
        Line(name, colour, dash, _cut(comparison.running(outcome, place), shown))
        for place, (name, (colour, dash)) in enumerate(zip(_names(comparison, layout), STYLES, strict=False))
    ]
    ends = [[line.found.mean, line.found.low, line.found.high] for line in lines]
    axis = axis_around_zero(np.concatenate(ends, axis=None), HEIGHT)
    layers = [events.rules(), level(0.0, axis, layout)]
    layers += [_drawn(line, time, axis, layout) for line in lines]
    names = [(_last(line) if len(lines) == 1 else line.name, line.colour, _end(line, axis)) for line in lines]
    return panel(heading_of(outcome), axis.height, layers, names, layout)


def heading_of(outcome: Outcome, *, running: bool = True) -> str:
    """What a panel shows: a series by its own meaning, which says nothing of a whole run unless it is one in all."""
    meaning = outcome.meaning
    if running:
        meaning = (BY_NAME.get(outcome.name) or outcome).meaning.removesuffix(", in all")
    unit = "" if outcome.unit == "1" else f" ({outcome.unit})"
    added = ", running total" if outcome.is_counted and running else ""
    return f"{capitalised(meaning.removesuffix(', averaged over the months'))}{unit}{added}"


def _cut(found: Intervals, shown: slice) -> Intervals:
    return Intervals(found.mean[shown], found.low[shown], found.high[shown], found.pairs[shown])


def _drawn(line: Line, time: TimeAxis, axis: ValueAxis, layout: Layout) -> Spec:
    """The band of a line, and its mean over it."""
    ends = {"mean": line.found.mean, "low": line.found.low, "high": line.found.high}
    rows = [
        {"middle": round((time.first + at + 0.5) / 12, 4), "when": month_in_words(time.first + at)}
        | {name: float(f"{values[at]:.4g}") for name, values in ends.items() if not math.isnan(values[at])}
        for at in np.flatnonzero(~np.isnan(line.found.mean)).tolist()
    ]
    tooltip = [{**field("when"), "title": line.name}, *map(number, ends)]
    banded = [row for row in rows if "low" in row]
    x = {"x": time.channel("middle"), "tooltip": tooltip}
    band = (
        mark("area", color=line.colour, opacity=look.BAND),
        {"y": axis.channel("low", layout.axis), "y2": field("high")},
    )
    dashes = {"strokeDash": list(line.dash)} if line.dash else {}
    mean = mark("line", color=line.colour, strokeWidth=2, **dashes), {"y": axis.channel("mean", layout.axis)}
    return {"layer": [over(banded, x, band), over(rows, x, mean)]}


def level(value: float, axis: ValueAxis, layout: Layout, colour: str = look.MUTED, *, dashed: bool = False) -> Spec:
    """A line across a panel at a value."""
    dash = {"strokeDash": [4, 3]} if dashed else {}
    shape = mark("rule", color=colour, strokeWidth=1, **dash), {"y": axis.channel("level", layout.axis)}
    return over([{"level": value}], {}, shape)


def axis_around_zero(values: NDArray[np.float64], height: int) -> ValueAxis:
    """An axis for some values (NaN: none) and zero, widened to round numbers."""
    values = values[~np.isnan(values)]
    low, high = (float(min(values.min(), 0)), float(max(values.max(), 0))) if len(values) else (0.0, 0.0)
    if high == low:
        return ValueAxis(-1.0, 1.0, height)
    # A step that is wide enough for the axis once it has been widened by it on both sides.
    step = round_step((high - low) / (height - 2 * TICK_DISTANCE) * TICK_DISTANCE)
    return ValueAxis(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, height)


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


def _events(comparison: Comparison, time: TimeAxis, layout: Layout) -> Events:
    """The dated events of all arms that have room; those that not all arms have say so."""
    begin, end = time.domain
    base, *others = ({event.label: event for event in arm.scenario.events} for arm in comparison.arms)
    dated = [(event, _left_out(label, others)) for label, event in base.items()]
    dated += [
        (event, f"{event.label} (added)") for other in others for label, event in other.items() if label not in base
    ]
    inside = [(event, text) for event, text in dated if begin <= year_of(event.day) < end]
    told = [
        (
            year_of(event.day),
            label_of(event, layout, text),
            kind_of(event) if text == event.label else CHANGED,
        )
        for event, text in inside
    ]
    marked = any(text != event.label and month_of_effect(event.day) <= comparison.since for event, text in inside)
    if not marked and comparison.since > comparison.months.start:
        told.append((comparison.since / 12, "the change", CHANGED))
    return shown_events(told, time, layout)


def _left_out(label: str, others: Sequence[dict[str, PublicEvent]]) -> str:
    without = sum(label not in other for other in others)
    if not without:
        return label
    return f"{label} (left out)" if without == len(others) else f"{label} (left out in {without} of {len(others)})"
