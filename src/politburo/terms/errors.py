"""The errors a user can meet. Each message is a sentence that names what is wrong and what would be right."""

from __future__ import annotations

from dataclasses import dataclass


class PolitburoError(Exception):
    """Any error that politburo raises on purpose; the command line prints its text without a traceback."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file.

    `line` counts from 1 and is None where there is none to name; `key` is the place in the file
    (`levers.surveillance, entry 2, value`), or None where the file as a whole cannot be used.
    """

    file: str
    line: int | None
    key: str | None
    message: str


class FileError(PolitburoError):
    """A file, or a folder of them, cannot be used; `problems` holds what is wrong, one by one, where it is known."""

    exit_code = 2

    def __init__(self, text: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(text)
        self.problems = problems


class ScenarioError(FileError):
    """A scenario cannot be used: it names the file, the key, the value and what is allowed."""


class CountryError(FileError):
    """A country cannot be used: it names the file, the line, the column or key, the value and what is allowed."""


class UsageError(PolitburoError):
    """A call asks for something impossible, such as zero runs or a date before the scenario starts."""

    exit_code = 2


class StoreError(PolitburoError):
    """A run folder cannot be written or read: another run's folder, a full disk, a newer format, a damaged file."""

    exit_code = 3


class EvidenceError(PolitburoError):
    """A packaged evidence table lacks what was asked of it."""


class ClaimError(PolitburoError):
    """A file of claims cannot be used: it names the file, the claim and what is allowed."""

    exit_code = 2


class MechanismError(PolitburoError):
    """A mechanism of another package reads what there is not: it names the package, the term and what there is."""

    exit_code = 2
