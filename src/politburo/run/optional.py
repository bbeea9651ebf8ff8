"""Libraries that are not installed with politburo itself: imported by one proxy, which says how to get them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from politburo.terms.errors import PolitburoError


class MissingLibraryError(PolitburoError):
    """What is asked for needs a library that is not installed; the message says what to type."""

    exit_code = 2


def needs(module: str, extra: str) -> ModuleType:
    """Import a module of an optional library, by its dotted name; `extra` is the name under which it is installed.

    Raises MissingLibraryError when it is not there. An error inside of an installed library is left as it is.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        library = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != library:
            raise
        raise _missing(library, extra) from error


def check(libraries: Iterable[str], extra: str) -> None:
    """Raise MissingLibraryError where one of some libraries is not there; none of them is loaded for it."""
    for one in libraries:
        if find_spec(one) is None:
            raise _missing(one, extra)


def _missing(library: str, extra: str) -> MissingLibraryError:
    return MissingLibraryError(
        f"This needs the library {library}, which is not installed: pip install 'politburo[{extra}]'"
    )
