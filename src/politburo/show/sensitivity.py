"""The figures of a sensitivity analysis: indices, screening, convergence and tornado, a panel for each outcome.

A panel has rows: names to the left, marks along one axis of values, numbers to the right. All is placed in pixels, so
that names and numbers belong to the panel and stand flush with the title above it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from politburo.answer import Drawing
from politburo.answer.numbers import digits, fixed, plain, with_sign
from politburo.ask.sensitivity.estimates import CHANCE, PARTS
from politburo.ask.sensitivity.tables import basis_of, meaning_of
from politburo.run.outcomes import outcome
from politburo.show import look
from politburo.show.axes import round_step
from politburo.show.frame import STAMP, cautions, drawing, framed
from politburo.show.look import WIDE
from politburo.show.marks import Spec, board, down, field, heading, lettering, mark, number, over, where

if TYPE_CHECKING:
    from politburo.ask.sensitivity.answer import Sensitivity
    from politburo.ask.sensitivity.estimates import End

TOTAL, FIRST, QUIET = look.REALITY, look.RECORD, look.HAIRLINE
LOW, HIGH = look.REALITY, look.FEAR
"""Colours of the low and the high end of a range."""

OPACITIES = (0.35, 0.55, 0.75, 1.0)
"""From the smallest part of the sample to all of it."""

ROW, HALF_LINE = 36, 7
"""Pixels from one row to the next, and from the middle of a row to that of each of the two lines of its name."""

STEP, APART = 7, 6
"""Pixels from one part of the sample to the next within a row, and from its middle to each bar of the tornado."""

NAMES, NUMBERS = 320, 200
"""Pixels for the names and for the numbers."""

TICKS = 90
"""Least distance in pixels between two labels of the axis."""

BEYOND = 4
"""Factors that the screening does not keep and the picture shows all the same."""

LOWEST, HIGHEST = -0.25, 1.25
"""Where the axis of indices ends at the latest; an interval that goes on is cut there."""

Row = dict[str, Any]


def drawings() -> tuple[Drawing, ...]:
    """The figures of a sensitivity analysis, the main one first."""
    return (
        _drawing("indices", "What decides the outcomes", _about_indices, _indices, lambda answer: answer.indices),
        _drawing("screening", "Screening", _about_screening, _screening, lambda answer: answer.screening),
        _drawing("convergence", "Convergence", _about_convergence, _convergence, _with_convergence),
        _drawing("tornado", "One at a time", _about_tornado, _tornado, _with_swings),
    )


def _drawing(
    name: str,
    title: str,
    about: Callable[[Sensitivity], list[str]],
    panel_of: Callable[[Sensitivity, str], Spec],
    outcomes: Callable[[Sensitivity], Iterable[str]],
) -> Drawing:
    """A figure with a panel for each outcome that `outcomes` gives, and there is none where it gives none."""

    def draw(answer: Sensitivity) -> Spec:
        panels = [panel_of(answer, one) for one in outcomes(answer)]
        return framed(answer, [title, answer.base.title], [*about(answer), *cautions(answer)], panels)

    return drawing(name, title, draw, lambda answer: bool(outcomes(answer)))


def _about_indices(answer: Sensitivity) -> list[str]:
    about = [
        f"{STAMP}. Bar: total index, the share of the variance that stays when all other factors are known. Dot: "
        "first order, the share that the factor explains alone. "
        f"Thin lines: {basis_of(answer)}.",
        "Chance is a dummy: it draws chance anew and changes nothing else. A total index is more than chance where its "
        "interval lies right of the dashed line.",
        answer.others_held,
        answer.table("ranking").note,
    ]
    return [line for line in about if line]


def _indices(answer: Sensitivity, name: str) -> Spec:
    """Total indices as bars and first-order ones as dots, the dummy chance at the foot."""
    indexed = answer.indices[name]
    if not indexed.varies:
        return _panel(name, ["It is the same at all points, so that nothing decides it."])
    found = [row for row in _ranked(answer, name) if row["kept"] or row["parameter"] == CHANCE]
    data = [
        {"name": row["parameter"], "y": _middle(place), "zero": 0.0}
        | {"value": row["total"], "low": row["total_low"], "high": row["total_high"]}
        | {"first": row["first_order"], "first_low": row["first_order_low"], "first_high": row["first_order_high"]}
        for place, row in enumerate(found)
    ]
    values = [row[end] for row in data for end in ("high", "first_low", "first_high")]
    axis = _axis_of([0.5, *values], lowest=LOWEST, highest=HIGHEST)
    measures = ("value", "low", "high", "first", "first_low", "first_high")
    marks = over(
        data,
        _along(len(found), measures),
        *_bars(axis, where(f"datum.name == '{CHANCE}'", QUIET, TOTAL), 14, -4),
        (mark("rule", color=FIRST, strokeWidth=1.2, yOffset=10), axis.between("first_low", "first_high")),
        (mark("point", filled=True, color=FIRST, opacity=1, size=44, yOffset=10), {"x": axis.channel("first")}),
    )
    reach = dict(zip((*answer.kept, CHANCE), indexed.indices.total_reach, strict=True))
    rows = [
        (one, f"total {fixed(row['total'], 2)} ± {reach[one]:.2f}, first {fixed(row['first_order'], 2)}")
        for row in found
        for one in [row["parameter"]]
    ]
    layers = [_upright(indexed.floor, axis, strokeDash=[4, 3]), marks, _upright(0.0, axis)]
    return _panel(name, list(answer.worth(name).values()), rows, layers, muted=[CHANCE])


def _about_screening(answer: Sensitivity) -> list[str]:
    kept = f"{len(answer.kept)} of {len(answer.plan.factors)} factors are kept, in colour"
    about = [
        f"{STAMP}. Bar: mean size of the effect of a factor over its whole range (μ*); thin line: {basis_of(answer)}. "
        f"{kept}.",
        "To the right: mean effect with its sign (μ) and its spread (σ): a large spread means that the effect depends "
        "on the other factors or on the place in the range. Chance is a dummy that draws chance anew and nothing else: "
        "an effect is more than chance where its interval lies right of the dashed line.",
        answer.table("ranking").note,
    ]
    return [line for line in about if line]


def _screening(answer: Sensitivity, name: str) -> Spec:
    """Mean sizes of the elementary effects as bars; those of kept factors in colour."""
    *factors, chance = _ranked(answer, name)
    beyond = [row for row in factors if not row["kept"]][:BEYOND]
    found = [*(row for row in factors if row["kept"] or row in beyond), chance]
    data = [
        {"name": row["parameter"], "kept": row["kept"], "y": _middle(place), "zero": 0.0}
        | {"value": row["mu_star"], "low": row["mu_star_low"], "high": row["mu_star_high"]}
        for place, row in enumerate(found)
    ]
    axis = _axis_of([row["high"] for row in data])
    marks = over(
        data, _along(len(found), ("value", "low", "high")), *_bars(axis, where("datum.kept", TOTAL, QUIET), 16)
    )
    layers = [_upright(data[-1]["high"], axis, strokeDash=[4, 3]), marks, _upright(0.0, axis)]
    rows = []
    for row in found:
        decimals = digits(max(abs(row["mu"]), row["sigma"]))
        rows.append((row["parameter"], f"μ {with_sign(row['mu'], decimals)}, σ {fixed(row['sigma'], decimals)}"))
    left = [row["parameter"] for row in found if not row["kept"]]
    return _panel(name, [answer.worth(name).get("noise", "")], rows, layers, muted=left)


def _with_swings(answer: Sensitivity) -> list[str]:
    return [name for name, swings in answer.swings.items() if swings]


def _with_convergence(answer: Sensitivity) -> list[str]:
    return [name for name in answer.outcomes if name in answer.table("convergence").column("outcome")]


def _about_convergence(answer: Sensitivity) -> list[str]:
    what = "total index" if answer.indices else "mean size of the effect (μ*)"
    return [
        f"{STAMP}. In each row, from top to bottom: the {what} with its 90 % interval on the first 25 %, 50 %, 75 % "
        "and 100 % of the sample. Where they come to lie below one another, more points change little.",
        answer.rule,
    ]


def _convergence(answer: Sensitivity, name: str) -> Spec:
    """Four intervals in each row, from a quarter of the sample to all of it."""
    found: list[Row] = [row for row in answer.table("convergence").records() if row["outcome"] == name]
    last = {row["parameter"]: row for row in found if row["part"] == PARTS[-1]}
    names = [one for one in (*answer.ranking(name), CHANCE) if one in last]
    values = [*(row["value"] for row in found), *(row["high"] for row in last.values())]
    axis = _axis_of(values, highest=HIGHEST if answer.indices else float("inf"))
    data = [
        {"name": row["parameter"], "points": row["points"], "value": row["value"]}
        | {"y": _middle(names.index(row["parameter"])) + STEP * (PARTS.index(row["part"]) - 1.5)}
        | {"weight": OPACITIES[PARTS.index(row["part"])]}
        | ({"low": max(row["low"], axis.low), "high": row["high"]} if row["high"] == row["high"] else {})
        for row in found
        if row["value"] == row["value"]
    ]
    weight = {"opacity": {"field": "weight", "type": "quantitative", "scale": None}}
    lines = over(
        data,
        _along(len(names), ("points", "value", "low", "high")) | weight,
        (mark("rule", color=TOTAL, strokeWidth=2), axis.between("low", "high")),
        (mark("point", color=TOTAL, filled=True, size=30), {"x": axis.channel("value")}),
    )
    written = "{:.2f}".format if answer.indices else plain
    rows = [
        (one, f"{written(last[one]['value'])} ± {written(last[one]['high'] - last[one]['value'])}") for one in names
    ]
    points = ", ".join(str(count) for count in sorted({row["points"] for row in found}))
    what = "Base points" if answer.indices else "Trajectories"
    said = [f"{what}: {points}. {answer.worth(name)['verdict']}"]
    return _panel(name, said, rows, [_upright(0.0, axis), lines], muted=[CHANCE])


def _about_tornado(answer: Sensitivity) -> list[str]:
    return [
        f"{STAMP}. Each kept factor alone at the low end (blue, above) and at the high end (red, below) of its range, "
        f"all else as in the baseline: mean difference over {answer.plan.tornado_runs} pairs of runs with the same "
        "chances; thin line: 90 % interval over these pairs. To the right: both ends of the range, and the value in "
        "the baseline.",
    ]


def _tornado(answer: Sensitivity, name: str) -> Spec:
    """Two bars in each row, the difference at the low end above that at the high end."""
    swings = answer.swings_in_order(name)
    data = [
        _of_end(end, which, swing.factor, _middle(place) + (APART if which == "high" else -APART))
        for place, swing in enumerate(swings)
        for which, end in swing.ends.items()
        if end.pairs > 1
    ]
    base = f"{plain(swings[0].base)} in the baseline"
    if not any(row["value"] for row in data):
        return _panel(name, [f"{base}; no kept factor alone makes a difference to it."])
    axis = _axis_of([row[end] for row in data for end in ("value", "low", "high")])
    marks = over(
        data,
        _along(len(swings), ("at", "value", "low", "high")),
        *_bars(axis, where("datum.end == 'low'", LOW, HIGH), 11),
    )
    rows = []
    for one in swings:
        own = "" if one.own is None else f", here {one.own:g}"
        rows.append((one.factor, f"{one.at_low.value:g} to {one.at_high.value:g}{own}"))
    return _panel(name, [f"Difference from {base}."], rows, [marks, _upright(0.0, axis)])


def _of_end(end: End, which: str, factor: str, y: float) -> Row:
    """The row of data of one end; where the difference is the same in every pair, the interval is no wider than it."""
    low, high = (end.difference if at != at else at for at in (end.low, end.high))
    ends = {"value": end.difference, "low": low, "high": high}
    return {"name": factor, "end": which, "at": end.value, "y": y, "zero": 0.0} | ends


def _ranked(answer: Sensitivity, name: str) -> list[Row]:
    """The rows of one outcome in the order of the ranking, that of chance last."""
    found: list[Row] = [row for row in answer.table("ranking").records() if row["outcome"] == name]
    return sorted(found, key=lambda row: (row["rank"] is None, row["rank"]))


def _along(rows: int, measures: Iterable[str]) -> Spec:
    """What all marks of a panel encode: the row, and what is said where one points at it."""
    return {"y": down("y", ROW * rows), "tooltip": [field("name"), *map(number, measures)]}


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high` between the names and the numbers."""

    low: float
    high: float

    def channel(self, name: str) -> Spec:
        """The encoding of a field along it."""
        begin, end = NAMES, WIDE.room - NUMBERS
        step = round_step((self.high - self.low) / (end - begin) * TICKS)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        values = [round(place * step, 9) for place in range(first, last + 1)]
        scale = {"domain": [self.low, self.high], "range": [begin, end], "nice": False, "zero": False, "clamp": True}
        axis = {"title": None, "values": values, "format": ",~f", "labelFlush": False}
        return {"field": name, "type": "quantitative", "scale": scale, "axis": axis}

    def between(self, low: str, high: str) -> Spec:
        """The encoding of what goes from one field to another."""
        return {"x": self.channel(low), "x2": field(high)}


