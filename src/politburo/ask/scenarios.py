"""The scenarios that come with politburo."""

from __future__ import annotations

from politburo.answer import Column, Listing, Table
from politburo.scenario import load, month_name, scenario_names


def scenarios_list() -> Listing:
    """Every scenario of the library with its months, runs and title, and the one that it extends."""
    columns = (
        Column("name"),
        Column("first", "", "first month"),
        Column("last", "", "last month"),
        Column("runs", "1", "number of runs unless another is asked for", "integer"),
        Column("title"),
        Column("extends", "", "scenario that it changes"),
    )
    found = map(load, scenario_names())
    rows = [(one.name, month_name(one.start), month_name(one.end), one.runs, one.title, one.parent) for one in found]
    table = Table("scenarios", "Scenarios that come with politburo", columns, rows, keys=("name",), simulated=False)
    return Listing("list", "Scenarios that come with politburo", (table,))
