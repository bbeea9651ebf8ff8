"""The options that say where a command's jobs are done, and the engine that they ask for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.run.engines import Engine

OPTIONS = (
    click.option("--threads", metavar="N", type=int, help="Runs at the same time.  [default: one for each core]"),
    click.option("--workers", metavar="N", type=int, help="Do the runs on N processes of this machine instead."),
    click.option("--cluster", metavar="ADDRESS", help="Do them on a Dask cluster, such as tcp://10.0.0.1:8786."),
    click.option(
        "--slurm", metavar="KEY=VALUE,...", help="Do them on a Slurm queue: queue=main,jobs=10,cores=1,memory=4GB."
    ),
    click.option("--shard", metavar="I/N", help="Do one share of N of them, as in a job array."),
)


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of where its jobs are done; it is called with `engine` in their place."""

    @wraps(command)
    def with_engine(
        *arguments: Any,
        threads: int | None,
        workers: int | None,
        cluster: str | None,
        slurm: str | None,
        shard: str | None,
        **options: Any,
    ) -> Any:
        from politburo.run.limits import SIMULATING, check_limits

        engine = engine_for(threads, workers, cluster, slurm, shard)
        check_limits(SIMULATING)
        with engine.held():
            return command(*arguments, engine=engine, **options)

    for option in reversed(OPTIONS):
        with_engine = option(with_engine)
    return with_engine


def engine_for(
    threads: int | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    slurm: str | None = None,
    shard: str | None = None,
) -> Engine:
    """The engine that is asked for, threads unless another is. Raises UsageError for what cannot be together."""
    from politburo.run.engines import Cluster, Shard, Slurm, Threads, Workers

    said = {"--threads": threads, "--workers": workers, "--cluster": cluster, "--slurm": slurm}
    given = [option for option, value in said.items() if value is not None]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other.")
    if cluster is not None or slurm is not None:
        if shard is not None:
            raise UsageError(f"{given[0]} and --shard exclude each other: a cluster divides the work itself.")
        return Slurm(_pairs(slurm)) if cluster is None else Cluster(cluster)
    engine = Threads(threads) if workers is None else Workers(workers)
    return engine if shard is None else Shard(*_share(shard), engine)


def _pairs(said: str | None) -> dict[str, str]:
    """Options of Slurm as they are written: `queue=main,jobs=10`."""
    pairs = [one.partition("=") for one in (said or "").split(",") if one.strip()]
    for name, equals, value in pairs:
        if not equals or not value.strip():
            raise UsageError(f"--slurm takes options like queue=main,jobs=10; {name!r} has no value.")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _share(said: str) -> tuple[int, int]:
    """A share as it is written: `2/8`."""
    index, _, count = said.partition("/")
    if not (index.isdecimal() and count.isdecimal()):
        raise UsageError(f"--shard takes a share like 2/8, the second of eight; {said!r} is none.")
    return int(index), int(count)