def _axis_of(values: Sequence[float], *, lowest: float = -math.inf, highest: float = math.inf) -> Axis:
    """An axis for values and zero, with some room beyond them; it ends at `lowest` and `highest` at the latest."""
    known = [value for value in values if math.isfinite(value)]
    low, high = min([0.0, *known]), max([0.0, *known])
    room = 0.04 * (high - low or 1.0)
    return Axis(max(low - room if low < 0 else 0.0, lowest), min(high + room, highest))


def _panel(
    name: str,
    about: Sequence[str],
    rows: Sequence[tuple[str, str]] = (),
    layers: Sequence[Spec] = (),
    *,
    muted: Sequence[str] = (),
) -> Spec:
    """The layers of an outcome under its heading, with the factor and a number of each row; those `muted` are set back.

    `about` is said below the heading.
    """
    words = [
        {
            "y": _middle(place),
            "name": look.fitted(factor, look.TEXT, NAMES - 20),
            "about": look.fitted(meaning_of(factor), look.SMALL, NAMES - 20),
            "number": number,
            "quiet": factor in muted,
        }
        for place, (factor, number) in enumerate(rows)
    ]
    ink = where("datum.quiet", look.MUTED, look.INK)
    left, right = {"x": {"value": 0}}, {"x": {"value": WIDE.room - NUMBERS + 14}}
    height = max(ROW * len(rows), 1)
    written = over(
        words,
        {"y": down("y", height)},
        (lettering(dy=-HALF_LINE, clip=False), {**left, "text": field("name"), "color": ink}),
        (lettering(look.SMALL, dy=HALF_LINE, color=look.MUTED, clip=False), {**left, "text": field("about")}),
        (lettering(look.SMALL, clip=False), {**right, "text": field("number"), "color": ink}),
    )
    one = outcome(name)
    shown = heading(f"{name.replace('_', ' ')}: {one.meaning}", one.unit)
    title = {
        "text": look.wrapped(shown, look.HEADING * look.BOLD, WIDE.room),
        "subtitle": [line for text in about if text for line in look.wrapped(text, look.TEXT, WIDE.room)],
        "frame": "group",
        "offset": 8,
    }
    return {"title": title, **board(WIDE.room, height, [*layers, written])}


def _bars(axis: Axis, colour: Spec, height: int, shift: int = 0) -> tuple[tuple[Spec, Spec], ...]:
    """Marks for a bar from `zero` to `value`, and a thin line from `low` to `high`."""
    line = mark("rule", color=look.INK, strokeWidth=1.2, yOffset=shift), axis.between("low", "high")
    return (mark("bar", height=height, yOffset=shift), {**axis.between("zero", "value"), "color": colour}), line


def _middle(place: int) -> float:
    """The middle of a row, in pixels from the top."""
    return ROW * (place + 0.5)


def _upright(value: float, axis: Axis, **stroke: Any) -> Spec:
    """A line through all rows at a value."""
    return over([{"at": value}], {"x": axis.channel("at")}, (mark("rule", color=look.MUTED, **stroke), {}))
