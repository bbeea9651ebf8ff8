"""Commands called in this process, as a user sees them: what is printed, and the exit code."""

import re

from click.testing import CliRunner, Result

from politburo.cli import main

STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that steer a terminal or turn the direction of text; line ends are none of them."""

MARKUP = "[bold]x[/bold] [/] :smile:"
"""A text that would be markup, if it were not printed as it is."""

ESCAPES = "\x1b[31m \x9b2J \u202e \x07"
"""A text that would colour, clear and turn a page and ring the bell."""


def call(*arguments: str) -> Result:
    """The outcome of a command; an exception that no command should end in is raised."""
    result = CliRunner().invoke(main, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def printed(*arguments: str) -> str:
    """What a command that must succeed prints on standard output."""
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments: str, code: int = 2) -> str:
    """What a command that must fail says on standard error."""
    result = call(*arguments)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.stderr
