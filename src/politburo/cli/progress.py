"""How far a run is, on standard error: a bar with the time left on a terminal, one line elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column

OnProgress = Callable[[int, int], None]

BAR = 16
"""Columns of the bar itself."""


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
