"""The same effect under other parameters: a panel for each outcome, its parameter sets in order of the effect.

A dot is the mean effect under one set, the line through it the interval over its few pairs of runs. Dots with the sign
of the effect at the scenario's own parameters have one colour, the others another.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from politburo.answer import LEVEL
from politburo.answer.numbers import capitalised, digits, numbered, percent, with_sign
from politburo.ask.intervals import intervals
from politburo.show import look
from politburo.show.axes import ValueAxis, axis_around_zero
from politburo.show.frame import STAMP, framed, part_of_the_country
from politburo.show.look import WIDE
from politburo.show.marks import Spec, field, heading, level, mark, note, number, over, panel, short, where

if TYPE_CHECKING:
    from politburo.ask.compare.across_priors import ParameterSets, Spread
    from politburo.ask.compare.comparison import Comparison

AVERAGED = ", averaged over the months"
"""The end of what an outcome means that goes without saying."""

SAME, OTHER = look.REALITY, look.RECORD
"""Colours of the sets that agree in sign with the scenario's own parameters, and of those that do not."""

HEIGHT = 110
"""Pixels of a panel."""

MOST_PANELS = 8
MOST_SETS = 300
"""Sets that are drawn, at most: of more of them so many, evenly along the order of their effects."""


def specification(comparison: Comparison) -> Spec:
    """The picture in Vega-Lite, with all its data, of a comparison that was asked under other parameters."""
    sets = comparison.parameter_sets
    assert sets is not None
    places = range(len(comparison.alternatives))
    found = [(place, one) for place in places for one in comparison.spreads(place) if one.outcome in comparison.drawn]
    order = [one.name for one in comparison.drawn]
    found.sort(key=lambda pair: (pair[0], order.index(pair[1].outcome.name)))
    several = len(comparison.alternatives) > 1
    panels = [
        _panel(sets, one, place, several=several, first=not at) for at, (place, one) in enumerate(found[:MOST_PANELS])
    ]
    title = f"The same effect under {numbered(sets.sets, 'parameter set')}"
    titles = [title, comparison.baseline.scenario.title, *([] if several else [comparison.alternatives[0].label])]
    return framed(comparison, titles, [_about(comparison, sets, len(found) - len(panels))], panels)


def _about(comparison: Comparison, sets: ParameterSets, more: int) -> str:
    said = [
        f"{STAMP}. Dots: alternative − baseline over whole runs, each under one parameter set drawn from the declared "
        f"ranges; lines: {percent(LEVEL)} intervals over its {numbered(sets.arms[0].runs, 'pair')} of runs.",
        "Dashed: the same at the scenario's own parameters.",
        sets.note,
    ]
    left_out = int((~sets.lasting).any(axis=0).sum())
    if left_out:
        said.append(f"Left out: {numbered(left_out, 'set')} under which the regime falls in most runs of an arm.")
    if more:
        said.append(f"{numbered(more, 'more panel')} would stand here; the tables have all outcomes.")
    return " ".join(one for one in (*said, *part_of_the_country(comparison.baseline.scenario)) if one)


def _panel(sets: ParameterSets, one: Spread, place: int, *, several: bool, first: bool) -> Spec:
    pairs = sets.pairs(one.outcome, place)
    effects = sets.effects(one.outcome, place)
    order = np.argsort(effects)[: np.count_nonzero(~np.isnan(effects))]
    order = order[np.unique(np.linspace(0, len(order) - 1, min(len(order), MOST_SETS)).round().astype(int))]
    found = intervals(pairs[order].T, LEVEL)
    axis = axis_around_zero(np.concatenate([found.mean, found.low, found.high, [one.at_defaults]]), HEIGHT)
    sign = np.sign(one.at_defaults or one.median)
    rows = [
        {"at": at, "set": int(number), "effect": short(mean), "same": bool(np.sign(mean) == sign)}
        | ({} if math.isnan(low) else {"low": short(low), "high": short(high)})
        for at, (number, mean, low, high) in enumerate(zip(order, found.mean, found.low, found.high, strict=True))
    ]
    layers = [level(0.0, axis)]
    names = []
    if not rows:
        layers.append(note("no set counts", WIDE.width, HEIGHT))
    elif math.isnan(one.low):
        layers.append(note("identical in every set", WIDE.width, HEIGHT))
    else:
        layers += [level(one.at_defaults, axis, look.INK, dashed=True), *_dots(rows, axis)]
        own = f"dashed: {with_sign(one.at_defaults, digits(abs(one.at_defaults)))}"
        names = [(own, look.INK, axis.pixel(one.at_defaults))]
        if first:
            names += [
                (name, colour, axis.pixel(max((row["effect"] for row in rows if row["same"] is same), default=0.0)))
                for name, colour, same in (("same sign", SAME, True), ("other sign", OTHER, False))
            ]
    label = f"{one.alternative}: " if several else ""
    shown = heading(one.outcome.meaning.removesuffix(AVERAGED), one.outcome.unit)
    return panel(capitalised(f"{label}{shown}{_agreeing(one)}"), axis.height, layers, names)


def _agreeing(one: Spread) -> str:
    """In how many sets the effect has the sign that it has at the scenario's own parameters."""
    if math.isnan(one.low):
        return ""
    return f": same sign in {one.agreeing} of {numbered(one.sets, 'set')} ({percent(one.agreeing / one.sets)})"


def _dots(rows: list[Spec], axis: ValueAxis) -> list[Spec]:
    count = len(rows)
    scale = {"domain": [-0.5, count - 0.5], "nice": False, "zero": False}
    x = {"field": "at", "type": "quantitative", "axis": None, "scale": scale}
    shared = {
        "x": x,
        "color": where("datum.same", SAME, OTHER),
        "tooltip": [field("set"), *map(number, ("effect", "low", "high"))],
    }
    line = mark("rule", opacity=0.4, strokeWidth=1.5 if count <= WIDE.width / 4 else 1), axis.between("low", "high")
    size = float(np.clip((WIDE.width / count) ** 2, 8, 40))
    dot = mark("point", filled=True, opacity=1, size=size), {"y": axis.channel("effect")}
    return [over([row for row in rows if "low" in row], shared, line), over(rows, shared, dot)]
