"""The tables of a run: the years, how they meet what was published, and the falls of the regime."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer import SIMULATED, Basis, Block, Column, Crossed, Row, Table, over_runs
from politburo.answer.numbers import count, count_range
from politburo.ask import variance_parts
from politburo.ask.ensemble import leaves_out, used
from politburo.ask.intervals import spread
from politburo.ask.run.values import (
    ABROAD,
    BORDER,
    MEASURES,
    ORDINARY,
    PURGED,
    PURGED_SINCE,
    QUANTITIES,
    Counts,
    Years,
    count_years,
    outcome_values,
    published_beside,
    published_figures,
    year_label,
)
from politburo.ask.variance_parts import Parts, parts_of, parts_table, share_interval_of
from politburo.run.outcomes import OUTCOMES, Outcome
from politburo.run.scale import sample
from politburo.scenario.overview import parameter_values

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.country.public import PublicFigure

PENALTIES = {
    "execution": "executed",
    "imprisonment": "imprisoned",
    "expulsion": "expelled",
    "removal": "removed",
    PURGED: "purged:\nall four",
    "demotion": "demoted",
}
"""The forms that a table on a page has room for, all that count as purges among them; files have the others, too."""

LEAVERS = {
    ABROAD: "cadres who fled\nfrom posts abroad",
    BORDER: "cadres who fled\nover the border",
    ORDINARY: "ordinary people\nwho left",
}
ACCOUNTS = ("simulated_truth", "simulated_reports")


def basis_of(results: Results) -> Basis | None:
    """What the intervals of results are; None for a single run, which has none."""
    runs = len(results.runs)
    changed = any(entry.changed for entry in parameter_values(results.scenario))
    if runs == 1:
        return None
    found = results.ensemble
    return over_runs(runs, changed=changed, sets=used(found, results.runs), leaves_out=leaves_out(found))


def years_table(results: Results) -> Table:
    """One row for each year, from the first full year after the first succession on, and each quantity, in persons.

    Medians and intervals are over the runs whose regime lasted through the year.
    """
    counted = count_years(results)
    columns = (
        Column("year", format="integer"),
        Column("quantity", meaning="what is counted"),
        Column("runs", "1", "runs whose regime lasted through the year", "integer"),
        *count_columns("simulated_truth", "what happened in the simulation", "truth"),
        *count_columns("simulated_reports", "what outsiders learn sooner or later, less what is false", "reports"),
        Column("published_low", "persons", "lowest published estimate of the real country", "count", shown=False),
        Column("published_high", "persons", "highest published estimate of the real country", "count", shown=False),
        Column("published_until", "", "last day counted, where it is not the whole year", "date", shown=False),
        Column("published_estimates", "persons", "estimates of the real country, as a range", "text", "published"),
        Column("period", "", "the year, and its months where not all of them are simulated", "text", "year"),
        Column("lasting", "", "in how many runs the regime lasted, where it did not in all"),
    )
    runs = len(results.runs)
    over = "one run" if runs == 1 else f"median over {runs} runs"
    blocks = (
        Block(f"Penalties of cadres, persons a year, {over}", PENALTIES),
        Block(f"Flights and departures, persons a year, {over}", LEAVERS),
        Block(
            f"Cadres purged since January {counted.first}, persons, {over}",
            {PURGED_SINCE: "purged"},
            "published_estimates",
        ),
    )
    return Table(
        "years",
        "Year by year",
        columns,
        list(_years(results, counted)),
        note=_note(results, counted),
        basis=basis_of(results),
        keys=("year", "quantity"),
        crossed=Crossed("quantity", ("period", "lasting"), (*ACCOUNTS, "published_estimates"), "account", blocks),
    )


def published_table(results: Results) -> Table:
    """How many published estimates have a range that meets the interval of the simulated reports, by quantity."""
    columns = (
        Column("quantity"),
        Column("estimates", "1", "published estimates of years that are shown", "integer"),
        Column("met", "1", "estimates whose range meets the interval of the simulated reports", "integer"),
    )
    found = _estimates(results)
    rows = [
        (quantity, len(met), sum(met))
        for quantity in MEASURES
        if (met := [bool(row[-1]) for row in found if row[0] == quantity])
    ]
    return Table(
        "published",
        f"Published estimates whose range meets the interval of the simulated reports ({SIMULATED})",
        columns,
        rows,
        basis=basis_of(results),
        keys=("quantity",),
    )


def estimates_table(results: Results) -> Table:
    """Every published estimate beside the simulated reports of its year, for files and programs."""
    columns = (
        Column("quantity"),
        Column("year", format="integer"),
        Column("start", "", "first day of which the estimate speaks", "date"),
        Column("end", "", "last day of which it speaks", "date"),
        Column("source"),
        Column("published", "persons", "", "count", interval=("published_low", "published_high")),
        Column("published_low", "persons", "", "count"),
        Column("published_high", "persons", "", "count"),
        *count_columns("simulated_reports", "in that year", ""),
        Column("met", "", "whether the two ranges meet", "yes"),
    )
    title = f"Published estimates beside the simulated reports ({SIMULATED})"
    return Table("published_estimates", title, columns, _estimates(results), basis=basis_of(results), bulk=True)


def regime_table(results: Results) -> Table:
    """In how many runs the regime fell, with the interval of the share."""
    runs, fell = len(results.runs), ~np.isnat(results.ended)
    ended = results.ended[fell]
    low, high = share_interval_of(fell, results.sets)
    columns = (
        Column("runs", "1", "", "integer"),
        Column("falls", "1", "runs in which the regime fell", "integer"),
        Column("share", "share", "of the runs", "percent", "share that fell", interval=("share_low", "share_high")),
        Column("share_low", "share", "", "percent"),
        Column("share_high", "share", "", "percent"),
        Column("first", "", "month of the first fall", "month", "first fall"),
        Column("last", "", "month of the last fall", "month", "last fall"),
    )
    first, last = (str(min(ended)), str(max(ended))) if len(ended) else (None, None)
    row = (runs, len(ended), len(ended) / runs, low, high, first, last)
    basis = basis_of(results) or over_runs(1)
    return Table("regime", "Falls of the regime", columns, [row], basis=basis)


OF_PARTS = ("fear", "private_loyalty", "displayed_loyalty", "purges_a_year", "flights_a_year", "departures_a_year")
"""Outcomes of which it is shown what parameters and what chance make of their spread."""


def run_parts(results: Results) -> list[tuple[Outcome, Parts | None]]:
    """The parts of the variance of some outcomes over whole runs; None where they cannot be told apart."""
    told = [OUTCOMES[name] for name in OF_PARTS] if results.sets is not None else []
    return [(one, parts_of(outcome_values(results, one), results.sets)) for one in told]


def run_parts_in_words(results: Results) -> str:
    """What part of the variance over runs lies between parameter sets, in a sentence; nothing without an ensemble."""
    return variance_parts.sentence((one.name.replace("_", " "), parts) for one, parts in run_parts(results))


def run_parts_table(results: Results) -> Table:
    """What parameters and what chance make of the spread over runs; no row without an ensemble."""
    keys = (Column("outcome", meaning="`politburo outcomes` lists them", format="name"), Column("unit"))
    rows = (((one.name, one.unit), parts) for one, parts in run_parts(results))
    title = "Spread over parameter sets and by chance, over whole runs"
    return parts_table(title, keys, ("outcome",), rows, leaves_out=leaves_out(results.ensemble))


def falls_table(results: Results) -> Table:
    """The runs in which the regime fell, each with the month."""
    columns = (Column("run", format="integer"), Column("fell_in", "", "month in which the regime fell", "month"))
    rows = [(run, str(month)) for run, month in zip(results.runs, results.ended, strict=True) if not np.isnat(month)]
    return Table("falls", "Runs in which the regime fell", columns, rows, keys=("run",), most=10)


def count_columns(name: str, meaning: str, heading: str) -> tuple[Column, Column, Column]:
    """A count of persons with the ends of its interval."""
    low, high = f"{name}_low", f"{name}_high"
    return (
        Column(name, "persons", f"{meaning}; median over runs", "count", heading, interval=(low, high)),
        Column(low, "persons", "lower end of the interval", "count"),
        Column(high, "persons", "upper end of the interval", "count"),
    )


def _years(results: Results, counted: Years) -> Iterator[Row]:
    scenario, runs = results.scenario, len(results.runs)
    for place in counted.shown():
        year, lasted = counted.years[place], int(counted.lasted[:, place].sum())
        beside = published_beside(scenario.evidence, year, counted.first)
        label = year_label(year, scenario.start, scenario.end)
        for quantity in QUANTITIES:
            yield (
                year,
                quantity,
                lasted,
                *median_count(counted.truth[quantity][:, place]),
                *median_count(counted.reports[quantity][:, place]),
                *_published(beside.get(quantity)),
                label,
                "" if lasted == runs else f"{lasted} of {runs} runs",
            )


def median_count(counts: Counts) -> tuple[float | None, float | None, float | None]:
    """Median and ends of the interval of counts (run,); no ends for a single run, nothing where no run has one."""
    found = spread(counts)
    if not found.runs:
        return None, None, None
    if found.runs == 1:
        return float(found.median), None, None
    return float(found.median), float(found.low), float(found.high)


def _published(figure: PublicFigure | None) -> Row:
    if figure is None:
        return None, None, None, None
    until = f" to {figure.until.day} {figure.until:%b}" if figure.until else ""
    span = count(figure.low) if figure.low == figure.high else count_range(figure.low, figure.high)
    return figure.low, figure.high, figure.until, span + until


def _estimates(results: Results) -> list[Row]:
    """The rows of `estimates_table`."""
    counted, rows = count_years(results), []
    places: dict[int, int] = {counted.years[place]: place for place in counted.shown()}
    for quantity in MEASURES:
        for one in published_figures(results.scenario, quantity):
            place = places.get(one.end.year)
            if place is None or not counted.lasted[:, place].any():
                continue
            counts: NDArray[np.float64] = counted.reports[quantity][:, place]
            median, low, high = median_count(counts)
            ends = (median if low is None else low, median if high is None else high)
            met = ends[0] is not None and ends[1] is not None and ends[0] <= one.high and one.low <= ends[1]
            about = (quantity, one.end.year, one.start, one.end, one.source_title, one.value, one.low, one.high)
            rows.append((*about, median, low, high, met))
    return rows


def _note(results: Results, counted: Years) -> str:
    """What the lines mean, and in how many runs the regime ended."""
    runs, lasted = len(counted.lasted), int(counted.lasted[:, -1].sum())
    notes = [
        "truth: the simulated truth, what happened in the simulation",
        "reports: the simulated reports, what outsiders learn of it sooner or later, less what proves false;\n"
        "arrivals count in their year",
    ]
    if any(published_figures(results.scenario, quantity) for quantity in MEASURES):
        notes += ["published: published estimates of the real country; a range spans differing accounts"]
    if lasted < runs:
        notes += [
            f"In {runs - lasted} of {runs} runs the regime fell: a year counts the runs in which it lasted to the end"
        ]
    notes += ["re-education and lesser penalties are omitted for space; --csv writes them"]
    if said := sample(results.scenario):
        notes += [said]
    return "\n".join(notes)
