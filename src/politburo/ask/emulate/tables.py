"""The tables of an emulator: its errors, what each input does, what was varied, and every month for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Basis, Column, Row, Table, later
from politburo.answer.numbers import finite
from politburo.ask.emulate.measured import REPORTS
from politburo.ask.factors import HELD_FROM, called
from politburo.ask.intervals import ENDS
from politburo.ask.run.values import mean_of_runs
from politburo.scenario import month_name

if TYPE_CHECKING:
    from politburo.ask.emulate.answer import Emulation

SEEN = Column("seen", meaning="simulated truth, or what outsiders sooner or later count from simulated reports")
TRUTH, REPORTED_AS = "simulated truth", "simulated reports"

SERIES = (Column("outcome", meaning="what is emulated", format="name"), SEEN)


def tables(found: Emulation) -> tuple[Table, ...]:
    """All of them, the main one first."""
    return (_errors(found), _effects(found), _inputs(found), _months(found))


def series_of_row(name: str) -> tuple[str, str]:
    """The outcome and as whom it is seen."""
    return name.removeprefix(REPORTS), REPORTED_AS if name.startswith(REPORTS) else TRUTH


def _errors(found: Emulation) -> Table:
    columns = (
        *SERIES,
        Column("unit", meaning="unit of level, error and spread over points"),
        Column("level", meaning="mean over the period at the reference", format="number"),
        Column("moved", meaning="standard deviation over points held out", format="number", heading="moved by"),
        Column("error", meaning="distance from the mean over runs that the stated share of further points keeps within",
               format="number", heading="emulator error ±"),
        Column("error_of_month", meaning="the same of a single month, in the mean of the months", format="number",
               heading="in a month ±"),
        Column("explained", meaning="share of the variance over points held out that is emulated", format="percent"),
        Column("covered", meaning="share of the runs at points held out in the emulated band with its error",
               format="percent", heading="runs in band"),
    )  # fmt: skip
    rows: list[Row] = []
    for name, one in found.emulators.items():
        outcome, seen = series_of_row(name)
        rows.append((
            outcome, seen, found.unit(name), float(one.reference[-1]), one.moved, float(one.error[-1]),
            float(one.error[:-1].mean()), finite(one.explained), finite(one.covered),
        ))  # fmt: skip
    note = "Of the whole period. Explained can be below 0: then the mean over points would do better."
    title = "How far the emulator can be trusted"
    return Table("errors", title, columns, rows, note, found.basis_of_error, ("outcome", "seen"))


def _effects(found: Emulation) -> Table:
    columns = (
        Column("input", meaning="lever, or label of a dated event", format="name"),
        *SERIES,
        Column("from", meaning="value of the lever; 0: the event is left out", format="number"),
        Column("to", meaning="value of the lever; 1: the event is there", format="number"),
        Column("unit", meaning="unit of the difference"),
        Column("difference", meaning="emulated, between the two, other inputs at the reference", format="difference",
               interval=("low", "high")),
        *ENDS,
        Column("chance", meaning="of the half-width, what is chance", format="number", shown=False),
        Column("error", meaning="of the half-width, the emulator's error", format="number", shown=False),
    )  # fmt: skip
    rows: list[tuple[float, Row]] = []
    for at, name in enumerate(found.inputs.names):
        low, high = found.reference.copy(), found.reference.copy()
        ends = found.inputs.levers[at] if at < len(found.inputs.levers) else None
        low[at], high[at] = (ends.low, ends.high) if ends else (0.0, 1.0)
        places = found.places(low, high)
        for series, one in found.emulators.items():
            differences, chances = one.differences(places)[:, -1], one.chance(places)[:, -1]
            # Two emulated points, each with the error of one; the chance is that of the end which has more of it.
            apart, chance, error = (
                float(differences[1] - differences[0]),
                float(chances.max()),
                2 * float(one.error[-1]),
            )
            if at >= len(found.inputs.levers):
                error = float(one.error[-1])  # with all else at the reference, the event's being there is the reference
            reach = chance + error
            row = (
                name, *series_of_row(series), float(low[at]), float(high[at]), found.unit(series), apart,
                apart - reach, apart + reach, chance, error,
            )  # fmt: skip
            rows.append((abs(apart) / one.moved if one.moved else 0.0, row))
    largest = [row for _, row in sorted(rows, key=lambda one: -one[0])]
    title = "What each input does by itself, largest first"
    note = (
        "Over the whole period; largest beside what all inputs do to the outcome. The half-width of an interval is the "
        "sum of chance, over pairs of runs, and of the emulator's error."
    )
    return Table("effects", title, columns, largest, note, found.basis, ("input", "outcome", "seen"), most=12)


def _inputs(found: Emulation) -> Table:
    columns = (
        Column("input", meaning="lever, or label of a dated event", format="name"),
        HELD_FROM,
        Column("meaning"),
        Column("unit"),
        Column("from", meaning="lowest value; of an event 0, left out", format="number"),
        Column("to", meaning="highest value; of an event 1, there", format="number"),
        Column("reference", meaning="value from which differences are counted", format="number"),
    )
    rows: list[Row] = [
        (one.name, one.start, one.declaration.meaning, one.declaration.unit, one.low, one.high, float(value))
        for one, value in zip(found.inputs.levers, found.reference, strict=False)
    ]
    rows += [
        (one.label, None, f"{one.kind}, {one.day.isoformat()}: {one.changes}", "", 0.0, 1.0, 1.0)
        for one in found.inputs.events
    ]
    return Table("inputs", "What can be changed", columns, rows, keys=("input",), simulated=False)


def _months(found: Emulation) -> Table:
    columns = (
        *SERIES,
        Column("month", meaning="calendar month", format="month"),
        Column("reference", meaning="mean over runs at the reference", format="number", interval=("low", "high")),
        Column("low", meaning="5 % of its runs are below", format="number"),
        Column("high", meaning="5 % of its runs are above", format="number"),
        Column("scenario", meaning="mean over runs of the scenario as it is written", format="number"),
        Column("error", meaning="distance that the stated share of further points keeps within", format="number"),
    )

    def rows() -> list[Row]:
        made: list[Row] = []
        for name, one in found.emulators.items():
            written = written_mean(found, name)
            made += [
                (*series_of_row(name), month_name(found.base.start + at), float(one.reference[at]), float(one.low[at]),
                 float(one.high[at]), finite(float(written[at])), float(one.error[at]))
                for at in range(len(one.reference) - 1)
            ]  # fmt: skip
        return made

    title, runs = "Month by month", found.results.runs
    basis = Basis(f"{runs} runs of the reference", found.basis.leaves_out)
    return Table("months", title, columns, later(rows), basis=basis, keys=("outcome", "seen", "month"), bulk=True)


def written_mean(found: Emulation, name: str) -> NDArray[np.float64]:
    """The mean over runs of the scenario as it is written, (t,)."""
    return mean_of_runs(found.courses[name].written[0])


def label_of(found: Emulation, at: int) -> str:
    """An input in the middle of a sentence."""
    levers = found.inputs.levers
    return called(levers[at].name) if at < len(levers) else found.inputs.events[at - len(levers)].label
