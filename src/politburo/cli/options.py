"""Options that several commands have: what is simulated, where it is done, and pairs such as NAME=VALUE."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from politburo.terms.bounds import HOUSEHOLDS, RUNS, SCALE, SEED, THREADS, WORKERS, Bounds
from politburo.terms.errors import UsageError
from politburo.terms.words import AT_DEFAULTS

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.run.engines import Engine

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

SAME_SEED = "Seed of chance; the same seed gives the same results."


class Within(click.ParamType):
    """A number within bounds: another one is refused where the command line is read, before anything is imported."""

    def __init__(self, bounds: Bounds[Any]) -> None:
        self.bounds = bounds
        self.name = "integer" if bounds.is_whole else "float"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | float:
        """The number. Raises UsageError for one that lies outside, and as click does for what is none."""
        kind = click.INT if self.bounds.is_whole else click.FLOAT
        return self.bounds.checked(kind.convert(value, param, ctx))


held_from = click.option(
    "--from", "start", metavar="YYYY-MM", help="Hold the levers from this month on.  [default: throughout]"
)

series = click.option(
    "--series",
    metavar="NAME",
    multiple=True,
    help="Show this outcome; `politburo outcomes` lists them.  [default: those that differ most]",
)


def ensemble(usual: str = "as the scenario says") -> Decorator:
    """Give a command the options of the parameters of its runs; `usual` says which they have without them."""
    sets = click.option(
        "--ensemble",
        metavar="NAME_OR_FILE",
        help=f"Run k has parameter set k of this ensemble: not-ruled-out:COUNTRY, or a file (CSV).  [default: {usual}]",
    )
    none = click.option(
        "--defaults",
        "ensemble",
        flag_value=AT_DEFAULTS,
        help="All runs have the scenario's own parameters, whichever ensemble it names.",
    )
    return lambda command: sets(none(command))


def results_of(folder: str) -> Results:
    """The results in a folder that a command names. Raises as `Results.open`, and where the system's limits are low."""
    from politburo.run.limits import READING, check_limits

    check_limits(READING)
    from politburo.ask.run.results import Results

    return Results.open(folder)


def simulation_options(*, runs: str | None, out: str, seed: str = SAME_SEED, counts: Bounds[int] = RUNS) -> Decorator:
    """Give a command the options of what is simulated; the words say what runs, seed and folder are for it.

    `counts` are the bounds of the number of runs, which a command without words on it does not ask for.
    """

    def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
        if runs is not None:
            command = click.option("--runs", metavar="N", type=Within(counts), help=runs)(command)
        for option in (
            click.option("--out", metavar="FOLDER", help=out),
            click.option(
                "--scale",
                metavar="SHARE",
                type=Within(SCALE),
                help="Share of the country to simulate, for a quick look.",
            ),
            click.option(
                "--households",
                metavar="N",
                type=Within(HOUSEHOLDS),
                help="Number of households to simulate, whatever the scale.  [default: as the scale says]",
            ),
            click.option("--until", metavar="YYYY-MM", help="Last month to simulate."),
            click.option("--seed", metavar="N", type=Within(SEED), help=seed),
        ):
            command = option(command)
        return command

    return with_options


def once(option: str, texts: Iterable[str], parse: Callable[[str], tuple[str, Any]]) -> dict[str, Any]:
    """What was given, by name. Raises UsageError for a name that is given twice, and as `parse` does."""
    found: dict[str, Any] = {}
    for name, value in map(parse, texts):
        if name in found:
            raise UsageError(f"{option} names {name!r} twice; name it once.")
        found[name] = value
    return found


ENGINE = (
    click.option(
        "--threads", metavar="N", type=Within(THREADS), help="Runs at the same time.  [default: one for each core]"
    ),
    click.option(
        "--workers", metavar="N", type=Within(WORKERS), help="Do the runs on N processes of this machine instead."
    ),
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

    for option in reversed(ENGINE):
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
    found = re.fullmatch(r"(\d{1,9})/(\d{1,9})", said or "", re.ASCII)
    if found is None:
        raise UsageError(f"--shard takes a share like 2/8, the second of eight; {said!r:.60} is none.")
    return int(found[1]), int(found[2])
