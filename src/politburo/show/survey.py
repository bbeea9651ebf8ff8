"""Surveys as a picture: for each target where all sets lie, where those left lie, and what is published.

Every target has a row of its own, on one scale for all: how many times the published figure is simulated.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

from politburo.answer import Drawing
from politburo.answer.numbers import numbered, percent
from politburo.show import look
from politburo.show.frame import STAMP, cautions, drawing, framed
from politburo.show.look import WIDE
from politburo.show.marks import Spec, board, field, mark, named_above, number, over, short, written_at

if TYPE_CHECKING:
    from politburo.ask.survey import Survey

TITLES = {"targets": "Targets under all sets and under those left"}
"""The figures by their names."""

ROW, HEAD = 24, 26
"""Pixels from one target to the next, and of the name of a group of them."""

NAMES, SHARES = 310, 62
"""Pixels of the names before the rows, and of the shares behind them."""

LEAST, MOST = 1 / 32, 32.0
"""Ends of the scale, as multiples of what is published; what lies beyond stands at its end."""

BANK, LEFT, PUBLISHED = look.HAIRLINE, look.FEAR, look.PUBLIC


def drawings() -> tuple[Drawing, ...]:
    """The figures of a survey."""
    return tuple(drawing(name, title, partial(specification, name=name)) for name, title in TITLES.items())


def specification(found: Survey, name: str = "targets") -> Spec:
    """The picture in Vega-Lite, with all its data."""
    rows = found.table(name).records()
    origin = "given" if found.is_of_a_file else "drawn"
    about = (
        f"{STAMP}. Bars: where 90 % of {numbered(len(found.there), 'parameter set')} {origin} lie, and of the "
        f"{numbered(len(found.left), 'set')} left{_share(found)}; "
        "lines in them: medians. Diamonds: published figures, with their error. All as multiples of what is published."
    )
    return framed(found, [found.title], [about, *cautions(found)], [_panel(rows)])


def _share(found: Survey) -> str:
    if found.run or found.is_of_a_file:
        return ""
    return f" ({percent(len(found.survivors) / max(len(found.there), 1))} of the space)"


def _panel(rows: list[dict[str, Any]]) -> Spec:
    width, top, group, layers = WIDE.room - SHARES, 0, None, []
    bars: list[dict[str, Any]] = []
    for row in rows:
        if row["about"] and row["about"] != group:
            group = row["about"]
            layers.append(written_at(0, top + HEAD / 2, str(group), fontWeight="bold", color=look.INK))
            top += HEAD
        bars.append(_row(row, top))
        account = f", {row['account']}" if row["account"] else ""
        said = f"{str(row['target']).replace('_', ' ')} {row['period']}{account}"
        layers.append(written_at(0, top + ROW / 2, look.fitted(said, look.SMALL, NAMES - 10)))
        met = "–" if row["share_met"] is None else percent(row["share_met"])
        layers.append(written_at(width + 10, top + ROW / 2, met))
        top += ROW
    layers.append(written_at(width + 10, -10, "met by"))
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [top, 0], "nice": False}}
    axis = {"values": [1 / 16, 1 / 4, 1 / 2, 1, 2, 4, 16], "format": "~r", "title": None, "labelFontSize": look.SMALL}
    scale = {"type": "log", "domain": [LEAST, MOST], "nice": False, "range": [NAMES, width]}

    def x(low: str, high: str | None = None) -> Spec:
        channel: Spec = {"x": {"field": low, "type": "quantitative", "axis": axis, "scale": scale}}
        return channel | ({"x2": {"field": high}} if high else {})

    tooltip = [field("said"), *(number(one) for one in ("published", "bank", "left"))]
    drawn = over(
        bars,
        {"y": y, "tooltip": tooltip},
        (mark("rule", color=BANK, strokeWidth=9), x("bank_low", "bank_high")),
        (mark("tick", color=look.MUTED, orient="vertical", size=11, thickness=1.5), x("bank")),
        (mark("rule", color=LEFT, strokeWidth=4), x("left_low", "left_high")),
        (mark("tick", color=LEFT, orient="vertical", size=11, thickness=2), x("left")),
        (mark("rule", color=PUBLISHED, strokeWidth=1.5), x("published_low", "published_high")),
        (mark("point", shape="diamond", filled=True, color=PUBLISHED, size=40, opacity=1), x("published_at")),
    )
    names = [("all sets", BANK, 0.0), ("sets left", LEFT, 0.0), ("published", PUBLISHED, 0.0)]
    return board(width, top, [drawn, *layers, *named_above(names, WIDE, areas=True)]) | {"title": _room()}


def _room() -> Spec:
    """Room above the rows, in which the names of the colours stand."""
    return {"text": "", "offset": 22}


def _row(row: dict[str, Any], top: int) -> dict[str, Any]:
    """The values of a target as multiples of what is published; what there is not is left out."""
    scale = row["published"] or 1.0
    found: dict[str, Any] = {"y": top + ROW / 2, "said": f"{row['target']} {row['period']}", "published_at": 1.0}
    for name in ("bank", "bank_low", "bank_high", "left", "left_low", "left_high", "published_low", "published_high"):
        if row[name] is not None and math.isfinite(row[name]):
            found[name] = short(min(max(row[name] / scale, LEAST), MOST))
    return found | {"published": short(row["published"])}
