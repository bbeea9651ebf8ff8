"""The rows of a table of any common encoding and delimiter, as texts, within bounds.

No message holds what a cell holds: it names file, line and what is wrong.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from politburo.run.optional import needs
from politburo.terms.errors import UsageError
from politburo.terms.text_files import UnusableFileError, content_of

MOST_BYTES = 100_000_000
MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
LONGEST_CELL = 5_000
DELIMITERS = ",;\t|"

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""What a file begins with → its encoding; UTF-32 before UTF-16, whose mark it begins with."""

SAMPLE = 1_000_000
_LIKELY = (
    *("cp1252", "cp1251", "cp1250", "koi8_r", "cp949", "gb18030", "big5", "cp932", "cp1253", "cp1254", "cp1256"),
    *("utf_16_le", "utf_16_be"),
)
"""Encodings without a mark that are tried, WhoGov's first; bytes from which they are guessed."""

Numbered = tuple[int, Sequence[str]]


def rows_of(path: Path, file: str, encoding: str | None = None) -> tuple[Iterator[Numbered], str | None]:
    """The rows of a file, each with its line, the header first; and its encoding where that was guessed.

    Raises UsageError for what is no such table or cannot be read, MissingLibraryError for a workbook without openpyxl
    and for an encoding that must be guessed without charset-normalizer.
    """
    content = _content(path, file)
    if content.startswith(b"PK\x03\x04"):
        return _bounded(_of_workbook(content, file), file), None
    text, guessed = _text_of(content, file, encoding)
    return _bounded(_of_text(text, file), file), guessed


def _content(path: Path, file: str) -> bytes:
    wrong = None
    try:
        content = content_of(path, MOST_BYTES, "table")
    except UnusableFileError as error:
        wrong, content = str(error), b""
    if wrong is not None:
        raise UsageError(f"{file} {wrong}.")
    if len(content) > MOST_BYTES:
        raise UsageError(f"{file} has more than {MOST_BYTES // 1_000_000} MB, which is the most that is read.")
    return content


def _text_of(content: bytes, file: str, encoding: str | None) -> tuple[str, str | None]:
    """The text of a file, and its encoding where that was guessed."""
    wanted = encoding or next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    try:
        return content.decode(wanted or "utf-8"), None
    except LookupError:
        line = 0
    except UnicodeError as error:
        line = content[: getattr(error, "start", 0)].count(b"\n") + 1
    # Raised out here, an error holds nothing of what was being read.
    if not line:
        raise UsageError("There is no encoding called what --encoding says.")
    if wanted:
        raise UsageError(f"{file}, line {line}: this is not in the encoding {wanted}; say which with --encoding.")
    guessed = _guessed(content)
    if guessed is None:
        raise UsageError(f"{file}, line {line}: the encoding cannot be told; say which with --encoding.")
    return content.decode(guessed, errors="replace"), guessed


def _guessed(content: bytes) -> str | None:
    """The likeliest encoding, by the lines that are not plain ASCII; of several that fit as well, the first."""
    sample = content if b"\0" in content else b"\n".join(line for line in content.split(b"\n") if not line.isascii())
    found = needs("charset_normalizer", "tables").from_bytes(sample[:SAMPLE], cp_isolation=list(_LIKELY))
    best = found.best()
    fitting = [one.encoding for one in found if (one.chaos, one.coherence) == (best.chaos, best.coherence)]
    return min(fitting, key=_LIKELY.index, default=None)


def _of_text(text: str, file: str) -> Iterator[Numbered]:
    header = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        wrong = False
        try:
            row = next(reader, None)
        except csv.Error:
            wrong, row = True, None
        if wrong:
            raise UsageError(f"{file}, line {reader.line_num}: this is no line of a table with values between commas.")
        if row is None:
            return
        yield reader.line_num, row


def _of_workbook(content: bytes, file: str) -> Iterator[Numbered]:
    """The rows of the first sheet of a workbook."""
    openpyxl = needs("openpyxl", "excel")
    import warnings

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > 10 * MOST_BYTES:
                raise UsageError(f"{file} would unfold to more than {MOST_BYTES // 100_000} MB.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
            for line, row in enumerate(sheet.iter_rows(values_only=True), 1):
                yield line, ["" if value is None else str(value) for value in row]
    except UsageError:
        raise
    except Exception:
        broken = True
    else:
        broken = False
    if broken:
        raise UsageError(f"{file} is no workbook that can be read.")


def _bounded(rows: Iterator[Numbered], file: str) -> Iterator[Numbered]:
    """The rows that hold anything, as long as they keep to the bounds."""
    for count, (line, row) in enumerate(rows):
        if count > MOST_ROWS:
            raise UsageError(f"{file} has more than {MOST_ROWS:,} rows, which is the most that is read.")
        if len(row) > MOST_COLUMNS:
            raise UsageError(f"{file}, line {line}: there are more than {MOST_COLUMNS} columns.")
        if max(map(len, row), default=0) > LONGEST_CELL:
            raise UsageError(
                f"{file}, line {line}: a cell has more than {LONGEST_CELL:,} characters; a quotation mark may be open."
            )
        if any(cell and not cell.isspace() for cell in row):
            yield line, row
