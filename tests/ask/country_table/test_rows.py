"""Tables of any encoding and delimiter are read, within bounds; what is wrong is said by file and line."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from politburo.ask.country_table import rows
from politburo.ask.country_table.rows import rows_of
from politburo.terms.errors import UsageError

WORDS = "Élan Größe côté façade münd"
RUSSIAN = "Министерство обороны, Совет министров и Политбюро; Государственная безопасность и вооружённые силы"


def read(path: Path, encoding: str | None = None) -> list[list[str]]:
    found, _ = rows_of(path, path.name, encoding)
    return [list(row) for _, row in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_with_a_mark_and_utf_8_are_known(encoding: str, tmp_path: Path):
    path = tmp_path / "table.csv"
    path.write_bytes(f"a,b\n{WORDS},1\n".encode(encoding))
    assert read(path) == [["a", "b"], [WORDS, "1"]]


@pytest.mark.parametrize(("encoding", "text"), [("latin-1", WORDS), ("cp1251", RUSSIAN), ("cp1252", WORDS)])
def test_other_encodings_are_guessed_or_said(encoding: str, text: str, tmp_path: Path):
    path = tmp_path / "table.csv"
    path.write_bytes(f'a,b\n"{text}",1\n'.encode(encoding) * 20)
    assert read(path, encoding)[1] == [text, "1"]
    found, guessed = rows_of(path, path.name)
    assert guessed is not None
    assert list(found)[1][1][0] == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_that_of_the_first_line(delimiter: str, tmp_path: Path):
    path = tmp_path / "table.csv"
    path.write_text(
        f"a{delimiter}b\n\n1, 2;3{delimiter}x\n" if delimiter == "\t" else f'a{delimiter}b\n"1, 2;3"{delimiter}x\n'
    )
    assert read(path) == [["a", "b"], ["1, 2;3", "x"]]


def test_a_workbook_is_read_where_openpyxl_is_there(tmp_path: Path):
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["a", "b"])
    book.active.append(["x", 1953])
    book.save(tmp_path / "table.xlsx")
    assert read(tmp_path / "table.xlsx") == [["a", "b"], ["x", "1953"]]


def test_what_is_no_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "table.csv"
    with pytest.raises(UsageError, match=r"table.csv does not exist"):
        read(path)
    with pytest.raises(UsageError, match="is a folder, not a table"):
        read(tmp_path)
    path.write_bytes("a,b\n1,2\né,2\n".encode("latin-1"))
    with pytest.raises(UsageError, match=r"table.csv, line 3: this is not in the encoding utf-8"):
        read(path, "utf-8")
    with pytest.raises(UsageError, match="no encoding called"):
        read(path, "klingon")
    path.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(UsageError, match="no workbook that can be read"):
        read(path)
    path.write_text('a,b\n"' + "x" * 200_000)
    with pytest.raises(UsageError, match="line"):
        read(path)
    monkeypatch.setattr(rows, "MOST_BYTES", 10)
    with pytest.raises(UsageError, match="the most that is read"):
        read(path)


@pytest.mark.parametrize(
    ("bound", "text", "said"),
    [
        ("MOST_ROWS", "a\n1\n2\n3\n4\n", "more than 2 rows"),
        ("MOST_COLUMNS", "a,b,c\n", "line 1: there are more than 2 columns"),
        ("LONGEST_CELL", "a\nlong\n", "line 2: a cell has more than 2 characters"),
    ],
)
def test_bounds_hold(bound: str, text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rows, bound, 2)
    (tmp_path / "table.csv").write_text(text)
    with pytest.raises(UsageError, match=said):
        read(tmp_path / "table.csv")


def test_a_workbook_that_would_unfold_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rows, "MOST_BYTES", 100_000)
    with zipfile.ZipFile(tmp_path / "table.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    with pytest.raises(UsageError, match="would unfold"):
        read(tmp_path / "table.xlsx")
