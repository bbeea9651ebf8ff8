"""An exploration as tables, for pandas and CSV, and as plain data for JSON."""

from __future__ import annotations

import math
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.run.for_json import for_json
from politburo.show.explore.words import in_words

if TYPE_CHECKING:
    import pandas as pd

    from politburo.ask.explore.exploration import Box, Exploration, Restriction


def restrictions_table(found: Exploration) -> pd.DataFrame:
    """One row for each parameter that a box limits; NaN where a side is open. Empty where there is no box."""
    import pandas as pd

    rows = [_worth(box) | _limits(one) for box in found.boxes for one in box.restrictions]
    return pd.DataFrame(rows, columns=None if rows else list(COLUMNS))


def trajectory_table(found: Exploration) -> pd.DataFrame:
    """The way of the peeling of each box: coverage, density, parameters limited, and which step the rule chose."""
    import pandas as pd

    rows = [
        {
            "box": box.number,
            "step": step,
            "coverage": trade.coverage,
            "density": trade.density,
            "restricted": trade.restricted,
            "chosen": step == box.chosen,
        }
        for box in found.boxes
        for step, trade in enumerate(box.way)
    ]
    return pd.DataFrame(rows, columns=None if rows else ["box", "step", "coverage", "density", "restricted", "chosen"])


def points_table(found: Exploration) -> pd.DataFrame:
    """One row a point: factors, outcomes of the condition (means over runs), whether it is a case, and its box."""
    table = found.results.points.iloc[found.classed.points].copy()
    for name, levels in found.classed.levels.items():
        table[name] = levels
    table["case"] = found.classed.cases
    table["box"] = np.zeros(len(table), int)
    for box in found.boxes:
        table.loc[table.index[box.members], "box"] = box.number
    return table


def as_object(found: Exploration) -> dict[str, Any]:
    """What was found as plain data for JSON, null where a side is open or nothing was counted."""
    classed = found.classed
    return {
        "folder": str(found.folder),
        "when": found.condition.said,
        "points": len(classed.cases),
        "runs": found.results.runs,
        "cases": int(classed.cases.sum()),
        "share": for_json(found.share),
        "base": classed.base,
        "base_is_case": classed.is_base_case,
        "classed_differently_by_halves": classed.unsteady,
        "points_left_out": classed.left_out,
        "rule": found.search.rule,
        "boxes": [_as_object(box) for box in found.boxes],
        "refused": None if found.refused is None else _as_object(found.refused),
        "why_no_more": found.why,
        "words": in_words(found),
    }


def as_html(found: Exploration) -> str:
    """The words and the limits of all boxes as HTML, for notebooks; all text escaped."""
    told = "".join(f"<p>{escape(part)}</p>" for part in in_words(found).split("\n\n"))
    shown = restrictions_table(found)[["box", "parameter", "low", "high", "unit", "place_low", "place_high"]]
    table = "" if shown.empty else shown.to_html(index=False, na_rep="", float_format="{:.3g}".format, border=0)
    return f"<div><strong>{escape(found.condition.said)}</strong>{told}{table}</div>"


def _as_object(box: Box) -> dict[str, Any]:
    return {
        **for_json(_worth(box)),
        "restrictions": [for_json(_limits(one)) for one in box.restrictions],
        "trajectory": [asdict(trade) for trade in box.way],
        "chosen_step": box.chosen,
        "chance_densities": list(box.chance.densities),
    }


def _worth(box: Box) -> dict[str, Any]:
    """What a box is worth, in the sample and by the two checks."""
    held, chance = box.held_out, box.chance
    return {
        "box": box.number,
        "among": box.among,
        "share_of_cases": box.share,
        "points": box.points,
        "cases": box.cases,
        "density": box.density,
        "coverage": box.coverage,
        "mass": box.mass,
        "held_out_density": math.nan if held.density is None else held.density,
        "held_out_coverage": box.held_out_coverage,
        "chance_density": max(chance.densities, default=math.nan),
        "chance_p": chance.p,
    }


def _limits(one: Restriction) -> dict[str, Any]:
    """The limits of a parameter, in its unit and as parts of its declared range."""
    axis = one.axis
    return {
        "parameter": axis.name,
        "from": axis.start,
        "meaning": axis.meaning,
        "unit": axis.unit,
        "low": _or_nan(one.low),
        "high": _or_nan(one.high),
        "declared_low": axis.low,
        "declared_high": axis.high,
        "logarithmic": axis.is_logarithmic,
        "place_low": _or_nan(one.place_low),
        "place_high": _or_nan(one.place_high),
        "quasi_p_low": _or_nan(one.p_low),
        "quasi_p_high": _or_nan(one.p_high),
        "found_again": one.again,
        "usual": _or_nan(axis.usual),
    }


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else value


COLUMNS = (
    "box", "among", "share_of_cases", "points", "cases", "density", "coverage", "mass", "held_out_density",
    "held_out_coverage", "chance_density", "chance_p", "parameter", "from", "meaning", "unit", "low", "high",
    "declared_low", "declared_high", "logarithmic", "place_low", "place_high", "quasi_p_low", "quasi_p_high",
    "found_again", "usual",
)  # fmt: skip
"""Columns of the table of restrictions, also where there is no box."""
