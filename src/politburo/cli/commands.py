"""All commands in one group, each of which ends in a sentence and an exit code when something is wrong."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

import click

from politburo.cli.branch import branch
from politburo.cli.calibrate import calibrate
from politburo.cli.claims import claims
from politburo.cli.compare import compare
from politburo.cli.country import country
from politburo.cli.discriminate import discriminate
from politburo.cli.emulate import emulate
from politburo.cli.evidence import evidence
from politburo.cli.explore import explore
from politburo.cli.failures import (
    EXIT_CODES,
    OTHER,
    UnreadError,
    failure,
    let_go_of_output,
    print_in_any_encoding,
    say,
    unread_is_no_error,
    use_no_threads_of_numba,
    warnings_as_sentences,
)
from politburo.cli.folders import fit, merge, record, report
from politburo.cli.forecast import forecast
from politburo.cli.lab import lab
from politburo.cli.life import life
from politburo.cli.lists import countries, leaders, list_scenarios, outcomes
from politburo.cli.nowcast import nowcast
from politburo.cli.program import cite, describe, doctor
from politburo.cli.run import run
from politburo.cli.scenario_files import check, diff, new, schema
from politburo.cli.score import score
from politburo.cli.sensitivity import sensitivity
from politburo.cli.show import show
from politburo.cli.survey import survey
from politburo.cli.sweep import sweep
from politburo.cli.theories import theories
from politburo.cli.why import why


class Commands(click.Group):
    """A group whose commands end in one sentence, not in a traceback, when something is wrong that is not theirs."""

    def main(self, *arguments: Any, standalone_mode: bool = True, **options: Any) -> Any:
        """Call what the command line names, and end the process with its exit code; see `failures`."""
        if not standalone_mode:
            return super().main(*arguments, standalone_mode=False, **options)
        print_in_any_encoding()
        use_no_threads_of_numba()
        code = OTHER
        try:
            found = super().main(*arguments, standalone_mode=False, **options)
            code = found if isinstance(found, int) else 0
            if sys.stdout is not None:
                sys.stdout.flush()
        except click.Abort:
            say("Stopped.")
        except (UnreadError, BrokenPipeError):
            code = 0
        except click.ClickException as error:
            with suppress(OSError):
                error.show()
            code = error.exit_code
        except Exception as error:
            told = failure(error)
            if told is None:
                raise
            say(told[0])
            code = told[1]
        finally:
            let_go_of_output()
        sys.exit(code)

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """The context of a command line; help and version are printed by it."""
        with unread_is_no_error():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command; Ctrl-C becomes a message and an exit code, which click would take for its own."""
        try:
            with warnings_as_sentences(), unread_is_no_error():
                return super().invoke(ctx)
        except KeyboardInterrupt as interruption:
            text, code = failure(interruption) or ("Stopped.", OTHER)
            say(text)
            ctx.exit(code)


@click.group(cls=Commands, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="politburo", message="politburo %(version)s")
def politburo() -> None:
    """A laboratory for the politics of fear.

    politburo simulates economic toleration under continued political repression of everyone, with additional terror
    against officials.

    Start with: politburo run north-korea
    """


for command in (
    branch,
    calibrate,
    check,
    cite,
    claims,
    compare,
    country,
    countries,
    describe,
    diff,
    discriminate,
    doctor,
    emulate,
    evidence,
    explore,
    fit,
    forecast,
    lab,
    leaders,
    life,
    list_scenarios,
    merge,
    new,
    nowcast,
    outcomes,
    record,
    report,
    run,
    schema,
    score,
    sensitivity,
    show,
    survey,
    sweep,
    theories,
    why,
):
    politburo.add_command(command)
