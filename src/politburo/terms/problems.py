"""Problems with files as sentences: the file, the line, the place in it, and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from politburo.terms.checks import printable
from politburo.terms.errors import FileError, Problem

Kind = TypeVar("Kind", bound=FileError)

MOST_TOLD = 50
"""Errors that a message lists; how many more there are is said in one line."""


def unusable_file(kind: type[Kind], source: str, why: str, line: int | None = None) -> Kind:
    """The error of a file that cannot be used at all; `why` is what the sentence says after the file's name."""
    return file_error(kind, source, [Problem(source, line, None, why)])


def file_error(kind: type[Kind], source: str, problems: Iterable[Problem], most: int = MOST_TOLD) -> Kind:
    """One error with all problems of the file or folder `source` and of what belongs to it, in the order of lines.

    Its message lists at most so many.
    """
    unlike = list(dict.fromkeys(problems))
    files = [source, *(problem.file for problem in unlike)]
    ordered = tuple(sorted(unlike, key=lambda problem: (files.index(problem.file), problem.line or 0)))
    if len(ordered) == 1:
        return kind(with_stop(sentence_of(ordered[0])), ordered)
    lines = [f"\n  - {sentence_of(problem, within=source)}" for problem in ordered]
    if len(lines) > most:
        lines[most:] = [f"\n  - and {len(lines) - most} more"]
    return kind(f"{printable(source)} has {len(ordered)} errors:{''.join(lines)}", ordered)


def sentence_of(problem: Problem, within: str | None = None) -> str:
    """The problem behind its file, unless that is the one the list is about, and its line.

    A file in a folder that the list is about is called by its name alone.
    """
    if problem.key is None:
        return f"{printable(problem.file.removeprefix(f'{within}/'))} {problem.message}"
    begin = [] if problem.file == within else [printable(problem.file.removeprefix(f"{within}/"))]
    begin += [] if problem.line is None else [f"line {problem.line}"]
    return f"{', '.join(begin)}: {problem.message}" if begin else problem.message


def with_stop(sentence: str) -> str:
    """The sentence with its mark."""
    return sentence if sentence.endswith("?") else f"{sentence}."
