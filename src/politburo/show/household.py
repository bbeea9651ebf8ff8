"""The life of one synthetic household as a figure over the months: income, want, fear and trust, and who left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from politburo.ask.life.sentences import INVENTED
from politburo.show import look
from politburo.show.axes import TimeAxis, ValueAxis, axis_around_zero, share_axis, year_of
from politburo.show.events import Events, kind_of, label_of, shown_events
from politburo.show.frame import framed
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, amid, field, mark, number, over, panel, short

if TYPE_CHECKING:
    from politburo.ask.life.household import HouseholdLife

PANEL = 110
"""Height of a panel in pixels."""

Line = tuple[str, str, str]
"""A column, its name in the margin, and its colour."""

INCOME: tuple[Line, ...] = (
    ("income", "household", look.REALITY),
    ("income_of_province", "mean of province", look.MUTED),
)
WANT: tuple[Line, ...] = (("hardship", "hardship", look.RECORD), ("grievance", "grievance", look.FEAR_OF_THE_TOP))
FEAR: tuple[Line, ...] = (("fear", "fear of punishment", look.FEAR), ("talk", "openness in talk", look.PRIVATE))
TRUST: tuple[Line, ...] = (("belief", "belief", look.DISPLAYED), ("confidence", "confidence", look.PRIVATE))
LEFT: tuple[Line, ...] = (("left", "of the household", look.REALITY), ("kin_left", "of its kin", look.MUTED))


def specification(life: HouseholdLife, layout: Layout = WIDE) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    scenario = life.results.scenario
    time = TimeAxis(scenario.start, scenario.end, layout.width)
    dated = [(year_of(event.day), label_of(event, event.label, layout), kind_of(event)) for event in scenario.events]
    events = shown_events(dated, time, layout=layout)
    said = [
        "A synthetic household: no real persons are behind it. Simulated, not observed: run "
        f"{life.run} of {life.results.title}.",
        f"{INVENTED} Values at the end of each month.",
    ]
    room = 0 if layout == WIDE else layout.axis
    panels = [
        _panel("Income (subsistence: 1)", life, events, INCOME, layout, _from_zero(life, INCOME, room)),
        _panel("Want and grievance (0 to 1)", life, events, WANT, layout, _shares(life, WANT, room)),
        _panel(
            "Fear of punishment and talk about politics (0 to 1)", life, events, FEAR, layout, _shares(life, FEAR, room)
        ),
        _panel(
            "Belief in the system and confidence in stability (0 to 1)",
            life,
            events,
            TRUST,
            layout,
            _shares(life, TRUST, room),
        ),
        _panel("Persons who left in a month", life, events, LEFT, layout, _from_zero(life, LEFT, room)),
    ]
    title = f"Household {life.household}, {life.province.replace('_', ' ')}"
    return framed(life, [title], said, panels, layout, events=events)


def _from_zero(life: HouseholdLife, lines: Sequence[Line], room: int) -> ValueAxis:
    values = np.concatenate([life.columns[name] for name, _, _ in lines]).astype(np.float64)
    found = axis_around_zero(np.append(values, 1.0), PANEL)
    return ValueAxis(0.0, found.high, PANEL, room)


def _shares(life: HouseholdLife, lines: Sequence[Line], room: int) -> ValueAxis:
    values = np.concatenate([life.columns[name] for name, _, _ in lines])
    return share_axis(0.0, float(values.max()), PANEL, room)


def _panel(
    title: str, life: HouseholdLife, events: Events, lines: Sequence[Line], layout: Layout, axis: ValueAxis
) -> Spec:
    layers, names = [events.rules()], []
    for name, called, colour in lines:
        rows = [
            amid(month) | {"value": short(value)}
            for month, value in zip(life.columns["month"].tolist(), life.columns[name], strict=True)
        ]
        dashed: Spec = {"strokeWidth": 1.2, "strokeDash": [4, 3]} if colour == look.MUTED else {"strokeWidth": 2}
        channels = {
            "x": events.time.channel("middle"),
            "y": axis.channel("value"),
            "tooltip": [{**field("when"), "title": called}, number("value", form=".2f")],
        }
        layers.append(over(rows, channels, (mark("line", color=colour, **dashed), {})))
        names.append((called, colour, axis.pixel(rows[-1]["value"])))
    return panel(title, PANEL, layers, names, layout)
