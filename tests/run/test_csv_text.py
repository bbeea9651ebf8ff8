"""Files of comma-separated values are read within limits, and what is wrong with one is told with its place."""

from io import StringIO
from pathlib import Path

import pytest

from politburo.run.csv_text import cells_of, number_in, text_at
from politburo.terms.errors import UsageError


def test_the_names_of_the_columns_come_before_the_cells():
    assert list(cells_of(StringIO('a,b\n1,"x,y"\n', newline=""), "my.csv", "draws")) == [["a", "b"], ["1", "x,y"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,a\n", "my.csv: a column is there twice"),
        ("a,b\n1,2\n3\n", "my.csv, line 3: there are 1 cells for 2 columns"),
        ('a\n"1', "my.csv cannot be read as draws"),
    ],
)
def test_what_is_no_table_is_told_with_its_line(text: str, said: str):
    with pytest.raises(UsageError, match=said):
        list(cells_of(StringIO(text, newline=""), "my.csv", "draws"))


@pytest.mark.parametrize("cell", ["", "long", "nan", "-inf", "1e999"])
def test_a_cell_that_is_no_finite_number_is_told(cell: str):
    with pytest.raises(UsageError, match=r"my\.csv, line 2: '.*' is no number"):
        number_in(cell, "my.csv, line 2")


def test_a_file_is_read_whole_or_not_at_all(tmp_path: Path):
    file = tmp_path / "my.csv"
    file.write_text("a\n" * 1000, encoding="utf-8")
    assert text_at(file, "my.csv", "draws", 2000) == "a\n" * 1000
    with pytest.raises(UsageError, match=r"my\.csv cannot be read as draws: it has more than"):
        text_at(file, "my.csv", "draws", 1999)
    with pytest.raises(UsageError, match="does not exist"):
        text_at(tmp_path / "none.csv", "none.csv", "draws", 10)
