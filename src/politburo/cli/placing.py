"""The options that say where a command's jobs are done, and the engine that they ask for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from politburo.run.engines import Engine

OPTIONS = (
    click.option("--threads", metavar="N", type=int, help="Runs at the same time.  [default: one for each core]"),
)


def placed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of where its jobs are done; it is called with `engine` in their place."""

    @wraps(command)
    def with_engine(*arguments: Any, threads: int | None, **options: Any) -> Any:
        return command(*arguments, engine=engine_for(threads=threads), **options)

    for option in reversed(OPTIONS):
        with_engine = option(with_engine)
    return with_engine


def engine_for(*, threads: int | None = None) -> Engine:
    """The engine that is asked for. Raises UsageError for what cannot be."""
    from politburo.run.engines import Threads

    return Threads(threads)
