"""What `politburo compare` does: run a baseline and alternatives; show what differs, how surely, when and where."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console, RenderableType
from rich.text import Text

from politburo.cli.output import print_json, print_parts
from politburo.cli.pacing import say_if_cold
from politburo.cli.progress import shown
from politburo.show.terminal import grid, heading, plain

if TYPE_CHECKING:
    from politburo.ask.compare.carrying import Part
    from politburo.ask.compare.comparison import Comparison
    from politburo.ask.compare.totals import Total
    from politburo.run.engines import Engine

MOST_ROWS = 12
"""Series that the table shows for each alternative; all of them stand in the CSV."""

MOST_GROUPS = 6
"""Groups of one kind that are listed."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for; None stands for what the baseline says."""

    scenario: str
    alternatives: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    start: str | None = None
    off: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    most_runs: int | None = None
    runs: int | None = None
    seed: int | None = None
    until: str | None = None
    scale: float | None = None
    out: str | None = None
    engine: Engine | None = None
    quiet: bool = False
    as_json: bool = False


def perform(request: Request) -> None:
    """Compare and print what was found on standard output; what is going on goes to standard error."""
    from politburo.ask.compare.quantities import series_named

    names = tuple(series_named(name).name for name in request.series)
    comparison = _compared(request, Console(stderr=True, quiet=request.quiet, highlight=False))
    files = comparison.save(series=names)
    if request.as_json:
        said = as_object(comparison, names, files)
        print_json(said)
    elif request.quiet:
        click.echo(comparison.folder)
    else:
        print_parts(page(comparison, names))
        tell_files(comparison, files)


def as_object(comparison: Comparison, series: tuple[str, ...], files: tuple[Path, ...]) -> dict[str, Any]:
    """What was found as plain data for JSON: months as text, null where there is no value."""
    from politburo.show.compare.tables import as_row

    return {
        "folder": str(comparison.folder),
        "pairs": len(comparison.runs),
        "months": [_month(comparison.period.start), _month(comparison.period.stop - 1)],
        "arms": [
            {"label": arm.label, "folder": str(arm.results.folder), "fingerprint": arm.results.fingerprint}
            for arm in comparison.arms
        ],
        "words": comparison.words(*series),
        "totals": [_without_blanks(as_row(total)) for total in comparison.totals],
        "parting": [
            {"alternative": found.alternative, "months": [_month(month) for month in found.months]}
            for found in (comparison.parting(place) for place in range(len(comparison.alternatives)))
        ],
        "ends": [asdict(comparison.ends(place)) for place in range(len(comparison.alternatives))],
        "groups": [
            {**asdict(part), "series": name}
            for place in range(len(comparison.alternatives))
            for name, parts in _carriers(comparison, series, place).items()
            for part in parts
        ],
        "precision": [
            asdict(one) | {"series": one.series.name, "reached": one.reached} for one in comparison.precision
        ],
        "files": [str(file) for file in files],
    }


def _without_blanks(row: dict[str, Any]) -> dict[str, Any]:
    """The row as JSON has it: null for what was never told apart."""
    return {name: None if value == "" else value for name, value in row.items()}


def _compared(request: Request, console: Console) -> Comparison:
    """Run all arms, with a bar that shows how far they are."""
    from politburo.ask.compare import compare
    from politburo.ask.compare.precision import parse_precision
    from politburo.scenario.names import parse_set

    sets = once("--set", [parse_set(text) for text in request.sets])
    precision = once("--precision", [parse_precision(text) for text in request.precision])
    say_if_cold(console)
    with shown(f"{request.scenario} and what is compared with it", console) as advance:
        return compare(
            request.scenario, *request.alternatives, sets=sets, start=request.start, without=request.without,
            off=request.off, runs=request.runs, seed=request.seed, until=request.until, scale=request.scale,
            precision=precision, most_runs=request.most_runs, out=request.out, engine=request.engine, progress=advance,
        )  # fmt: skip


def once(option: str, said: list[tuple[str, Any]]) -> dict[str, Any]:
    """What was said by name. Raises UsageError for a name that is said twice."""
    from politburo.terms.errors import UsageError

    found: dict[str, Any] = {}
    for name, value in said:
        if name in found:
            raise UsageError(f"{option} names {name!r} twice; name it once.")
        found[name] = value
    return found


