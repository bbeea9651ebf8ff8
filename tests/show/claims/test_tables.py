"""The board as a table for pandas, and for a notebook."""

import pytest

from politburo.terms.errors import ClaimError

from .made import board, measured


def test_there_is_a_row_for_each_test_with_what_was_found():
    table = board().table()
    assert len(table) == 7
    keys = ("claim", "test", "verdict", "effect")
    assert [str(table[key].to_list()[0]) for key in keys] == ["X1", "fear", "holds", "0.07"]
    assert len(table.dropna(subset=["effect"])) == 6


def test_a_notebook_shows_a_row_for_each_claim_and_text_stays_text():
    html = board()._repr_html_()
    assert html.count("<tr>") == 6
    assert "<i>" not in html and "<script>" not in html
    assert "0.070 → 0.14" in html


def test_in_a_terminal_it_shows_ids_verdicts_and_sentences():
    assert repr(measured()).splitlines()[0].split(maxsplit=2) == ["X1", "holds", "Terror frightens"]


def test_a_claim_can_be_drawn_with_an_axis_for_each_test():
    drawn = board().plot("X1").specification
    assert len(drawn["vconcat"]) == 3  # two tests, and where they come from
    assert "0.070 → 0.14" in str(drawn)
    with pytest.raises(ClaimError, match="There is no claim 'X0' on this board; it can be 'X1'"):
        board().plot("X0")
