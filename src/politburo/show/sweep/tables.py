"""A sweep as tables: every point with its outcomes, and what each factor does to each of them."""

from __future__ import annotations

import math
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from politburo.answer.numbers import digits, plain, with_interval
from politburo.ask.spread import spread
from politburo.run.outcomes import outcome
from politburo.show.points import called

if TYPE_CHECKING:
    import pandas as pd

    from politburo.ask.sweep.effects import Effect
    from politburo.ask.sweep.swept import Sweep


NOTHING = 1e-3
"""The part of a level below which a difference, with its interval, is none that counts."""


def table(sweep: Sweep, *outcomes: str) -> pd.DataFrame:
    """One row for each point and outcome; see Sweep.table."""
    import pandas as pd

    results, parts = sweep.results, []
    for name in outcomes or sweep.outcomes:
        one, values = outcome(name), results.values(name)
        found = spread(values.T)
        part = results.points.reset_index().assign(outcome=name, unit=one.unit, mean=results.mean(name).to_numpy())
        part = part.assign(median=found.median, low=found.low, high=found.high, runs=found.runs)
        if sweep.regions:
            part = part.assign(region=list(sweep.placed.names), agreement=list(sweep.placed.agreement))
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def effects_frame(sweep: Sweep, *outcomes: str) -> pd.DataFrame:
    """One row for each outcome and factor: means at the lowest and highest value, the paired difference, its ends."""
    import pandas as pd

    rows = [
        {
            "outcome": name, "unit": outcome(name).unit, "factor": factor.name,
            "from": factor.low, "to": factor.high, "at_from": found.at_low, "at_to": found.at_high,
            "difference": found.difference, "low": found.low, "high": found.high, "pairs": found.pairs,
        }
        for name in outcomes or sweep.outcomes
        for factor in sweep.factors
        for found in (sweep.effect(factor.name, name),)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def effects_html(sweep: Sweep) -> str:
    """The effects as a table for notebooks."""
    head = "".join(
        f"<th>{escape(name)}</th>" for name in ("outcome", "factor", "at lowest", "at highest", "difference")
    )
    rows = []
    for name in sweep.outcomes:
        for factor in sweep.factors:
            found = sweep.effect(factor.name, name)
            over = f"{called(factor.name)} {factor.low:g} to {factor.high:g}"
            cells = (name.replace("_", " "), over, *levels(found), difference(found))
            rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


def difference(found: Effect) -> str:
    """A difference with its interval, as far as there is one that counts."""
    if math.isnan(found.difference):
        return "–"
    if not counts(found):
        return "0"
    if math.isnan(found.low):
        return plain(found.difference)
    return with_interval(found.difference, found.low, found.high)


def levels(found: Effect) -> tuple[str, str]:
    """The means at the lowest and highest values, in as many decimals as the larger one has."""
    if math.isnan(found.difference):
        return "–", "–"
    decimals = digits(_level(found))
    low, high = (f"{value:,.{decimals}f}".replace("-", "−") for value in (found.at_low, found.at_high))
    return low, high


def counts(found: Effect) -> bool:
    """Whether a difference, or an end of its interval, is large enough beside the level to be one."""
    ends = [abs(value) for value in (found.difference, found.low, found.high) if not math.isnan(value)]
    return max(ends) > NOTHING * _level(found)


def _level(found: Effect) -> float:
    return max(abs(found.at_low), abs(found.at_high))


def region_counts(sweep: Sweep) -> dict[str, int]:
    """How many points each region has, in the order of the regions; those of none last."""
    counted = Counter(sweep.placed.names)
    order = [*(region.name for region in sweep.regions), *counted]
    return {name: counted[name] for name in dict.fromkeys(order)}
