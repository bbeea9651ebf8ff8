"""The life of one synthetic cadre, or of one post, as a figure over the months.

From above: what happened, in labels; the standing; fear, beside the mean of the same organ and rank; loyalty felt and
shown; and the ties that were hit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from politburo.answer import Drawing
from politburo.answer.numbers import month_in_words
from politburo.ask.life.sentences import INVENTED, stretches
from politburo.show import look
from politburo.show.axes import TimeAxis, share_axis
from politburo.show.events import CROSS, Events, shown_events
from politburo.show.frame import drawing, framed
from politburo.show.look import WIDE, Layout
from politburo.show.marks import NAME_ROW, Spec, down, field, mark, number, over, panel, short, written_at
from politburo.terms.words import STANDINGS, on_charge

if TYPE_CHECKING:
    from politburo.ask.life import Life
    from politburo.ask.life.watch import Turn

PANEL, STRIP, TIE_ROW, NAMED_TIE_ROW = 120, 12, 18, 32
"""Heights in pixels: of a panel, of the strip of standings, of each row of ties, and of one with its name in it."""

STANDING_COLOURS = {"serving": look.GRID, "lying low": look.LYING_LOW, "plotting": look.INK, "away": look.FEAR}
TIES = {"close": "close friends", "acquaintances": "acquaintances", "patron": "patron", "clients": "clients"}
HIT = {"penalised": CROSS, "fled": "triangle-right"}
"""What can befall a tie, by the shape of its mark."""
LINES = {
    "fear": ("fear", look.FEAR, "followed"),
    "fear_of_circle": ("mean of circle", look.MUTED, "circle"),
    "displayed_loyalty": ("displayed", look.DISPLAYED, "followed"),
    "private_loyalty": ("private", look.PRIVATE, "followed"),
}
"""Columns that are drawn as lines: name in the margin, colour, and whose values they are."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of a life."""
    from politburo.ask.life.household import HouseholdLife
    from politburo.show.household import specification as of_household

    title = "A simulated life, month by month"
    return (
        drawing("life", title, specification, lambda one: not isinstance(one, HouseholdLife)),
        drawing("household", title, of_household, lambda one: isinstance(one, HouseholdLife)),
    )


def specification(life: Life, layout: Layout = WIDE) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    events = _events(life, layout)
    if life.post is not None:
        place = life.places[life.post]
        about = f"{place.organ}, {place.rank} rank, {place.province.replace('_', ' ')}{', abroad' * place.abroad}"
        title, who = f"Post {life.post}: {about}", "The holders are synthetic cadres: no real person is behind them."
    else:
        title = f"Person {life.person}, a synthetic cadre"
        who = "A synthetic cadre: no real person is behind it."
    said = [
        f"{who} Simulated, not observed: run {life.run} of {life.results.title}.",
        f"{INVENTED} Values at the end of each month. The circle is everyone of the same organ and rank.",
    ]
    panels = [
        _standing(life, events, layout),
        _panel("Fear (0 to 1)", life, events, ("fear", "fear_of_circle"), layout, from_zero=True),
        _panel("Loyalty (0 to 1)", life, events, ("displayed_loyalty", "private_loyalty"), layout, from_zero=False),
        _ties(life, events, layout),
    ]
    return framed(life, [title], said, panels, layout, events=events)


def _events(life: Life, layout: Layout) -> Events:
    """What happened, as labels; the moves in and out of trivial posts are left to the strip of standings."""
    told = [turn for turn in life.turns if turn.kind not in ("lying low", "return to office")]
    if life.post is not None:  # one label for each change of holder, not one for each of the two
        told = [turn for turn in told if turn.origin in (life.post, None)]
    dated = [((turn.month + 0.5) / 12, _label(turn, life), turn.kind) for turn in told]
    time = TimeAxis(life.results.scenario.start, life.results.scenario.end, layout.width)
    return shown_events(dated, time, layout=layout)


def _label(turn: Turn, life: Life) -> str:
    """What happened, in few words."""
    if turn.kind == "penalty":
        return f"{turn.form} {on_charge(turn.charge)}"
    moves = turn.kind in ("promotion", "rotation", "moved down") and turn.goal is not None
    if moves and (life.post is None or turn.origin is not None):
        leaves = life.post is None or turn.origin == life.post
        return f"{turn.kind} {f'to post {turn.goal}' if leaves else f'from post {turn.origin}'}"
    return turn.kind


