"""The file: written whole or not at all, small however many runs there are."""

from pathlib import Path

import pytest

import politburo as pb
from politburo.show.report import FILE, report_html, save_report
from politburo.terms.errors import StoreError


def test_the_report_is_saved_as_it_is_made(results: pb.Results, tmp_path: Path):
    path = save_report(results, tmp_path)
    assert path == tmp_path / FILE
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text(encoding="utf-8") == report_html(results)


def test_a_report_that_cannot_be_written_says_why(results: pb.Results, tmp_path: Path):
    with pytest.raises(StoreError, match=r"report\.html cannot be written"):
        save_report(results, tmp_path / "nowhere")
