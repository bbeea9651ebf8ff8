"""What `politburo show` prints: a resolved scenario for reading, as a file, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import click
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from politburo.ask.diff import difference_tables
from politburo.cli.output import print_parts
from politburo.scenario import Scenario, load, parent_of, to_toml
from politburo.scenario.checks import printable
from politburo.scenario.differences import differences
from politburo.scenario.months import Span, extent, month_name, number, spans
from politburo.scenario.overview import (
    LeverCourse,
    ParameterValue,
    as_data,
    lever_courses,
    parameter_values,
)
from politburo.show.terminal import grid, heading, plain, table_parts
from politburo.terms.declarations import Declaration
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.mechanisms import MECHANISMS

MOST_STEPS = 6
"""Steps of a lever that are listed one by one unless everything is asked for."""

NAMES = 26
"""Columns that names and their meanings have at least."""


def show(name_or_file: str, *, everything: bool, as_toml: bool, as_json: bool) -> None:
    """Print the scenario of that name or in that file."""
    scenario = load(name_or_file)
    if as_toml:
        click.echo(to_toml(scenario), nl=False)
    elif as_json:
        click.echo(json.dumps(as_data(scenario, parent_of(scenario)), indent=2))
    else:
        print_parts(parts(scenario, parent_of(scenario), everything))


def parts(scenario: Scenario, parent: Scenario | None, everything: bool) -> Iterator[RenderableType]:
    """What is on the page, from top to bottom."""
    yield heading(scenario.title)
    if scenario.description:
        yield plain(" ".join(scenario.description.split()))
    yield _setting(scenario)
    yield from _levers(lever_courses(scenario), everything)
    yield from _events(scenario)
    yield from _mechanisms(scenario, everything)
    yield from _parameters(parameter_values(scenario), everything)
    if parent is not None:
        yield from _from_parent(scenario, parent)


def _setting(scenario: Scenario) -> RenderableType:
    """Name, parent, country, months, run and leader, a line each."""
    months = len(scenario.levers)
    logics = (f"{span.value} {span.months}" for span in spans(scenario.logics, scenario.start))
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, said in (
        ("name", scenario.name),
        *((("extends", scenario.parent),) if scenario.parent else ()),
        ("country", scenario.country),
        ("months", f"{month_name(scenario.start)} to {month_name(scenario.end)} ({months})"),
        ("run", f"{scenario.runs} runs, seed {scenario.chance}, scale {number(scenario.scale)}"),
        ("leader", ", ".join(logics)),
    ):
        table.add_row(plain(name, "dim"), plain(said))
    return Padding(table, (1, 0))


def _levers(courses: Sequence[LeverCourse], everything: bool) -> Iterator[RenderableType]:
    """A table of the levers that have something of their own, then a line of those at their defaults."""
    shown = [course for course in courses if everything or not course.at_default]
    if shown:
        yield heading("Levers", "with what the dated events do to them")
        table = grid(("", "value", "unit", "range"), widest=NAMES)
        for course in shown:
            table.add_row(
                _named(course.name, course.declaration),
                plain("\n".join(_course(course, everything))),
                plain(_unit(course.declaration)),
                plain(_range(course.declaration)),
            )
        yield table
    rest = [f"{course.name} {number(course.default)}" for course in courses if course not in shown]
    if rest:
        who = "At their defaults" if shown else "All levers are at their defaults"
        yield Padding(Text.assemble((f"{who}: ", "dim"), plain(", ".join(rest))), (1 if shown else 0, 0, 0, 0))
    yield Text()


def _course(course: LeverCourse, everything: bool) -> Iterator[str]:
    """The value, or its steps, or of many steps a summary; and when the leader chooses it."""
    if len(course.spans) == 1:
        value = course.spans[0].value
        yield number(value) + (" (default)" if value == course.default else "")
    elif everything or len(course.spans) <= MOST_STEPS:
        yield from (f"{month_name(span.first)}  {number(span.value)}" for span in course.spans)
    else:
        first, last = course.spans[0], course.spans[-1]
        yield f"{month_name(first.first)}  {number(first.value)}"
        yield f"… {len(course.spans) - 2} steps, {extent([span.value for span in course.spans[1:-1]])}"
        yield f"{month_name(last.first)}  {number(last.value)}"
    yield from _chosen(course)


def _chosen(course: LeverCourse) -> Iterator[str]:
    """Since when the leader chooses the lever; what another package's logic chooses is not known beforehand."""
    for first, last, logics in _together(course.chosen):
        chosen = "chosen by the leader" if logics <= set(LEADER_NAMES) else "may be chosen by the leader"
        until = "" if last == course.spans[-1].last else f" to {month_name(last)}"
        yield f"{chosen} from {month_name(first)}{until}"


