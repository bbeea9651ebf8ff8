"""The board as Markdown: headline first, failures of what a report states in the open, text that stays text."""

from pathlib import Path

import pytest

from politburo.show.claims.markdown import WIDTH, markdown, save_markdown
from tests.ask.claims.boards import board, measured

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def text() -> str:
    return markdown(measured())


def test_what_a_report_states_and_the_simulation_does_not_show_comes_before_the_detail(text: str):
    assert text.index("Across 200 parameter sets") < text.index("does not show") < text.index("## X1")
    section = text[text.index("does not show") : text.index("## X1")]
    assert "X2 (fails)" in section and "X3" not in section


def test_every_claim_has_its_table_with_figures_minimum_and_share(text: str):
    assert "| fear | 0.070 → 0.14 (+0.070 [+0.060, +0.080]) | +0.05 | 93 % chill | holds |" in text
    assert "| **too small** | the same |" in text
    assert "| placebo | 0.40 → 0.40 (+0.0010 [−0.0040, +0.0060]) | within ± 0.02 |  | null |" in text


def test_text_of_a_claim_ends_no_cell_and_marks_nothing_up(text: str):
    assert "<i>" not in text.replace("\\<i\\>", "")
    assert "](http" not in text.replace("\\](http", "")
    rows = [line for line in text.splitlines() if line.startswith("| X2")]
    assert rows[0].replace("\\|", "").count("|") == 8


def test_lines_of_text_are_not_long():
    text = markdown(board())
    assert all(len(line) <= WIDTH for line in text.splitlines() if not line.startswith(("|", "#")))


def test_it_is_written_into_a_file(tmp_path: Path):
    save_markdown(board(), tmp_path / "docs" / "claims.md")
    assert (tmp_path / "docs" / "claims.md").read_text() == markdown(board())
