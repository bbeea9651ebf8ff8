"""The commands that ask: what differs, what an outcome depends on, and which claims hold."""

from __future__ import annotations

from typing import Any

import click

from politburo.cli.branch import branch
from politburo.cli.compare import compare
from politburo.cli.explore import explore
from politburo.cli.merge import merge
from politburo.cli.outcomes import outcomes
from politburo.cli.placing import placed
from politburo.cli.sensitivity import sensitivity
from politburo.cli.sweep import sweep


@click.command(short_help="Decide claims about the simulated system by paired runs.")
@click.argument("file", metavar="[FILE]", required=False)
@click.option(
    "--only", metavar="ID", multiple=True, help="Decide this claim; can be given several times.  [default: all]"
)
@click.option("--short", is_flag=True, help="Small scale and few runs: weaker verdicts in less than a minute.")
@click.option(
    "--across-priors", metavar="N", type=click.IntRange(1), help="In which share of N parameter sets each holds."
)
@click.option("--matrix", is_flag=True, help="Which claim needs which mechanism.")
@click.option("--list", "listed", is_flag=True, help="List what a claim can observe, among whom, and how; end there.")
@click.option("--out", metavar="FOLDER", help="Folder for what is measured.  [default: runs/claims-HASH]")
@click.option("--page", metavar="FILE", help="Also write the board as Markdown, for a repository or an appendix.")
@placed
@click.option("--quiet", is_flag=True, help="Say nothing about what is going on.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def claims(**options: Any) -> None:
    """Decide claims about the simulated system: is the effect there, how large, and through which mechanism?

    FILE is a TOML file with claims of your own; without it, the board that comes with politburo. What is measured is
    kept, so that a command that was stopped goes on where it was.
    """
    from politburo.cli.claims import Request, perform

    perform(Request(**options))


ASKING = (branch, claims, compare, explore, merge, outcomes, sensitivity, sweep)
"""They are added to the group of all commands."""