def _together(chosen: Iterable[Span]) -> list[tuple[int, int, set[str]]]:
    """First and last month and logics of the spans, together where one follows at once upon another."""
    found: list[tuple[int, int, set[str]]] = []
    for span in chosen:
        if found and found[-1][1] + 1 == span.first:
            first, _, logics = found.pop()
            found.append((first, span.last, logics | {span.value}))
        else:
            found.append((span.first, span.last, {span.value}))
    return found


def _events(scenario: Scenario) -> Iterator[RenderableType]:
    if not scenario.events:
        yield Text("There are no dated public events.\n")
        return
    yield heading("Dated public events")
    table = grid(("date", "event", "kind", "effect"))
    for event in scenario.events:
        table.add_row(*(plain(cell) for cell in (event.day.isoformat(), event.label, event.kind, event.changes)))
    yield table
    yield Text()


def _mechanisms(scenario: Scenario, everything: bool) -> Iterator[RenderableType]:
    """The mechanisms that are off, or all of them with their state."""
    shown = [mechanism for mechanism in MECHANISMS if everything or mechanism.name in scenario.off]
    if not shown:
        yield Text("All mechanisms are on; --all lists them.\n")
        return
    yield heading("Mechanisms", "all of them" if everything else "that are switched off")
    table = grid(("", "phase", "state"), widest=NAMES)
    for mechanism in shown:
        off = mechanism.name in scenario.off
        said = Text.assemble(plain(mechanism.name), "\n", plain(f"{mechanism.meaning}; {mechanism.reference}", "dim"))
        table.add_row(said, plain(mechanism.phase), plain("off" if off else "on", "bold" if off else ""))
    yield table
    yield Text()


def _parameters(values: Iterable[ParameterValue], everything: bool) -> Iterator[RenderableType]:
    shown = [value for value in values if everything or value.changed]
    if not shown:
        yield Text("All parameters have their default values; --all lists them.")
        return
    yield heading(
        "Parameters", "all of them" if everything else "that differ from their defaults; --all lists the rest"
    )
    table = grid(("", "value", "default", "unit", "range"), right=("value", "default"), widest=NAMES)
    for section, group in groupby(shown, key=_section_of):
        if everything:
            table.add_row(plain(f"[{section}]", "bold"))
        for value in group:
            key = value.key.rpartition(".")[2] if everything else value.key
            table.add_row(
                _named(key, value.declaration, source=True),
                plain("off" if value.off else number(value.value), "bold" if value.changed else ""),
                plain(number(value.default)),
                plain(_unit(value.declaration)),
                plain(_range(value.declaration)),
            )
    yield table


def _section_of(value: ParameterValue) -> str:
    return value.key.rpartition(".")[0]


def _from_parent(scenario: Scenario, parent: Scenario) -> Iterator[RenderableType]:
    found = differences(parent, scenario)
    yield Text()
    if not found:
        yield Text(f"Nothing differs from {printable(parent.name)}, which it extends.")
        return
    yield heading(f"What differs from {parent.name}, which it extends")
    yield Text()
    for table in difference_tables(found, parent.name, scenario.name):
        yield from table_parts(table)
        yield Text()


def _named(name: str, declaration: Declaration, *, source: bool = False) -> Text:
    """The name, and below it what it means and, if asked for, where the number is from."""
    said = f"{declaration.meaning}; {declaration.source}" if source else declaration.meaning
    return Text.assemble(plain(name), "\n", plain(said, "dim"))


def _unit(declaration: Declaration) -> str:
    return "–" if declaration.unit == "1" else declaration.unit


def _range(declaration: Declaration) -> str:
    return f"{number(declaration.low)} to {number(declaration.high)}"
