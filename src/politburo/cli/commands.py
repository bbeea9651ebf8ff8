"""All commands in one group, and what becomes of errors and of Ctrl-C."""

from __future__ import annotations

import shlex
import sys
from typing import Any

import click

from politburo.cli.branch import branch
from politburo.cli.check import check
from politburo.cli.cite import cite
from politburo.cli.claims import claims
from politburo.cli.compare import compare
from politburo.cli.describe import describe
from politburo.cli.diff import diff
from politburo.cli.doctor import doctor
from politburo.cli.explore import explore
from politburo.cli.fit import fit
from politburo.cli.leaders import leaders
from politburo.cli.life import life
from politburo.cli.list import list_scenarios
from politburo.cli.merge import merge
from politburo.cli.new import new
from politburo.cli.outcomes import outcomes
from politburo.cli.record import record
from politburo.cli.report import report
from politburo.cli.run import run
from politburo.cli.schema import schema
from politburo.cli.sensitivity import sensitivity
from politburo.cli.show import show
from politburo.cli.sweep import sweep
from politburo.cli.why import why
from politburo.terms.errors import PolitburoError

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 + SIGINT."""


class Commands(click.Group):
    """A group whose commands end in one sentence, not in a traceback, when politburo says what is wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command; errors of politburo and Ctrl-C become messages and exit codes."""
        try:
            return super().invoke(ctx)
        except PolitburoError as error:
            click.echo(f"Error: {error}" if error.exit_code else str(error), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt as interruption:
            command = shlex.join(["politburo", *sys.argv[1:]])
            click.echo(f"{str(interruption) or 'Stopped. To start again:'}\n  {command}", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="politburo", message="politburo %(version)s")
def politburo() -> None:
    """A laboratory for the politics of fear.

    politburo simulates economic toleration under continued political repression of everyone, with additional terror
    against officials.

    Start with: politburo run north-korea
    """


for command in (
    branch,
    check,
    cite,
    claims,
    compare,
    describe,
    diff,
    doctor,
    explore,
    fit,
    leaders,
    life,
    list_scenarios,
    merge,
    new,
    outcomes,
    record,
    report,
    run,
    schema,
    sensitivity,
    show,
    sweep,
    why,
):
    politburo.add_command(command)
