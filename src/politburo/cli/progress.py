"""How long a question takes and how far it is, on standard error: an estimate beforehand, a bar meanwhile.

The estimate is made of the months of the question, and of a few months that are simulated here and now.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column

if TYPE_CHECKING:
    from politburo.run.engines import Engine
    from politburo.scenario import Scenario

OnProgress = Callable[[int, int], None]

BAR = 16
"""Columns of the bar itself."""

PACED_AT = (0.03, 0.2)
"""Scales at which the pace is taken: a month costs something at any scale, and more the larger the country is."""

MONTHS = 24
"""Months that are simulated for it."""


@contextmanager
def shown(title: str, console: Console, of: str = "months") -> Iterator[OnProgress]:
    """Show a bar for the length of the block; yield what is called with (months done, months in all) as they are done.

    `of` is what is counted where it is not months.
    """
    # Where there is little room the title gives way, and the numbers stay whole.
    bar = Progress(
        TextColumn("{task.description}", markup=False, table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis")),
        BarColumn(BAR),
        MofNCompleteColumn(table_column=Column(no_wrap=True)),
        TextColumn(f"{of}, time left", table_column=Column(no_wrap=True)),
        TimeRemainingColumn(compact=True, table_column=Column(no_wrap=True)),
        console=console,
        transient=True,
        disable=not console.is_terminal,
        expand=True,
    )
    if not console.is_terminal and not console.quiet:
        console.print(f"{title} …", markup=False, emoji=False)
    with bar:
        task = bar.add_task(title, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def say_if_cold(console: Console) -> None:
    """Say that nothing moves for a while because kernels have to be compiled first, where they have."""
    from politburo.numerics.compile import is_cold

    if is_cold():
        console.print("compiling kernels (first time only) …")


def say_how_long(
    months: Mapping[float, int], engine: Engine | None, console: Console, *, of: str | Scenario = "north-korea"
) -> None:
    """Say how long a question takes, from its months by scale; nothing where there is nothing to simulate.

    The pace is taken with the country of the scenario `of`.
    """
    if any(months.values()):
        say_if_cold(console)
        seconds = seconds_for(months, engine, of)
        console.print(f"This takes about {duration(seconds)} unless parts of it are there already; it can be stopped.")


def seconds_for(months: Mapping[float, int], engine: Engine | None, of: str | Scenario = "north-korea") -> float:
    """Seconds that an engine, by default threads, takes for these months, by scale."""
    from politburo.run.engines.threads import WORTH_A_THREAD, Threads

    (small, quick), (large, slow) = ((scale, _seconds_a_month(of, scale)) for scale in PACED_AT)
    engine = engine or Threads()
    whole = one_by_one = 0.0
    for scale, count in months.items():
        pace = max(quick + (slow - quick) * (scale - small) / (large - small), quick / 2)
        whole += count * pace
        one_by_one += count * pace if engine.where == "here" and scale < WORTH_A_THREAD else 0.0
    return max(whole / engine.width, one_by_one)


def duration(seconds: float) -> str:
    """A length of time as people say it: `40 seconds`, `12 minutes`, `3.5 hours`."""
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def _seconds_a_month(of: str | Scenario, scale: float) -> float:
    from politburo.country import build
    from politburo.month import simulate
    from politburo.scenario import adapt, load, month_name

    whole = load(of) if isinstance(of, str) else of
    made = build(whole.plan, scale)
    scenario = adapt(whole, until=month_name(min(whole.start + MONTHS - 1, whole.end)), scale=scale)
    simulate(made, scenario)  # compiled here, so that compiling is not taken for simulating
    begun = time.perf_counter()
    simulate(made, scenario)
    return (time.perf_counter() - begun) / len(scenario.levers)
