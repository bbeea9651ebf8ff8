"""What the pictures of the lab show, as a table for other programs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Column, Row, Table
from politburo.answer.files import csv_of
from politburo.answer.numbers import finite
from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.quantities import outcome_named
from politburo.ask.intervals import spread
from politburo.lab.question import Asked
from politburo.lab.state import Question
from politburo.lab.view import monthly, runs_basis
from politburo.scenario import month_name

COLUMNS = (
    Column("month", meaning="calendar month"),
    Column("outcome", meaning="what is shown; what is counted is summed over the last twelve months in an arm"),
    Column("arm", meaning="baseline or what-if, or their paired difference; what is counted is added up there"),
    Column("value", meaning="median over runs; of the difference its mean", format="number", interval=("low", "high")),
    Column("low", meaning="lower end of the interval", format="number"),
    Column("high", meaning="upper end of the interval", format="number"),
    Column("interval", meaning="what the interval is over, and what it leaves out"),
)


def table(asked: Asked, question: Question, runs: int) -> str:
    """What the pictures show, month by month, as CSV, with what the intervals are and where it comes from."""
    names = tuple(dict.fromkeys(outcome_named(name).name for name in question.view.series))
    comparison = asked.found(runs, names)
    rows: list[Row] = []
    for name in names:
        outcome = outcome_named(name)
        for at, arm in enumerate(comparison.arms):
            found = spread(monthly(comparison, outcome, at))
            rows += _rows(comparison, name, arm.label, found.median, found.low, found.high, str(runs_basis(comparison)))
        if comparison.alternatives:
            apart = comparison.running(outcome, 0)
            of = str(comparison.basis)
            rows += _rows(comparison, name, "difference", apart.mean, apart.low, apart.high, of)
    return csv_of(Table("lab", comparison.title, COLUMNS, rows, bulk=True), str(comparison.provenance))


def _rows(
    comparison: Comparison,
    name: str,
    arm: str,
    value: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    of: str,
) -> list[Row]:
    months = [month_name(month) for month in comparison.months]
    return [
        (month, name, arm, finite(value[at]), finite(low[at]), finite(high[at]), of) for at, month in enumerate(months)
    ]
