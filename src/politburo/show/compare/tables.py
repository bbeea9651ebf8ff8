"""A comparison as tables: totals, months and groups for pandas and CSV, totals for notebooks."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from politburo.answer.numbers import plain
from politburo.ask.compare.quantities import is_counted
from politburo.ask.compare.totals import Total
from politburo.scenario import month_name
from politburo.show.compare.words import difference

if TYPE_CHECKING:
    import pandas as pd

    from politburo.ask.compare.comparison import Comparison

MOST_ROWS = 12
"""Rows of the table in a notebook."""

HEADINGS = ("alternative", "series", "unit", "baseline", "alternative's", "difference [90 %]", "same sign", "from")


def totals_frame(comparison: Comparison) -> pd.DataFrame:
    """One row for each alternative and series, those that differ most plainly first."""
    import pandas as pd

    return pd.DataFrame([as_row(total) for total in comparison.totals])


def as_row(total: Total) -> dict[str, object]:
    """A total as plain data; months as text."""
    return {
        "alternative": total.alternative,
        "series": total.series.name,
        "meaning": total.series.meaning,
        "unit": total.series.unit,
        "taken": "sum" if is_counted(total.series.name) else "mean",
        "baseline": total.base,
        "changed": total.changed,
        "difference": total.mean,
        "low": total.low,
        "high": total.high,
        "relative": total.relative,
        "share_of_pairs_with_sign": total.agreeing,
        "pairs": total.pairs,
        "told_apart": total.told_apart,
        "told_apart_from": "" if total.parted is None else month_name(total.parted),
        "runs_with_independent_seeds": math.nan if total.unpaired is None else total.unpaired,
    }


def monthly_frame(comparison: Comparison) -> pd.DataFrame:
    """One row for each alternative, series and month: the mean difference with its 90 % interval, and pairs."""
    import pandas as pd

    frames = []
    for series in comparison.outcomes:
        found = comparison.monthly(series.name).to_dataframe().reset_index()
        frames.append(found.assign(series=series.name, unit=series.unit, month=found["month"].dt.strftime("%Y-%m")))
    columns = ["alternative", "series", "unit", "month", "mean", "low", "high", "pairs"]
    return pd.concat(frames, ignore_index=True).loc[:, columns]


def carriers_frame(comparison: Comparison) -> pd.DataFrame:
    """One row for each alternative, series, kind of group and group: its part of the difference over the period."""
    import pandas as pd

    rows = [
        {
            "alternative": part.alternative,
            "series": part.series.name,
            "by": part.by,
            "group": part.group,
            "difference": part.mean,
            "low": part.low,
            "high": part.high,
            "share": part.share,
        }
        for place in range(len(comparison.alternatives))
        for series in comparison.outcomes
        for by in series.by
        for part in comparison.carriers(series.name, by, place)
    ]
    return pd.DataFrame(rows)


def totals_html(comparison: Comparison) -> str:
    """The totals that differ most plainly as an HTML table, for notebooks; all text escaped."""
    left = "style='text-align:left'"
    head = "".join(f"<th {left}>{escape(name)}</th>" for name in HEADINGS)
    rows = []
    for total in comparison.totals[:MOST_ROWS]:
        cells = "".join(f"<td {left}>{escape(cell)}</td>" for cell in cells_of(total))
        rows.append(f"<tr>{cells}</tr>")
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f"<div><strong>{escape(repr(comparison))}</strong>{table}</div>"


def cells_of(total: Total) -> tuple[str, ...]:
    """A total as the texts of a row."""
    alike = "" if math.isnan(total.agreeing) else f"{100 * total.agreeing:.0f} %"
    return (
        total.alternative,
        total.series.name,
        "" if total.series.unit == "1" else total.series.unit,
        plain(total.base),
        plain(total.changed),
        difference(total),
        alike,
        "" if total.parted is None else month_name(total.parted),
    )
