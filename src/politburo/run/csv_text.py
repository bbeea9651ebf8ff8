"""Files of comma-separated values from anyone, of parameter sets or of draws: read within limits, line by line."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

from politburo.terms.checks import shown
from politburo.terms.errors import UsageError
from politburo.terms.text_files import UnusableFileError, content_of, decoded


def text_at(path: Path, source: str, what: str, most: int) -> str:
    """The text of a file of `most` bytes at most; messages call it `source`, and say that it should hold `what`.

    Raises UsageError for a file that cannot be read.
    """
    try:
        content = content_of(path, most, f"file of {what}")
        if len(content) > most:
            raise UnusableFileError(f"it has more than {most // 1_000_000} MB, the most that it may have")
        return decoded(content)
    except UnusableFileError as error:
        raise UsageError(f"{source} cannot be read as {what}: {error}.") from None


def cells_of(text: Iterable[str], source: str, what: str) -> Iterator[list[str]]:
    """The names of the columns, and then the cells of each line of a text, as many as there are columns.

    Raises UsageError for a column that is there twice, for a line of fewer or more cells, and for no such text at all.
    """
    lines = csv.reader(text, strict=True)
    try:
        head = next(lines, [])
        if len(set(head)) < len(head):
            raise UsageError(f"{source}: a column is there twice.")
        yield head
        for line, cells in enumerate(lines, 2):
            if len(cells) != len(head):
                raise UsageError(f"{source}, line {line}: there are {len(cells)} cells for {len(head)} columns.")
            yield cells
    except csv.Error as error:
        raise UsageError(f"{source} cannot be read as {what}: {error}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{source} cannot be read as {what}: it is not UTF-8 text.") from None


def number_in(cell: str, place: str) -> float:
    """The finite number in a cell; messages say its `place`. Raises UsageError for anything else."""
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UsageError(f"{place}: {shown(cell)} is no number.")
    return value
