"""The commands and their options, and what becomes of errors and of Ctrl-C."""

from __future__ import annotations

import shlex
import sys
from typing import Any

import click

from politburo.cli.asking import ASKING
from politburo.cli.check import check
from politburo.cli.diff import diff
from politburo.cli.fit import fit
from politburo.cli.list import list_scenarios
from politburo.cli.new import new
from politburo.cli.record import record
from politburo.cli.report import report
from politburo.cli.run import run
from politburo.cli.schema import schema
from politburo.cli.show import show
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


@politburo.command(short_help="Follow one synthetic cadre, or one post, through a run.")
@click.argument("folder", metavar="RUN")
@click.option("--post", metavar="N", type=int, help="Number of a post, followed across its holders.")
@click.option("--person", metavar="N", type=int, help="Number of a cadre, followed across posts.")
@click.option("--run", metavar="K", type=int, default=0, show_default=True, help="Number of the run in the folder.")
@click.option("--month", metavar="YYYY-MM", help="Show every month from eleven before this one to three after it.")
@click.option("--json", "as_json", is_flag=True, help="Print the life, all months, as one JSON object.")
def life(**options: Any) -> None:
    """Follow one synthetic cadre, or one post, through a run: fear, loyalty felt and shown, ties lost, choices.

    RUN is a folder with results. At the start of a run the person of each number holds the post of that number; those
    who come later have higher numbers. The run is done again for this, which takes as long as one run.
    """
    from politburo.cli.life import Request, perform

    perform(Request(**options))


@politburo.command(short_help="Say why an event happened in a simulated run.")
@click.argument("folder", metavar="RUN")
@click.option("--event", metavar="N", type=int, help="Number of the event.  [default: list the most notable ones]")
@click.option("--run", metavar="K", type=int, default=0, show_default=True, help="Number of the run in the folder.")
@click.option("--kind", metavar="KIND", help="List only events of this kind, such as flight.")
@click.option("--json", "as_json", is_flag=True, help="Print the reasons, or the list, as one JSON object.")
def why(**options: Any) -> None:
    """Say why an event happened in a simulated run: a penalty, a flight, a plot, a coup, a promotion.

    RUN is a folder with results. What is said is true of the simulated run: it lists the terms that stood in the
    hazard of the event when it was drawn, and how much likelier or less likely each made it. Without --event the most
    notable events are listed with their numbers.
    """
    from politburo.cli.why import Request, perform

    perform(Request(**options))


@politburo.command(short_help="List the logics of rule that a scenario can name.")
def leaders() -> None:
    """List the logics of rule that a scenario can name: what each does, the levers it chooses, where the idea is from.

    Those of other installed packages are listed too; one that cannot be used is told of on standard error.
    """
    from politburo.cli.leaders import tell

    tell()


@politburo.command(short_help="Write the model page: a complete description of the model, generated from the program.")
@click.option("--out", metavar="FILE", help="File to write.  [default: docs/model.md where there is a docs folder]")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when the file is not up to date.")
def describe(out: str | None, check: bool) -> None:
    """Write the model page: a complete description of the model in the order of the ODD protocol.

    It is generated from the declarations and docstrings of the program, and says how many parameter values are assumed.
    Without --out, and in a folder that has no folder docs, the page goes to standard output.
    """
    from politburo.cli.describe import deliver

    deliver(out, check)


@politburo.command(short_help="Print what to cite, as BibTeX.")
@click.argument("run", metavar="[FOLDER]", required=False)
def cite(run: str | None) -> None:
    """Print what to cite, as BibTeX; the field `annote` of each entry says what it was used for.

    With the FOLDER of a run: politburo, and the works and data on which its results rest. Without: politburo and every
    work on which its mechanisms, logics of rule and default values rest.
    """
    from politburo.cli.cite import cite as print_citation

    print_citation(run)


@politburo.command(short_help="Say what is installed, cached and where.")
def doctor() -> None:
    """Say what is installed, cached and where, and what stands in the way."""
    from politburo.cli.doctor import report_lines

    for line in report_lines():
        click.echo(line)


for command in (*ASKING, check, diff, fit, list_scenarios, new, record, report, run, schema, show):
    politburo.add_command(command)
