"""An answer made up for tests: two tables, one of them bulk, and one figure drawn in a line."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

from politburo.answer import Answer, Basis, Column, Provenance, Table

COLUMNS = (
    Column("series", meaning="what is compared", format="name"),
    Column("baseline", "share", "mean of the baseline", "number", finer="difference"),
    Column("difference", "share", "alternative − baseline", "difference", interval=("low", "high")),
    Column("low", "share", "lower end", "number"),
    Column("high", "share", "upper end", "number"),
    Column("agreeing", "share", "share of pairs with this sign", "percent"),
    Column("since", "month", "first month", "month"),
    Column("day", "day", "a day", "date"),
    Column("pairs", "pairs", "pairs of runs", "count"),
    Column("hidden", "1", "for programs alone", "integer", shown=False),
)
ROWS = (
    ("private_loyalty", 0.2123, 0.0011, 0.0007, 0.0015, 1.0, "2018-05", date(2018, 6, 12), 1200, 7),
    ("<b>|fear", 0.5, math.nan, math.nan, math.nan, math.nan, None, None, 0, 8),
)


class MadeUp(Answer):
    """An answer with everything an answer can have."""

    question = "made up"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @property
    def title(self) -> str:
        return "A title with <angle brackets>"

    @property
    def provenance(self) -> Provenance:
        return Provenance("example", 0.1, "2000-01", "2009-12", 1, 20, "ab" * 16, politburo="0.1.0")

    @property
    def tables(self) -> tuple[Table, ...]:
        basis = Basis("20 pairs of runs")
        every = Table("months", "Month by month", (Column("month", format="month"),), [("2000-01",)], bulk=True)
        return Table("totals", "Totals", COLUMNS, ROWS, "A note.", basis, keys=("series",)), every

    @property
    def sentences(self) -> tuple[str, ...]:
        return "One thing differs.", "Another *does* not."

    @property
    def warnings(self) -> tuple[str, ...]:
        return ("one run failed",)

    @property
    def folder(self) -> Path | None:
        return self._folder
