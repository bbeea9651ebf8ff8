"""The outcomes of a run that can be asked for."""

from __future__ import annotations

from politburo.answer import Column, Listing, Table, records
from politburo.run.outcomes import OUTCOMES


def outcomes_list() -> Listing:
    """Every outcome with its unit and meaning."""
    columns = (Column("name"), Column("unit"), Column("meaning"))
    table = Table("outcomes", "Outcomes of a run", columns, records(columns, OUTCOMES.values()), simulated=False)
    return Listing("outcomes", "Outcomes that can be asked for", (table,))