def _standing(life: Life, events: Events, layout: Layout) -> Spec:
    """A strip whose colour says whether the cadre served, lay low or plotted."""
    rows = [
        {"begin": first / 12, "end": (last + 1) / 12, "standing": standing, "when": when}
        for standing, first, last, when in stretches(life)
    ]
    seen = [name for name in STANDINGS if any(row["standing"] == name for row in rows)]
    names = [(name, look.MUTED if name == "serving" else STANDING_COLOURS[name], STRIP / 2) for name in seen]
    height = max(STRIP, NAME_ROW * len(names))
    colour = {"domain": list(STANDING_COLOURS), "range": list(STANDING_COLOURS.values())}
    channels = {
        "x": events.time.channel("begin", axis=False),
        "x2": field("end"),
        "y": {"value": (height - STRIP) / 2},
        "y2": {"value": (height + STRIP) / 2},
        "color": {"field": "standing", "type": "nominal", "scale": colour, "legend": None},
        "tooltip": [field("standing"), field("when")],
    }
    layers = [over(rows, channels, (mark("rect"), {})), events.rules(axis=False)]
    return panel("Standing", height, layers, names, layout)


def _panel(title: str, life: Life, events: Events, columns: Sequence[str], layout: Layout, *, from_zero: bool) -> Spec:
    """Monthly values as lines, broken where the holder changes."""
    values = np.concatenate([life.columns[name] for name in columns])
    values = values[~np.isnan(values)]
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    axis = share_axis(0.0 if from_zero else low, high, PANEL, room=0 if layout == WIDE else layout.axis)
    layers, names = [events.rules()], []
    for name in columns:
        called, colour, whose = LINES[name]
        rows = _rows(life, name, by_person=whose == "followed")
        style: Spec = {"strokeWidth": 2} if whose == "followed" else {"strokeWidth": 1.2, "strokeDash": [4, 3]}
        channels = {
            "x": events.time.channel("x"),
            "y": axis.channel("value"),
            "detail": {"field": "person", "type": "nominal"},
            "tooltip": [{**field("when"), "title": called}, number("value", form=".2f")],
        }
        layers.append(over(rows, channels, (mark("line", color=colour, **style), {})))
        if rows:
            names.append((called, colour, axis.pixel(rows[-1]["value"])))
    return panel(title, PANEL, layers, names, layout)


def _rows(life: Life, name: str, *, by_person: bool) -> list[Spec]:
    months, values, persons = life.columns["month"], life.columns[name], life.columns["person"]
    return [
        {
            "x": (int(month) + 0.5) / 12,
            "value": short(value),
            "person": int(person) if by_person else 0,
            "when": month_in_words(int(month)),
        }
        for month, value, person in zip(months, values, persons, strict=True)
        if not np.isnan(value)
    ]


def _ties(life: Life, events: Events, layout: Layout) -> Spec:
    """A mark for each month in which ties were penalised or fled, larger where there were more of them."""
    # Names above the panel, where they stand when it is narrow, would not say which row is whose: they stand in it.
    step, middle = (NAMED_TIE_ROW, NAMED_TIE_ROW - TIE_ROW / 2) if layout.narrow else (TIE_ROW, TIE_ROW / 2)
    height = step * len(TIES)
    between = over([{"y": step * row} for row in range(1, len(TIES))], {"y": down("y", height)}, _HAIRLINE)
    layers: list[Spec] = [between, events.rules(axis=False)]
    scale = {"domain": [1, 4], "range": [36, 144], "clamp": True}
    for how, shape in HIT.items():
        rows = [
            {
                "x": (int(month) + 0.5) / 12,
                "y": step * row + middle,
                "count": int(count),
                "when": month_in_words(month),
            }
            for row, name in enumerate(TIES)
            for month, count in zip(life.columns["month"].tolist(), life.columns[f"{name}_{how}"], strict=True)
            if count
        ]
        channels = {
            "x": events.time.channel("x", axis=False),
            "y": down("y", height),
            "size": {"field": "count", "type": "quantitative", "legend": None, "scale": scale},
            "tooltip": [{**field("when"), "title": how}, {"field": "count", "type": "quantitative"}],
        }
        hit = mark("point", shape=shape, color=look.INK, strokeWidth=1.6, opacity=0.9)
        layers.append(over(rows, channels, (hit, {})))
    title = "Ties of the post that were penalised (cross) or fled (triangle)"
    if layout.narrow:
        layers += [written_at(2, step * row + 8, name) for row, name in enumerate(TIES.values())]
        return panel(title, height, layers, (), layout)
    names = [(name, look.MUTED, step * row + middle) for row, name in enumerate(TIES.values())]
    return panel(title, height, layers, names, layout)


_HAIRLINE = (mark("rule", color=look.GRID), {})
