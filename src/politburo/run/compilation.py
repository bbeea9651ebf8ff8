"""Kernels compiled where jobs are done: by two processes at once where there is nothing compiled yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from politburo.run.engines import Engine


@contextmanager
def kernels_for(engine: Engine) -> Iterator[None]:
    """For the length of the block, help whoever compiles for the jobs of an engine.

    Threads compile as they go, and a second process helps them. Workers of this machine would all compile the same
    things at the same time: it is done before they begin. Elsewhere each machine sees to itself.
    """
    from politburo.month.warm import beside

    if engine.where == "here":
        with beside():
            yield
        return
    if engine.where == "beside":
        with beside():
            _first_month()
    yield


def _first_month() -> None:
    """Simulate one month, so that what it needs is compiled; it takes no time where that is done."""
    from politburo.numerics.compile import is_cold

    if is_cold():
        from politburo.country import build
        from politburo.month import simulate
        from politburo.scenario import adapt, load, month_name

        scenario = load("example")
        simulate(build("example", 1.0), adapt(scenario, until=month_name(scenario.start)))
