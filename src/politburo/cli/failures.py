"""What becomes of errors: one sentence on standard error, and an exit code that says whose they are."""

from __future__ import annotations

import codecs
import errno
import os
import shlex
import sys
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from politburo.run.limits import SIMULATING, check_limits
from politburo.terms.errors import PolitburoError, StoreError

OTHER, USER, WORLD, INTERRUPTED = 1, 2, 3, 130
"""Exit codes: another failure; a mistake of the user's; disk, memory, network; Ctrl-C, as shells have it."""

EXIT_CODES = (
    "Exit codes: 0 success, and also when the output is cut off by another program, as by `head`; "
    "1 something failed, such as a run; 2 a mistake in the command, or in a file or folder that it names; "
    "3 the disk, memory, network or another limit of the system, or a damaged folder; 130 Ctrl-C."
)

PACKAGE = Path(__file__).parents[1]

ANYTHING = replace(SIMULATING, what="This command")
"""What a command must find that fails in a way of its own; made beforehand, since memory may be what is lacking."""

LIKE = str.maketrans(
    dict(zip("–—−─·•’‘“”×≈", "----**''''x~", strict=True)) | {"…": "...", "→": "->", "≥": ">=", "≤": "<=", "≠": "!="}
)
"""Signs that have others to stand for them where an encoding lacks them; none of those ends a text in quotes."""


def failure(error: BaseException) -> tuple[str, int] | None:
    """What to say of an error, and the exit code; None for one of the program itself, which needs its traceback."""
    if isinstance(error, PolitburoError):
        return f"Error: {error}" if error.exit_code else str(error), error.exit_code
    if isinstance(error, KeyboardInterrupt):
        command = shlex.join(["politburo", *sys.argv[1:]])
        return f"{str(error) or 'Stopped. To start again:'}\n  {command}", INTERRUPTED
    if isinstance(error, MemoryError):
        reason = f": {error}" if str(error) else ""
        return _too_little_space() or (f"Error: There is not enough memory{reason}.", WORLD)
    if isinstance(error, OSError) and error.errno is not None:
        what = "The output cannot be written" if error.filename is None else f"{error.filename} cannot be used"
        return f"Error: {what}: {error.strerror}{_remedy(error.errno)}.", WORLD
    if isinstance(error, ImportError) and os.strerror(errno.EMFILE) in str(error):
        return f"Error: {error}{_remedy(errno.EMFILE)}.", WORLD
    return _too_little_space()


def _too_little_space() -> tuple[str, int] | None:
    """What to say where libraries fail in their own ways because the process may have too little address space."""
    try:
        check_limits(ANYTHING)
    except StoreError as low:
        return f"Error: {low}", WORLD
    return None


class UnreadError(Exception):
    """Nobody reads the output to its end: nothing is wrong."""


@contextmanager
def unread_is_no_error() -> Iterator[None]:
    """Keep it from click, for which it is an error."""
    try:
        yield
    except BrokenPipeError as error:
        raise UnreadError from error


def say(text: str) -> None:
    """Print on standard error, where that can be."""
    with suppress(OSError, ValueError):
        click.echo(text, err=True)


@contextmanager
def warnings_as_sentences() -> Iterator[None]:
    """Print warnings of politburo, such as of two plug-ins of one name, as sentences without the place in the code."""
    with warnings.catch_warnings():
        warnings.filterwarnings("always", category=UserWarning, module=r"politburo\.")
        before = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], filename: str, *rest: Any, **more: Any) -> None:
            if issubclass(category, UserWarning) and Path(filename).is_relative_to(PACKAGE):
                say(f"Warning: {message}")
            else:
                before(message, category, filename, *rest, **more)

        warnings.showwarning = show
        yield


def use_no_threads_of_numba() -> None:
    """Overrule a number of threads at which Numba cannot be imported: none of them is ever used."""
    with suppress(ValueError):
        if int(os.environ.get("NUMBA_NUM_THREADS", 1)) < 1:
            os.environ["NUMBA_NUM_THREADS"] = "1"


def let_go_of_output() -> None:
    """Let nothing that is still to be printed fail when the interpreter ends: what did fail has been said."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
            continue
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def print_in_any_encoding() -> None:
    """Let signs that the encoding of the output lacks be printed as others that stand for them."""
    codecs.register_error("politburo", _stand_in)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="politburo")  # pyright: ignore[reportAttributeAccessIssue]


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    signs = unicodedata.normalize("NFKD", lacking.translate(LIKE))
    return "".join(sign if sign.isascii() else _named(sign) for sign in signs), error.end


def _named(sign: str) -> str:
    """Nothing for an accent, the escape of a byte that is no text, `?` for any other sign."""
    if unicodedata.combining(sign):
        return ""
    return f"\\x{ord(sign) - 0xDC00:02x}" if 0xDC80 <= ord(sign) <= 0xDCFF else "?"


def _remedy(number: int) -> str:
    if number in (errno.EMFILE, errno.ENFILE):
        return "; raise the limit of open files (ulimit -n)"
    return "; make room there" if number in (errno.ENOSPC, errno.EDQUOT) else ""
