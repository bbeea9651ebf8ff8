"""The file: written whole or not at all, small however many runs there are."""

from pathlib import Path

import pytest

import politburo as pb
from politburo.show.report import FILE, report_html, save_report
from politburo.terms.errors import StoreError

from .made import reported

LARGEST = 5_000_000
"""Bytes that a report of 200 runs may take."""


@pytest.mark.slow
def test_the_report_is_saved_as_it_is_made(results: pb.Results, tmp_path: Path):
    path = save_report(results, tmp_path)
    assert path == tmp_path / FILE
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text(encoding="utf-8") == report_html(results)


@pytest.mark.slow
def test_a_report_that_cannot_be_written_says_why(results: pb.Results, tmp_path: Path):
    (tmp_path / "taken").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match="taken is a file and no folder"):
        save_report(results, tmp_path / "taken")


@pytest.mark.slow
def test_the_report_of_many_runs_is_small_enough_to_be_sent_and_as_large_as_that_of_a_few(tmp_path: Path):
    few, many = (save_report(reported(tmp_path, runs), tmp_path).stat().st_size for runs in (20, 200))
    assert many < LARGEST
    assert many < 1.1 * few
