"""What `politburo branch` does: continue stored runs with something changed; show what is the same, and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.text import Text

from politburo.cli.output import print_json, print_parts, standard_output
from politburo.cli.pacing import say_if_cold
from politburo.cli.progress import shown
from politburo.show.terminal import heading, plain

if TYPE_CHECKING:
    from politburo.ask.branch.branched import Branch
    from politburo.run.engines import Engine


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for; None stands for what the parent says."""

    folder: str
    at: str
    sets: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    leader: str | None = None
    seed: int | None = None
    run: int | None = None
    runs: int | None = None
    series: tuple[str, ...] = ()
    out: str | None = None
    engine: Engine | None = None
    quiet: bool = False
    as_json: bool = False


def perform(request: Request) -> None:
    """Branch and print what came of it on standard output; what is going on goes to standard error."""
    from politburo.ask.compare.quantities import series_named

    names = tuple(series_named(name).name for name in request.series)
    branch = _branched(request, Console(stderr=True, quiet=request.quiet, highlight=False))
    if branch.is_paired:
        files = branch.comparison().save(series=names)
    else:
        from politburo.show.saving import save_pictures

        files = save_pictures(branch.results, branch.results.folder)
    if request.as_json:
        print_json(_as_object(branch, names, files))
    elif request.quiet:
        click.echo(branch.results.folder)
    else:
        _tell(branch, names, files)


def _branched(request: Request, console: Console) -> Branch:
    """Run the branch, with a bar that shows how far it is."""
    from politburo.ask.branch import branch
    from politburo.cli.comparing import once
    from politburo.scenario.names import parse_set

    sets = once("--set", [parse_set(text) for text in request.sets])
    say_if_cold(console)
    with shown(f"{request.folder} from {request.at} on", console) as advance:
        return branch(
            request.folder, at=request.at, sets=sets, without=request.without, leader=request.leader, seed=request.seed,
            run=request.run, runs=request.runs, out=request.out, engine=request.engine, progress=advance,
        )  # fmt: skip


def _as_object(branch: Branch, series: tuple[str, ...], files: tuple[Any, ...]) -> dict[str, Any]:
    """What came of it as plain data for JSON; `comparison` is null where no run has one to be compared with."""
    from politburo.cli.comparing import as_object

    return {
        "folder": str(branch.results.folder),
        "parent": str(branch.parent.folder),
        "baseline": str(branch.baseline.folder),
        "from": branch.at,
        "changed": branch.change.words,
        "runs": len(branch.results.runs),
        "identical_before": {"runs": len(branch.results.runs), "fingerprint": branch.fingerprint},
        "ended_before": branch.ended_before,
        "fingerprint": branch.results.fingerprint,
        "comparison": as_object(branch.comparison(), series, files) if branch.is_paired else None,
        "files": [str(file) for file in files],
    }


def _tell(branch: Branch, series: tuple[str, ...], files: tuple[Any, ...]) -> None:
    """Print what was verified, what differs, and where everything is."""
    from politburo.cli.comparing import page, tell_files

    begin = [heading(branch.results.scenario.title), plain(branch.sameness), Text()]
    if branch.is_paired:
        print_parts([*begin, *page(branch.comparison(), series)])
        tell_files(branch.comparison(), files)
    else:
        from politburo.show.table import rich_table
        from politburo.show.words import in_words

        print_parts(begin)
        console = standard_output()
        console.print(rich_table(branch.results))
        console.print(Text(in_words(branch.results)))
        console.print()
        for picture in files:
            click.echo(f"picture: {picture}")
    click.echo(f"parent: {branch.parent.folder}")
    click.echo(f"folder: {branch.results.folder}")