def page(comparison: Comparison, series: tuple[str, ...]) -> list[RenderableType]:
    """What is printed of a comparison, from top to bottom: scenarios, totals, groups, and all of it in words."""
    from politburo.ask.diff import difference_tables
    from politburo.scenario.differences import differences
    from politburo.show.terminal import table_parts

    parts: list[RenderableType] = []
    for place, arm in enumerate(comparison.alternatives):
        found = differences(comparison.baseline.scenario, arm.scenario)
        if found:
            for table in difference_tables(found, "baseline", arm.label):
                parts += [*table_parts(table), Text()]
        totals = _chosen(comparison, place, series)
        parts += [heading(arm.label, _about(comparison, totals, place, series)), _table(totals), Text()]
        for name, groups in _carriers(comparison, series, place).items():
            parts += [heading("who carries it", f"parts of the difference in {name}"), _groups(groups), Text()]
    return [*parts, plain(comparison.words(*series)), Text()]


def _about(comparison: Comparison, totals: list[Total], place: int, series: tuple[str, ...]) -> str:
    label = comparison.alternatives[place].label
    told = sum(total.told_apart for total in comparison.totals if total.alternative == label)
    period = f"{_month(comparison.period.start)} to {_month(comparison.period.stop - 1)}"
    which = "" if series else f", the {len(totals)} plainest"
    return f"{len(comparison.runs)} pairs, {period}; {told} of {len(comparison.outcomes)} series told apart{which}"


def _chosen(comparison: Comparison, place: int, series: tuple[str, ...]) -> list[Total]:
    """The totals that are shown: of the series asked for, else those that differ most plainly."""
    if series:
        return [comparison.total(name, place) for name in series]
    label = comparison.alternatives[place].label
    return [total for total in comparison.totals if total.alternative == label][:MOST_ROWS]


def _table(totals: list[Total]) -> RenderableType:
    from politburo.show.compare.tables import cells_of

    right = ("baseline", "changed", "difference [90 %]", "same sign")
    table = grid(("series", "unit", "baseline", "changed", "difference [90 %]", "same sign", "from"), right=right)
    for total in totals:
        style = "" if total.told_apart else "dim"
        table.add_row(*(plain(cell, style) for cell in cells_of(total)[1:]))
    return table


def _carriers(comparison: Comparison, series: tuple[str, ...], place: int) -> dict[str, list[Part]]:
    """By name of the series its breakdown by group.

    It is given of the series asked for; otherwise of two that differ most plainly, one by circle and one by province.
    """
    from politburo.show.compare.words import carriable

    totals = _chosen(comparison, place, series)
    grouped = [one for one in totals if one.series.by] if series else carriable(totals)
    return {
        one.series.name: [part for by in one.series.by for part in comparison.carriers(one.series.name, by, place)]
        for one in grouped
    }


def _groups(parts: list[Part]) -> RenderableType:
    from politburo.answer.numbers import with_interval
    from politburo.show.compare.words import FINER

    table = grid(("by", "group", "part of the difference [90 %]", "share"), right=("share",))
    for by in dict.fromkeys(part.by for part in parts):
        for part in [one for one in parts if one.by == by][:MOST_GROUPS]:
            share = "" if math.isnan(part.share) else f"{100 * part.share:.0f} %".replace("-", "−")
            interval = "" if math.isnan(part.low) else with_interval(part.mean, part.low, part.high, finer=FINER)
            table.add_row(plain(by), plain(part.group), plain(interval), plain(share))
    return table


def tell_files(comparison: Comparison, files: tuple[Path, ...]) -> None:
    """Print where pictures, tables and the runs of all arms are."""
    for file in files:
        click.echo(f"{'table' if file.suffix == '.csv' else 'picture'}: {file}")
    for arm in comparison.arms:
        click.echo(f"runs: {arm.results.folder}  ({arm.label})")


def _month(month: int | None) -> str | None:
    from politburo.scenario import month_name

    return None if month is None else month_name(month)
