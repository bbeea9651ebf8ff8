"""Files of reports may be anyone's: what is wrong is said with line, column, value and what may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from politburo.infer import reports_file
from politburo.infer.reports_file import ReportCounts, read_reports, reports_text
from politburo.terms.errors import UsageError

HEAD = "month,kind,count\n"


def test_what_is_written_is_read_again(tmp_path: Path):
    counts = {(24000, "announcement"): 0, (24001, "penalty report"): 12, (24000, "false report"): 3}
    (tmp_path / "reports.csv").write_text(reports_text(counts, "politburo test"))
    read = read_reports(tmp_path / "reports.csv")
    assert read == ReportCounts(counts) and len(read) == 3
    assert read.months == (24000, 24001) and read.kinds == ("penalty report", "announcement", "false report")
    assert read.of(24000) == {"announcement": 0, "false report": 3}
    assert read.within(24001, 24001).counts == {(24001, "penalty report"): 12}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no column 'month'"),
        (HEAD, "holds no count"),
        ("month,kind,count,who\n", "there is no column 'who'"),
        ("month,kind,count,count\n", "a column is there twice"),
        (HEAD + "2000-1,announcement,1\n", "line 2, month: '2000-1' is not a month"),
        (HEAD + "2000-01,anouncement,1\n", "line 2, kind: there is no 'anouncement'; did you mean 'announcement'"),
        (HEAD + "2000-01,announcement,-1\n", "line 2, count: '-1' is no whole number of persons from 0 to 10,000,000"),
        (HEAD + "2000-01,announcement,1.5\n", "line 2, count"),
        (HEAD + "2000-01,announcement,nan\n", "line 2, count"),
        (HEAD + f"2000-01,announcement,{'9' * 5000}\n", "line 2, count"),
        (HEAD + "2000-01,announcement,٣\n", "line 2, count"),
        (HEAD + "2000-01,announcement\n", "line 2: there are 2 cells for 3 columns"),
        (HEAD + "2000-01,announcement,1\n2000-01,announcement,2\n", "line 3: 'announcement' of 2000-01 is there twice"),
        (HEAD + '2000-01,"announcement,1\n', "cannot be read as reports"),
        (HEAD + "2000-01,\x1b[31m,1\n", r"there is no '\\x1b\[31m'"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, text: str, said: str):
    (tmp_path / "reports.csv").write_text(text)
    with pytest.raises(UsageError, match=said) as told:
        read_reports(tmp_path / "reports.csv")
    assert told.value.exit_code == 2 and len(str(told.value)) < 600


def test_files_that_are_none_or_too_long_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(UsageError, match="does not exist"):
        read_reports(tmp_path / "no.csv")
    with pytest.raises(UsageError, match="is a folder"):
        read_reports(tmp_path)
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="is not UTF-8"):
        read_reports(tmp_path / "binary.csv")
    (tmp_path / "long.csv").write_text(HEAD + "2000-01,announcement,1\n2000-02,announcement,1\n")
    monkeypatch.setattr(reports_file, "MOST_ROWS", 1)
    with pytest.raises(UsageError, match="has more than 1 rows"):
        read_reports(tmp_path / "long.csv")
    monkeypatch.setattr(reports_file, "MOST_BYTES", 20)
    with pytest.raises(UsageError, match="has more than 20 bytes"):
        read_reports(tmp_path / "long.csv")
